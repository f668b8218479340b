import { BUCKETS, bucketOf, CARRY } from '../math/loss-counts.ts';
import type { Arena } from '../math/arena.ts';
import type { PortfolioYears } from './portfolio-years.ts';

/** Buckets an octave for the tail's make-up: 2% wide. */
export const TAIL_SHIFT = 5;
export const TAIL_BUCKETS = BUCKETS >> TAIL_SHIFT;

/**
 * By tail bucket, absent while no year's loss lies in it: [2 * part]: cents of each part in those years, as whole CARRYs and what is left.
 */
export type TailMakeUp = (Float64Array | undefined)[];

/** Rows of the tail in the order in which they were opened: nearly all buckets have none. */
export interface PackedTail {
  readonly buckets: readonly number[];
  /** [row * numbers of a row] */
  readonly rows: Float64Array;
}

/** The make-up of a tail that is being filled, in an arena. */
export interface OpenTail {
  /** Doubles of a row: two for each part. */
  readonly width: number;
  /** By tail bucket, the address of its row; 0 while it has none. */
  readonly rowsAt: Int32Array;
  /** Of the rows in the order in which they were opened. */
  readonly buckets: number[];
  /** The rows, ROWS_AT_ONCE in each but the last. */
  readonly stretches: Float64Array[];
}

/** Room is made for so many rows at once. */
const ROWS_AT_ONCE = 32;

export const openTail = (countOfParts: number, { words }: Arena): OpenTail => ({
  width: 2 * countOfParts,
  rowsAt: words(TAIL_BUCKETS),
  buckets: [],
  stretches: [],
});

/** Opens the row of a bucket that has none yet. */
export function openTailRow(
  { width, rowsAt, buckets, stretches }: OpenTail,
  bucket: number,
  arena: Arena,
): void {
  const row = buckets.push(bucket) - 1;
  const place = row % ROWS_AT_ONCE;
  if (place === 0) stretches.push(arena.doubles(ROWS_AT_ONCE * width));
  const stretch = stretches[stretches.length - 1];
  rowsAt[bucket] = stretch.byteOffset + place * width * stretch.BYTES_PER_ELEMENT;
}

export function packTail({ width, buckets, stretches }: OpenTail): PackedTail {
  const rows = new Float64Array(stretches.length * ROWS_AT_ONCE * width);
  stretches.forEach((stretch, at) => rows.set(stretch, at * stretch.length));
  return { buckets: [...buckets], rows };
}

/** Adds packed rows; the order in which they come does not matter. */
export function mergeTail(into: TailMakeUp, { buckets, rows }: PackedTail, countOfParts: number): TailMakeUp {
  const width = 2 * countOfParts;
  for (let row = 0; row < buckets.length; row++) {
    const from = row * width;
    const its = into[buckets[row]];
    if (its)
      for (let part = 0; part < countOfParts; part++) {
        its[2 * part] += rows[from + 2 * part];
        addCarried(its, part, rows[from + 2 * part + 1]);
      }
    else into[buckets[row]] = rows.subarray(from, from + width);
  }
  return into;
}

/** Blocks of trials that are counted under one portfolio after the other. */
export interface BlockYears {
  /** A word of the arena: trials in the block at hand. */
  readonly trials: Int32Array;
  readonly years: number;
  /** Trials whose figures are added up in plain doubles before they go into exact sums. */
  readonly unit: number;
  /** Whether some loss event of the block at hand costs nothing. */
  hasCostless(): boolean;
}

/** Room in the arena for what is found of the cells that lose most. */
export interface TailRoom {
  /** The cells, by place in the list. */
  readonly cells: Int32Array;
  /** Addresses of the rows to which they belong. */
  readonly rowsAt: Int32Array;
}

export const tailRoom = (cells: number, { words }: Arena): TailRoom => ({
  cells: words(cells + 1),
  rowsAt: words(cells),
});

/** A part of the loss that has a column of its own. */
export interface TailPart {
  readonly part: number;
  readonly cents: Float64Array;
}

/** The parts as `addTailParts` takes them: addresses of their columns, and their places. */
export function tailPairs(parts: readonly TailPart[], { words }: Arena): Int32Array {
  const pairs = words(2 * parts.length);
  pairs.set(parts.flatMap(({ part, cents }) => [cents.byteOffset, part]));
  return pairs;
}

/**
 * Opens rows of the tail for the cells that are listed, and finds the row of each.
 *
 * @param listed how many cells are listed
 */
export function findTailRows(
  tail: OpenTail,
  { lossCents, adding }: PortfolioYears,
  listed: number,
  { cells, rowsAt }: TailRoom,
  arena: Arena,
): void {
  const findRows = (from: number) =>
    adding.findTailRows(
      from,
      listed,
      cells.byteOffset,
      lossCents.byteOffset,
      tail.rowsAt.byteOffset,
      rowsAt.byteOffset,
    );
  for (let at = 0; (at = findRows(at)) < listed;)
    openTailRow(tail, tailBucketOf(bucketOf(lossCents[cells[at]])), arena);
}

/** Adds whole cents to a part of a row of the tail. */
export function addCarried(row: Float64Array, part: number, cents: number): void {
  const at = 2 * part;
  row[at + 1] += cents;
  if (row[at + 1] < CARRY) return;
  const whole = Math.floor(row[at + 1] / CARRY);
  row[at] += whole;
  row[at + 1] -= whole * CARRY;
}

/** The row of the tail's make-up that a bucket of losses belongs to. */
export const tailBucketOf = (bucket: number): number => bucket >> TAIL_SHIFT;
