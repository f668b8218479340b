import { compiled, functionsOn, type Arena } from '../math/arena.ts';
import {
  byteAt,
  doubleAt,
  F64,
  fillBytes,
  f64,
  I32,
  i32,
  routine,
  select,
  set,
  times,
  when,
  whileTrue,
  wordAt,
} from '../math/assembler.ts';
import { GUIDES } from '../math/mixed-poisson.ts';
import { uniform32Of, uniform53Of } from '../math/sample-columns.ts';
import { MOST_CENTS } from './whole-cents.ts';

/**
 * What is done to the columns of a scenario's attempts, each the loop that its name says. Parameters ending in `At` are addresses of arrays in
 * the arena; `passed` lists places among the attempts, and `i` counts what is listed there.
 */
export interface EventColumns {
  /** Counts attempts by trial, two trials to a block of words, by a law's ends and guide; returns how many there are. */
  countAttempts(
    trials: number,
    firstAt: number,
    secondAt: number,
    thirdAt: number,
    fourthAt: number,
    endsAt: number,
    guideAt: number,
    numbersAt: number,
  ): number;
  /** Lists the attempts after the first `skip`, at most `most`: their trials in the block and their events from `firstEvent` on. */
  listAttempts(
    trials: number,
    numbersAt: number,
    skip: number,
    most: number,
    firstEvent: number,
    trialAt: number,
    eventAt: number,
  ): number;
  /** into[i] = from + i */
  countUp(count: number, from: number, intoAt: number): void;
  /** into[i] = from[i] + by */
  addWord(count: number, fromAt: number, by: number, intoAt: number): void;
  /** keeps[i] &= (uniform of words[i]) >= share */
  stopShare(count: number, wordsAt: number, share: number, keepsAt: number): void;
  /** into[i] = from[passed[i]], of words and of bytes */
  pickWords(count: number, passedAt: number, fromAt: number, intoAt: number): void;
  pickBytes(count: number, passedAt: number, fromAt: number, intoAt: number): void;
  /** into[i] = value, of bytes */
  fillBytes(count: number, value: number, intoAt: number): void;
  /** into[i] = value */
  fill(count: number, value: number, intoAt: number): void;
  /** into[i] += drawn[i] * scale */
  addScaled(count: number, drawnAt: number, scale: number, intoAt: number): void;
  /** The chance of a secondary loss, at most 1, and what its magnitudes are scaled by: what that cut off goes there. */
  secondaryChances(
    count: number,
    passedAt: number,
    trialAt: number,
    statedAt: number,
    chanceScale: number,
    lossScale: number,
    chanceAt: number,
    scaleAt: number,
  ): void;
  /** Lists where uniform[passed[i]] < chance[i], and moves the words of those to the front; returns how many there are. */
  pickBelow(
    count: number,
    passedAt: number,
    uniformAt: number,
    chanceAt: number,
    highAt: number,
    lowAt: number,
    wantedAt: number,
  ): number;
  /** into[wanted[i]] += drawn[i] * scale[wanted[i]] */
  addScaledAt(count: number, wantedAt: number, drawnAt: number, scaleAt: number, intoAt: number): void;
  /** left[i] is set to 0 unless uniform[passed[i]] < chance[i] * chanceLeft[i] */
  keepBelow(
    count: number,
    passedAt: number,
    uniformAt: number,
    chanceAt: number,
    chanceLeftAt: number,
    leftAt: number,
  ): void;
  /** into[i] = whole cents of one[i] * oneLeft[i] + other[i] * otherLeft[i] */
  toCents(
    count: number,
    oneAt: number,
    oneLeftAt: number,
    otherAt: number,
    otherLeftAt: number,
    intoAt: number,
  ): void;
  /** into[i] *= keeps[i], which is 0 or 1 */
  keepCents(count: number, keepsAt: number, intoAt: number): void;
}

const countAttempts = routine(
  'countAttempts',
  [I32, I32, I32, I32, I32, I32, I32, I32],
  I32,
  ([trials, first, second, third, fourth, ends, guide, numbers], local) => {
    const [trial, pair, isOdd, count, total, u] = [
      local(I32),
      local(I32),
      local(I32),
      local(I32),
      local(I32),
      local(F64),
    ];
    return [
      times(trial, trials, [
        set(pair, i32.shiftRight(trial, i32.const(1))),
        set(isOdd, i32.and(trial, i32.const(1))),
        set(
          u,
          uniform53Of(
            i32.load(wordAt(select(isOdd, third, first), pair)),
            i32.load(wordAt(select(isOdd, fourth, second), pair)),
          ),
        ),
        set(count, i32.load(wordAt(guide, i32.truncate(f64.mul(u, f64.const(GUIDES)))))),
        whileTrue(f64.less(f64.load(doubleAt(ends, count)), u), set(count, i32.add(count, i32.const(1)))),
        i32.store(wordAt(numbers, trial), count),
        set(total, i32.add(total, count)),
      ]),
      total,
    ];
  },
);

const listAttempts = routine(
  'listAttempts',
  [I32, I32, I32, I32, I32, I32, I32],
  I32,
  ([trials, numbers, skip, most, firstEvent, trialOut, eventOut], local) => {
    const [trial, count, event, listed] = [local(I32), local(I32), local(I32), local(I32)];
    return [
      times(trial, trials, [
        set(count, i32.load(wordAt(numbers, trial))),
        times(
          event,
          count,
          when(
            i32.greater(skip, i32.const(0)),
            set(skip, i32.sub(skip, i32.const(1))),
            when(i32.less(listed, most), [
              i32.store(wordAt(trialOut, listed), trial),
              i32.store(wordAt(eventOut, listed), i32.add(firstEvent, event)),
              set(listed, i32.add(listed, i32.const(1))),
            ]),
          ),
        ),
      ]),
      listed,
    ];
  },
);

const countUp = routine('countUp', [I32, I32, I32], undefined, ([count, from, into], local) => {
  const i = local(I32);
  return times(i, count, i32.store(wordAt(into, i), i32.add(from, i)));
});

const addWord = routine('addWord', [I32, I32, I32, I32], undefined, ([count, from, by, into], local) => {
  const i = local(I32);
  return times(i, count, i32.store(wordAt(into, i), i32.add(i32.load(wordAt(from, i)), by)));
});

const stopShare = routine(
  'stopShare',
  [I32, I32, F64, I32],
  undefined,
  ([count, words, share, keeps], local) => {
    const i = local(I32);
    const isKept = f64.atLeast(uniform32Of(i32.load(wordAt(words, i))), share);
    return times(i, count, i32.store8(byteAt(keeps, i), i32.and(i32.load8(byteAt(keeps, i)), isKept)));
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

export const fill = routine('fill', [I32, F64, I32], undefined, ([count, value, into], local) => {
  const i = local(I32);
  return times(i, count, f64.store(doubleAt(into, i), value));
});

export const addScaled = routine(
  'addScaled',
  [I32, I32, F64, I32],
  undefined,
  ([count, drawn, scale, into], local) => {
    const [i, at] = [local(I32), local(I32)];
    return times(i, count, [
      set(at, doubleAt(into, i)),
      f64.store(at, f64.add(f64.load(at), f64.mul(f64.load(doubleAt(drawn, i)), scale))),
    ]);
  },
);

const secondaryChances = routine(
  'secondaryChances',
  [I32, I32, I32, I32, F64, F64, I32, I32],
  undefined,
  ([count, passed, trial, stated, chanceScale, lossScale, chance, scale], local) => {
    const [i, value] = [local(I32), local(F64)];
    const one = f64.const(1);
    const trialOf = i32.load(wordAt(trial, i32.load(wordAt(passed, i))));
    return times(i, count, [
      set(value, f64.mul(f64.load(doubleAt(stated, trialOf)), chanceScale)),
      f64.store(doubleAt(chance, i), select(f64.less(value, one), value, one)),
      f64.store(doubleAt(scale, i), f64.mul(lossScale, select(f64.greater(value, one), value, one))),
    ]);
  },
);

const pickBelow = routine(
  'pickBelow',
  [I32, I32, I32, I32, I32, I32, I32],
  I32,
  ([count, passed, uniform, chance, high, low, wanted], local) => {
    const [i, some] = [local(I32), local(I32)];
    return [
      times(
        i,
        count,
        when(
          f64.less(f64.load(doubleAt(uniform, i32.load(wordAt(passed, i)))), f64.load(doubleAt(chance, i))),
          [
            i32.store(wordAt(wanted, some), i),
            i32.store(wordAt(high, some), i32.load(wordAt(high, i))),
            i32.store(wordAt(low, some), i32.load(wordAt(low, i))),
            set(some, i32.add(some, i32.const(1))),
          ],
        ),
      ),
      some,
    ];
  },
);

const addScaledAt = routine(
  'addScaledAt',
  [I32, I32, I32, I32, I32],
  undefined,
  ([count, wanted, drawn, scale, into], local) => {
    const [i, place, at] = [local(I32), local(I32), local(I32)];
    return times(i, count, [
      set(place, i32.load(wordAt(wanted, i))),
      set(at, doubleAt(into, place)),
      f64.store(
        at,
        f64.add(f64.load(at), f64.mul(f64.load(doubleAt(drawn, i)), f64.load(doubleAt(scale, place)))),
      ),
    ]);
  },
);

const keepBelow = routine(
  'keepBelow',
  [I32, I32, I32, I32, I32, I32],
  undefined,
  ([count, passed, uniform, chance, chanceLeft, left], local) => {
    const i = local(I32);
    const isBelow = f64.less(
      f64.load(doubleAt(uniform, i32.load(wordAt(passed, i)))),
      f64.mul(f64.load(doubleAt(chance, i)), f64.load(doubleAt(chanceLeft, i))),
    );
    return times(i, count, when(i32.isZero(isBelow), f64.store(doubleAt(left, i), f64.const(0))));
  },
);

const toCents = routine(
  'toCents',
  [I32, I32, I32, I32, I32, I32],
  undefined,
  ([count, one, oneLeft, other, otherLeft, into], local) => {
    const [i, cents] = [local(I32), local(F64)];
    const part = (usd: typeof one, left: typeof one) =>
      f64.mul(f64.load(doubleAt(usd, i)), f64.load(doubleAt(left, i)));
    const usd = f64.add(part(one, oneLeft), part(other, otherLeft));
    const most = f64.const(MOST_CENTS);
    return times(i, count, [
      set(cents, f64.floor(f64.add(f64.mul(usd, f64.const(100)), f64.const(0.5)))),
      f64.store(doubleAt(into, i), select(f64.less(cents, most), cents, most)),
    ]);
  },
);

const keepCents = routine('keepCents', [I32, I32, I32], undefined, ([count, keeps, into], local) => {
  const i = local(I32);
  const isKept = i32.load8(byteAt(keeps, i));
  return times(i, count, when(i32.isZero(isKept), f64.store(doubleAt(into, i), f64.const(0))));
});

const MODULE = compiled([
  countAttempts,
  listAttempts,
  countUp,
  addWord,
  stopShare,
  pickWords,
  pickBytes,
  fillWithBytes,
  fill,
  addScaled,
  secondaryChances,
  pickBelow,
  addScaledAt,
  keepBelow,
  toCents,
  keepCents,
]);

export function eventColumns(arena: Arena): EventColumns {
  return functionsOn<EventColumns>(MODULE, arena);
}
