import type { Arena } from '../math/arena.ts';
import { exactSums, SUM_BINS, type ExactSums } from '../math/exact-sum.ts';
import {
  BUCKET_BITS,
  bucketOf,
  BUCKETS_AN_OCTAVE,
  countLoss,
  lossCounts,
  mergeLossCounts,
  OCTAVES,
  openOctave,
  PACKED,
  type LossCounts,
  type PackedLossCounts,
} from '../math/loss-counts.ts';
import { wordOf, type Recording } from '../math/recorded-calls.ts';
import { PORTFOLIO_COUNT, PORTFOLIO_COUNTS } from './block-routines.ts';
import { KINDS } from './count-routines.ts';
import {
  mergeTail,
  openTail,
  packTail,
  TAIL_BUCKETS,
  type BlockYears,
  type OpenTail,
  type PackedTail,
  type TailMakeUp,
} from './tail-make-up.ts';
import { HOURS_GRID, RECORDS_GRID } from './grids.ts';
import type { Parts } from './groups.ts';
import type { PortfolioYears } from './portfolio-years.ts';
import type { YearColumns, RecordedFunctions } from './year-columns.ts';

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
  /** From here on KINDS for each year: with a loss event, a breach, a large breach. */
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

/** A tally that is being filled, in the arena of the blocks that fill it. */
export interface OpenTally extends Omit<Tally, 'tail'> {
  readonly openTail: OpenTail;
  /** Losses of some blocks that are to be counted: of the years of a trial, and, with several, what they come to. */
  readonly uncounted: Uncounted;
  readonly uncountedTotals: Uncounted;
  /** What was read of the latest block, and of how many trials losses are to be counted; by PORTFOLIO_COUNT. */
  readonly read: Int32Array;
}

/** Losses that are to be counted, trial by trial. */
interface Uncounted {
  readonly counts: LossCounts;
  readonly losses: Float64Array;
  /** Addresses of the octaves of the counts; 0 for what is not there yet. */
  readonly octavesAt: Int32Array;
}

/**
 * Losses are counted as soon as there are so many, or none are left: one after the other in one portfolio's buckets, which stay in the
 * processor's caches that long.
 */
const MOST_UNCOUNTED = 8192;

/** Whether there are so many losses of a tally's that they are to be counted. */
export const isFull = ({ annual, read }: OpenTally): boolean =>
  read[PORTFOLIO_COUNT.uncounted] * annual.ranks >= MOST_UNCOUNTED;

export function createOpenTally(
  years: number,
  parts: Parts,
  isInsured: boolean,
  cells: number,
  arena: Arena,
): OpenTally {
  const { doubles, words } = arena;
  const annual = lossCounts(years, doubles);
  const horizon = years === 1 ? annual : lossCounts(1, doubles);
  const sums = SUM.parts + 2 * parts.count;
  // as many as a block has beyond those that are not too many, and a trial more, which is written and not kept
  const room = MOST_UNCOUNTED + cells + years;
  const uncounted = (counts: LossCounts, most: number): Uncounted => ({
    counts,
    losses: doubles(most),
    octavesAt: words(OCTAVES),
  });
  return {
    counts: doubles(COUNT.byYear + KINDS * years),
    sums: exactSums(sums, doubles(sums * SUM_BINS)),
    annual,
    horizon,
    ...(isInsured && { retained: lossCounts(years, doubles) }),
    records: doubles(years * (RECORDS_GRID.length + 1)),
    hours: doubles(years * (HOURS_GRID.length + 1)),
    openTail: openTail(parts.count, arena),
    uncounted: uncounted(annual, room),
    uncountedTotals: uncounted(horizon, years === 1 ? 0 : Math.ceil(room / years)),
    read: words(PORTFOLIO_COUNTS),
  };
}

/** Begins anew, with the room that there is. */
export function clearTally(tally: OpenTally, { clear }: YearColumns): void {
  const { annual, horizon, retained } = tally;
  const clearAll = ({ octaves }: LossCounts) => {
    for (const octave of octaves) if (octave) clear(octave.byteLength, octave.byteOffset);
  };
  for (const { byteLength, byteOffset } of [tally.counts, tally.sums.bins, tally.records, tally.hours])
    clear(byteLength, byteOffset);
  for (const { byteLength, byteOffset } of tally.openTail.stretches) clear(byteLength, byteOffset);
  clearAll(annual);
  if (horizon !== annual) clearAll(horizon);
  if (retained) clearAll(retained);
}

/** Where the sum numbered `index` is in the arena. */
export const sumAt = ({ bins }: ExactSums, index: number): number =>
  bins.byteOffset + index * SUM_BINS * bins.BYTES_PER_ELEMENT;

/** The 95th percentiles of annual losses that the pilot found, in cents. */
export interface PilotTail {
  /** From here on the make-up of losses is kept: well below where the worst 5% of years can begin. */
  readonly tailFromCents: number;
  readonly lossCents: number;
  readonly retainedCents: number;
}

/** Counts the losses that were taken up; to be done before a tally is read. */
export function countTaken(tally: OpenTally, adding: YearColumns): void {
  const { annual, horizon, uncounted, uncountedTotals, read } = tally;
  const trials = read[PORTFOLIO_COUNT.uncounted];
  countLosses(uncounted, trials * annual.ranks, adding);
  if (horizon !== annual) countLosses(uncountedTotals, trials, adding);
  read[PORTFOLIO_COUNT.uncounted] = 0;
}

function countLosses({ counts, losses, octavesAt }: Uncounted, count: number, adding: YearColumns): void {
  const { ranks } = counts;
  const countFrom = (from: number) =>
    ranks === 1
      ? adding.countLosses(from, count, losses.byteOffset, octavesAt.byteOffset)
      : adding.countRanked(from, from % ranks, count, losses.byteOffset, octavesAt.byteOffset, ranks);
  for (let at = 0; (at = countFrom(at)) < count;) {
    const bucket = bucketOf(losses[at]);
    octavesAt[bucket >> BUCKET_BITS] = openOctave(counts, bucket).byteOffset;
  }
}

/**
 * Counts the trials and years of a block that have a loss event.
 *
 * @param losing how many trials have a loss
 */
export function countLossEvents(
  { counts }: OpenTally,
  { adding, lossCents, countEvents }: PortfolioYears,
  block: BlockYears,
  losing: number,
): void {
  const { years } = block;
  const trials = block.trials[0];
  // a trial with a loss event is one with a loss, but for events that cost nothing
  if (years === 1 && (losing === trials || !block.hasCostless())) {
    counts[COUNT.lossEvent] += losing;
    counts[COUNT.byYear] += losing;
    return;
  }
  const byYearAt = countAt(counts, COUNT.byYear);
  const someAt = countAt(counts, COUNT.lossEvent);
  if (block.hasCostless())
    adding.countYearsOfWords(trials, years, countEvents().byteOffset, byYearAt, someAt, 0);
  else adding.countYears(trials, years, lossCents.byteOffset, byYearAt, someAt, 0);
}

/** Records that the trials and years of a block which have a breach are counted. */
export function countBreached(
  calls: Recording<RecordedFunctions>,
  { counts }: OpenTally,
  { breaches, largeBreaches }: PortfolioYears,
  { trials, years }: BlockYears,
): void {
  if (breaches.length === 0) return;
  const count = (kind: number, { byteOffset }: Int32Array, some: number, inYears: number) =>
    calls.add('countYearsOfWords', [
      wordOf(trials, 0),
      years,
      byteOffset,
      countAt(counts, COUNT.byYear + kind),
      countAt(counts, some),
      countAt(counts, inYears),
    ]);
  count(1, breaches, COUNT.breach, COUNT.breachYears);
  count(2, largeBreaches, COUNT.largeBreach, COUNT.largeBreachYears);
}

const countAt = (counts: Float64Array, place: number): number =>
  counts.byteOffset + place * counts.BYTES_PER_ELEMENT;

/**
 * Sums what insurance leaves of the losses, in cents by trial and year.
 *
 * @param excessCents by trial, is filled with what its years are left with above the pilot's 95th percentile
 */
export function tallyRetained(
  { sums, retained }: OpenTally,
  { adding }: PortfolioYears,
  { trials: trialsOfBlock, years, unit }: BlockYears,
  retainedCents: Float64Array,
  pilot: PilotTail,
  excessCents: Float64Array,
): void {
  const trials = trialsOfBlock[0];
  const sorted = new Float64Array(years);
  let sum = 0;
  let squares = 0;
  for (let trial = 0, cell = 0; trial < trials; trial++) {
    let total = 0;
    for (let year = 0; year < years; year++, cell++) total += sorted[year] = retainedCents[cell];
    sum += total;
    squares += total * total;
    sortDescending(sorted);
    for (let rank = 0; rank < years; rank++) countLoss(retained!, sorted[rank], rank);
  }
  sums.add(SUM.retained, sum);
  sums.add(SUM.retainedSquared, squares);
  adding.findExcess(trials, years, retainedCents.byteOffset, pilot.retainedCents, excessCents.byteOffset);
  adding.addSums(trials, unit, excessCents.byteOffset, sumAt(sums, SUM.retainedExcess), adding.gridsAt);
}

/** Columns of cents and the first of the two sums that each is added to, as `addPortfolio` takes them. */
export function columnPairs(
  { sums }: OpenTally,
  columns: readonly { readonly sum: number; readonly cents: Float64Array }[],
  { words }: Arena,
): Int32Array {
  const pairs = words(2 * columns.length);
  pairs.set(columns.flatMap(({ sum, cents }) => [cents.byteOffset, sumAt(sums, sum)]));
  return pairs;
}

/** Sorts in place, the largest first: few years, so by putting each where it belongs. */
export function sortDescending(values: Float64Array): void {
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
  readonly tail: PackedTail;
}

/** Packs counts that are in an arena. */
export type PackLosses = (counts: LossCounts) => PackedLossCounts;

/** Buckets of an octave that pass as rows: of more it takes less to pass all. */
export const MOST_ROWS = BUCKETS_AN_OCTAVE / 2;

/**
 * With room in the arena that those that are packed one after the other share.
 *
 * @param mostRows of an octave; 0 where there is one tally: so little passes then that rows, which plain code merges, would take more
 */
export function lossPacker({ packOctave }: YearColumns, { doubles }: Arena, mostRows: number): PackLosses {
  let room = doubles(0);
  return ({ octaves, ranks }) => {
    const width = PACKED.counts + ranks;
    const most = (octaves.length * mostRows + 1) * width;
    if (room.length < most) room = doubles(most);
    let length = 0;
    const whole = octaves.map((numbers, octave) => {
      if (!numbers) return undefined;
      const into = room.byteOffset + length * room.BYTES_PER_ELEMENT;
      const rows = packOctave(numbers.byteOffset, ranks, octave << BUCKET_BITS, mostRows, into);
      if (rows > mostRows) return numbers.slice();
      length += rows * width;
      return undefined;
    });
    return { octaves: whole, rows: room.slice(0, length) };
  };
}

export function packTally(tally: OpenTally, pack: PackLosses): PackedTally {
  const { counts, sums, annual, horizon, retained, records, hours } = tally;
  return {
    counts: counts.slice(),
    bins: sums.bins.slice(),
    annual: pack(annual),
    ...(horizon !== annual && { horizon: pack(horizon) }),
    ...(retained && { retained: pack(retained) }),
    records: records.slice(),
    hours: hours.slice(),
    tail: packTail(tally.openTail),
  };
}

/** The tally that was packed; it takes over what it is made of. */
export function unpackTally(
  { bins, annual, horizon, retained, tail, ...its }: PackedTally,
  years: number,
): Tally {
  const counts = (packed: PackedLossCounts, ranks: number): LossCounts => {
    const its = lossCounts(ranks);
    mergeLossCounts(its, packed);
    return its;
  };
  const ofYears = counts(annual, years);
  return {
    ...its,
    sums: exactSums(bins.length / SUM_BINS, bins),
    annual: ofYears,
    horizon: horizon ? counts(horizon, 1) : ofYears,
    ...(retained && { retained: counts(retained, years) }),
    tail: mergeTail(Array.from<undefined>({ length: TAIL_BUCKETS }), tail, countOfParts(bins)),
  };
}

/** How many parts the sums of a tally are of. */
const countOfParts = (bins: Float64Array): number => (bins.length / SUM_BINS - SUM.parts) / 2;

/** Adds a packed tally; the order in which they come does not matter. */
export function mergeTally(into: Tally, packed: PackedTally): void {
  addAll(into.counts, packed.counts);
  into.sums.merge(packed.bins);
  mergeLossCounts(into.annual, packed.annual);
  if (packed.horizon) mergeLossCounts(into.horizon, packed.horizon);
  if (into.retained && packed.retained) mergeLossCounts(into.retained, packed.retained);
  addAll(into.records, packed.records);
  addAll(into.hours, packed.hours);
  mergeTail(into.tail, packed.tail, countOfParts(packed.bins));
}

function addAll(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] += from[i];
}
