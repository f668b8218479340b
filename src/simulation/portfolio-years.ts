import { BLOCK_TRIALS } from './block.ts';
import type { EventTable, VariantColumns } from './event-table.ts';
import type { Contribution, Groups } from './groups.ts';
import type { KernelColumns } from './kernel-columns.ts';
import type { YearColumns } from './year-columns.ts';

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
  /** What adds them up: all is in its arena, the tables of events too. */
  readonly adding: YearColumns;
}

/** In the arena of the kernel whose tables are added up. */
export function createPortfolioYears(
  years: number,
  groups: Groups,
  { arena, years: adding }: Pick<KernelColumns, 'arena' | 'years'>,
): PortfolioYears {
  const cells = BLOCK_TRIALS * years;
  const only = (has: boolean) => (has ? cells : 0);
  const hasRecords = groups.shapes.some((shape) => shape.hasRecords);
  return {
    lossCents: arena.doubles(cells),
    lossEvents: arena.words(cells),
    breaches: new Int32Array(only(hasRecords)),
    largeBreaches: new Int32Array(only(hasRecords)),
    records: arena.doubles(only(hasRecords)),
    outageHours: arena.doubles(only(groups.shapes.some(({ hasHours }) => hasHours))),
    groups: Array.from({ length: groups.columns }, () => arena.doubles(cells)),
    adding,
  };
}

/** Adds up the years of a portfolio from all scenarios. */
export function fillYears(
  into: PortfolioYears,
  tables: readonly EventTable[],
  groups: Groups,
  variants: Variants,
): void {
  for (const column of [into.lossCents, into.lossEvents, ...into.groups])
    into.adding.clear(column.byteLength, column.byteOffset);
  into.breaches.fill(0);
  into.largeBreaches.fill(0);
  tables.forEach((table, scenario) =>
    put(into, table, table.variants[variants[scenario]], groups.contributions[scenario], 1),
  );
  sumRecords(into, tables, variants);
  sumHours(into, tables, variants);
}

/**
 * The years of a portfolio that differs from one already filled in a few scenarios: only those are taken out and put in anew. Whole cents and
 * counts come out the same as if all had been added up; what is not whole is added up again, where it differs at all, and so is everything in
 * years that cost more than whole cents can tell: sums of smaller terms in the same order are never larger.
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
  into.groups.forEach((cents, column) => cents.set(from.groups[column]));
  for (const scenario of touched) {
    const table = tables[scenario];
    const before = table.variants[variants.from[scenario]];
    const after = table.variants[variants.to[scenario]];
    exchange(into, table, before, after, groups.contributions[scenario]);
  }
  if (!areExact(from.lossCents) || !areExact(into.lossCents)) {
    fillYears(into, tables, groups, variants.to);
    return;
  }
  if (touched.some((scenario) => groups.shapes[scenario].hasRecords)) sumRecords(into, tables, variants.to);
  if (touched.some((scenario) => groups.shapes[scenario].hasHours)) sumHours(into, tables, variants.to);
}

/** The losses alone of a portfolio that differs in a few scenarios; `lossCents` is of the arena too. */
export function changeLosses(
  lossCents: Float64Array,
  from: PortfolioYears,
  tables: readonly EventTable[],
  variants: { readonly from: Variants; readonly to: Variants },
  touched: readonly number[],
): void {
  const centsOf = (scenario: number, its: Variants) => tables[scenario].variants[its[scenario]].lossCents;
  lossCents.set(from.lossCents);
  for (const scenario of touched) {
    const { count, cell } = tables[scenario];
    const [before, after] = [variants.from, variants.to].map((its) => centsOf(scenario, its).byteOffset);
    from.adding.addDifferenceAt(count, cell.byteOffset, before, after, lossCents.byteOffset);
  }
  if (areExact(from.lossCents) && areExact(lossCents)) return;
  lossCents.fill(0);
  tables.forEach((table, scenario) => addColumn(from, table, lossCents, centsOf(scenario, variants.to), 1));
}

/** Beyond this, in whole cents, what is taken out of a sum is not all that was put in. */
const MOST_EXACT_CENTS = 2 ** 52;

function areExact(cents: Float64Array): boolean {
  for (let cell = 0; cell < cents.length; cell++) if (cents[cell] > MOST_EXACT_CENTS) return false;
  return true;
}

/** Puts in what a scenario's events are under a variant, or takes it out (`sign` -1). */
function put(
  into: PortfolioYears,
  table: EventTable,
  columns: VariantColumns,
  contributions: readonly Contribution[],
  sign: number,
): void {
  const { count, cell } = table;
  const { lossCents: total, lossEvents, adding } = into;
  const { happens, lossCents } = columns;
  addColumn(into, table, total, lossCents, sign);
  if (sign > 0) adding.countAt(count, cell.byteOffset, happens.byteOffset, lossEvents.byteOffset);
  else for (let row = 0; row < count; row++) lossEvents[cell[row]] -= happens[row];
  if (table.shape.hasRecords) countBreaches(into, table, columns, sign);
  for (const contribution of contributions)
    if (contribution.kind !== 'borne')
      addColumn(into, table, into.groups[contribution.column], columnOf(columns, contribution), sign);
  for (const contribution of contributions) {
    const column = into.groups[contribution.column];
    if (contribution.kind === 'borne') addBorne(column, table, columns, contribution.asset, sign);
    if (contribution.kind === 'struck') addBorne(column, table, columns, -1, -sign);
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
  if (table.shape.isBorne || table.shape.hasRecords) {
    put(into, table, before, contributions, -1);
    put(into, table, after, contributions, 1);
    return;
  }
  const { count, cell } = table;
  const { adding } = into;
  const exchangeColumn = (its: Float64Array, from: Float64Array, to: Float64Array) =>
    adding.addDifferenceAt(count, cell.byteOffset, from.byteOffset, to.byteOffset, its.byteOffset);
  exchangeColumn(into.lossCents, before.lossCents, after.lossCents);
  adding.countDifferenceAt(
    count,
    cell.byteOffset,
    before.happens.byteOffset,
    after.happens.byteOffset,
    into.lossEvents.byteOffset,
  );
  for (const contribution of contributions)
    if (contribution.kind !== 'borne')
      exchangeColumn(
        into.groups[contribution.column],
        columnOf(before, contribution),
        columnOf(after, contribution),
      );
}

/** The column of a table that a contribution is. */
const columnOf = (columns: VariantColumns, contribution: Contribution): Float64Array =>
  contribution.kind === 'form' ? columns.formCents[contribution.form] : columns.lossCents;

function addColumn(
  { adding }: PortfolioYears,
  { count, cell }: EventTable,
  into: Float64Array,
  values: Float64Array,
  sign: number,
): void {
  if (sign > 0) adding.addAt(count, cell.byteOffset, values.byteOffset, into.byteOffset);
  else for (let row = 0; row < count; row++) into[cell[row]] -= values[row];
}

function countBreaches(
  { breaches, largeBreaches }: PortfolioYears,
  { count, cell }: EventTable,
  { records }: VariantColumns,
  sign: number,
): void {
  for (let row = 0; row < count; row++) {
    if (records[row] < BREACH_RECORDS) continue;
    breaches[cell[row]] += sign;
    if (records[row] >= LARGE_BREACH_RECORDS) largeBreaches[cell[row]] += sign;
  }
}

/** Adds what one asset bears of other assets' events, or all do (-1). */
function addBorne(
  into: Float64Array,
  { count, cell }: EventTable,
  { bornFrom, bornBy, bornCents }: VariantColumns,
  asset: number,
  sign: number,
): void {
  for (let row = 0; row < count; row++)
    for (let at = bornFrom[row]; at < bornFrom[row + 1]; at++)
      if (asset < 0 || bornBy[at] === asset) into[cell[row]] += sign * bornCents[at];
}

function sumRecords(into: PortfolioYears, tables: readonly EventTable[], variants: Variants): void {
  const { records } = into;
  records.fill(0);
  tables.forEach((table, scenario) => {
    if (table.shape.hasRecords)
      addColumn(into, table, records, table.variants[variants[scenario]].records, 1);
  });
}

function sumHours(into: PortfolioYears, tables: readonly EventTable[], variants: Variants): void {
  const { outageHours } = into;
  outageHours.fill(0);
  tables.forEach((table, scenario) => {
    if (table.shape.hasHours)
      addColumn(into, table, outageHours, table.variants[variants[scenario]].outageHours, 1);
  });
}
