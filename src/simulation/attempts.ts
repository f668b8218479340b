import { exp } from '../math/elementary.ts';
import type { CountLaw } from '../math/mixed-poisson.ts';
import { normalQuantile } from '../math/normal.ts';
import { poissonQuantile } from '../math/poisson.ts';
import { LANES } from '../math/threefry-simd.ts';
import { isUpper, tailDistance, uniform32, uniform53, type Threefry } from '../math/threefry.ts';
import { countsWins, fixedWinShare, frequencyParameters, type CountAtOnce } from './attempt-count.ts';
import { BLOCK_TRIALS, STRIDE } from './block.ts';
import type { CompiledPlan, CompiledScenario } from './compile.ts';
import type { KernelColumns } from './kernel-columns.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { entity, ENTITY, eventOfYear, PURPOSE, stream, yearOfEvent } from './streams.ts';

const DAYS_A_YEAR = 365;
/** Keeps a time inside its year. */
const ALMOST_ONE = 1 - 2 ** -40;

/** Attempts are listed so many at a time: as many as there are lanes, but for what is written beyond the last. */
const MOST_ATTEMPTS = LANES - 4;

/**
 * Attempts on one scenario, at most MOST_ATTEMPTS at a time, in order of trial; each field an array of its own. The lanes of the random
 * words hold their counters.
 */
export interface Attempts {
  count: number;
  /** Within the block. */
  readonly trial: Int32Array;
  /** Numbers the attempt within its trial; keys its draws. The lanes' own, until those take up other counters. */
  readonly event: Int32Array;
  /** trial * years + year, both from 0. */
  readonly cell: Int32Array;
  /** Whether it is known when the attempts fall; where nothing depends on that, all days are 0. */
  isTimed: boolean;
  /** From the start of the run. */
  day: Float64Array;
  /** Where trials, cells and uniforms for the secondary probability are in the arena. */
  readonly trialAt: number;
  readonly cellAt: number;
  readonly forSecondaryAt: number;
  /** Uniforms: against the controls' coverage, the secondary probability, the shares of entries. */
  readonly forCoverage: Float64Array;
  readonly forSecondary: Float64Array;
  readonly forEntry: Float64Array;
  /** Where losing attempts are counted too: a uniform against the chance of an exploit, and whether the attempt wins by itself. */
  readonly forExploit: Float64Array;
  readonly wins: Uint8Array;
}

/** Draws the attempts on the scenarios of a plan, block by block. */
export interface AttemptDraws {
  /** Draws what the scenarios of the block share: the climate. */
  begin(first: number, count: number): void;
  /** Tells of all attempts on one scenario: `use` is called whenever `attempts` is full, and at the end. */
  each(scenario: number, use: (attempts: Attempts) => void): void;
}

/**
 * @param counts by scenario, the law of its attempts over the horizon; absent where they are counted year by year
 * @param needsDay by scenario, whether anything depends on when in its year an attempt falls
 * @param columns the parameters of the block, which `begin` finds drawn
 */
export function attemptDraws(
  { plan, parameters, scenarios, categories }: CompiledPlan,
  rebase: readonly RebaseConstants[],
  counts: readonly (CountAtOnce | undefined)[],
  needsDay: readonly boolean[],
  columns: Float64Array,
  random: Threefry,
  { arena, events, samples }: KernelColumns,
): AttemptDraws {
  const years = plan.horizonYears;
  const needs = scenarios.map((scenario, place) => ({
    time: years > 1 || needsDay[place],
    coverage: scenario.variants.some(({ controls }) =>
      controls.some(({ coverage }) => parameters[coverage].sampler || parameters[coverage].mean < 1),
    ),
    secondary: scenario.secondaryProbability >= 0,
    entry: scenario.entryEnds.length > 0,
    losing: !countsWins(scenario),
  }));
  const isVolatile = scenarios.some(({ volatility }) => volatility > 0);
  /** [(category * years + year) * STRIDE + trial] */
  const shocks = new Float64Array(isVolatile ? categories.length * years * STRIDE : 0);
  const { lanes } = random;
  const [laneTrialAt, laneEventAt, firstAt, secondAt, thirdAt, fourthAt] = [
    lanes.trial,
    lanes.event,
    lanes.first,
    lanes.second,
    lanes.third,
    lanes.fourth,
  ].map(({ byteOffset }) => byteOffset);
  const trialOf = arena.words(LANES);
  const cellOf = years === 1 ? trialOf : arena.words(LANES);
  const forSecondary = arena.doubles(LANES);
  const days = arena.doubles(LANES);
  const noDays = arena.doubles(LANES);
  const attempts: Attempts = {
    count: 0,
    trial: trialOf,
    event: lanes.event,
    cell: cellOf,
    isTimed: false,
    day: noDays,
    trialAt: trialOf.byteOffset,
    cellAt: cellOf.byteOffset,
    forSecondaryAt: forSecondary.byteOffset,
    forCoverage: arena.doubles(LANES),
    forSecondary,
    forEntry: arena.doubles(LANES),
    forExploit: arena.doubles(LANES),
    wins: arena.bytes(LANES),
  };
  let first = 0;
  let trials = 0;

  /** Two years share a block of random words. */
  function drawClimate(): void {
    for (let category = 0; category < categories.length; category++)
      for (let year = 0; year < years; year += 2) {
        random.blocksFrom(
          first,
          trials,
          year >> 1,
          stream(PURPOSE.CLIMATE),
          entity(ENTITY.CATEGORY, category),
        );
        const at = (category * years + year) * STRIDE;
        for (let trial = 0; trial < trials; trial++) {
          shocks[at + trial] = normalQuantile(uniform53(lanes.first[trial], lanes.second[trial]));
          if (year + 1 < years)
            shocks[at + STRIDE + trial] = normalQuantile(uniform53(lanes.third[trial], lanes.fourth[trial]));
        }
      }
  }

  /** Fills in what is drawn for each attempt. */
  function complete(place: number, yearEnds: readonly number[] | undefined): void {
    const scenario = scenarios[place];
    const { count, trial, event, cell, forCoverage, forSecondary, forEntry, forExploit, wins } = attempts;
    const { time, coverage, secondary, entry, losing } = needs[place];
    if (time || coverage || secondary || entry)
      random.blocks(count, stream(PURPOSE.ATTEMPT), scenario.entity);
    attempts.isTimed = time;
    attempts.day = time ? days : noDays;
    if (years === 1) {
      if (time) for (let i = 0; i < count; i++) days[i] = uniform32(lanes.first[i]) * DAYS_A_YEAR;
    } else if (yearEnds)
      for (let i = 0; i < count; i++) placeInHorizon(i, uniform32(lanes.first[i]), yearEnds);
    else
      for (let i = 0; i < count; i++) {
        const year = yearOfEvent(event[i]) - 1;
        cell[i] = trial[i] * years + year;
        days[i] = (year + uniform32(lanes.first[i])) * DAYS_A_YEAR;
      }
    if (coverage) samples.uniforms(lanes.second, count, forCoverage);
    if (secondary) samples.uniforms(lanes.third, count, forSecondary);
    if (entry) samples.uniforms(lanes.fourth, count, forEntry);
    if (!losing) return;
    const { susceptibility, capability, resistance } = scenario;
    random.blocks(count, stream(PURPOSE.ATTEMPT_MORE), scenario.entity);
    for (let i = 0; i < count; i++) {
      forExploit[i] = uniform32(lanes.first[i]);
      wins[i] =
        susceptibility < 0
          ? 1
          : Number(uniform32(lanes.second[i]) < columns[susceptibility * STRIDE + trial[i]]);
    }
    if (!capability || !resistance) return;
    random.blocks(count, stream(PURPOSE.CONTEST), scenario.entity);
    for (let i = 0; i < count; i++) {
      const forCapability = lanes.first[i];
      const forResistance = lanes.third[i];
      const strength = capability.sample(
        tailDistance(forCapability, lanes.second[i]),
        isUpper(forCapability),
      );
      const against = resistance.sample(tailDistance(forResistance, lanes.fourth[i]), isUpper(forResistance));
      wins[i] = Number(strength > against);
    }
  }

  /** An attempt falls into each year with the year's share of them. */
  function placeInHorizon(i: number, u: number, yearEnds: readonly number[]): void {
    let year = 0;
    while (year < years - 1 && u >= yearEnds[year]) year++;
    const start = year === 0 ? 0 : yearEnds[year - 1];
    const inYear = Math.min((u - start) / (yearEnds[year] - start), ALMOST_ONE);
    attempts.cell[i] = attempts.trial[i] * years + year;
    days[i] = (year + inYear) * DAYS_A_YEAR;
  }

  function each(place: number, use: (attempts: Attempts) => void): void {
    const scenario = scenarios[place];
    const atOnce = counts[place];
    const { trial } = attempts;
    attempts.count = 0;
    const flush = (): void => {
      if (attempts.count === 0) return;
      complete(place, atOnce?.yearEnds);
      use(attempts);
      attempts.count = 0;
    };
    const add = (of: number, year: number, count: number): void => {
      for (let i = 0; i < count; i++) {
        const at = attempts.count++;
        trial[at] = of;
        lanes.trial[at] = first + of;
        lanes.event[at] = eventOfYear(year + 1, i);
        if (attempts.count === MOST_ATTEMPTS) flush();
      }
    };
    if (atOnce) {
      const total = countOverHorizon(scenario, atOnce.law);
      attempts.count = Math.min(total, MOST_ATTEMPTS);
      flush();
      for (let from = MOST_ATTEMPTS; from < total; from += MOST_ATTEMPTS) {
        attempts.count = events.listAttempts(
          trials,
          numbers.byteOffset,
          from,
          MOST_ATTEMPTS,
          first,
          eventOfYear(1, 0),
          attempts.trialAt,
          laneTrialAt,
          laneEventAt,
        );
        flush();
      }
    } else {
      countByYear(place, add);
      flush();
    }
  }

  const numbers = arena.words(BLOCK_TRIALS);
  const laws = new Map<CountLaw, { readonly endsAt: number; readonly guideAt: number }>();

  /** Where the arena has a law. */
  function addressesOf(law: CountLaw) {
    let addresses = laws.get(law);
    if (!addresses) {
      const ends = arena.doubles(law.ends.length);
      const guide = arena.words(law.guide.length);
      ends.set(law.ends);
      guide.set(law.guide);
      addresses = { endsAt: ends.byteOffset, guideAt: guide.byteOffset };
      laws.set(law, addresses);
    }
    return addresses;
  }

  /** Counts attempts and lists the first of them; two trials share a block of random words. */
  function countOverHorizon({ entity: key }: CompiledScenario, law: CountLaw): number {
    random.blocksFrom(first >> 1, (trials + 1) >> 1, 0, stream(PURPOSE.ATTEMPT_COUNT), key);
    const { endsAt, guideAt } = addressesOf(law);
    return events.countAttempts(
      trials,
      firstAt,
      secondAt,
      thirdAt,
      fourthAt,
      endsAt,
      guideAt,
      numbers.byteOffset,
      MOST_ATTEMPTS,
      first,
      eventOfYear(1, 0),
      attempts.trialAt,
      laneTrialAt,
      laneEventAt,
    );
  }

  /** [year * STRIDE + trial] */
  const forCounts = new Float64Array(years * STRIDE);

  function countByYear(place: number, add: (trial: number, year: number, count: number) => void): void {
    const scenario = scenarios[place];
    const { volatility, category, growth } = scenario;
    const frequency = frequencyParameters(scenario);
    for (let year = 0; year < years; year += 2) {
      random.blocksFrom(first, trials, 1 + (year >> 1), stream(PURPOSE.ATTEMPT_COUNT), scenario.entity);
      const at = year * STRIDE;
      for (let trial = 0; trial < trials; trial++) {
        forCounts[at + trial] = uniform53(lanes.first[trial], lanes.second[trial]);
        if (year + 1 < years)
          forCounts[at + STRIDE + trial] = uniform53(lanes.third[trial], lanes.fourth[trial]);
      }
    }
    const fixed = rebase[place].rate * fixedWinShare(scenario);
    for (let trial = 0; trial < trials; trial++) {
      let rate = fixed;
      for (const parameter of frequency) rate *= columns[parameter * STRIDE + trial];
      const growthFactor = growth < 0 ? 1 : 1 + columns[growth * STRIDE + trial];
      for (let year = 0; year < years; year++) {
        const shock =
          volatility > 0
            ? exp(
                volatility * shocks[(category * years + year) * STRIDE + trial] -
                  (volatility * volatility) / 2,
              )
            : 1;
        add(trial, year, poissonQuantile(forCounts[year * STRIDE + trial], rate * shock));
        rate *= growthFactor;
      }
    }
  }

  return {
    begin(at, count) {
      first = at;
      trials = count;
      if (isVolatile) drawClimate();
    },
    each,
  };
}
