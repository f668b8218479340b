import { BLOCK_TRIALS } from './block.ts';
import { NO_EVENT, type EventTable, type VariantColumns } from './event-table.ts';
import type { Contribution, Groups } from './groups.ts';

/** Records from which an event is a breach, and one that HHS must be told of without delay (45 CFR 164.408). */
const BREACH_RECORDS = 1;
const LARGE_BREACH_RECORDS = 500;

/** The variant of each scenario that a portfolio meets. */
export type Variants = readonly number[];

/** What a block of trials comes to under one portfolio, by trial and year: [trial * years + year]. */
export interface PortfolioYears {
  readonly lossCents: Float64Array;
  /** How many there were. */
  readonly lossEvents: Int32Array;
  readonly breaches: Int32Array;
  readonly largeBreaches: Int32Array;
  readonly records: Float64Array;
  readonly outageHours: Float64Array;
  /** Cents by column of the groups. */
  readonly groups: readonly Float64Array[];
}

export function createPortfolioYears(years: number, groups: Groups): PortfolioYears {
  const cells = BLOCK_TRIALS * years;
  const only = (has: boolean) => (has ? cells : 0);
  const hasRecords = groups.shapes.some((shape) => shape.hasRecords);
  return {
    lossCents: new Float64Array(cells),
    lossEvents: new Int32Array(cells),
    breaches: new Int32Array(only(hasRecords)),
    largeBreaches: new Int32Array(only(hasRecords)),
    records: new Float64Array(only(hasRecords)),
    outageHours: new Float64Array(only(groups.shapes.some(({ hasHours }) => hasHours))),
    groups: Array.from({ length: groups.columns }, () => new Float64Array(cells)),
  };
}

/** Whatever a scenario costs, before any event is counted. */
const nothing: VariantColumns = {
  lossCents: new Float64Array(0),
  records: new Float64Array(0),
  outageHours: new Float64Array(0),
  formCents: [],
  bornFrom: new Int32Array(0),
  bornBy: new Int32Array(0),
  bornCents: new Float64Array(0),
};
let difference = new Float64Array(0);

function reserve(rows: number): void {
  if (rows <= nothing.lossCents.length) return;
  nothing.lossCents = new Float64Array(2 * rows).fill(NO_EVENT);
  difference = new Float64Array(2 * rows);
}

/** Adds up the years of a portfolio from all scenarios. */
export function fillYears(
  into: PortfolioYears,
  tables: readonly EventTable[],
  groups: Groups,
  variants: Variants,
): void {
  into.lossCents.fill(0);
  into.lossEvents.fill(0);
  into.breaches.fill(0);
  into.largeBreaches.fill(0);
  for (const column of into.groups) column.fill(0);
  tables.forEach((table, scenario) => {
    reserve(table.count);
    exchange(into, table, nothing, table.variants[variants[scenario]], groups.contributions[scenario]);
  });
  sumRecords(into, tables, variants);
  sumHours(into, tables, variants);
}

/**
 * The years of a portfolio that differs from one already filled in a few scenarios: only those are taken out and put in anew. Whole cents and
 * counts come out the same as if all had been added up; what is not whole is added up again, where it differs at all.
 *
 * @param touched the scenarios whose variant differs
 */
export function changeYears(
  into: PortfolioYears,
  from: PortfolioYears,
  tables: readonly EventTable[],
  groups: Groups,
  variants: { readonly from: Variants; readonly to: Variants },
  touched: readonly number[],
): void {
  into.lossCents.set(from.lossCents);
  into.lossEvents.set(from.lossEvents);
  into.breaches.set(from.breaches);
  into.largeBreaches.set(from.largeBreaches);
  for (const scenario of touched)
    for (const { column } of groups.contributions[scenario]) into.groups[column].set(from.groups[column]);
  for (const scenario of touched) {
    const table = tables[scenario];
    reserve(table.count);
    const before = table.variants[variants.from[scenario]];
    const after = table.variants[variants.to[scenario]];
    exchange(into, table, before, after, groups.contributions[scenario]);
  }
  if (touched.some((scenario) => groups.shapes[scenario].hasRecords)) sumRecords(into, tables, variants.to);
  if (touched.some((scenario) => groups.shapes[scenario].hasHours)) sumHours(into, tables, variants.to);
}

/** The losses alone of a portfolio that differs in a few scenarios. */
export function changeLosses(
  lossCents: Float64Array,
  from: PortfolioYears,
  tables: readonly EventTable[],
  variants: { readonly from: Variants; readonly to: Variants },
  touched: readonly number[],
): void {
  lossCents.set(from.lossCents);
  for (const scenario of touched) {
    const table = tables[scenario];
    reserve(table.count);
    const before = table.variants[variants.from[scenario]];
    findDifference(table, before, table.variants[variants.to[scenario]]);
    addDifference(lossCents, table);
  }
}

/** Takes out what a scenario's events are under one variant, and puts in what they are under another. */
function exchange(
  into: PortfolioYears,
  table: EventTable,
  before: VariantColumns,
  after: VariantColumns,
  contributions: readonly Contribution[],
): void {
  const { count, cell } = table;
  const { lossEvents } = into;
  const lost = before.lossCents;
  const loses = after.lossCents;
  findDifference(table, before, after);
  addDifference(into.lossCents, table);
  for (let row = 0; row < count; row++)
    lossEvents[cell[row]] += Number(loses[row] >= 0) - Number(lost[row] >= 0);
  if (table.shape.hasRecords) {
    countBreaches(into, table, before, -1);
    countBreaches(into, table, after, 1);
  }
  for (const contribution of contributions) {
    const column = into.groups[contribution.column];
    switch (contribution.kind) {
      case 'loss':
        addDifference(column, table);
        break;
      case 'form':
        addForms(column, table, before, contribution.form, -1);
        addForms(column, table, after, contribution.form, 1);
        break;
      case 'struck':
        addDifference(column, table);
        addBorne(column, table, before, -1, 1);
        addBorne(column, table, after, -1, -1);
        break;
      case 'borne':
        addBorne(column, table, before, contribution.asset, -1);
        addBorne(column, table, after, contribution.asset, 1);
    }
  }
}

function findDifference({ count }: EventTable, before: VariantColumns, after: VariantColumns): void {
  const lost = before.lossCents;
  const loses = after.lossCents;
  for (let row = 0; row < count; row++) {
    const old = lost[row];
    const now = loses[row];
    difference[row] = (now > 0 ? now : 0) - (old > 0 ? old : 0);
  }
}

function addDifference(into: Float64Array, { count, cell }: EventTable): void {
  for (let row = 0; row < count; row++) into[cell[row]] += difference[row];
}

function countBreaches(
  { breaches, largeBreaches }: PortfolioYears,
  { count, cell }: EventTable,
  { lossCents, records }: VariantColumns,
  sign: number,
): void {
  if (records.length === 0) return;
  for (let row = 0; row < count; row++) {
    if (lossCents[row] < 0 || records[row] < BREACH_RECORDS) continue;
    breaches[cell[row]] += sign;
    if (records[row] >= LARGE_BREACH_RECORDS) largeBreaches[cell[row]] += sign;
  }
}

function addForms(
  into: Float64Array,
  { count, cell }: EventTable,
  { lossCents, formCents }: VariantColumns,
  form: number,
  sign: number,
): void {
  const cents = formCents[form];
  if (cents === undefined) return;
  for (let row = 0; row < count; row++) if (lossCents[row] > 0) into[cell[row]] += sign * cents[row];
}

/** Adds what one asset bears of other assets' events, or all do (-1). */
function addBorne(
  into: Float64Array,
  { count, cell }: EventTable,
  { lossCents, bornFrom, bornBy, bornCents }: VariantColumns,
  asset: number,
  sign: number,
): void {
  if (bornFrom.length === 0) return;
  for (let row = 0; row < count; row++) {
    if (lossCents[row] < 0) continue;
    for (let at = bornFrom[row]; at < bornFrom[row + 1]; at++)
      if (asset < 0 || bornBy[at] === asset) into[cell[row]] += sign * bornCents[at];
  }
}

function sumRecords({ records }: PortfolioYears, tables: readonly EventTable[], variants: Variants): void {
  records.fill(0);
  tables.forEach(({ count, cell, variants: columns }, scenario) => {
    const { lossCents, records: its } = columns[variants[scenario]];
    if (its.length === 0) return;
    for (let row = 0; row < count; row++) if (lossCents[row] >= 0) records[cell[row]] += its[row];
  });
}

function sumHours({ outageHours }: PortfolioYears, tables: readonly EventTable[], variants: Variants): void {
  outageHours.fill(0);
  tables.forEach(({ count, cell, variants: columns }, scenario) => {
    const { lossCents, outageHours: its } = columns[variants[scenario]];
    if (its.length === 0) return;
    for (let row = 0; row < count; row++) if (lossCents[row] >= 0) outageHours[cell[row]] += its[row];
  });
}
