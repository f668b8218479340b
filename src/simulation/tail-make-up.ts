import { BUCKETS, bucketOf, CARRY } from '../math/loss-counts.ts';
import type { EventTable } from './event-table.ts';
import type { Groups } from './groups.ts';
import type { PortfolioYears, Variants } from './portfolio-years.ts';

/** Buckets an octave for the tail's make-up: 2% wide. */
const TAIL_SHIFT = 5;
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
  readonly portfolio: PortfolioYears;
}

/**
 * Adds the make-up of the years that lose most: scenarios, and groups that have a column of their own.
 *
 * @param starts by scenario, where the rows of each trial of the block begin, and after the last trial where they end
 */
export function tallyTail(
  tail: TailMakeUp,
  { trials, years, portfolio }: BlockYears,
  tailFromCents: number,
  { parts, sources }: Groups,
  tables: readonly EventTable[],
  variants: Variants,
  starts: readonly Int32Array[],
): void {
  const { lossCents, groups } = portfolio;
  const cells: number[] = [];
  const rows: Float64Array[] = [];
  for (let cell = 0; cell < trials * years; cell++) {
    const total = lossCents[cell];
    if (!(total >= tailFromCents) || total === 0) continue;
    cells.push(cell);
    rows.push((tail[tailBucketOf(bucketOf(total))] ??= new Float64Array(2 * parts.count)));
  }
  tables.forEach((table, scenario) => {
    const its = table.cell;
    const cents = table.variants[variants[scenario]].lossCents;
    const from = starts[scenario];
    for (let i = 0; i < cells.length; i++) {
      const trial = years === 1 ? cells[i] : Math.floor(cells[i] / years);
      let sum = 0;
      for (let at = from[trial]; at < from[trial + 1]; at++) if (its[at] === cells[i]) sum += cents[at];
      if (sum > 0) addCarried(rows[i], parts.scenarios + scenario, sum);
    }
  });
  for (let part = parts.assets; part < parts.count; part++) {
    const source = sources[part];
    if (source.kind !== 'column') continue;
    const cents = groups[source.column];
    for (let i = 0; i < cells.length; i++) addCarried(rows[i], part, cents[cells[i]]);
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
