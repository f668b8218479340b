import { BUCKETS, bucketOf, CARRY } from '../math/loss-counts.ts';
import type { Arena } from '../math/arena.ts';
import type { EventTable } from './event-table.ts';
import type { Groups } from './groups.ts';
import type { PortfolioYears, Variants } from './portfolio-years.ts';

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
  /** By cell, its place in that list; -1 where it has none. */
  readonly places: Int32Array;
  /** Addresses of the rows to which they belong. */
  readonly rowsAt: Int32Array;
  readonly cents: Float64Array;
}

export const tailColumns = (cells: number, { words, doubles }: Arena): TailColumns => ({
  cells: words(cells),
  places: words(cells),
  rowsAt: words(cells),
  cents: doubles(cells),
});

/**
 * Adds the make-up of the years that lose most: scenarios, and groups that have a column of their own.
 *
 * @param tailRowsAt by tail bucket, the address of its row; 0 while it has none
 */
export function tallyTail(
  { tail, tailRowsAt }: { readonly tail: TailMakeUp; readonly tailRowsAt: Int32Array },
  { trials, years, portfolio }: BlockYears,
  tailFromCents: number,
  { parts, sources }: Groups,
  tables: readonly EventTable[],
  variants: Variants,
  { cells, places, rowsAt, cents }: TailColumns,
  { doubles }: Arena,
): void {
  const { lossCents, groups, adding } = portfolio;
  const listed = adding.listTail(
    trials * years,
    lossCents.byteOffset,
    tailFromCents,
    cells.byteOffset,
    places.byteOffset,
  );
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
    tailRowsAt[bucket] = (tail[bucket] = doubles(2 * parts.count)).byteOffset;
  }
  tables.forEach(({ count, cell, variants: its }, scenario) => {
    if (count === 0) return;
    const { lossCents: ofRows } = its[variants[scenario]];
    adding.clear(listed * cents.BYTES_PER_ELEMENT, cents.byteOffset);
    adding.addTailAt(count, cell.byteOffset, places.byteOffset, ofRows.byteOffset, cents.byteOffset);
    adding.carryTail(listed, rowsAt.byteOffset, parts.scenarios + scenario, cents.byteOffset);
  });
  for (let part = parts.assets; part < parts.count; part++) {
    const source = sources[part];
    if (source.kind !== 'column') continue;
    adding.pickDoubles(listed, cells.byteOffset, groups[source.column].byteOffset, cents.byteOffset);
    adding.carryTail(listed, rowsAt.byteOffset, part, cents.byteOffset);
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
