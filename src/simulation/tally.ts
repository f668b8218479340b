import { exactSums, type ExactSums } from '../math/exact-sum.ts';
import {
  countLoss,
  lossCounts,
  mergeLossCounts,
  packLossCounts,
  type LossCounts,
} from '../math/loss-counts.ts';
import { BLOCK_TRIALS } from './block.ts';
import type { EventTable } from './event-table.ts';
import { addCarried, TAIL_BUCKETS, type BlockYears, type TailMakeUp } from './tail-make-up.ts';
import { HOURS_GRID, RECORDS_GRID, placeOnGrid } from './grids.ts';
import type { Parts } from './groups.ts';
import type { PortfolioYears } from './portfolio-years.ts';

/** Sums over trials of one portfolio, by place in `sums`; money in cents. */
export const SUM = {
  loss: 0,
  lossSquared: 1,
  /** Of a trial's losses above the pilot's 95th percentile. */
  excess: 2,
  excessSquared: 3,
  records: 4,
  recordsSquared: 5,
  hours: 6,
  hoursSquared: 7,
  retained: 8,
  retainedSquared: 9,
  retainedExcess: 10,
  retainedExcessSquared: 11,
  /** From here on two for each part: its sum and its square's. */
  parts: 12,
} as const;

/** Counts of trials of one portfolio, by place in `counts`. */
export const COUNT = {
  lossEvent: 0,
  breach: 1,
  largeBreach: 2,
  breachYears: 3,
  breachYearsSquared: 4,
  largeBreachYears: 5,
  largeBreachYearsSquared: 6,
  /** From here on three for each year: with a loss event, a breach, a large breach. */
  byYear: 7,
} as const;

/** What is known of one portfolio after some trials. */
export interface Tally {
  readonly counts: Float64Array;
  readonly sums: ExactSums;
  readonly annual: LossCounts;
  /** With one year the same as `annual`. */
  readonly horizon: LossCounts;
  /** Of annual losses after insurance; only where a policy is in force. */
  readonly retained?: LossCounts;
  /** [rank * (grid + 1) + how many thresholds the year's figure exceeds] */
  readonly records: Float64Array;
  readonly hours: Float64Array;
  /** What the years that lose most are made of. */
  readonly tail: TailMakeUp;
}

export function createTally(years: number, parts: Parts, isInsured: boolean): Tally {
  const annual = lossCounts(years);
  return {
    counts: new Float64Array(COUNT.byYear + 3 * years),
    sums: exactSums(SUM.parts + 2 * parts.count),
    annual,
    horizon: years === 1 ? annual : lossCounts(1),
    ...(isInsured && { retained: lossCounts(years) }),
    records: new Float64Array(years * (RECORDS_GRID.length + 1)),
    hours: new Float64Array(years * (HOURS_GRID.length + 1)),
    tail: Array.from({ length: TAIL_BUCKETS }, () => undefined),
  };
}

/** The 95th percentiles of annual losses that the pilot found, in cents. */
export interface PilotTail {
  /** From here on the make-up of losses is kept: well below where the worst 5% of years can begin. */
  readonly tailFromCents: number;
  readonly lossCents: number;
  readonly retainedCents: number;
}

/** Counts the trials of a block in which something happened, and its losses. */
export function tallyLosses(tally: Tally, { trials, years, portfolio }: BlockYears, pilot: PilotTail): void {
  const { lossCents } = portfolio;
  const { sums, annual, horizon } = tally;
  const sorted = new Float64Array(years);
  let sum = 0;
  let squares = 0;
  let excess = 0;
  let excessSquares = 0;
  for (let trial = 0, cell = 0; trial < trials; trial++) {
    let total = 0;
    let over = 0;
    for (let year = 0; year < years; year++, cell++) {
      const cents = lossCents[cell];
      sorted[year] = cents;
      total += cents;
      if (cents > pilot.lossCents) over += cents - pilot.lossCents;
    }
    if (total === 0) continue;
    sum += total;
    squares += total * total;
    excess += over;
    excessSquares += over * over;
    if (years === 1) {
      countLoss(annual, total, 0);
      continue;
    }
    sortDescending(sorted);
    for (let rank = 0; rank < years; rank++) countLoss(annual, sorted[rank], rank);
    countLoss(horizon, total, 0);
  }
  sums.add(SUM.loss, sum);
  sums.add(SUM.lossSquared, squares);
  sums.add(SUM.excess, excess);
  sums.add(SUM.excessSquared, excessSquares);
  countHappened(tally, trials, years, portfolio);
}

function countHappened({ counts }: Tally, trials: number, years: number, portfolio: PortfolioYears): void {
  const { lossEvents, breaches, largeBreaches } = portfolio;
  const [losing] = countYears(counts, 0, lossEvents, trials, years);
  counts[COUNT.lossEvent] += losing;
  if (breaches.length === 0) return;
  const [breached, breachYears, breachSquares] = countYears(counts, 1, breaches, trials, years);
  counts[COUNT.breach] += breached;
  counts[COUNT.breachYears] += breachYears;
  counts[COUNT.breachYearsSquared] += breachSquares;
  const [large, largeYears, largeSquares] = countYears(counts, 2, largeBreaches, trials, years);
  counts[COUNT.largeBreach] += large;
  counts[COUNT.largeBreachYears] += largeYears;
  counts[COUNT.largeBreachYearsSquared] += largeSquares;
}

/** How many trials have it happen at all, the sum of years in which it does, and of that number's square by trial. */
function countYears(
  counts: Float64Array,
  kind: number,
  happened: Int32Array,
  trials: number,
  years: number,
): [number, number, number] {
  let some = 0;
  let sum = 0;
  let squares = 0;
  for (let trial = 0, cell = 0; trial < trials; trial++) {
    let inYears = 0;
    for (let year = 0; year < years; year++, cell++) {
      if (happened[cell] <= 0) continue;
      inYears++;
      counts[COUNT.byYear + year * 3 + kind]++;
    }
    if (inYears === 0) continue;
    some++;
    sum += inYears;
    squares += inYears * inYears;
  }
  return [some, sum, squares];
}

export function tallyRecords(tally: Tally, block: BlockYears): void {
  countRanked(tally, block, block.portfolio.records, tally.records, RECORDS_GRID, SUM.records);
}

export function tallyHours(tally: Tally, block: BlockYears): void {
  countRanked(tally, block, block.portfolio.outageHours, tally.hours, HOURS_GRID, SUM.hours);
}

function countRanked(
  { sums }: Tally,
  { trials, years }: BlockYears,
  figures: Float64Array,
  into: Float64Array,
  grid: Float64Array,
  place: number,
): void {
  const width = grid.length + 1;
  const sorted = new Float64Array(years);
  let sum = 0;
  let squares = 0;
  let without = 0;
  for (let trial = 0, cell = 0; trial < trials; trial++) {
    let total = 0;
    for (let year = 0; year < years; year++, cell++)
      total += sorted[year] = figures.length ? figures[cell] : 0;
    if (total === 0) {
      without++;
      continue;
    }
    sum += total;
    squares += total * total;
    if (years > 1) sortDescending(sorted);
    for (let rank = 0; rank < years; rank++) into[rank * width + placeOnGrid(grid, sorted[rank])]++;
  }
  for (let rank = 0; rank < years; rank++) into[rank * width] += without;
  sums.add(place, sum);
  sums.add(place + 1, squares);
}

/** Sums what insurance leaves of the losses, in cents by trial and year. */
export function tallyRetained(
  { sums, retained }: Tally,
  trials: number,
  years: number,
  retainedCents: Float64Array,
  pilot: PilotTail,
): void {
  const sorted = new Float64Array(years);
  let sum = 0;
  let squares = 0;
  let excess = 0;
  let excessSquares = 0;
  for (let trial = 0, cell = 0; trial < trials; trial++) {
    let total = 0;
    for (let year = 0; year < years; year++, cell++) total += sorted[year] = retainedCents[cell];
    const over = excessOf(retainedCents, trial, years, pilot.retainedCents);
    sum += total;
    squares += total * total;
    excess += over;
    excessSquares += over * over;
    sortDescending(sorted);
    for (let rank = 0; rank < years; rank++) countLoss(retained!, sorted[rank], rank);
  }
  sums.add(SUM.retained, sum);
  sums.add(SUM.retainedSquared, squares);
  sums.add(SUM.retainedExcess, excess);
  sums.add(SUM.retainedExcessSquared, excessSquares);
}

/** What the years of a trial lose above a threshold. */
export function excessOf(cents: Float64Array, trial: number, years: number, above: number): number {
  let over = 0;
  for (let cell = trial * years; cell < (trial + 1) * years; cell++)
    if (cents[cell] > above) over += cents[cell] - above;
  return over;
}

/** Sums of a figure in cents and of its square by trial, for the columns of groups. */
export function tallyColumn(
  { sums }: Tally,
  part: number,
  { trials, years }: BlockYears,
  cents: Float64Array,
): void {
  let sum = 0;
  let squares = 0;
  for (let trial = 0, cell = 0; trial < trials; trial++) {
    let total = 0;
    for (let year = 0; year < years; year++, cell++) total += cents[cell];
    sum += total;
    squares += total * total;
  }
  sums.add(SUM.parts + 2 * part, sum);
  sums.add(SUM.parts + 2 * part + 1, squares);
}

/** By trial of a block. */
const trialCents = new Float64Array(BLOCK_TRIALS);
const otherTrialCents = new Float64Array(BLOCK_TRIALS);

/**
 * Sums of what one scenario costs under each of some variants, and of its square by trial.
 *
 * @param into two for each variant of the scenario
 */
export function addScenario(
  { count, trial, variants }: EventTable,
  wanted: readonly number[],
  into: ExactSums,
): void {
  // two variants at a time, since each addition waits for the one before it in the same place
  for (let at = 0; at < wanted.length; at += 2) {
    const one = wanted[at];
    const other = wanted[Math.min(at + 1, wanted.length - 1)];
    const cents = variants[one].lossCents;
    const otherCents = variants[other].lossCents;
    trialCents.fill(0);
    otherTrialCents.fill(0);
    for (let row = 0; row < count; row++) {
      trialCents[trial[row]] += cents[row];
      otherTrialCents[trial[row]] += otherCents[row];
    }
    addSquares(into, one, trialCents);
    if (other !== one) addSquares(into, other, otherTrialCents);
  }
}

function addSquares(into: ExactSums, variant: number, cents: Float64Array): void {
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < BLOCK_TRIALS; at++) {
    sum += cents[at];
    squares += cents[at] * cents[at];
  }
  into.add(2 * variant, sum);
  into.add(2 * variant + 1, squares);
}

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
  readonly annual: Float64Array;
  /** Absent with one year. */
  readonly horizon?: Float64Array;
  readonly retained?: Float64Array;
  readonly records: Float64Array;
  readonly hours: Float64Array;
  readonly tail: TailMakeUp;
}

export function packTally(tally: Tally): PackedTally {
  const { counts, sums, annual, horizon, retained, records, hours, tail } = tally;
  return {
    counts,
    bins: sums.bins,
    annual: packLossCounts(annual),
    ...(horizon !== annual && { horizon: packLossCounts(horizon) }),
    ...(retained && { retained: packLossCounts(retained) }),
    records,
    hours,
    tail,
  };
}

/** Adds a packed tally; the order in which they come does not matter. */
export function mergeTally(into: Tally, packed: PackedTally): void {
  addAll(into.counts, packed.counts);
  into.sums.merge(packed.bins);
  mergeLossCounts(into.annual, packed.annual);
  if (packed.horizon) mergeLossCounts(into.horizon, packed.horizon);
  if (into.retained && packed.retained) mergeLossCounts(into.retained, packed.retained);
  addAll(into.records, packed.records);
  addAll(into.hours, packed.hours);
  packed.tail.forEach((row, bucket) => {
    if (!row) return;
    const its = (into.tail[bucket] ??= new Float64Array(row.length));
    for (let part = 0; 2 * part < row.length; part++) {
      its[2 * part] += row[2 * part];
      addCarried(its, part, row[2 * part + 1]);
    }
  });
}

function addAll(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] += from[i];
}
