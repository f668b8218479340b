import { exactSums, type ExactSums } from '../math/exact-sum.ts';
import {
  BUCKETS,
  bucketOf,
  countLosses,
  lossCountRows,
  lossCounts,
  mergeLossRows,
  type LossCounts,
} from '../math/loss-counts.ts';
import { HAPPENED, type Cells } from './cells.ts';
import type { EventLog } from './event-log.ts';
import { insurancePayments } from '../investment/insurance.ts';
import type { CompiledPlan } from './compile.ts';
import { HOURS_GRID, RECORDS_GRID, placeOnGrid } from './grids.ts';
import { LOSS_FORMS, type Insurance } from './plan.ts';

const FORMS = LOSS_FORMS.length;
/** Buckets an octave for the tail's make-up: 2% wide. */
const TAIL_SHIFT = 5;
export const TAIL_BUCKETS = BUCKETS >> TAIL_SHIFT;

/** Sums over trials of one portfolio, by place in `sums`. */
export const SUM = {
  lossSquared: 0,
  records: 1,
  recordsSquared: 2,
  hours: 3,
  hoursSquared: 4,
  /** Of a trial's losses above the pilot's 95th percentile, before and after insurance, in cents. */
  excess: 5,
  excessSquared: 6,
  retainedSquared: 7,
  retainedExcess: 8,
  retainedExcessSquared: 9,
  /** From here on, a square for each part. */
  partSquared: 10,
} as const;

/** Counts of trials of one portfolio, by place in `counts`; whole numbers. */
export const COUNT = {
  loss: 0, // cents
  retained: 1, // cents
  lossEvent: 2,
  breach: 3,
  largeBreach: 4,
  breachYears: 5,
  breachYearsSquared: 6,
  largeBreachYears: 7,
  largeBreachYearsSquared: 8,
  /** From here on three for each year: with a loss event, a breach, a large breach. */
  byYear: 9,
} as const;

/** What is known of one portfolio after some trials. */
export interface Tally {
  readonly counts: Float64Array;
  readonly sums: ExactSums;
  readonly annual: LossCounts;
  readonly horizon: LossCounts;
  /** Of annual losses after insurance; only where a policy is in force. */
  readonly retained?: LossCounts;
  /** [rank * (grid + 1) + how many thresholds the year's figure exceeds] */
  readonly records: Int32Array;
  readonly hours: Int32Array;
  /** Cents of each part: scenarios, assets, categories, loss forms. */
  readonly parts: Float64Array;
  /** [tail bucket * parts + part]: cents of each part in years whose loss lies in the bucket. */
  readonly tail: Float64Array;
}

/** The losses of one trial under one portfolio, which comparisons go on from. */
export interface TrialLosses {
  /** By year, in cents. */
  readonly lossCents: Float64Array;
  readonly retainedCents: Float64Array;
  breach: boolean;
  /** Of the trial's years, above the pilot's 95th percentile of what is retained; in cents. */
  retainedExcessCents: number;
}

/** Where the parts begin. */
export interface Parts {
  readonly scenarios: number;
  readonly assets: number;
  readonly categories: number;
  readonly forms: number;
  readonly count: number;
}

export function partsOf({ scenarios, assets, categories }: CompiledPlan): Parts {
  return {
    scenarios: 0,
    assets: scenarios.length,
    categories: scenarios.length + assets.length,
    forms: scenarios.length + assets.length + categories.length,
    count: scenarios.length + assets.length + categories.length + FORMS,
  };
}

export function createTally(years: number, parts: Parts, insured: boolean): Tally {
  return {
    counts: new Float64Array(COUNT.byYear + 3 * years),
    sums: exactSums(SUM.partSquared + parts.count),
    annual: lossCounts(years),
    horizon: lossCounts(1),
    ...(insured && { retained: lossCounts(years) }),
    records: new Int32Array(years * (RECORDS_GRID.length + 1)),
    hours: new Int32Array(years * (HOURS_GRID.length + 1)),
    parts: new Float64Array(parts.count),
    tail: new Float64Array(TAIL_BUCKETS * parts.count),
  };
}

/** The 95th percentiles of annual losses that the pilot found, in cents. */
export interface PilotTail {
  /** From here on the make-up of losses is kept: well below where the worst 5% of years can begin. */
  readonly tailFromCents: number;
  readonly lossCents: number;
  readonly retainedCents: number;
}

/** Adds trials of one portfolio to a tally, one at a time. */
export interface PortfolioTally {
  /** The cells of the trial at hand that are the portfolio's, to be filled before `add`. */
  readonly mine: number[];
  /** @param events the trial's, for insurance, which pays event by event */
  add(cells: Cells, log: EventLog): TrialLosses;
}

export function tallyPortfolio(
  compiled: CompiledPlan,
  portfolio: number,
  insurance: Insurance | undefined,
  tally: Tally,
  pilot: PilotTail,
): PortfolioTally {
  const { scenarios } = compiled;
  const assets = compiled.assets.length;
  const years = compiled.plan.horizonYears;
  const parts = partsOf(compiled);
  const variantOf = scenarios.map(({ variantOfPortfolio }) => variantOfPortfolio[portfolio]);
  const pay = insurance && insurancePayments(insurance, years);
  const { counts, sums } = tally;

  const lossCents = new Float64Array(years);
  const retainedCents = insurance ? new Float64Array(years) : lossCents;
  const losses: TrialLosses = { lossCents, retainedCents, breach: false, retainedExcessCents: 0 };
  const sorted = new Float64Array(years);
  const horizon = new Float64Array(1);
  const records = new Float64Array(years);
  const hours = new Float64Array(years);
  const happened = new Uint8Array(years * 3);
  const partCents = new Float64Array(parts.count);
  const touched: number[] = [];
  const mine: number[] = [];
  const events: number[] = [];

  function addPart(part: number, cents: number, tailRow: number): void {
    if (cents === 0) return;
    if (partCents[part] === 0) touched.push(part);
    partCents[part] += cents;
    if (tailRow >= 0) tally.tail[tailRow + part] += cents;
  }

  function countYears(): void {
    let losing = 0;
    let breaches = 0;
    let large = 0;
    for (let year = 0; year < years; year++) {
      const at = year * 3;
      losing += happened[at];
      breaches += happened[at + 1];
      large += happened[at + 2];
      for (let kind = 0; kind < 3; kind++) counts[COUNT.byYear + at + kind] += happened[at + kind];
    }
    if (losing) counts[COUNT.lossEvent]++;
    if (breaches) counts[COUNT.breach]++;
    if (large) counts[COUNT.largeBreach]++;
    counts[COUNT.breachYears] += breaches;
    counts[COUNT.breachYearsSquared] += breaches * breaches;
    counts[COUNT.largeBreachYears] += large;
    counts[COUNT.largeBreachYearsSquared] += large * large;
    losses.breach = breaches > 0;
  }

  function countRanked(figures: Float64Array, into: Int32Array, grid: Float64Array, sum: number): void {
    let total = 0;
    for (let year = 0; year < years; year++) total += figures[year];
    if (total === 0) {
      for (let rank = 0; rank < years; rank++) into[rank * (grid.length + 1)]++;
      return;
    }
    sums.add(sum, total);
    sums.add(sum + 1, total * total);
    sorted.set(figures);
    sortDescending(sorted);
    for (let rank = 0; rank < years; rank++)
      into[rank * (grid.length + 1) + placeOnGrid(grid, sorted[rank])]++;
  }

  function excess(cents: Float64Array, above: number): number {
    let total = 0;
    for (let year = 0; year < years; year++) if (cents[year] > above) total += cents[year] - above;
    return total;
  }

  /** The events of the trial that are the portfolio's. */
  function eventsIn(log: EventLog): readonly number[] {
    events.length = 0;
    for (let i = 0; i < log.count; i++) if (variantOf[log.scenario[i]] === log.variant[i]) events.push(i);
    return events;
  }

  function add(cells: Cells, log: EventLog): TrialLosses {
    lossCents.fill(0);
    records.fill(0);
    hours.fill(0);
    happened.fill(0);
    for (const at of mine) {
      const year = cells.year[at];
      const what = cells.happened[at];
      lossCents[year] += cells.lossCents[at];
      records[year] += cells.records[at];
      hours[year] += cells.outageHours[at];
      happened[year * 3] = 1;
      if (what & HAPPENED.breach) happened[year * 3 + 1] = 1;
      if (what & HAPPENED.largeBreach) happened[year * 3 + 2] = 1;
    }
    countYears();
    countRanked(records, tally.records, RECORDS_GRID, SUM.records);
    countRanked(hours, tally.hours, HOURS_GRID, SUM.hours);

    let total = 0;
    for (let year = 0; year < years; year++) total += lossCents[year];
    if (pay) {
      retainedCents.set(lossCents);
      pay(log, eventsIn(log), retainedCents);
    }
    losses.retainedExcessCents = excess(retainedCents, pilot.retainedCents);
    if (total > 0) {
      counts[COUNT.loss] += total;
      sums.add(SUM.lossSquared, total * total);
      const over = excess(lossCents, pilot.lossCents);
      sums.add(SUM.excess, over);
      sums.add(SUM.excessSquared, over * over);
      sorted.set(lossCents);
      sortDescending(sorted);
      countLosses(tally.annual, sorted);
      horizon[0] = total;
      countLosses(tally.horizon, horizon);

      for (const at of mine) {
        const scenario = cells.scenario[at];
        const yearCents = lossCents[cells.year[at]];
        const row = yearCents >= pilot.tailFromCents ? tailBucketOf(bucketOf(yearCents)) * parts.count : -1;
        addPart(parts.scenarios + scenario, cells.lossCents[at], row);
        addPart(parts.categories + scenarios[scenario].category, cells.lossCents[at], row);
        let struck = cells.lossCents[at];
        for (const asset of cells.borneBy[at]) {
          const cents = cells.borneCents[at * assets + asset];
          addPart(parts.assets + asset, cents, row);
          struck -= cents;
        }
        addPart(parts.assets + scenarios[scenario].asset, struck, row);
        for (let form = 0; form < FORMS; form++)
          addPart(parts.forms + form, cells.formCents[at * FORMS + form], row);
      }
      for (const part of touched) {
        const cents = partCents[part];
        tally.parts[part] += cents;
        sums.add(SUM.partSquared + part, cents * cents);
        partCents[part] = 0;
      }
      touched.length = 0;
    }
    if (pay) {
      let retained = 0;
      for (let year = 0; year < years; year++) retained += retainedCents[year];
      counts[COUNT.retained] += retained;
      sums.add(SUM.retainedSquared, retained * retained);
      sums.add(SUM.retainedExcess, losses.retainedExcessCents);
      sums.add(SUM.retainedExcessSquared, losses.retainedExcessCents * losses.retainedExcessCents);
      sorted.set(retainedCents);
      sortDescending(sorted);
      countLosses(tally.retained!, sorted);
    }
    return losses;
  }

  return { mine, add };
}

/** The row of the tail's make-up that a bucket of losses belongs to. */
export const tailBucketOf = (bucket: number): number => bucket >> TAIL_SHIFT;

function sortDescending(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let at = i - 1;
    for (; at >= 0 && values[at] < value; at--) values[at + 1] = values[at];
    values[at + 1] = value;
  }
}

/** A tally as it passes between threads: what is sparse as lists of what is there. */
export interface PackedTally {
  readonly counts: Float64Array;
  readonly bins: Float64Array;
  readonly annual: number[][];
  readonly horizon: number[][];
  readonly retained?: number[][];
  readonly records: Int32Array;
  readonly hours: Int32Array;
  readonly parts: Float64Array;
  /** [tail bucket, part, cents] one after the other. */
  readonly tail: number[];
}

export function packTally(tally: Tally): PackedTally {
  const tail: number[] = [];
  const { length } = tally.parts;
  tally.tail.forEach((cents, at) => {
    if (cents !== 0) tail.push(Math.floor(at / length), at % length, cents);
  });
  return {
    counts: tally.counts,
    bins: tally.sums.bins,
    annual: lossCountRows(tally.annual),
    horizon: lossCountRows(tally.horizon),
    ...(tally.retained && { retained: lossCountRows(tally.retained) }),
    records: tally.records,
    hours: tally.hours,
    parts: tally.parts,
    tail,
  };
}

/** Adds a packed tally; the order in which they come does not matter. */
export function mergeTally(into: Tally, packed: PackedTally): void {
  addAll(into.counts, packed.counts);
  into.sums.merge(packed.bins);
  mergeLossRows(into.annual, packed.annual);
  mergeLossRows(into.horizon, packed.horizon);
  if (into.retained && packed.retained) mergeLossRows(into.retained, packed.retained);
  addAll(into.records, packed.records);
  addAll(into.hours, packed.hours);
  addAll(into.parts, packed.parts);
  const { length } = into.parts;
  for (let i = 0; i < packed.tail.length; i += 3)
    into.tail[packed.tail[i] * length + packed.tail[i + 1]] += packed.tail[i + 2];
}

function addAll(into: Float64Array | Int32Array, from: Float64Array | Int32Array): void {
  for (let i = 0; i < into.length; i++) into[i] += from[i];
}
