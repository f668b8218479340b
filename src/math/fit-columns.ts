import { compiled, createArena, functionsOn, type Arena } from './arena.ts';
import {
  call,
  doubleAt,
  F64,
  f64,
  f64x2,
  I32,
  i32,
  returned,
  routine,
  set,
  times,
  V128,
  when,
  whileTrue,
  wordAt,
  type Code,
  type Local,
  type Routine,
  type ValueType,
} from './assembler.ts';
import { sort, SORT_COUNTS } from './sorting.ts';

/** Directions of a basis; where it has fewer, the columns of the others are 0. */
export const DIRECTIONS = 5;

/**
 * What fits do to columns of numbers, one for each draw: every run does it once, to thousands of draws, which plain code would spend most of on
 * being interpreted. Parameters ending in `At` are addresses of arrays in the arena; a basis is the address of its first direction and the
 * bytes from one to the next, and amounts are of its directions.
 */
export interface FitColumns {
  readonly arena: Arena;
  /** What fits of so many draws put down for a moment. */
  room(draws: number): FitRoom;
  /** The sum of one[i] * other[i], in four sums that are then added up. */
  dot(count: number, oneAt: number, otherAt: number): number;
  /** into[i] += values[i] * by */
  addScaled(count: number, valuesAt: number, by: number, intoAt: number): void;
  /** into[i] = values[i] * by + plus */
  scale(count: number, valuesAt: number, by: number, plus: number, intoAt: number): void;
  /** See sorting.ts. */
  sort(
    count: number,
    valuesAt: number,
    orderAt: number,
    spareOrderAt: number,
    countsAt: number,
    sortedAt: number,
  ): void;
  /**
   * into[order[i]] = where sorted[i] stands in its list, -1 to 1: the middle of those that are equal to it. What comes after the list must not
   * be equal to its last.
   */
  ranksInOrder(count: number, sortedAt: number, orderAt: number, intoAt: number): void;
  /** into[i] = where values[i] would stand in a sorted list, as `ranksInOrder` has it. */
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
  /**
   * Puts into a column what is left of another beside a constant and the directions that a basis has so far, scaled to length 1 over `count`;
   * `length` numbers are carried along. Returns 0, and leaves the column as it is, where next to nothing is left.
   */
  direct(
    count: number,
    length: number,
    rawAt: number,
    onesAt: number,
    basisAt: number,
    basisBytes: number,
    amountsAt: number,
    intoAt: number,
  ): number;
  /** leverage[i] = 1 / count + the squares of the directions */
  follow(count: number, basisAt: number, basisBytes: number, leverageAt: number): void;
  /** Finds how much of each direction residuals have, and returns the sum of the squares. */
  measure(count: number, residualsAt: number, basisAt: number, basisBytes: number, amountsAt: number): number;
  /** The sum of (leverage[i] - even) * error^2, where errors are what amounts of directions leave of residuals. */
  noiseBeside(
    count: number,
    residualsAt: number,
    basisAt: number,
    basisBytes: number,
    amountsAt: number,
    leverageAt: number,
    even: number,
  ): number;
  /** Takes all there is of the directions from residuals, and adds it to amounts; returns the sum of its squares. */
  refit(
    count: number,
    residualsAt: number,
    basisAt: number,
    basisBytes: number,
    foundAt: number,
    amountsAt: number,
  ): number;
  /** into[i] = the sum of amounts of directions */
  combine(count: number, basisAt: number, basisBytes: number, amountsAt: number, intoAt: number): void;
  /** into[i] = residuals[i]^2 / max(0.1, 1 - followed[i]) */
  squaredErrors(count: number, residualsAt: number, followedAt: number, intoAt: number): void;
  /** into[i] = leverage[i] / max(1e-6, 1 - leverage[i]), how far a fit without draw i is off there, as a share of the residual that it has. */
  leaveOut(count: number, leverageAt: number, intoAt: number): void;
  /** Where told = mean + part[i] - residuals[i] * share[i] is higher: highest[i] = told, chosen[i] = mean + part[i] + residuals[i]. */
  choose(
    count: number,
    mean: number,
    partAt: number,
    residualsAt: number,
    shareAt: number,
    highestAt: number,
    chosenAt: number,
  ): void;
}

/** Columns for what is needed for a moment, each as long as the draws, and a few more where said. */
export interface FitRoom {
  readonly ones: Float64Array;
  readonly zeros: Float64Array;
  readonly order: Int32Array;
  readonly spareOrder: Int32Array;
  readonly counts: Int32Array;
  /** Followed by a number that is none. */
  readonly sorted: Float64Array;
  /** An input, and powers of its ranks from the first on; as `ones` longer than the draws by FIT_POINTS. */
  readonly input: Float64Array;
  readonly powers: readonly Float64Array[];
  readonly spare: Float64Array;
  readonly others: Float64Array;
  /** Of a basis, one behind the other, and its leverage. */
  readonly directions: Float64Array;
  readonly leverage: Float64Array;
  /** By direction. */
  readonly amounts: Float64Array;
}

/** So many points can be fitted beside the draws. */
export const FIT_POINTS = 8;

type NewLocal = (type: ValueType) => Local;

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

export const addScaled = routine(
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

/** Of `first` and what comes before `next`, of a list of so many. */
const middleOf = (first: Local, next: Local, count: Local): Code =>
  f64.sub(f64.div(f64.ofSigned(i32.add(first, next)), f64.ofSigned(count)), f64.const(1));

const ranksInOrder = routine(
  'ranksInOrder',
  [I32, I32, I32, I32],
  undefined,
  ([count, sorted, order, into], local) => {
    const [i, next, value, rank] = [local(I32), local(I32), local(F64), local(F64)];
    return whileTrue(i32.less(i, count), [
      set(value, f64.load(doubleAt(sorted, i))),
      set(next, i32.add(i, i32.const(1))),
      whileTrue(
        i32.and(i32.less(next, count), f64.equal(f64.load(doubleAt(sorted, next)), value)),
        set(next, i32.add(next, i32.const(1))),
      ),
      set(rank, middleOf(i, next, count)),
      whileTrue(i32.less(i, next), [
        f64.store(doubleAt(into, i32.load(wordAt(order, i))), rank),
        set(i, i32.add(i, i32.const(1))),
      ]),
    ]);
  },
);

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
      f64.store(doubleAt(into, i), middleOf(first, next, sortedCount)),
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

const each = Array.from({ length: DIRECTIONS }, (_, direction) => direction);

/** The addresses of the directions of a basis, in locals of their own. */
function directionsOf(basis: Local, bytes: Local, local: NewLocal) {
  const places = each.map(() => local(I32));
  return {
    places,
    find: each.map((direction) =>
      set(places[direction], i32.add(basis, i32.mul(bytes, i32.const(direction)))),
    ),
  };
}

const amountAt = (amounts: Code, direction: number): Code => f64.load(amounts, 8 * direction);

/** `from` less, or plus, amounts of the directions at `i`: of two draws, or of one. */
function combined(places: readonly Local[], i: Local, amounts: Local, local: NewLocal) {
  const ones = each.map(() => local(F64));
  const pairs = each.map(() => local(V128));
  const inTurn = (
    { add, mul }: { add: typeof f64.add; mul: typeof f64.mul },
    load: (address: Code) => Code,
    bys: readonly Local[],
    from?: Code,
  ): Code =>
    each.reduce<Code>((sum, direction) => {
      const product = mul(load(doubleAt(places[direction], i)), bys[direction]);
      return sum === NOTHING ? product : add(sum, product);
    }, from ?? NOTHING);
  return {
    load: each.map((direction) => [
      set(ones[direction], amountAt(amounts, direction)),
      set(pairs[direction], f64x2.splat(ones[direction])),
    ]),
    pair: inTurn(f64x2, (address) => f64x2.load(address), pairs),
    one: inTurn(f64, (address) => f64.load(address), ones),
    /** What is left of `from`. */
    pairLess: (from: Code) =>
      inTurn({ add: f64x2.sub, mul: f64x2.mul }, (address) => f64x2.load(address), pairs, from),
    oneLess: (from: Code) =>
      inTurn({ add: f64.sub, mul: f64.mul }, (address) => f64.load(address), ones, from),
  };
}
const NOTHING: Code = [];

const measure = routine('measure', [I32, I32, I32, I32, I32], F64, (parameters, local) => {
  const [count, residuals, basis, bytes, amounts] = parameters;
  const { places, find } = directionsOf(basis, bytes, local);
  const sums = each.map(() => local(V128));
  const totals = each.map(() => local(F64));
  const [i, pair, one, squares] = [local(I32), local(V128), local(F64), local(F64)];
  const totalled = each.map((direction) =>
    set(totals[direction], f64.add(f64x2.lane(sums[direction], 0), f64x2.lane(sums[direction], 1))),
  );
  return [
    find,
    set(i, i32.const(0)),
    whileTrue(i32.less(i32.add(i, i32.const(1)), count), [
      set(pair, f64x2.load(doubleAt(residuals, i))),
      each.map((direction) =>
        set(
          sums[direction],
          f64x2.add(sums[direction], f64x2.mul(pair, f64x2.load(doubleAt(places[direction], i)))),
        ),
      ),
      set(i, i32.add(i, i32.const(2))),
    ]),
    totalled,
    when(i32.less(i, count), [
      set(one, f64.load(doubleAt(residuals, i))),
      each.map((direction) =>
        set(
          totals[direction],
          f64.add(totals[direction], f64.mul(one, f64.load(doubleAt(places[direction], i)))),
        ),
      ),
    ]),
    each.map((direction) => [
      f64.store(amounts, totals[direction], 8 * direction),
      set(squares, f64.add(squares, f64.mul(totals[direction], totals[direction]))),
    ]),
    squares,
  ];
});

/** residuals[i] -= the sum of amounts of directions */
const takeAway = routine('takeAway', [I32, I32, I32, I32, I32], undefined, (parameters, local) => {
  const [count, residuals, basis, bytes, amounts] = parameters;
  const { places, find } = directionsOf(basis, bytes, local);
  const [i, at] = [local(I32), local(I32)];
  const { load, pairLess, oneLess } = combined(places, i, amounts, local);
  const place = set(at, doubleAt(residuals, i));
  return [
    find,
    load,
    inPairs(
      i,
      count,
      [place, f64x2.store(at, pairLess(f64x2.load(at)))],
      [place, f64.store(at, oneLess(f64.load(at)))],
    ),
  ];
});

const combine = routine('combine', [I32, I32, I32, I32, I32], undefined, (parameters, local) => {
  const [count, basis, bytes, amounts, into] = parameters;
  const { places, find } = directionsOf(basis, bytes, local);
  const i = local(I32);
  const { load, pair, one } = combined(places, i, amounts, local);
  return [
    find,
    load,
    inPairs(i, count, f64x2.store(doubleAt(into, i), pair), f64.store(doubleAt(into, i), one)),
  ];
});

const noiseBeside = routine('noiseBeside', [I32, I32, I32, I32, I32, I32, F64], F64, (parameters, local) => {
  const [count, residuals, basis, bytes, amounts, leverage, even] = parameters;
  const { places, find } = directionsOf(basis, bytes, local);
  const [i, sum, total, errors, error] = [local(I32), local(V128), local(F64), local(V128), local(F64)];
  const { load, pairLess, oneLess } = combined(places, i, amounts, local);
  const more = (address: Code) => f64x2.sub(f64x2.load(address), f64x2.splat(even));
  return [
    find,
    load,
    set(i, i32.const(0)),
    whileTrue(i32.less(i32.add(i, i32.const(1)), count), [
      set(errors, pairLess(f64x2.load(doubleAt(residuals, i)))),
      set(sum, f64x2.add(sum, f64x2.mul(f64x2.mul(more(doubleAt(leverage, i)), errors), errors))),
      set(i, i32.add(i, i32.const(2))),
    ]),
    set(total, f64.add(f64x2.lane(sum, 0), f64x2.lane(sum, 1))),
    when(i32.less(i, count), [
      set(error, oneLess(f64.load(doubleAt(residuals, i)))),
      set(
        total,
        f64.add(total, f64.mul(f64.mul(f64.sub(f64.load(doubleAt(leverage, i)), even), error), error)),
      ),
    ]),
    total,
  ];
});

const follow = routine('follow', [I32, I32, I32, I32], undefined, (parameters, local) => {
  const [count, basis, bytes, leverage] = parameters;
  const { places, find } = directionsOf(basis, bytes, local);
  const [i, even] = [local(I32), local(F64)];
  const squares = each.reduce<Code>((sum, direction) => {
    const its = f64.load(doubleAt(places[direction], i));
    return f64.add(sum, f64.mul(its, its));
  }, even);
  return [
    find,
    set(even, f64.div(f64.const(1), f64.ofSigned(count))),
    times(i, count, f64.store(doubleAt(leverage, i), squares)),
  ];
});

const squaredErrors = routine('squaredErrors', [I32, I32, I32, I32], undefined, (parameters, local) => {
  const [count, residuals, followed, into] = parameters;
  const [i, value] = [local(I32), local(F64)];
  const own = f64.max(f64.const(0.1), f64.sub(f64.const(1), f64.load(doubleAt(followed, i))));
  return times(i, count, [
    set(value, f64.load(doubleAt(residuals, i))),
    f64.store(doubleAt(into, i), f64.div(f64.mul(value, value), own)),
  ]);
});

const leaveOut = routine('leaveOut', [I32, I32, I32], undefined, ([count, leverage, into], local) => {
  const [i, followed] = [local(I32), local(F64)];
  const own = f64.max(f64.const(1e-6), f64.sub(f64.const(1), followed));
  return times(i, count, [
    set(followed, f64.load(doubleAt(leverage, i))),
    f64.store(doubleAt(into, i), f64.div(followed, own)),
  ]);
});

const choose = routine('choose', [I32, F64, I32, I32, I32, I32, I32], undefined, (parameters, local) => {
  const [count, mean, part, residuals, share, highest, chosen] = parameters;
  const [i, fitted, residual, told] = [local(I32), local(F64), local(F64), local(F64)];
  return times(i, count, [
    set(fitted, f64.add(mean, f64.load(doubleAt(part, i)))),
    set(residual, f64.load(doubleAt(residuals, i))),
    set(told, f64.sub(fitted, f64.mul(residual, f64.load(doubleAt(share, i))))),
    when(f64.greater(told, f64.load(doubleAt(highest, i))), [
      f64.store(doubleAt(highest, i), told),
      f64.store(doubleAt(chosen, i), f64.add(fitted, residual)),
    ]),
  ]);
});

/** What is left of a direction by those before it: below, it is one of them again. */
const SAME = 1e-9;

/** Routines that others call stand first, by their places. */
const CALLED: readonly Routine[] = [dot, scale, measure, takeAway];
const callOf = (called: Routine, ...values: readonly Code[]): Code => call(CALLED.indexOf(called), ...values);

const refit = routine('refit', [I32, I32, I32, I32, I32, I32], F64, (parameters, local) => {
  const [count, residuals, basis, bytes, found, amounts] = parameters;
  const squares = local(F64);
  return [
    set(squares, callOf(measure, count, residuals, basis, bytes, found)),
    callOf(takeAway, count, residuals, basis, bytes, found),
    each.map((direction) =>
      f64.store(amounts, f64.add(amountAt(amounts, direction), amountAt(found, direction)), 8 * direction),
    ),
    squares,
  ];
});

const direct = routine('direct', [I32, I32, I32, I32, I32, I32, I32, I32], I32, (parameters, local) => {
  const [count, length, raw, ones, basis, bytes, amounts, into] = parameters;
  const [size, left] = [local(F64), local(F64)];
  const lengthOf = f64.sqrt(callOf(dot, count, raw, raw));
  const shift = f64.negative(f64.div(callOf(dot, count, raw, ones), f64.ofSigned(count)));
  const apart: Code = [
    when(
      f64.greater(callOf(measure, count, raw, basis, bytes, amounts), f64.const(0)),
      callOf(takeAway, length, raw, basis, bytes, amounts),
    ),
    set(left, lengthOf),
  ];
  return [
    set(size, lengthOf),
    callOf(scale, length, raw, f64.const(1), shift, raw),
    apart,
    // where little is left, much of that is rounding errors
    when(f64.less(left, f64.mul(f64.const(0.1), size)), apart),
    when(f64.greater(left, f64.mul(f64.const(SAME), size)), [
      callOf(scale, length, raw, f64.div(f64.const(1), left), f64.const(0), into),
      returned(i32.const(1)),
    ]),
    i32.const(0),
  ];
});

const MODULE = compiled([
  ...CALLED,
  addScaled,
  sort,
  ranksInOrder,
  middleRanks,
  recur,
  direct,
  follow,
  noiseBeside,
  refit,
  combine,
  squaredErrors,
  leaveOut,
  choose,
]);

export function fitColumns(arena: Arena): FitColumns {
  const rooms = new Map<number, FitRoom>();
  return {
    arena,
    room(draws) {
      const its = rooms.get(draws) ?? fitRoom(draws, arena);
      rooms.set(draws, its);
      return its;
    },
    ...functionsOn<Omit<FitColumns, 'arena' | 'room'>>(MODULE, arena),
  };
}

function fitRoom(draws: number, { doubles, words }: Arena): FitRoom {
  const longer = draws + FIT_POINTS + (draws % 2);
  return {
    ones: doubles(longer).fill(1),
    zeros: doubles(draws),
    order: words(draws),
    spareOrder: words(draws),
    counts: words(SORT_COUNTS),
    sorted: doubles(draws + 1).fill(NaN, draws),
    input: doubles(longer),
    powers: Array.from({ length: DIRECTIONS - 1 }, () => doubles(longer)),
    spare: doubles(draws),
    others: doubles(draws),
    directions: doubles(DIRECTIONS * longer),
    leverage: doubles(draws),
    amounts: doubles(DIRECTIONS),
  };
}

let shared: FitColumns | undefined;

/** What those share who fit a little and then end; it only grows. */
export const sharedFitColumns = (): FitColumns => (shared ??= fitColumns(createArena()));
