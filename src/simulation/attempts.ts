import { exp } from '../math/elementary.ts';
import type { CountLaw } from '../math/mixed-poisson.ts';
import { normalQuantile } from '../math/normal.ts';
import { poissonQuantile } from '../math/poisson.ts';
import { wordOf, type Recorded } from '../math/recorded-calls.ts';
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

/** Places among the numbers that records read. */
const [COUNT, TOTAL] = [4, 5];

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
  { arena, events, calls: { record, run } }: KernelColumns,
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
  /** What records read: the block, the same by pairs of trials, and the attempts at hand. */
  const numbers = arena.words(6);
  const [firstNow, trialsNow, firstPairNow, pairsNow, countNow, totalNow] = [0, 1, 2, 3, 4, 5].map((place) =>
    wordOf(numbers, place),
  );

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

  /** Draws what is drawn of each attempt on a scenario. */
  const completing = (place: number) =>
    record((calls) => {
      const { time, coverage, secondary, entry } = needs[place];
      if (!time && !coverage && !secondary && !entry) return;
      const key = [stream(PURPOSE.ATTEMPT), scenarios[place].entity, ...random.keys] as const;
      calls.add('blocks', [countNow, ...key, laneTrialAt, firstAt]);
      const uniforms = (wordsAt: number, { byteOffset }: Float64Array) =>
        calls.add('uniforms', [wordsAt, countNow, byteOffset]);
      if (coverage) uniforms(secondAt, attempts.forCoverage);
      if (secondary) uniforms(thirdAt, forSecondary);
      if (entry) uniforms(fourthAt, attempts.forEntry);
    });
  const completings: Recorded[] = [];

  /** Fills in what is drawn for each attempt. */
  function complete(place: number, yearEnds: readonly number[] | undefined): void {
    const { count, trial, event, cell } = attempts;
    const { time, losing } = needs[place];
    numbers[COUNT] = count;
    run((completings[place] ??= completing(place)));
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
    if (losing) findWins(scenarios[place]);
  }

  /** Whether attempts win by themselves, where those that lose are counted too. */
  function findWins(scenario: CompiledScenario): void {
    const { count, trial, forExploit, wins } = attempts;
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

  function flush(place: number, use: (attempts: Attempts) => void): void {
    if (attempts.count === 0) return;
    complete(place, counts[place]?.yearEnds);
    use(attempts);
    attempts.count = 0;
  }

  function each(place: number, use: (attempts: Attempts) => void): void {
    attempts.count = 0;
    const atOnce = counts[place];
    if (!atOnce) {
      countByYear(place, use);
      return;
    }
    numbers[TOTAL] = 0;
    run((countings[place] ??= counting(scenarios[place], atOnce.law)));
    const total = numbers[TOTAL];
    attempts.count = Math.min(total, MOST_ATTEMPTS);
    flush(place, use);
    for (let from = MOST_ATTEMPTS; from < total; from += MOST_ATTEMPTS) {
      attempts.count = events.listAttempts(
        trials,
        countsAt,
        from,
        MOST_ATTEMPTS,
        first,
        eventOfYear(1, 0),
        attempts.trialAt,
        laneTrialAt,
        laneEventAt,
      );
      flush(place, use);
    }
  }

  /** By trial, how many attempts there are. */
  const countsAt = arena.words(BLOCK_TRIALS).byteOffset;
  const countings: Recorded[] = [];
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
  const counting = ({ entity: key }: CompiledScenario, law: CountLaw) =>
    record((calls) => {
      const { endsAt, guideAt } = addressesOf(law);
      // the words take the place of their counters
      calls.add('countTrials', [pairsNow, firstPairNow, 0, firstAt]);
      calls.add('blocks', [pairsNow, stream(PURPOSE.ATTEMPT_COUNT), key, ...random.keys, firstAt, firstAt]);
      calls.add(
        'countAttempts',
        [
          trialsNow,
          firstAt,
          secondAt,
          thirdAt,
          fourthAt,
          endsAt,
          guideAt,
          countsAt,
          MOST_ATTEMPTS,
          firstNow,
          eventOfYear(1, 0),
          attempts.trialAt,
          laneTrialAt,
          laneEventAt,
        ],
        totalNow,
      );
    });

  /** [year * STRIDE + trial] */
  const forCounts = new Float64Array(years * STRIDE);

  function countByYear(place: number, use: (attempts: Attempts) => void): void {
    const scenario = scenarios[place];
    const { trial: trialOfEach } = attempts;
    const add = (of: number, year: number, count: number): void => {
      for (let i = 0; i < count; i++) {
        const at = attempts.count++;
        trialOfEach[at] = of;
        lanes.trial[at] = first + of;
        lanes.event[at] = eventOfYear(year + 1, i);
        if (attempts.count === MOST_ATTEMPTS) flush(place, use);
      }
    };
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
    flush(place, use);
  }

  return {
    begin(at, count) {
      first = at;
      trials = count;
      numbers.set([first, trials, first >> 1, (trials + 1) >> 1]);
      if (isVolatile) drawClimate();
    },
    each,
  };
}
