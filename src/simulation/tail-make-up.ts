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

/** A block of trials under one portfolio, ready to be counted. */
export interface BlockYears {
  /** Trials in the block. */
  readonly trials: number;
  readonly years: number;
  /** Trials whose figures are added up in plain doubles before they go into exact sums. */
  readonly unit: number;
  /** Whether some loss event costs nothing. */
  hasCostless(): boolean;
  readonly portfolio: PortfolioYears;
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
 * @param tailRowsAt  by tail bucket, the address of its row; 0 while it has none
 * @param listed      how many cells are listed
 * @param countOfRow  of all parts
 */
export function openTailRows(
  { tail, tailRowsAt }: { readonly tail: TailMakeUp; readonly tailRowsAt: Int32Array },
  { lossCents, adding }: PortfolioYears,
  listed: number,
  countOfRow: number,
  { cells, rowsAt }: TailRoom,
  { doubles }: Arena,
): void {
  const findRows = (from: number) =>
    adding.findTailRows(
      from,
      listed,
      cells.byteOffset,
      lossCents.byteOffset,
      tailRowsAt.byteOffset,
      rowsAt.byteOffset,
    );
  for (let at = 0; (at = findRows(at)) < listed;) {
    const bucket = tailBucketOf(bucketOf(lossCents[cells[at]]));
    tailRowsAt[bucket] = (tail[bucket] = doubles(2 * countOfRow)).byteOffset;
  }
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
