import { compiled, createArena, functionsOn, type Arena } from './arena.ts';
import {
  doubleAt,
  F64,
  f64,
  I32,
  i32,
  routine,
  set,
  times,
  when,
  whileTrue,
  wordAt,
  type Code,
  type Local,
} from './assembler.ts';
import { BASIS_ROUTINES, DIRECTIONS } from './basis-routines.ts';
import { addScaled } from './column-routines.ts';
import { sort, SORT_COUNTS } from './sorting.ts';

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

const MODULE = compiled([
  ...BASIS_ROUTINES,
  addScaled,
  sort,
  ranksInOrder,
  middleRanks,
  recur,
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
