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
  /**
   * [bucket * (3 + ranks)]: sum, smallest and largest in cents, then by rank how many trials have a loss of that rank there. One bucket's
   * numbers stand together, so that a loss touches one place in memory.
   */
  readonly numbers: Float64Array;
}

const SUM = 0;
const SMALLEST = 1;
const LARGEST = 2;
const COUNTS = 3;

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
  numbers: new Float64Array(BUCKETS * (COUNTS + ranks)),
});

/** Counts the losses of one trial, in whole cents, sorted from the largest; those of 0 are in no bucket. */
export function countLosses({ ranks, numbers }: LossCounts, sortedCents: Float64Array): void {
  for (let rank = 0; rank < ranks; rank++) {
    const cents = sortedCents[rank];
    if (cents <= 0) return;
    const at = bucketOf(cents) * (COUNTS + ranks);
    numbers[at + SUM] += cents;
    // a bucket's largest is 0 while it is empty
    if (numbers[at + LARGEST] === 0 || cents < numbers[at + SMALLEST]) numbers[at + SMALLEST] = cents;
    if (cents > numbers[at + LARGEST]) numbers[at + LARGEST] = cents;
    numbers[at + COUNTS + rank]++;
  }
}

/** The buckets in use, as rows [bucket, smallest, largest, sum, count of rank 0, count of rank 1, ...], ascending. */
export function lossCountRows({ ranks, numbers }: LossCounts): number[][] {
  const rows: number[][] = [];
  const width = COUNTS + ranks;
  for (let bucket = 0, at = 0; bucket < BUCKETS; bucket++, at += width)
    if (numbers[at + LARGEST] > 0)
      rows.push([
        bucket,
        numbers[at + SMALLEST],
        numbers[at + LARGEST],
        numbers[at + SUM],
        ...numbers.subarray(at + COUNTS, at + width),
      ]);
  return rows;
}

/** Adds rows as `lossCountRows` gives them. */
export function mergeLossRows({ ranks, numbers }: LossCounts, rows: readonly (readonly number[])[]): void {
  for (const [bucket, smallest, largest, sum, ...counts] of rows) {
    const at = bucket * (COUNTS + ranks);
    const isEmpty = numbers[at + LARGEST] === 0;
    numbers[at + SMALLEST] = isEmpty ? smallest : Math.min(numbers[at + SMALLEST], smallest);
    numbers[at + LARGEST] = Math.max(numbers[at + LARGEST], largest);
    numbers[at + SUM] += sum;
    counts.forEach((count, rank) => (numbers[at + COUNTS + rank] += count));
  }
}
