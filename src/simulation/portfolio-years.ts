import { BLOCK_TRIALS } from './block.ts';
import type { EventTable, VariantColumns } from './event-table.ts';
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

/** The losses alone of a portfolio that differs in a few scenarios. */
export function changeLosses(
  lossCents: Float64Array,
  from: PortfolioYears,
  tables: readonly EventTable[],
  variants: { readonly from: Variants; readonly to: Variants },
  touched: readonly number[],
): void {
  const centsOf = (scenario: number, its: Variants) => tables[scenario].variants[its[scenario]].lossCents;
  lossCents.set(from.lossCents);
  for (const scenario of touched)
    addDifferences(
      tables[scenario],
      lossCents,
      centsOf(scenario, variants.from),
      centsOf(scenario, variants.to),
    );
  if (areExact(from.lossCents) && areExact(lossCents)) return;
  lossCents.fill(0);
  tables.forEach((table, scenario) =>
    addColumns(table, lossCents, centsOf(scenario, variants.to), undefined, undefined, 1),
  );
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
  const { lossCents: total, lossEvents } = into;
  const { happens, lossCents } = columns;
  for (let row = 0; row < count; row++) {
    const at = cell[row];
    total[at] += sign * lossCents[row];
    lossEvents[at] += sign * happens[row];
  }
  if (table.shape.hasRecords) countBreaches(into, table, columns, sign);
  const columnOf = (contribution: Contribution) =>
    contribution.kind === 'form' ? columns.formCents[contribution.form] : lossCents;
  inPairs(contributions, (one, other) =>
    addColumns(
      table,
      into.groups[one.column],
      columnOf(one),
      other && into.groups[other.column],
      other && columnOf(other),
      sign,
    ),
  );
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
  const { lossCents: total, lossEvents } = into;
  const { happens: had, lossCents: lost } = before;
  const { happens: has, lossCents: loses } = after;
  for (let row = 0; row < count; row++) {
    const at = cell[row];
    total[at] += loses[row] - lost[row];
    lossEvents[at] += has[row] - had[row];
  }
  const columnOf = (columns: VariantColumns, contribution: Contribution) =>
    contribution.kind === 'form' ? columns.formCents[contribution.form] : columns.lossCents;
  inPairs(contributions, (one, other) =>
    addDifferences(
      table,
      into.groups[one.column],
      columnOf(before, one),
      columnOf(after, one),
      other && into.groups[other.column],
      other && columnOf(before, other),
      other && columnOf(after, other),
    ),
  );
}

/**
 * Contributions that are columns of the table, two at a time: each addition waits for the one before it in the same place, and two
 * columns wait together.
 */
function inPairs(
  contributions: readonly Contribution[],
  use: (one: Contribution, other: Contribution | undefined) => void,
): void {
  let first: Contribution | undefined;
  for (const contribution of contributions) {
    if (contribution.kind === 'borne') continue;
    if (first) {
      use(first, contribution);
      first = undefined;
    } else first = contribution;
  }
  if (first) use(first, undefined);
}

function addColumns(
  { count, cell }: EventTable,
  into: Float64Array,
  cents: Float64Array,
  alsoInto: Float64Array | undefined,
  alsoCents: Float64Array | undefined,
  sign: number,
): void {
  if (alsoInto && alsoCents)
    for (let row = 0; row < count; row++) {
      const at = cell[row];
      into[at] += sign * cents[row];
      alsoInto[at] += sign * alsoCents[row];
    }
  else for (let row = 0; row < count; row++) into[cell[row]] += sign * cents[row];
}

function addDifferences(
  { count, cell }: EventTable,
  into: Float64Array,
  before: Float64Array,
  after: Float64Array,
  alsoInto?: Float64Array,
  alsoBefore?: Float64Array,
  alsoAfter?: Float64Array,
): void {
  if (alsoInto && alsoBefore && alsoAfter)
    for (let row = 0; row < count; row++) {
      const at = cell[row];
      into[at] += after[row] - before[row];
      alsoInto[at] += alsoAfter[row] - alsoBefore[row];
    }
  else for (let row = 0; row < count; row++) into[cell[row]] += after[row] - before[row];
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

function sumRecords({ records }: PortfolioYears, tables: readonly EventTable[], variants: Variants): void {
  records.fill(0);
  tables.forEach((table, scenario) => {
    if (table.shape.hasRecords)
      addColumns(table, records, table.variants[variants[scenario]].records, undefined, undefined, 1);
  });
}

function sumHours({ outageHours }: PortfolioYears, tables: readonly EventTable[], variants: Variants): void {
  outageHours.fill(0);
  tables.forEach((table, scenario) => {
    if (table.shape.hasHours)
      addColumns(table, outageHours, table.variants[variants[scenario]].outageHours, undefined, undefined, 1);
  });
}
