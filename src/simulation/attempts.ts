import { EXP_TABLE } from '../math/elementary-routines.ts';
import type { CountLaw } from '../math/mixed-poisson.ts';
import { normalQuantile } from '../math/normal.ts';
import { poissonQuantile } from '../math/poisson.ts';
import { wordOf, type Recorded } from '../math/recorded-calls.ts';
import { LANES } from '../math/threefry-simd.ts';
import type { Threefry } from '../math/threefry.ts';
import { countsWins, fixedWinShare, frequencyParameters, type CountAtOnce } from './attempt-count.ts';
import { BLOCK_TRIALS, STRIDE } from './block.ts';
import type { CompiledPlan, CompiledScenario } from './compile.ts';
import type { KernelColumns, KernelRecording } from './kernel-columns.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { entity, ENTITY, eventOfYear, PURPOSE, stream } from './streams.ts';

/** Attempts are listed so many at a time: as many as there are lanes, but for what is written beyond the last. */
const MOST_ATTEMPTS = LANES - 4;

/** Places among the numbers that records read, or write. */
const [COUNT, TOTAL, LEFT] = [4, 5, 6];
/** Events of one year stand so far from those of the year before. */
const EVENTS_A_YEAR = eventOfYear(1, 0);
const DOUBLE_BYTES = 8;

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
  { arena, events, samples, calls: { record, run } }: KernelColumns,
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
  /** By category, the shocks of its climate, [year * STRIDE + trial]; only where some scenario feels them. */
  const climates = categories.map((_, place) =>
    scenarios.some(({ category, volatility }) => category === place && volatility > 0)
      ? arena.doubles(years * STRIDE)
      : undefined,
  );
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
  const numbers = arena.words(7);
  const [firstNow, trialsNow, firstPairNow, pairsNow, countNow, totalNow, leftNow] = Array.from(
    numbers,
    (_, place) => wordOf(numbers, place),
  );
  const columnAt = (parameter: number) => columns.byteOffset + parameter * STRIDE * DOUBLE_BYTES;

  /** Records that a uniform is drawn for each year of each trial of the block, [year * STRIDE + trial]; two years share a block of random words. */
  function drawByYear(
    calls: KernelRecording,
    purpose: number,
    firstEvent: number,
    key: number,
    into: Float64Array,
  ): void {
    for (let year = 0; year < years; year += 2) {
      // the words take the place of their counters
      calls.add('countTrials', [trialsNow, firstNow, firstEvent + (year >> 1), firstAt]);
      calls.add('blocks', [trialsNow, stream(purpose), key, ...random.keys, firstAt, firstAt]);
      const intoAt = into.byteOffset + year * STRIDE * DOUBLE_BYTES;
      calls.add('uniforms53', [trialsNow, firstAt, secondAt, intoAt]);
      if (year + 1 < years)
        calls.add('uniforms53', [trialsNow, thirdAt, fourthAt, intoAt + STRIDE * DOUBLE_BYTES]);
    }
  }

  let climate: Recorded | undefined;

  function drawClimate(): void {
    climate ??= record((calls) =>
      climates.forEach((its, category) => {
        if (its) drawByYear(calls, PURPOSE.CLIMATE, 0, entity(ENTITY.CATEGORY, category), its);
      }),
    );
    run(climate);
    for (const its of climates)
      if (its)
        for (let year = 0; year < years; year++)
          for (let at = year * STRIDE; at < year * STRIDE + trials; at++) its[at] = normalQuantile(its[at]);
  }

  /** Draws what is drawn of each attempt on a scenario, and finds where it falls and whether it wins by itself. */
  const completing = (place: number) =>
    record((calls) => {
      const { time, coverage, secondary, entry, losing } = needs[place];
      if (time || coverage || secondary || entry) {
        drawWords(calls, PURPOSE.ATTEMPT, scenarios[place]);
        const uniforms = (wordsAt: number, { byteOffset }: Float64Array) =>
          calls.add('uniforms', [wordsAt, countNow, byteOffset]);
        if (coverage) uniforms(secondAt, attempts.forCoverage);
        if (secondary) uniforms(thirdAt, forSecondary);
        if (entry) uniforms(fourthAt, attempts.forEntry);
      }
      if (time) placeInTime(calls, counts[place]?.yearEnds);
      if (losing) findWins(calls, scenarios[place]);
    });
  const completings: Recorded[] = [];

  const drawWords = (calls: KernelRecording, purpose: number, { entity: key }: CompiledScenario) =>
    calls.add('blocks', [countNow, stream(purpose), key, ...random.keys, laneTrialAt, firstAt]);

  /** Finds days and cells. */
  function placeInTime(calls: KernelRecording, yearEnds: readonly number[] | undefined): void {
    const { trialAt, cellAt } = attempts;
    const into = [cellAt, days.byteOffset] as const;
    if (yearEnds && years > 1) {
      const ends = arena.doubles(years);
      ends.set(yearEnds);
      calls.add('placeInHorizon', [countNow, trialAt, firstAt, years, ends.byteOffset, ...into]);
    } else calls.add('placeInYears', [countNow, trialAt, laneEventAt, firstAt, years, ...into]);
  }

  /** Finds whether attempts win by themselves, where those that lose are counted too. */
  function findWins(calls: KernelRecording, scenario: CompiledScenario): void {
    const { trialAt, forExploit, wins } = attempts;
    const { susceptibility, capability, resistance } = scenario;
    const winsAt = wins.byteOffset;
    drawWords(calls, PURPOSE.ATTEMPT_MORE, scenario);
    calls.add('uniforms', [firstAt, countNow, forExploit.byteOffset]);
    if (capability && resistance) {
      const strengths = arena.doubles(LANES);
      const resistances = arena.doubles(LANES);
      const count = () => numbers[COUNT];
      const { first: one, second: two, third: three, fourth: four } = lanes;
      drawWords(calls, PURPOSE.CONTEST, scenario);
      samples.recordFilling(calls, capability, [one, two], countNow, count, strengths);
      samples.recordFilling(calls, resistance, [three, four], countNow, count, resistances);
      calls.add('winContests', [countNow, strengths.byteOffset, resistances.byteOffset, winsAt]);
    } else if (susceptibility < 0) calls.add('fillBytes', [countNow, 1, winsAt]);
    else calls.add('winShares', [countNow, secondAt, trialAt, columnAt(susceptibility), winsAt]);
  }

  /** Fills in what is drawn for each attempt. */
  function complete(place: number): void {
    const { time } = needs[place];
    numbers[COUNT] = attempts.count;
    run((completings[place] ??= completing(place)));
    attempts.isTimed = time;
    attempts.day = time ? days : noDays;
  }

  function flush(place: number, use: (attempts: Attempts) => void): void {
    if (attempts.count === 0) return;
    complete(place);
    use(attempts);
    attempts.count = 0;
  }

  function each(place: number, use: (attempts: Attempts) => void): void {
    const atOnce = counts[place];
    if (!atOnce) {
      countByYear(place);
      list(place, 0, years, use);
      return;
    }
    numbers[TOTAL] = 0;
    run((countings[place] ??= counting(scenarios[place], atOnce.law)));
    attempts.count = Math.min(numbers[TOTAL], MOST_ATTEMPTS);
    flush(place, use);
    if (numbers[TOTAL] > MOST_ATTEMPTS) list(place, MOST_ATTEMPTS, 1, use);
  }

  /** Tells of the attempts that were counted, but for the first of them. */
  function list(place: number, skip: number, yearsOfCounts: number, use: (attempts: Attempts) => void): void {
    let isMore = true;
    for (let from = skip; isMore; from += MOST_ATTEMPTS) {
      attempts.count = events.listAttempts(
        trials,
        yearsOfCounts,
        countsAt,
        from,
        MOST_ATTEMPTS,
        first,
        EVENTS_A_YEAR,
        EVENTS_A_YEAR,
        attempts.trialAt,
        laneTrialAt,
        laneEventAt,
      );
      isMore = attempts.count === MOST_ATTEMPTS;
      flush(place, use);
    }
  }

  /** How many attempts there are by trial, or by trial and year, [trial * years + year], and how many there are to be expected. */
  const attemptCounts = arena.words(BLOCK_TRIALS * years);
  const countsAt = attemptCounts.byteOffset;
  const means = arena.doubles(BLOCK_TRIALS * years);
  const uncounted = arena.words(BLOCK_TRIALS * years + 1);
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
          EVENTS_A_YEAR,
          attempts.trialAt,
          laneTrialAt,
          laneEventAt,
        ],
        totalNow,
      );
    });

  /** [year * STRIDE + trial] */
  const forCounts = arena.doubles(years * STRIDE);
  /** By trial, attempts a year to be expected at first. */
  const rates = arena.doubles(STRIDE);
  const roots = arena.doubles(EXP_TABLE.length);
  roots.set(EXP_TABLE);

  /** Counts attempts by trial and year, as far as the mean is small. */
  const countingByYear = (place: number) =>
    record((calls) => {
      const { entity: key, volatility, category, growth } = scenarios[place];
      const ratesAt = rates.byteOffset;
      drawByYear(calls, PURPOSE.ATTEMPT_COUNT, 1, key, forCounts);
      calls.add('fill', [trialsNow, rebase[place].rate * fixedWinShare(scenarios[place]), ratesAt]);
      for (const parameter of frequencyParameters(scenarios[place]))
        calls.add('multiplyInto', [trialsNow, ratesAt, columnAt(parameter), ratesAt]);
      calls.add(
        'countByYear',
        [
          trialsNow,
          years,
          forCounts.byteOffset,
          volatility > 0 ? climates[category]!.byteOffset : 0,
          STRIDE,
          volatility,
          ratesAt,
          growth < 0 ? 0 : columnAt(growth),
          roots.byteOffset,
          means.byteOffset,
          countsAt,
          uncounted.byteOffset,
        ],
        leftNow,
      );
    });

  function countByYear(place: number): void {
    numbers[LEFT] = 0;
    run((countings[place] ??= countingByYear(place)));
    if (numbers[LEFT] > 0) countMany();
  }

  /** Counts where many attempts are to be expected. */
  function countMany(): void {
    for (let at = 0; at < numbers[LEFT]; at++) {
      const cell = uncounted[at];
      const trial = Math.floor(cell / years);
      attemptCounts[cell] = poissonQuantile(forCounts[(cell - trial * years) * STRIDE + trial], means[cell]);
    }
  }

  return {
    begin(at, count) {
      first = at;
      trials = count;
      numbers.set([first, trials, first >> 1, (trials + 1) >> 1]);
      if (climates.some(Boolean)) drawClimate();
    },
    each,
  };
}
