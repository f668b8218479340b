import {
  BUCKETS_AN_OCTAVE,
  carriesFrom,
  PLACE,
  type LossCounts,
  type PackedLossCounts,
} from '../../src/math/loss-counts.ts';

/**
 * Counts as they pass between threads, picked out bucket by bucket.
 *
 * @param most rows of an octave: one that has more passes whole
 */
export function packed({ octaves, ranks }: LossCounts, most: number): PackedLossCounts {
  const width = PLACE.counts + ranks;
  const rowsOf = octaves.map((numbers, octave) => {
    if (!numbers) return [];
    const rows = Array.from({ length: BUCKETS_AN_OCTAVE }, (_, bucket) => [
      octave * BUCKETS_AN_OCTAVE + bucket,
      numbers[carriesFrom(ranks) + bucket],
      ...numbers.subarray(bucket * width, (bucket + 1) * width),
    ]);
    return rows.filter((row) => row[2 + PLACE.largest] > 0);
  });
  return {
    octaves: octaves.map((numbers, octave) => (rowsOf[octave].length > most ? numbers!.slice() : undefined)),
    rows: Float64Array.from(rowsOf.filter((rows) => rows.length <= most).flat(2)),
  };
}
