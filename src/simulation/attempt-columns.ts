import {
  byteAt,
  copyBytes,
  doubleAt,
  F64,
  f64,
  fillBytes,
  I32,
  i32,
  i32x4,
  i8x16,
  routine,
  select,
  set,
  times,
  V128,
  v128,
  when,
  whileTrue,
  wordAt,
  type Code,
  type Local,
  type ValueType,
} from '../math/assembler.ts';
import { setExp } from '../math/elementary-routines.ts';
import { GUIDES } from '../math/mixed-poisson.ts';
import { FEW } from '../math/poisson.ts';
import { uniform53Of } from '../math/sample-routines.ts';
import { YEAR_BITS } from './streams.ts';

/**
 * How attempts are counted, listed and stopped, each the loop that its name says. Parameters ending in `At` are addresses of arrays in the
 * arena; `passed` lists places among the attempts, and `i` counts what is listed there.
 */
export interface AttemptColumns {
  /**
   * Counts attempts by trial, two trials to a block of words, by a law's ends and guide, and lists the first `most`: their trials in the block,
   * their trials in the run, of which the block's first is `first`, and their events from `firstEvent` on. Writes up to four words beyond.
   * Returns how many attempts there are.
   */
  countAttempts(
    trials: number,
    firstAt: number,
    secondAt: number,
    thirdAt: number,
    fourthAt: number,
    endsAt: number,
    guideAt: number,
    numbersAt: number,
    most: number,
    first: number,
    firstEvent: number,
    trialAt: number,
    runTrialAt: number,
    eventAt: number,
  ): number;
  /** into[i] = `uniform53` of two words */
  uniforms53(count: number, firstAt: number, secondAt: number, intoAt: number): void;
  /**
   * Counts attempts by trial and year: numbers[trial * years + year] is the Poisson count of mean rate * exp(volatility * shock -
   * volatility^2 / 2) at a uniform; rates[trial] grows by 1 + growth[trial] from year to year. Uniforms and shocks stand at [year * stride +
   * trial]; without `shocks` (0), or `growth`, rates are as they stand. `means` is filled by trial and year. Cells whose counts
   * the sum of few terms does not give (see `poissonQuantile`) are listed, with room for one more; returns how many those are.
   */
  countByYear(
    trials: number,
    years: number,
    uniformsAt: number,
    shocksAt: number,
    stride: number,
    volatility: number,
    ratesAt: number,
    growthAt: number,
    rootsAt: number,
    meansAt: number,
    numbersAt: number,
    listAt: number,
  ): number;
  /**
   * Lists attempts that were counted, by trial and year, as far as they come after the first `skip`, at most `most`; returns how many those
   * are. Events of a year begin at `eventsAYear` more than those of the year before.
   */
  listAttempts(
    trials: number,
    years: number,
    numbersAt: number,
    skip: number,
    most: number,
    first: number,
    firstEvent: number,
    eventsAYear: number,
    trialAt: number,
    runTrialAt: number,
    eventAt: number,
  ): number;
  /** Finds the cells and days of attempts that are listed by year, from `uniform32` of a word. */
  placeInYears(
    count: number,
    trialAt: number,
    eventAt: number,
    wordsAt: number,
    years: number,
    cellAt: number,
    daysAt: number,
  ): void;
  /** The same where an attempt falls into each year with the year's share of them, which `ends` cumulates. */
  placeInHorizon(
    count: number,
    trialAt: number,
    wordsAt: number,
    years: number,
    endsAt: number,
    cellAt: number,
    daysAt: number,
  ): void;
  /** wins[i] = 1 where `uniform32` of words[i] is below shares[trial[i]], else 0 */
  winShares(count: number, wordsAt: number, trialAt: number, sharesAt: number, winsAt: number): void;
  /** wins[i] = 1 where strengths[i] is above resistances[i], else 0 */
  winContests(count: number, strengthsAt: number, resistancesAt: number, winsAt: number): void;
  /** into[i] = i */
  countUp(count: number, intoAt: number): void;
  /** keeps[i] &= words[i] > most, of words without a sign; where `isFirst` is not 0, whatever keeps[i] was counts as 1 */
  keepAbove(count: number, wordsAt: number, most: number, keepsAt: number, isFirst: number): void;
  /** into[i] &= from[i], and into[i] |= from[i], of bytes */
  keepBytes(count: number, fromAt: number, intoAt: number): void;
  addBytes(count: number, fromAt: number, intoAt: number): void;
  /** Lists the places of the bytes that are 1; returns how many there are. */
  listPlaces(count: number, bytesAt: number, intoAt: number): number;
  /** into[i] = from[passed[i]], of doubles, words and bytes; `into` may be `from` where `passed` rises */
  pickDoubles(count: number, passedAt: number, fromAt: number, intoAt: number): void;
  pickWords(count: number, passedAt: number, fromAt: number, intoAt: number): void;
  pickBytes(count: number, passedAt: number, fromAt: number, intoAt: number): void;
  /** into[i] = from[i], of bytes */
  copyBytes(count: number, fromAt: number, intoAt: number): void;
  /** into[i] = value, of bytes */
  fillBytes(count: number, value: number, intoAt: number): void;
}

const GUIDE_BITS = Math.log2(GUIDES);

/** Where attempts are listed: their trials in the block and in the run, and their events. */
type Lists = readonly [trialAt: Local, runTrialAt: Local, eventAt: Local];

/** Lists attempts of one trial, from the `skipped`-th on, at `listed` up to `end`; up to four words beyond are written too. */
function listing(
  trial: Local,
  skipped: Code,
  [listed, end]: readonly [Local, Local],
  [first, firstEvent]: readonly [Local, Local],
  lists: Lists,
  local: (type: ValueType) => Local,
): Code {
  const at = local(I32);
  const values = lists.map(() => local(V128));
  const [trials, runTrials, its] = values;
  // four at once, most often more than there are: those that come next take their places
  const writeFour = lists.map((list, place) => i32x4.store(wordAt(list, at), values[place]));
  return [
    set(trials, i32x4.splat(trial)),
    set(runTrials, i32x4.splat(i32.add(first, trial))),
    set(its, i32x4.add(i32x4.splat(i32.add(firstEvent, skipped)), i32x4.const(0, 1, 2, 3))),
    set(at, listed),
    writeFour,
    set(at, i32.add(at, i32.const(4))),
    whileTrue(i32.less(at, end), [
      set(its, i32x4.add(its, i32x4.splat(i32.const(4)))),
      writeFour,
      set(at, i32.add(at, i32.const(4))),
    ]),
    set(listed, end),
  ];
}

const countAttempts = routine(
  'countAttempts',
  [I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32],
  I32,
  ([trials, words0, words1, words2, words3, ends, guide, numbers, most, ...list], local) => {
    const [first, firstEvent, ...lists] = list;
    const [trial, pair, word] = [local(I32), local(I32), local(I32)];
    const [count, total, u] = [local(I32), local(I32), local(F64)];
    const [listed, end] = [local(I32), local(I32)];
    const isMore = f64.less(f64.load(doubleAt(ends, count)), u);
    const countBy = (high: Local, low: Local): Code => [
      set(word, i32.load(wordAt(high, pair))),
      set(u, uniform53Of(word, i32.load(wordAt(low, pair)))),
      // the part of (0, 1) is the uniform's first bits
      set(count, i32.load(wordAt(guide, i32.shiftRightUnsigned(word, i32.const(32 - GUIDE_BITS))))),
      // often one more, rarely two
      set(count, i32.add(count, isMore)),
      whileTrue(isMore, set(count, i32.add(count, i32.const(1)))),
      i32.store(wordAt(numbers, trial), count),
      set(total, i32.add(total, count)),
      set(end, i32.add(listed, count)),
      when(i32.greater(end, most), set(end, most)),
      listing(trial, i32.const(0), [listed, end], [first, firstEvent], lists as never, local),
      set(trial, i32.add(trial, i32.const(1))),
    ];
    return [
      whileTrue(i32.less(trial, trials), [
        set(pair, i32.shiftRight(trial, i32.const(1))),
        countBy(words0, words1),
        when(i32.less(trial, trials), countBy(words2, words3)),
      ]),
      total,
    ];
  },
);

const uniforms53 = routine('uniforms53', [I32, I32, I32, I32], undefined, (parameters, local) => {
  const [count, first, second, into] = parameters;
  const i = local(I32);
  const uniform = uniform53Of(i32.load(wordAt(first, i)), i32.load(wordAt(second, i)));
  return times(i, count, f64.store(doubleAt(into, i), uniform));
});

/** See `poissonQuantile`; -1 where that does not add up from 0. */
function setCount(
  count: Local,
  u: Local,
  mean: Local,
  roots: Local,
  local: (type: ValueType) => Local,
): Code {
  const [probability, sum, next] = [local(F64), local(F64), local(F64)];
  const less = local(F64);
  return [
    set(count, i32.const(0)),
    when(
      i32.isZero(i32.and(f64.atMost(u, f64.sub(f64.const(1), mean)), f64.atLeast(mean, f64.const(0)))),
      when(
        i32.and(f64.atLeast(mean, f64.const(0)), f64.atMost(mean, f64.const(FEW))),
        [
          set(less, f64.negative(mean)),
          setExp(probability, less, roots, local),
          set(next, probability),
          set(sum, f64.const(-1)),
          // until u is reached, or nearer to 1 than the sum can come
          whileTrue(i32.and(f64.less(next, u), f64.greater(next, sum)), [
            set(sum, next),
            set(count, i32.add(count, i32.const(1))),
            set(probability, f64.mul(probability, f64.div(mean, f64.ofSigned(count)))),
            set(next, f64.add(sum, probability)),
          ]),
        ],
        set(count, i32.const(-1)),
      ),
    ),
  ];
}

const countByYear = routine(
  'countByYear',
  [I32, I32, I32, I32, I32, F64, I32, I32, I32, I32, I32, I32],
  I32,
  (
    [trials, years, uniforms, shocks, stride, volatility, rates, growth, roots, means, numbers, list],
    local,
  ) => {
    const [trial, year, at, cell, count, left] = Array.from({ length: 6 }, () => local(I32));
    const [rate, grown, mean, shock, u] = Array.from({ length: 5 }, () => local(F64));
    const half = f64.div(f64.mul(volatility, volatility), f64.const(2));
    return [
      times(trial, trials, [
        set(rate, f64.load(doubleAt(rates, trial))),
        set(grown, f64.const(1)),
        when(growth, set(grown, f64.add(f64.const(1), f64.load(doubleAt(growth, trial))))),
        set(at, trial),
        times(year, years, [
          set(mean, rate),
          when(shocks, [
            set(shock, f64.sub(f64.mul(volatility, f64.load(doubleAt(shocks, at))), half)),
            setExp(shock, shock, roots, local),
            set(mean, f64.mul(rate, shock)),
          ]),
          set(u, f64.load(doubleAt(uniforms, at))),
          setCount(count, u, mean, roots, local),
          f64.store(doubleAt(means, cell), mean),
          i32.store(wordAt(numbers, cell), count),
          // the next one takes its place unless its count is wanting
          i32.store(wordAt(list, left), cell),
          set(left, i32.add(left, i32.less(count, i32.const(0)))),
          set(cell, i32.add(cell, i32.const(1))),
          set(rate, f64.mul(rate, grown)),
          set(at, i32.add(at, stride)),
        ]),
      ]),
      left,
    ];
  },
);

const listAttempts = routine(
  'listAttempts',
  [I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32],
  I32,
  ([trials, years, numbers, skip, most, first, firstEvent, eventsAYear, ...lists], local) => {
    const [trial, year, event, count, skipped] = Array.from({ length: 5 }, () => local(I32));
    const [listed, end] = [local(I32), local(I32)];
    return [
      whileTrue(i32.and(i32.less(trial, trials), i32.less(listed, most)), [
        set(event, firstEvent),
        times(year, years, [
          set(count, i32.load(numbers)),
          set(skipped, select(i32.less(skip, count), skip, count)),
          set(skip, i32.sub(skip, skipped)),
          set(end, i32.add(listed, i32.sub(count, skipped))),
          when(i32.greater(end, most), set(end, most)),
          when(i32.less(listed, end), listing(trial, skipped, [listed, end], [first, event], lists, local)),
          set(numbers, i32.add(numbers, i32.const(4))),
          set(event, i32.add(event, eventsAYear)),
        ]),
        set(trial, i32.add(trial, i32.const(1))),
      ]),
      listed,
    ];
  },
);

const DAYS_A_YEAR = 365;
/** Keeps a time inside its year. */
const ALMOST_ONE = 1 - 2 ** -40;

/** See `uniform32`. */
const uniform32Of = (word: Code): Code =>
  f64.mul(f64.add(f64.ofUnsigned(word), f64.const(0.5)), f64.const(2 ** -32));

const placeInYears = routine(
  'placeInYears',
  [I32, I32, I32, I32, I32, I32, I32],
  undefined,
  ([count, trial, event, words, years, cell, days], local) => {
    const [i, year] = [local(I32), local(I32)];
    const time = f64.add(f64.ofSigned(year), uniform32Of(i32.load(wordAt(words, i))));
    return times(i, count, [
      set(
        year,
        i32.sub(i32.shiftRightUnsigned(i32.load(wordAt(event, i)), i32.const(YEAR_BITS)), i32.const(1)),
      ),
      i32.store(wordAt(cell, i), i32.add(i32.mul(i32.load(wordAt(trial, i)), years), year)),
      f64.store(doubleAt(days, i), f64.mul(time, f64.const(DAYS_A_YEAR))),
    ]);
  },
);

const placeInHorizon = routine(
  'placeInHorizon',
  [I32, I32, I32, I32, I32, I32, I32],
  undefined,
  ([count, trial, words, years, ends, cell, days], local) => {
    const [i, year, u, start, inYear] = [local(I32), local(I32), local(F64), local(F64), local(F64)];
    const end = f64.load(doubleAt(ends, year));
    return times(i, count, [
      set(u, uniform32Of(i32.load(wordAt(words, i)))),
      set(year, i32.const(0)),
      set(start, f64.const(0)),
      whileTrue(i32.and(i32.less(year, i32.sub(years, i32.const(1))), f64.atLeast(u, end)), [
        set(start, end),
        set(year, i32.add(year, i32.const(1))),
      ]),
      set(inYear, f64.div(f64.sub(u, start), f64.sub(end, start))),
      set(inYear, f64.min(inYear, f64.const(ALMOST_ONE))),
      i32.store(wordAt(cell, i), i32.add(i32.mul(i32.load(wordAt(trial, i)), years), year)),
      f64.store(doubleAt(days, i), f64.mul(f64.add(f64.ofSigned(year), inYear), f64.const(DAYS_A_YEAR))),
    ]);
  },
);

const winShares = routine('winShares', [I32, I32, I32, I32, I32], undefined, (parameters, local) => {
  const [count, words, trial, shares, wins] = parameters;
  const i = local(I32);
  const share = f64.load(doubleAt(shares, i32.load(wordAt(trial, i))));
  return times(
    i,
    count,
    i32.store8(byteAt(wins, i), f64.less(uniform32Of(i32.load(wordAt(words, i))), share)),
  );
});

const winContests = routine('winContests', [I32, I32, I32, I32], undefined, (parameters, local) => {
  const [count, strengths, resistances, wins] = parameters;
  const i = local(I32);
  const isStronger = f64.greater(f64.load(doubleAt(strengths, i)), f64.load(doubleAt(resistances, i)));
  return times(i, count, i32.store8(byteAt(wins, i), isStronger));
});

const countUp = routine('countUp', [I32, I32], undefined, ([count, into], local) => {
  const i = local(I32);
  return times(i, count, i32.store(wordAt(into, i), i));
});

const keepAbove = routine(
  'keepAbove',
  [I32, I32, I32, I32, I32],
  undefined,
  ([count, words, most, keeps, isFirst], local) => {
    const [i, whole, mosts, before] = [local(I32), local(I32), local(V128), local(V128)];
    const areAbove = (offset: number) => i32x4.greaterUnsigned(i32x4.load(wordAt(words, i), offset), mosts);
    const at = byteAt(keeps, i);
    const ones = i8x16.splat(i32.const(1));
    return [
      set(isFirst, i32.notEqual(isFirst, i32.const(0))),
      set(mosts, i32x4.splat(most)),
      set(before, i8x16.splat(isFirst)),
      set(whole, i32.and(count, i32.const(-16))),
      whileTrue(i32.less(i, whole), [
        i32x4.store(
          at,
          v128.and(
            v128.and(v128.or(i32x4.load(at), before), ones),
            i8x16.ofComparisons([areAbove(0), areAbove(16), areAbove(32), areAbove(48)]),
          ),
        ),
        set(i, i32.add(i, i32.const(16))),
      ]),
      whileTrue(i32.less(i, count), [
        i32.store8(
          at,
          i32.and(i32.or(i32.load8(at), isFirst), i32.lessUnsigned(most, i32.load(wordAt(words, i)))),
        ),
        set(i, i32.add(i, i32.const(1))),
      ]),
    ];
  },
);

const combineBytes = (name: string, combine: (one: Code, other: Code) => Code) =>
  routine(name, [I32, I32, I32], undefined, ([count, from, into], local) => {
    const i = local(I32);
    const at = byteAt(into, i);
    return times(i, count, i32.store8(at, combine(i32.load8(at), i32.load8(byteAt(from, i)))));
  });

const keepBytes = combineBytes('keepBytes', i32.and);
const addBytes = combineBytes('addBytes', i32.or);

const copyOfBytes = routine('copyBytes', [I32, I32, I32], undefined, ([count, from, into]) =>
  copyBytes(into, from, count),
);

const listPlaces = routine('listPlaces', [I32, I32, I32], I32, ([count, bytes, into], local) => {
  const [i, listed] = [local(I32), local(I32)];
  return [
    times(i, count, [
      // the next one takes its place unless it is wanted
      i32.store(wordAt(into, listed), i),
      set(listed, i32.add(listed, i32.load8(byteAt(bytes, i)))),
    ]),
    listed,
  ];
});

const pickDoubles = routine(
  'pickDoubles',
  [I32, I32, I32, I32],
  undefined,
  ([count, passed, from, into], local) => {
    const i = local(I32);
    const place = i32.load(wordAt(passed, i));
    return times(i, count, f64.store(doubleAt(into, i), f64.load(doubleAt(from, place))));
  },
);

const pickWords = routine(
  'pickWords',
  [I32, I32, I32, I32],
  undefined,
  ([count, passed, from, into], local) => {
    const i = local(I32);
    return times(i, count, i32.store(wordAt(into, i), i32.load(wordAt(from, i32.load(wordAt(passed, i))))));
  },
);

const pickBytes = routine(
  'pickBytes',
  [I32, I32, I32, I32],
  undefined,
  ([count, passed, from, into], local) => {
    const i = local(I32);
    return times(i, count, i32.store8(byteAt(into, i), i32.load8(byteAt(from, i32.load(wordAt(passed, i))))));
  },
);

const fillWithBytes = routine('fillBytes', [I32, I32, I32], undefined, ([count, value, into]) =>
  fillBytes(into, value, count),
);

export const ATTEMPT_ROUTINES = [
  countAttempts,
  uniforms53,
  countByYear,
  listAttempts,
  placeInYears,
  placeInHorizon,
  winShares,
  winContests,
  countUp,
  keepAbove,
  keepBytes,
  addBytes,
  copyOfBytes,
  listPlaces,
  pickDoubles,
  pickWords,
  pickBytes,
  fillWithBytes,
];
