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
   * By octave, absent while no loss falls into it: [bucket of the octave * (3 + ranks)]: smallest and largest in cents, the sum's remainder,
   * then by rank how many trials have a loss of that rank there. One bucket's numbers stand together, so that a loss touches one place in
   * memory; only the whole CARRYs of the sums, which hardly ever change, stand apart: [1024 * (3 + ranks) + bucket of the octave].
   */
  readonly octaves: (Float64Array | undefined)[];
  /** Makes the numbers of an octave. */
  readonly room: Room;
}

/** Makes room for so many doubles, all 0. */
export type Room = (length: number) => Float64Array;
export const ordinaryRoom: Room = (length) => new Float64Array(length);

/** Places among the numbers of a bucket; from the last on, one for each rank. */
export const PLACE = { smallest: 0, largest: 1, sum: 2, counts: 3 } as const;
const { smallest: SMALLEST, largest: LARGEST, sum: SUM, counts: COUNTS } = PLACE;

/** Sums are kept below it, so that adding whole cents is exact whatever they come to. */
export const CARRY = 2 ** 52;

export const BUCKET_BITS = 10;
export const BUCKETS_AN_OCTAVE = 1024;
/** Losses of 2^60 cents and more share the last bucket. */
export const OCTAVES = 60;
export const BUCKETS = OCTAVES * BUCKETS_AN_OCTAVE;
export const EXPONENT_OF_ONE = 1023 << BUCKET_BITS;

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
const HIGH_HALF = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** The bucket of a loss of one cent or more. */
export function bucketOf(cents: number): number {
  double[0] = cents;
  const bucket = (halves[HIGH_HALF] >>> (20 - BUCKET_BITS)) - EXPONENT_OF_ONE;
  return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

export const lossCounts = (ranks: number, room = ordinaryRoom): LossCounts => ({
  ranks,
  room,
  octaves: Array.from({ length: OCTAVES }, () => undefined),
});

/** Counts one loss in whole cents, the `rank`-th largest of its trial (from 0); a loss of 0 is in no bucket. */
export function countLoss(counts: LossCounts, cents: number, rank: number): void {
  if (cents <= 0) return;
  const bucket = bucketOf(cents);
  const numbers = counts.octaves[bucket >> BUCKET_BITS] ?? openOctave(counts, bucket);
  const ofOctave = bucket & (BUCKETS_AN_OCTAVE - 1);
  const at = ofOctave * (COUNTS + counts.ranks);
  numbers[at + SUM] += cents;
  if (numbers[at + SUM] >= CARRY) carry(numbers, at, ofOctave, counts.ranks);
  // a bucket's largest is 0 while it is empty
  if (numbers[at + LARGEST] === 0 || cents < numbers[at + SMALLEST]) numbers[at + SMALLEST] = cents;
  if (cents > numbers[at + LARGEST]) numbers[at + LARGEST] = cents;
  numbers[at + COUNTS + rank]++;
}

/** The numbers of the octave of a bucket. */
export function openOctave({ octaves, ranks, room }: LossCounts, bucket: number): Float64Array {
  return (octaves[bucket >> BUCKET_BITS] ??= room(carriesFrom(ranks) + BUCKETS_AN_OCTAVE));
}

/** Where the whole CARRYs of an octave begin. */
export const carriesFrom = (ranks: number): number => BUCKETS_AN_OCTAVE * (COUNTS + ranks);

function carry(numbers: Float64Array, at: number, bucket: number, ranks: number): void {
  const whole = Math.floor(numbers[at + SUM] / CARRY);
  numbers[at + SUM] -= whole * CARRY;
  numbers[carriesFrom(ranks) + bucket] += whole;
}

/** Counts the losses of one trial, in whole cents, sorted from the largest. */
export function countLosses(counts: LossCounts, sortedCents: Float64Array): void {
  for (let rank = 0; rank < counts.ranks; rank++) countLoss(counts, sortedCents[rank], rank);
}

/** Counts as they pass between threads. */
export interface PackedLossCounts {
  /** Octaves of which nearly all buckets are in use, by octave: copies. */
  readonly octaves: (Float64Array | undefined)[];
  /** Of the others only what buckets in use hold, as rows by PACKED: most are empty, and memory that passes is written and read anew. */
  readonly rows: Float64Array;
}

/** Places in a row: a bucket, the whole CARRYs of its sum, and its numbers; from the last on, one for each rank. */
export const PACKED = { bucket: 0, carries: 1, smallest: 2, counts: 5 } as const;

/** Adds packed counts, and takes over what they are made of; the order in which they come does not matter. */
export function mergeLossCounts(counts: LossCounts, { octaves, rows }: PackedLossCounts): void {
  const { ranks } = counts;
  octaves.forEach((its, octave) => {
    if (!its) return;
    if (counts.octaves[octave]) mergeOctave(counts.octaves[octave], its, ranks);
    else counts.octaves[octave] = its;
  });
  const width = PACKED.counts + ranks;
  for (let row = 0; row < rows.length; row += width) {
    const bucket = rows[row + PACKED.bucket];
    const numbers = counts.octaves[bucket >> BUCKET_BITS] ?? openOctave(counts, bucket);
    const ofOctave = bucket & (BUCKETS_AN_OCTAVE - 1);
    mergeBucket(numbers, ofOctave, ranks, rows, row + PACKED.smallest, rows[row + PACKED.carries]);
  }
}

function mergeOctave(numbers: Float64Array, its: Float64Array, ranks: number): void {
  const width = COUNTS + ranks;
  const carries = carriesFrom(ranks);
  for (let bucket = 0, at = 0; bucket < BUCKETS_AN_OCTAVE; bucket++, at += width)
    if (its[at + LARGEST] > 0) mergeBucket(numbers, bucket, ranks, its, at, its[carries + bucket]);
}

/** Adds what another bucket holds, of which the numbers stand from a place on. */
function mergeBucket(
  numbers: Float64Array,
  bucket: number,
  ranks: number,
  its: Float64Array,
  from: number,
  carries: number,
): void {
  const at = bucket * (COUNTS + ranks);
  const isEmpty = numbers[at + LARGEST] === 0;
  if (isEmpty || its[from + SMALLEST] < numbers[at + SMALLEST]) numbers[at + SMALLEST] = its[from + SMALLEST];
  if (its[from + LARGEST] > numbers[at + LARGEST]) numbers[at + LARGEST] = its[from + LARGEST];
  numbers[at + SUM] += its[from + SUM];
  numbers[carriesFrom(ranks) + bucket] += carries;
  if (numbers[at + SUM] >= CARRY) carry(numbers, at, bucket, ranks);
  for (let i = COUNTS; i < COUNTS + ranks; i++) numbers[at + i] += its[from + i];
}
