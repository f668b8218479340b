import type { Arena } from '../math/arena.ts';
import { exactSums, SUM_BINS, type ExactSums } from '../math/exact-sum.ts';
import {
  BUCKET_BITS,
  bucketOf,
  countLoss,
  lossCounts,
  mergeLossCounts,
  OCTAVES,
  openOctave,
  ordinaryRoom,
  packLossCounts,
  type LossCounts,
  type PackedLossCounts,
  type Room,
} from '../math/loss-counts.ts';
import type { EventTable } from './event-table.ts';
import { addCarried, TAIL_BUCKETS, type BlockYears, type TailMakeUp } from './tail-make-up.ts';
import { HOURS_GRID, RECORDS_GRID, placeOnGrid } from './grids.ts';
import type { Parts } from './groups.ts';

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

export function createTally(
  years: number,
  parts: Parts,
  isInsured: boolean,
  room: Room = ordinaryRoom,
): Tally {
  const annual = lossCounts(years, room);
  const sums = SUM.parts + 2 * parts.count;
  return {
    counts: new Float64Array(COUNT.byYear + 3 * years),
    sums: exactSums(sums, room(sums * SUM_BINS)),
    annual,
    horizon: years === 1 ? annual : lossCounts(1),
    ...(isInsured && { retained: lossCounts(years) }),
    records: new Float64Array(years * (RECORDS_GRID.length + 1)),
    hours: new Float64Array(years * (HOURS_GRID.length + 1)),
    tail: Array.from({ length: TAIL_BUCKETS }, () => undefined),
  };
}

/** A tally that is being filled, in the arena of the blocks that fill it. */
export interface OpenTally extends Tally {
  /** Addresses of the octaves of `annual` and of the rows of `tail`; 0 for what is not there yet. */
  readonly octavesAt: Int32Array;
  readonly tailRowsAt: Int32Array;
}

export const createOpenTally = (
  years: number,
  parts: Parts,
  isInsured: boolean,
  { doubles, words }: Arena,
): OpenTally => ({
  ...createTally(years, parts, isInsured, doubles),
  octavesAt: words(OCTAVES),
  tailRowsAt: words(TAIL_BUCKETS),
});

/** Begins anew, with the room that there is. */
export function clearTally({ counts, sums, annual, horizon, retained, records, hours, tail }: Tally): void {
  for (const numbers of [counts, sums.bins, records, hours]) numbers.fill(0);
  for (const losses of [annual, horizon, retained])
    for (const octave of losses?.octaves ?? []) octave?.fill(0);
  for (const row of tail) row?.fill(0);
}

/** Where the sum numbered `index` is in the arena. */
const sumAt = ({ bins }: ExactSums, index: number): number =>
  bins.byteOffset + index * SUM_BINS * bins.BYTES_PER_ELEMENT;

/** The 95th percentiles of annual losses that the pilot found, in cents. */
export interface PilotTail {
  /** From here on the make-up of losses is kept: well below where the worst 5% of years can begin. */
  readonly tailFromCents: number;
  readonly lossCents: number;
  readonly retainedCents: number;
}

/** Counts the trials of a block in which something happened, and its losses. */
export function tallyLosses(tally: OpenTally, block: BlockYears, pilot: PilotTail): void {
  const { trials, years, unit, portfolio } = block;
  const { lossCents, adding } = portfolio;
  adding.addLossSums(trials, years, unit, lossCents.byteOffset, pilot.lossCents, sumAt(tally.sums, SUM.loss));
  if (years === 1) countSingle(tally, block);
  else countByRank(tally, block);
  countHappened(tally, block);
}

function countSingle({ annual, octavesAt }: OpenTally, { trials, portfolio }: BlockYears): void {
  const { lossCents, adding } = portfolio;
  let trial = 0;
  while ((trial = adding.countLosses(trial, trials, lossCents.byteOffset, octavesAt.byteOffset)) < trials) {
    const bucket = bucketOf(lossCents[trial]);
    octavesAt[bucket >> BUCKET_BITS] = openOctave(annual, bucket).byteOffset;
  }
}

function countByRank({ annual, horizon }: Tally, { trials, years, portfolio }: BlockYears): void {
  const { lossCents } = portfolio;
  const sorted = new Float64Array(years);
  for (let trial = 0, cell = 0; trial < trials; trial++) {
    let total = 0;
    for (let year = 0; year < years; year++, cell++) total += sorted[year] = lossCents[cell];
    if (total === 0) continue;
    sortDescending(sorted);
    for (let rank = 0; rank < years; rank++) countLoss(annual, sorted[rank], rank);
    countLoss(horizon, total, 0);
  }
}

function countHappened({ counts }: Tally, { trials, years, portfolio }: BlockYears): void {
  const { lossEvents, breaches, largeBreaches, adding } = portfolio;
  if (years === 1) {
    const losing = adding.countPositive(trials, lossEvents.byteOffset);
    counts[COUNT.lossEvent] += losing;
    counts[COUNT.byYear] += losing;
  } else counts[COUNT.lossEvent] += countYears(counts, 0, lossEvents, trials, years)[0];
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
  { trials, years, unit }: BlockYears,
  figures: Float64Array,
  into: Float64Array,
  grid: Float64Array,
  place: number,
): void {
  const width = grid.length + 1;
  if (figures.length === 0) {
    for (let rank = 0; rank < years; rank++) into[rank * width] += trials;
    return;
  }
  const sorted = new Float64Array(years);
  for (let trial = 0, cell = 0; trial < trials;) {
    const end = Math.min(trial + unit, trials);
    let sum = 0;
    let squares = 0;
    let without = 0;
    for (; trial < end; trial++) {
      let total = 0;
      for (let year = 0; year < years; year++, cell++) total += sorted[year] = figures[cell];
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
  { trials, years, unit, portfolio }: BlockYears,
  cents: Float64Array,
): void {
  const { adding } = portfolio;
  adding.addSums(trials, years, unit, cents.byteOffset, sumAt(sums, SUM.parts + 2 * part));
}

/**
 * Adds up what one scenario costs under some of its variants: by trial and year, and over all trials with the square.
 *
 * @param cents by variant, room for what each trial and year costs; absent where nobody asks
 * @param into  two sums for each variant
 */
export function addScenario(
  { count, cell, variants }: EventTable,
  cents: readonly (Float64Array | undefined)[],
  { trials, years, unit, portfolio: { adding } }: BlockYears,
  into: ExactSums,
): void {
  cents.forEach((its, variant) => {
    if (!its) return;
    adding.clear(trials * years * its.BYTES_PER_ELEMENT, its.byteOffset);
    if (count === 0) return;
    adding.addAt(count, cell.byteOffset, variants[variant].lossCents.byteOffset, its.byteOffset);
    adding.addSums(trials, years, unit, its.byteOffset, sumAt(into, 2 * variant));
  });
}

function sortDescending(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let at = i - 1;
    for (; at >= 0 && values[at] < value; at--) values[at + 1] = values[at];
    values[at + 1] = value;
  }
}

/** A copy of a tally, as it passes between threads. */
export interface PackedTally {
  readonly counts: Float64Array;
  readonly bins: Float64Array;
  readonly annual: PackedLossCounts;
  /** Absent with one year. */
  readonly horizon?: PackedLossCounts;
  readonly retained?: PackedLossCounts;
  readonly records: Float64Array;
  readonly hours: Float64Array;
  readonly tail: TailMakeUp;
}

export function packTally(tally: Tally): PackedTally {
  const { counts, sums, annual, horizon, retained, records, hours, tail } = tally;
  return {
    counts: counts.slice(),
    bins: sums.bins.slice(),
    annual: packLossCounts(annual),
    ...(horizon !== annual && { horizon: packLossCounts(horizon) }),
    ...(retained && { retained: packLossCounts(retained) }),
    records: records.slice(),
    hours: hours.slice(),
    tail: tail.map((row) => row?.slice()),
  };
}

/** The tally that was packed; it takes over what it is made of. */
export function unpackTally({ bins, annual, horizon, retained, ...its }: PackedTally, years: number): Tally {
  const counts = (packed: PackedLossCounts, ranks: number): LossCounts => ({
    ranks,
    room: ordinaryRoom,
    octaves: [...packed],
  });
  const ofYears = counts(annual, years);
  return {
    ...its,
    sums: exactSums(bins.length / SUM_BINS, bins),
    annual: ofYears,
    horizon: horizon ? counts(horizon, 1) : ofYears,
    ...(retained && { retained: counts(retained, years) }),
    tail: [...its.tail],
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
