/**
 * Counts of losses in narrow buckets, from which percentiles, tail means and exceedance follow; merges in any order, and takes the same
 * memory for a thousand trials as for ten million.
 *
 * A bucket is a binary exponent and the next 10 bits of a loss in whole cents: at most 0.1% wide. Each keeps its smallest and its largest
 * loss, so a figure is exact where all losses of a bucket are equal, and within 0.05% elsewhere. Losses of a trial are ranked (the largest
 * year first) and counted apart by rank: that tells how the years of one trial go together, which standard errors need.
 */
export interface LossCounts {
  readonly ranks: number;
  /** [bucket * ranks + rank]: trials whose loss of that rank lies in the bucket. */
  readonly counts: Int32Array;
  /** By bucket: sum, smallest and largest in cents. */
  readonly sums: Float64Array;
  readonly smallest: Float64Array;
  readonly largest: Float64Array;
}

const BUCKET_BITS = 10;
const BUCKETS_AN_OCTAVE = 1024;
/** Losses of 2^60 cents and more share the last bucket. */
const OCTAVES = 60;
export const BUCKETS = OCTAVES * BUCKETS_AN_OCTAVE;
const EXPONENT_OF_ONE = 1023 << BUCKET_BITS;

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
const HIGH_HALF = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** The bucket of a loss of one cent or more. */
export function bucketOf(cents: number): number {
  double[0] = cents;
  const bucket = (halves[HIGH_HALF] >>> (20 - BUCKET_BITS)) - EXPONENT_OF_ONE;
  return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

export const lossCounts = (ranks: number): LossCounts => ({
  ranks,
  counts: new Int32Array(BUCKETS * ranks),
  sums: new Float64Array(BUCKETS),
  smallest: new Float64Array(BUCKETS).fill(Infinity),
  largest: new Float64Array(BUCKETS),
});

/** Counts the losses of one trial, in whole cents, sorted from the largest; those of 0 are in no bucket. */
export function countLosses(into: LossCounts, sortedCents: Float64Array): void {
  for (let rank = 0; rank < into.ranks; rank++) {
    const cents = sortedCents[rank];
    if (cents <= 0) return;
    const bucket = bucketOf(cents);
    into.counts[bucket * into.ranks + rank]++;
    into.sums[bucket] += cents;
    if (cents < into.smallest[bucket]) into.smallest[bucket] = cents;
    if (cents > into.largest[bucket]) into.largest[bucket] = cents;
  }
}

/** The buckets in use, as rows [bucket, smallest, largest, sum, count of rank 0, count of rank 1, ...], ascending. */
export function lossCountRows({ ranks, counts, sums, smallest, largest }: LossCounts): number[][] {
  const rows: number[][] = [];
  for (let bucket = 0; bucket < BUCKETS; bucket++)
    if (largest[bucket] > 0)
      rows.push([
        bucket,
        smallest[bucket],
        largest[bucket],
        sums[bucket],
        ...counts.subarray(bucket * ranks, (bucket + 1) * ranks),
      ]);
  return rows;
}

/** Adds rows as `lossCountRows` gives them. */
export function mergeLossRows(into: LossCounts, rows: readonly (readonly number[])[]): void {
  for (const [bucket, smallest, largest, sum, ...counts] of rows) {
    into.smallest[bucket] = Math.min(into.smallest[bucket], smallest);
    into.largest[bucket] = Math.max(into.largest[bucket], largest);
    into.sums[bucket] += sum;
    counts.forEach((count, rank) => (into.counts[bucket * into.ranks + rank] += count));
  }
}
