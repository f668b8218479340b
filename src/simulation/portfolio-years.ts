import type { Arena } from '../math/arena.ts';
import type { Recorded, Recording } from '../math/recorded-calls.ts';
import { columnSums, type ColumnSum, type SharedLeft } from './column-sums.ts';
import type { EventShape } from './event-table.ts';
import type { Groups, Member, PartSource } from './groups.ts';
import type { ScenarioYears } from './scenario-years.ts';
import type { YearColumns, RecordedFunctions } from './year-columns.ts';

/** Records from which an event is a breach, and one that HHS must be told of without delay (45 CFR 164.408). */
const BREACH_RECORDS = 1;
const LARGE_BREACH_RECORDS = 500;

/** The variant of each scenario that a portfolio meets. */
export type Variants = readonly number[];

/** A portfolio, as the variants that it meets and the scenarios in which those differ from the baseline's. */
export interface Met {
  readonly variants: Variants;
  readonly touched: readonly number[];
}

/** What the portfolios of a plan are added up from, and where: all is in one arena. */
export interface YearsSetting {
  /** As many as a block has at most, a multiple of CELLS_AT_ONCE. */
  readonly cells: number;
  readonly groups: Groups;
  /** By scenario. */
  readonly scenarios: readonly ScenarioYears[];
  readonly adding: YearColumns;
  readonly arena: Arena;
}

/** Room for what a block of trials comes to under one portfolio, by trial and year: [trial * years + year]. */
export interface YearsRoom {
  readonly lossCents: Float64Array;
  readonly lossEvents: Int32Array;
  /** Empty where no scenario has records. */
  readonly breaches: Int32Array;
  readonly largeBreaches: Int32Array;
  readonly records: Float64Array;
  /** Empty where no scenario has hours. */
  readonly outageHours: Float64Array;
  /** Cents by column of the groups. */
  readonly groups: readonly Float64Array[];
}

/** What a block of trials comes to under one portfolio. */
export interface PortfolioYears extends YearsRoom {
  readonly adding: YearColumns;
  /** Whether some year costs more than whole cents can tell. */
  isBeyond(): boolean;
  /** Adds up the block that stands in the tables, of which the years of scenarios are filled already. */
  fill(): void;
  /** How many loss events there were, by trial and year. */
  countEvents(): Int32Array;
}

export function yearsRoom({ cells, groups, arena }: Omit<YearsSetting, 'scenarios'>): YearsRoom {
  const only = (has: boolean) => (has ? cells : 0);
  const hasRecords = groups.shapes.some((shape) => shape.hasRecords);
  return {
    lossCents: arena.doubles(cells),
    lossEvents: arena.words(cells),
    breaches: arena.words(only(hasRecords)),
    largeBreaches: arena.words(only(hasRecords)),
    records: arena.doubles(only(hasRecords)),
    outageHours: arena.doubles(only(groups.shapes.some(({ hasHours }) => hasHours))),
    groups: Array.from({ length: groups.columns }, () => arena.doubles(cells)),
  };
}

/** The years of a portfolio, added up from all scenarios. */
export function wholeYears(setting: YearsSetting, variants: Variants, room: YearsRoom): PortfolioYears {
  const { groups, adding } = setting;
  const { record, run } = adding.calls;
  const sum = columnSums(setting, [
    wholeLosses(setting, variants, room.lossCents),
    ...room.groups.map((into, column) => wholeGroup(setting, variants, column, into)),
  ]);
  const { exposing, stopping } = kindsOf(groups);
  const rest = record((calls) => {
    for (const its of bearingOf(setting, room, () => true))
      addOthers(calls, setting, its, variants[its.scenario], 1);
    if (exposing.length > 0) {
      for (const { byteLength, byteOffset } of [room.breaches, room.largeBreaches])
        calls.add('clear', [byteLength, byteOffset]);
      for (const scenario of exposing) countBreaches(calls, setting, room, scenario, variants[scenario], 1);
    }
    sumRows(calls, setting, variants, exposing, 'records', room.records);
    sumRows(calls, setting, variants, stopping, 'outageHours', room.outageHours);
  });
  let isBeyond = false;
  return {
    ...room,
    adding,
    isBeyond: () => isBeyond,
    countEvents: eventCounter(setting, room, variants),
    fill() {
      isBeyond = sum();
      run(rest);
    },
  };
}

/**
 * The years of a portfolio that differs from another in a few scenarios: only those are taken out and put in anew, and what they do not touch
 * is the other's own. Whole cents and counts come out the same as if all had been added up; what is not whole is added up again, where it
 * differs at all, and so is everything in blocks with years that cost more than whole cents can tell: sums of smaller terms in the same order
 * are never larger.
 *
 * @param from   filled before it, for each block
 * @param leftOf shared with portfolios that are filled after it
 */
export function changedYears(
  setting: YearsSetting,
  from: PortfolioYears,
  before: Variants,
  { variants, touched }: Met,
  room: YearsRoom,
  leftOf: SharedLeft,
): PortfolioYears {
  const { groups, adding } = setting;
  const { record, run } = adding.calls;
  const { shapes } = groups;
  const { exposing, stopping } = kindsOf(groups);
  const hasRecords = touched.some((scenario) => shapes[scenario].hasRecords);
  const hasHours = touched.some((scenario) => shapes[scenario].hasHours);
  const into: YearsRoom = {
    ...room,
    ...(!hasRecords && {
      breaches: from.breaches,
      largeBreaches: from.largeBreaches,
      records: from.records,
    }),
    ...(!hasHours && { outageHours: from.outageHours }),
    groups: room.groups.map((cents, column) =>
      touchesColumn(groups, touched, column) ? cents : from.groups[column],
    ),
  };
  const isOwn = (column: number) => into.groups[column] !== from.groups[column];
  const columns = into.groups.flatMap((_, column) => (isOwn(column) ? [column] : []));
  const changes = columns.flatMap((column) => {
    const cents = into.groups[column];
    const members = groups.members[column].filter(({ scenario }) => touched.includes(scenario));
    const its = (of: Variants) => members.map((member) => columnOf(setting, of, member));
    const others = othersOf(groups, column)?.map((other) =>
      other.kind === 'column'
        ? into.groups[other.column]
        : setting.scenarios[other.scenario].variants[variants[other.scenario]].lossCents,
    );
    return others && others.length < 2 * members.length
      ? [{ plus: [into.lossCents], minus: others, into: cents }]
      : exchanged(from.groups[column], touched, its(before), its(variants), cents, leftOf);
  });
  const sums = changedSums(
    setting,
    from,
    [...exchangedLosses(setting, from, before, { variants, touched }, into.lossCents, leftOf), ...changes],
    () => [
      wholeLosses(setting, variants, into.lossCents),
      ...columns.map((column) => wholeGroup(setting, variants, column, into.groups[column])),
    ],
  );
  const bearing = bearingOf(setting, into, isOwn);
  const isTouched = (scenario: number) => touched.includes(scenario);
  const exchangedOthers = record((calls) => {
    for (const its of bearing) {
      if (!isTouched(its.scenario)) continue;
      addOthers(calls, setting, its, before[its.scenario], -1);
      addOthers(calls, setting, its, variants[its.scenario], 1);
    }
  });
  let wholeOthers: Recorded | undefined; // hardly any plan has such blocks
  const allOthers = () =>
    record((calls) => {
      for (const its of bearing) addOthers(calls, setting, its, variants[its.scenario], 1);
    });
  const figures = record((calls) => {
    if (hasRecords) {
      calls.add('copy', [into.breaches.byteLength, from.breaches.byteOffset, into.breaches.byteOffset]);
      calls.add('copy', [
        into.largeBreaches.byteLength,
        from.largeBreaches.byteOffset,
        into.largeBreaches.byteOffset,
      ]);
      for (const scenario of exposing.filter(isTouched)) {
        countBreaches(calls, setting, into, scenario, before[scenario], -1);
        countBreaches(calls, setting, into, scenario, variants[scenario], 1);
      }
      sumRows(calls, setting, variants, exposing, 'records', into.records);
    }
    if (hasHours) sumRows(calls, setting, variants, stopping, 'outageHours', into.outageHours);
  });
  return {
    ...into,
    adding,
    isBeyond: sums.isBeyond,
    countEvents: eventCounter(setting, into, variants),
    fill() {
      sums.fill();
      run(sums.isBeyond() ? (wholeOthers ??= allOthers()) : exchangedOthers);
      run(figures);
    },
  };
}

/** The losses alone of a portfolio that differs in a few scenarios. */
export const changedLosses = (
  setting: YearsSetting,
  from: PortfolioYears,
  before: Variants,
  met: Met,
  lossCents: Float64Array,
  leftOf: SharedLeft,
): ChangedSums =>
  changedSums(setting, from, exchangedLosses(setting, from, before, met, lossCents, leftOf), () => [
    wholeLosses(setting, met.variants, lossCents),
  ]);

interface ChangedSums {
  isBeyond(): boolean;
  fill(): void;
}

/** Columns as they are found by a few exchanges, and, in blocks beyond what is exact, as whole sums. */
function changedSums(
  setting: YearsSetting,
  from: PortfolioYears,
  changes: readonly ColumnSum[],
  wholes: () => readonly ColumnSum[],
): ChangedSums {
  const change = columnSums(setting, changes);
  let whole: (() => boolean) | undefined; // hardly any plan has such blocks
  let isBeyond = false;
  return {
    isBeyond: () => isBeyond,
    fill() {
      isBeyond = change() || from.isBeyond();
      if (isBeyond) (whole ??= columnSums(setting, wholes()))();
    },
  };
}

function exchangedLosses(
  { scenarios }: YearsSetting,
  from: PortfolioYears,
  before: Variants,
  { variants, touched }: Met,
  into: Float64Array,
  leftOf: SharedLeft,
): ColumnSum[] {
  const its = (of: Variants) =>
    touched.map((scenario) => scenarios[scenario].variants[of[scenario]].lossCents);
  return exchanged(from.lossCents, touched, its(before), its(variants), into, leftOf);
}

/** A column in which what some scenarios gave is taken out, and what they give now put in. */
function exchanged(
  from: Float64Array,
  touched: readonly number[],
  before: readonly Float64Array[],
  after: readonly Float64Array[],
  into: Float64Array,
  leftOf: SharedLeft,
): ColumnSum[] {
  const left = leftOf(from, touched, before);
  if (!left) return [{ plus: [from, ...after], minus: before, into }];
  return [...(left.sum ? [left.sum] : []), { plus: [left.cents, ...after], minus: [], into }];
}

/** Whether a group's column has anything of some scenarios. */
export const touchesColumn = ({ contributions }: Groups, scenarios: readonly number[], column: number) =>
  scenarios.some((scenario) => contributions[scenario].some((its) => its.column === column));

/** Scenarios which have records, and which have hours. */
function kindsOf({ shapes }: Groups) {
  const where = (is: (shape: EventShape) => boolean) =>
    shapes.flatMap((shape, scenario) => (is(shape) ? [scenario] : []));
  return {
    exposing: where(({ hasRecords }) => hasRecords),
    stopping: where(({ hasHours }) => hasHours),
  };
}

/**
 * All other categories, or forms of loss, where a column is the last of them: each loss is of one category and its cents are of one form, so the
 * column is what the others leave of the total.
 */
function othersOf({ parts, sources }: Groups, column: number) {
  const isColumn = (source: PartSource) => source.kind === 'column' && source.column === column;
  const part = sources.findIndex(isColumn);
  if (part < parts.categories) return undefined;
  const all = part < parts.forms ? sources.slice(parts.categories, parts.forms) : sources.slice(parts.forms);
  if (!isColumn(all.findLast(({ kind }) => kind === 'column')!)) return undefined;
  return all.flatMap((source) =>
    source.kind === 'scenario' || (source.kind === 'column' && !isColumn(source)) ? [source] : [],
  );
}

function columnOf({ scenarios }: YearsSetting, variants: Variants, { scenario, contribution }: Member) {
  const { lossCents, formCents } = scenarios[scenario].variants[variants[scenario]];
  return contribution.kind === 'form' ? formCents[contribution.form] : lossCents;
}

const wholeLosses = ({ scenarios }: YearsSetting, variants: Variants, into: Float64Array): ColumnSum => ({
  plus: scenarios.map((its, scenario) => its.variants[variants[scenario]].lossCents),
  minus: [],
  into,
});

const wholeGroup = (
  setting: YearsSetting,
  variants: Variants,
  column: number,
  into: Float64Array,
): ColumnSum => ({
  plus: setting.groups.members[column].map((member) => columnOf(setting, variants, member)),
  minus: [],
  into,
});

/** A scenario of which other assets than the struck one may bear a part, and the columns that this is added to or taken from. */
interface Bearing {
  readonly scenario: number;
  /** Addresses by asset; 0 where it has none. */
  readonly columns: Int32Array;
  /** The address of the struck asset's column; 0 where it has none. */
  readonly struckAt: number;
}

/** @param isWanted whether a column is to be added to */
function bearingOf(
  { groups: { shapes, contributions, parts }, arena }: YearsSetting,
  { groups }: YearsRoom,
  isWanted: (column: number) => boolean,
): Bearing[] {
  return shapes.flatMap(({ isBorne }, scenario): Bearing[] => {
    const wanted = contributions[scenario].filter(({ column, kind }) => kind !== 'loss' && isWanted(column));
    const borne = wanted.filter((its) => its.kind === 'borne');
    const struck = wanted.find(({ kind }) => kind === 'struck');
    if (!isBorne || (borne.length === 0 && !struck)) return [];
    const columns = arena.words(parts.categories - parts.assets);
    for (const { asset, column } of borne) columns[asset] = groups[column].byteOffset;
    return [{ scenario, columns, struckAt: struck ? groups[struck.column].byteOffset : 0 }];
  });
}

type Calls = Recording<RecordedFunctions>;

/** Moves what other assets bear from the struck asset's column to theirs. */
function addOthers(
  calls: Calls,
  { scenarios }: YearsSetting,
  { scenario, columns, struckAt }: Bearing,
  variant: number,
  sign: number,
): void {
  const rows = (of: 'borne' | 'borneCell' | 'borneBy' | 'borneCents') =>
    scenarios[scenario].rowsOf(variant, of);
  calls.add('moveBorne', [
    rows('borne'),
    rows('borneCell'),
    rows('borneBy'),
    rows('borneCents'),
    columns.byteOffset,
    struckAt,
    sign,
  ]);
}

/** Counts loss events when it is asked. */
function eventCounter({ scenarios, adding }: YearsSetting, { lossEvents }: YearsRoom, variants: Variants) {
  const { record, run } = adding.calls;
  let counting: Recorded | undefined; // few plans have events that cost nothing
  return () => {
    counting ??= record((calls) => {
      calls.add('clear', [lossEvents.byteLength, lossEvents.byteOffset]);
      scenarios.forEach(({ rows, rowsOf }, scenario) =>
        calls.add('countAt', [
          rows('count'),
          rows('cell'),
          rowsOf(variants[scenario], 'happens'),
          lossEvents.byteOffset,
        ]),
      );
    });
    run(counting);
    return lossEvents;
  };
}

function countBreaches(
  calls: Calls,
  { scenarios }: YearsSetting,
  { breaches, largeBreaches }: YearsRoom,
  scenario: number,
  variant: number,
  sign: number,
): void {
  const { rows, rowsOf } = scenarios[scenario];
  const of = [rows('count'), rows('cell'), rowsOf(variant, 'records')] as const;
  calls.add('countAtLeast', [...of, BREACH_RECORDS, sign, breaches.byteOffset]);
  calls.add('countAtLeast', [...of, LARGE_BREACH_RECORDS, sign, largeBreaches.byteOffset]);
}

/** Sums a figure of the rows of some scenarios, if there are any. */
function sumRows(
  calls: Calls,
  { scenarios }: YearsSetting,
  variants: Variants,
  summed: readonly number[],
  figure: 'records' | 'outageHours',
  { byteLength, byteOffset }: Float64Array,
): void {
  if (summed.length === 0) return;
  calls.add('clear', [byteLength, byteOffset]);
  for (const scenario of summed) {
    const { rows, rowsOf } = scenarios[scenario];
    calls.add('addAt', [rows('count'), rows('cell'), rowsOf(variants[scenario], figure), byteOffset]);
  }
}
