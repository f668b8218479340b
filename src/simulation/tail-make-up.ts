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
  readonly portfolio: PortfolioYears;
}

/** Room in the arena for what is found of the cells that lose most. */
export interface TailColumns {
  /** The cells, by place in the list. */
  readonly cells: Int32Array;
  /** Addresses of the rows to which they belong. */
  readonly rowsAt: Int32Array;
  readonly cents: Float64Array;
}

export const tailColumns = (cells: number, { words, doubles }: Arena): TailColumns => ({
  cells: words(cells),
  rowsAt: words(cells),
  cents: doubles(cells),
});

/**
 * Adds the make-up of the years that lose most.
 *
 * @param tailRowsAt  by tail bucket, the address of its row; 0 while it has none
 * @param parts       parts that have a column of their own: scenarios, and groups that are neither one nor all of them
 * @param countOfRow  of all parts
 */
export function tallyTail(
  { tail, tailRowsAt }: { readonly tail: TailMakeUp; readonly tailRowsAt: Int32Array },
  { trials, years, portfolio: { lossCents, adding } }: BlockYears,
  tailFromCents: number,
  parts: readonly { readonly part: number; readonly cents: Float64Array }[],
  countOfRow: number,
  { cells, rowsAt, cents: ofCells }: TailColumns,
  { doubles }: Arena,
): void {
  const listed = adding.listTail(trials * years, lossCents.byteOffset, tailFromCents, cells.byteOffset);
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
  for (const { part, cents } of parts) {
    adding.pickDoubles(listed, cells.byteOffset, cents.byteOffset, ofCells.byteOffset);
    adding.carryTail(listed, rowsAt.byteOffset, part, ofCells.byteOffset);
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
