import { compiled, createArena, functionsOn, type Arena } from './arena.ts';
import {
  doubleAt,
  F64,
  f64,
  f64x2,
  I32,
  i32,
  routine,
  set,
  times,
  V128,
  when,
  whileTrue,
  type Code,
  type Local,
} from './assembler.ts';

/**
 * What fits do to columns of numbers, one for each draw: every run does it once, to thousands of draws, which plain code would spend most of on
 * being interpreted. Parameters ending in `At` are addresses of arrays in the arena.
 */
export interface FitColumns {
  readonly arena: Arena;
  /** The sum of one[i] * other[i], in four sums that are then added up. */
  dot(count: number, oneAt: number, otherAt: number): number;
  /** into[i] += values[i] * by */
  addScaled(count: number, valuesAt: number, by: number, intoAt: number): void;
  /** into[i] = values[i] * by + plus */
  scale(count: number, valuesAt: number, by: number, plus: number, intoAt: number): void;
  /** into[i] += values[i] * values[i] */
  addSquares(count: number, valuesAt: number, intoAt: number): void;
  /** into[i] = where values[i] stands in a sorted list, -1 to 1: the middle of those that are equal to it. */
  middleRanks(sortedCount: number, sortedAt: number, count: number, valuesAt: number, intoAt: number): void;
  /** into[i] = x[i] * last[i] * first - beforeLast[i] * second */
  recur(
    count: number,
    xAt: number,
    first: number,
    lastAt: number,
    second: number,
    beforeLastAt: number,
    intoAt: number,
  ): void;
  /** The sum of (leverage[i] - even) * values[i]^2 / max(0.1, 1 - followed[i]). */
  noise(count: number, leverageAt: number, even: number, valuesAt: number, followedAt: number): number;
}

/** Goes through columns two by two, and then through what is left. */
function inPairs(i: Local, count: Local, pair: Code, one: Code): Code {
  return [
    set(i, i32.const(0)),
    whileTrue(i32.less(i32.add(i, i32.const(1)), count), [pair, set(i, i32.add(i, i32.const(2)))]),
    when(i32.less(i, count), one),
  ];
}

const dot = routine('dot', [I32, I32, I32], F64, ([count, one, other], local) => {
  const [i, sum, more, total] = [local(I32), local(V128), local(V128), local(F64)];
  const product = (offset: number) =>
    f64x2.mul(f64x2.load(doubleAt(one, i), offset), f64x2.load(doubleAt(other, i), offset));
  return [
    whileTrue(i32.less(i32.add(i, i32.const(3)), count), [
      set(sum, f64x2.add(sum, product(0))),
      set(more, f64x2.add(more, product(16))),
      set(i, i32.add(i, i32.const(4))),
    ]),
    set(sum, f64x2.add(sum, more)),
    set(total, f64.add(f64x2.lane(sum, 0), f64x2.lane(sum, 1))),
    whileTrue(i32.less(i, count), [
      set(total, f64.add(total, f64.mul(f64.load(doubleAt(one, i)), f64.load(doubleAt(other, i))))),
      set(i, i32.add(i, i32.const(1))),
    ]),
    total,
  ];
});

const addScaled = routine(
  'addScaled',
  [I32, I32, F64, I32],
  undefined,
  ([count, values, by, into], local) => {
    const [i, at, bys] = [local(I32), local(I32), local(V128)];
    return [
      set(bys, f64x2.splat(by)),
      inPairs(
        i,
        count,
        [
          set(at, doubleAt(into, i)),
          f64x2.store(at, f64x2.add(f64x2.load(at), f64x2.mul(f64x2.load(doubleAt(values, i)), bys))),
        ],
        [
          set(at, doubleAt(into, i)),
          f64.store(at, f64.add(f64.load(at), f64.mul(f64.load(doubleAt(values, i)), by))),
        ],
      ),
    ];
  },
);

const scale = routine(
  'scale',
  [I32, I32, F64, F64, I32],
  undefined,
  ([count, values, by, plus, into], local) => {
    const [i, bys, pluses] = [local(I32), local(V128), local(V128)];
    return [
      set(bys, f64x2.splat(by)),
      set(pluses, f64x2.splat(plus)),
      inPairs(
        i,
        count,
        f64x2.store(doubleAt(into, i), f64x2.add(f64x2.mul(f64x2.load(doubleAt(values, i)), bys), pluses)),
        f64.store(doubleAt(into, i), f64.add(f64.mul(f64.load(doubleAt(values, i)), by), plus)),
      ),
    ];
  },
);

const addSquares = routine('addSquares', [I32, I32, I32], undefined, ([count, values, into], local) => {
  const [i, at, value] = [local(I32), local(I32), local(F64)];
  return times(i, count, [
    set(at, doubleAt(into, i)),
    set(value, f64.load(doubleAt(values, i))),
    f64.store(at, f64.add(f64.load(at), f64.mul(value, value))),
  ]);
});

const middleRanks = routine(
  'middleRanks',
  [I32, I32, I32, I32, I32],
  undefined,
  ([sortedCount, sorted, count, values, into], local) => {
    const [i, first, next, high, middle, value] = [
      local(I32),
      local(I32),
      local(I32),
      local(I32),
      local(I32),
      local(F64),
    ];
    /** The first place from `start` on of which it does not hold that it comes before. */
    const search = (low: Local, start: Code, comesBefore: (its: Code) => Code): Code => [
      set(low, start),
      set(high, sortedCount),
      whileTrue(i32.less(low, high), [
        set(middle, i32.shiftRight(i32.add(low, high), i32.const(1))),
        when(
          comesBefore(f64.load(doubleAt(sorted, middle))),
          set(low, i32.add(middle, i32.const(1))),
          set(high, middle),
        ),
      ]),
    ];
    return times(i, count, [
      set(value, f64.load(doubleAt(values, i))),
      search(first, i32.const(0), (its) => f64.less(its, value)),
      search(next, first, (its) => f64.atMost(its, value)),
      f64.store(
        doubleAt(into, i),
        f64.sub(f64.div(f64.ofSigned(i32.add(first, next)), f64.ofSigned(sortedCount)), f64.const(1)),
      ),
    ]);
  },
);

const recur = routine(
  'recur',
  [I32, I32, F64, I32, F64, I32, I32],
  undefined,
  ([count, x, first, last, second, beforeLast, into], local) => {
    const i = local(I32);
    const product = f64.mul(f64.load(doubleAt(x, i)), f64.load(doubleAt(last, i)));
    return times(
      i,
      count,
      f64.store(
        doubleAt(into, i),
        f64.sub(f64.mul(product, first), f64.mul(f64.load(doubleAt(beforeLast, i)), second)),
      ),
    );
  },
);

const noise = routine(
  'noise',
  [I32, I32, F64, I32, I32],
  F64,
  ([count, leverage, even, values, followed], local) => {
    const [i, sum, value] = [local(I32), local(F64), local(F64)];
    const own = f64.max(f64.const(0.1), f64.sub(f64.const(1), f64.load(doubleAt(followed, i))));
    return [
      times(i, count, [
        set(value, f64.load(doubleAt(values, i))),
        set(
          sum,
          f64.add(
            sum,
            f64.div(f64.mul(f64.mul(f64.sub(f64.load(doubleAt(leverage, i)), even), value), value), own),
          ),
        ),
      ]),
      sum,
    ];
  },
);

const MODULE = compiled([dot, addScaled, scale, addSquares, middleRanks, recur, noise]);

export function fitColumns(arena: Arena): FitColumns {
  return { arena, ...functionsOn<Omit<FitColumns, 'arena'>>(MODULE, arena) };
}

let shared: FitColumns | undefined;

/** What those share who fit a little and then end; it only grows. */
export const sharedFitColumns = (): FitColumns => (shared ??= fitColumns(createArena()));
