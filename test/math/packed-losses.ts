import {
  BUCKETS_AN_OCTAVE,
  carriesFrom,
  PLACE,
  type LossCounts,
  type PackedLossCounts,
} from '../../src/math/loss-counts.ts';

/** Counts as they pass between threads, picked out bucket by bucket. */
export function packed({ octaves, ranks }: LossCounts): PackedLossCounts {
  const width = PLACE.counts + ranks;
  const rows = octaves.flatMap((numbers, octave) => {
    if (!numbers) return [];
    return Array.from({ length: BUCKETS_AN_OCTAVE }, (_, bucket) => [
      octave * BUCKETS_AN_OCTAVE + bucket,
      numbers[carriesFrom(ranks) + bucket],
      ...numbers.subarray(bucket * width, (bucket + 1) * width),
    ]);
  });
  return Float64Array.from(rows.filter((row) => row[2 + PLACE.largest] > 0).flat());
}
