import { exp, pow } from '../math/elementary.ts';

/**
 * Episodes: times when a control is broken, or an asset has a weakness, until it is found and mended. They start as a Poisson process that
 * has run for ever, so a run begins in the long-run state. Days count from the start of year 1; the past is negative.
 *
 * An episode that its own routine would find after D days on average, and that takes r days to mend, is open for D + r on average.
 * Source: the inspection paradox for a stationary M/G/infinity process (Takacs, Introduction to the Theory of Queues, 1962).
 */

/** The number of episodes open at a moment when only the routine finds them. */
export const meanOpenUntested = (perYear: number, discoveryDays: number, repairDays: number): number =>
  (perYear * (discoveryDays + repairDays)) / 365;

/** The day of a programme's latest run up to `day`; -Infinity where there was none. */
export function latestRun(day: number, phase: number, everyDays: number, firstRunDay: number): number {
  const run = (Math.floor(day / everyDays - phase) + phase) * everyDays;
  return run >= firstRunDay ? run : -Infinity;
}

/** A test programme as an episode meets it: runs at (k + phase) x everyDays, none before `firstRunDay`. */
export interface Runs {
  readonly phase: number;
  readonly everyDays: number;
  readonly firstRunDay: number;
  /** Chance that a run finds an episode and gets it fixed, given that the programme can see it. */
  readonly perRun: number;
  /** Share of the episodes that the programme can see at all. */
  readonly reach: number;
}

/** Episodes that start in a span of days, at one rate and with one routine. */
export interface Era {
  readonly fromDay: number;
  readonly toDay: number;
  readonly perYear: number;
  readonly discoveryDays: number;
  readonly repairDays: number;
}

/** Below this weight what is left of an integral no longer matters. */
const NEGLIGIBLE = 1e-7;

/**
 * The expected number of episodes open on a day, given when the tests run; their number is Poisson, so nothing is open with probability
 * exp(-mean). An episode of age a is open while no run up to repairDays ago found it, nor its routine: between two runs the chance falls
 * exponentially, so the integral over a is a sum of pieces.
 *
 * Closed form (model.md, section 4), to which the pieces add up for one programme that has always run, averaged over its phase.
 */
export function meanOpen(day: number, eras: readonly Era[], programmes: readonly Runs[]): number {
  let mean = 0;
  for (const era of eras) mean += meanOpenOfEra(day, era, programmes);
  return mean;
}

function meanOpenOfEra(day: number, era: Era, programmes: readonly Runs[]): number {
  const { perYear, discoveryDays, repairDays } = era;
  const youngest = Math.max(0, day - era.toDay);
  const oldest = day - era.fromDay;
  if (oldest <= youngest || perYear <= 0) return 0;
  const perDay = perYear / 365;
  // younger than a repair takes: open for certain
  const certain = Math.max(0, Math.min(oldest, repairDays) - youngest);
  const from = Math.max(youngest, repairDays);
  if (oldest <= from || discoveryDays === 0) return perDay * certain;
  if (programmes.length === 0)
    return (
      perDay * (certain + discoveryDays * (tail(from, era) - (oldest === Infinity ? 0 : tail(oldest, era))))
    );
  if (
    programmes.length === 1 &&
    oldest === Infinity &&
    from === repairDays &&
    programmes[0].firstRunDay === -Infinity
  )
    return perDay * (certain + openUnderOne(day, era, programmes[0]));
  return perDay * (certain + openUnderMany(day, era, programmes, from, oldest));
}

/** The chance that the routine has not found an episode of an age, above repairDays, in time for it to be mended. */
const tail = (ageDays: number, { discoveryDays, repairDays }: Era): number =>
  exp(-(ageDays - repairDays) / discoveryDays);

/** Days open beyond the repair, under one programme that has always run: the geometric series of its runs. */
function openUnderOne(day: number, era: Era, { phase, everyDays, perRun, reach }: Runs): number {
  const { discoveryDays, repairDays } = era;
  const missed = 1 - perRun;
  if (perRun === 0) return discoveryDays;
  const latest = (Math.floor((day - repairDays) / everyDays - phase) + phase) * everyDays;
  const sinceRun = Math.max(0, day - repairDays - latest); // rounding may put a run after the day on which it falls
  const untilRun = exp(-sinceRun / discoveryDays);
  const between = exp(-everyDays / discoveryDays);
  const tested = 1 - untilRun + (untilRun * (1 - between) * missed) / (1 - missed * between);
  return discoveryDays * (1 - reach + reach * tested);
}

/** Runs that find so little together, and lie so close, are taken as one in their middle: the error is below 1e-5 of what is open. */
const LITTLE_FOUND = 0.01;
const CLOSE = 1 / 500;

/** How many runs of a programme are taken as one: else one that runs hourly and finds next to nothing would make millions of pieces. */
const runsAsOne = ({ everyDays, firstRunDay, perRun }: Runs, discoveryDays: number): number =>
  firstRunDay === -Infinity
    ? Math.max(1, Math.floor(Math.min((CLOSE * discoveryDays) / everyDays, LITTLE_FOUND / perRun)))
    : 1;

/** By programme: the chance that it has missed an episode, how many of its runs are taken as one, and the age beyond which it has one run more. */
const missed: number[] = [];
const asOne: number[] = [];
const upcoming: number[] = [];

/** The same for any programmes and ages, piece by piece between runs. */
function openUnderMany(
  day: number,
  era: Era,
  programmes: readonly Runs[],
  from: number,
  oldest: number,
): number {
  const { discoveryDays, repairDays } = era;
  for (let i = 0; i < programmes.length; i++) {
    const { phase, everyDays, firstRunDay, perRun } = programmes[i];
    missed[i] = pow(1 - perRun, runsWithin(day - from, day - repairDays, programmes[i]));
    asOne[i] = runsAsOne(programmes[i], discoveryDays);
    const run = (Math.ceil((day - from) / everyDays - phase) - 1 + phase) * everyDays;
    upcoming[i] = run >= firstRunDay ? day - run + ((asOne[i] - 1) / 2) * everyDays : Infinity;
  }
  let days = 0;
  let undiscovered = tail(from, era);
  for (;;) {
    let chance = 1;
    let until = oldest;
    for (let i = 0; i < programmes.length; i++) {
      chance *= 1 - programmes[i].reach + programmes[i].reach * missed[i];
      if (upcoming[i] < until) until = upcoming[i];
    }
    const next = until === Infinity ? 0 : tail(until, era);
    days += chance * discoveryDays * (undiscovered - next);
    if (until >= oldest || chance * next < NEGLIGIBLE) return days;
    undiscovered = next;
    for (let i = 0; i < programmes.length; i++) {
      if (upcoming[i] !== until) continue;
      const { everyDays, firstRunDay, perRun } = programmes[i];
      missed[i] *= asOne[i] === 1 ? 1 - perRun : pow(1 - perRun, asOne[i]);
      const next = until + asOne[i] * everyDays;
      // once it has missed next to nothing, further runs find nothing
      if (missed[i] < NEGLIGIBLE) missed[i] = 0;
      upcoming[i] = missed[i] > 0 && day - next >= firstRunDay ? next : Infinity;
    }
  }
}

/** How many runs lie after `afterDay` and up to `untilDay`. */
function runsWithin(afterDay: number, untilDay: number, { phase, everyDays, firstRunDay }: Runs): number {
  const last = Math.floor(untilDay / everyDays - phase);
  let first = Math.floor(afterDay / everyDays - phase) + 1;
  if (firstRunDay > afterDay) first = Math.max(first, Math.ceil(firstRunDay / everyDays - phase));
  return Math.max(0, last - first + 1);
}
