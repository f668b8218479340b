import { compiled, functionsOn } from './arena.ts';
import {
  call,
  F64,
  f64,
  I32,
  i32,
  returned,
  routine,
  select,
  set,
  times,
  when,
  whileTrue,
  type Code,
} from './assembler.ts';
import { betaHalf, betaNumbers, betaQuantiles, meanShare, stirlingRestRoutine } from './beta-columns.ts';
import { arena, exp as expOnArena, log as logOnArena, put, room } from './elementary-arena.ts';
import { log } from './elementary.ts';
import { HALF, halfNumbers, shiftTable, type HalfTable } from './half-table.ts';
import { NUMBERS } from './quantile-table.ts';

/** The regularised incomplete beta functions of parameters `a` and `b` > 0. */
export interface IncompleteBeta {
  /** I_x(a, b): the share of a beta below x, given x and y = 1 - x. */
  lower(x: number, y: number): number;
  /** 1 - I_x(a, b), accurate where it is small. */
  upper(x: number, y: number): number;
  /** x times y times the density of that beta at x. */
  kernel(x: number, y: number): number;
  /**
   * The x that a share `p` of that beta falls below, found from a value that is near it; with none within (0, 1), from `guess`, a logit of x.
   * Halley's steps on the logarithm of the tail's share, as `solveTail` takes them, since in the logit a beta's density is log-concave.
   */
  quantile(p: number, near: number, guess: number): number;
  /** The same at shares that rise, each from 0 to 0.5; `guess` is for the first. */
  quantiles(shares: Float64Array, guess: number): Float64Array;
  /** The mean of `lower` over weighted values of that beta stretched from `low` over `width`. */
  meanLower(values: Float64Array, weights: Float64Array, low: number, width: number): number;
  /** Numbers by which functions of the module know this beta: a, b, two that are derived from them, and ln(a B(a, b)). */
  readonly numbers: readonly [a: number, b: number, rest: number, scale: number, logOfScale: number];
  /** ln(p a B(a, b))/a: near 0 it is the logarithm of the x that a share `p` falls below. */
  logOfPower(p: number): number;
}

/** Below this a power of x alone is the share below x, to the last digit. */
const POWER_ALONE = -40;

/**
 * The shares below and above x of a beta; relative error about 1e-14, time in proportion to the root of the larger parameter.
 *
 * Thousands of shares make one table of a PERT, and a run waits for its tables: so this is a module, which is ready at once.
 *
 * Sources: the continued fraction is DLMF 8.17.22; the factor in front follows Loader, "Fast and accurate computation of binomial
 * probabilities" (2000).
 *
 * @example incompleteBeta(2, 3).lower(0.25, 0.75) // 0.26171875, which is 67/256
 */
export function incompleteBeta(a: number, b: number): IncompleteBeta {
  functions.numbers(a, b, room.byteOffset);
  const rest = room[0];
  const scale = room[1];
  const logOfScale = room[2];
  const { kernel, share, quantile } = functions;
  return {
    kernel: (x, y) => kernel(a, b, rest, scale, x, y),
    lower: (x, y) => share(a, b, rest, scale, x, y, 1, kernel(a, b, rest, scale, x, y)),
    upper: (x, y) => share(a, b, rest, scale, x, y, 0, kernel(a, b, rest, scale, x, y)),
    quantile: (p, near, guess) => quantile(a, b, rest, scale, logOfScale, p, near, guess),
    quantiles(shares, guess) {
      const count = shares.length;
      const [from, into] = put(shares, new Float64Array(count));
      functions.quantiles(a, b, rest, scale, logOfScale, guess, from, count, into);
      return room.slice(count, 2 * count);
    },
    meanLower(values, weights, low, width) {
      return functions.meanShare(a, b, rest, scale, low, width, ...put(values, weights), values.length);
    },
    numbers: [a, b, rest, scale, logOfScale],
    logOfPower: (p) => (log(p) + logOfScale) / a,
  };
}

/**
 * Fills one half of a table of the beta between two ends, as `fillHalf` would.
 *
 * @param fromLow  the beta seen from the low end
 * @param fromHigh the same, seen from the high end
 * @returns as `fillHalf`; nothing where it cannot be told here whether the half is close enough
 */
export function fillHalfOfBeta(
  fromLow: IncompleteBeta,
  fromHigh: IncompleteBeta,
  low: number,
  high: number,
  half: HalfTable,
  into: Float64Array,
): number | undefined {
  const [a, b, rest, scale] = fromLow.numbers;
  const seen = half.upper ? fromHigh : fromLow;
  const mean = functions.halfTable(
    ...[a, b, rest, scale, ...seen.numbers, low, high],
    ...halfNumbers(half, room.byteOffset),
  );
  into.set(room.subarray(0, half.segments * NUMBERS + 2)); // the last row is where the last segment ends
  return mean === HALF.cannotTell ? undefined : mean;
}

/** A table of quantiles whose values are all larger by `amount`. */
export function shiftedTable(numbers: Float64Array, amount: number): Float64Array {
  functions.shiftTable(...put(numbers), numbers.length / NUMBERS, amount);
  return room.slice(0, numbers.length);
}

interface Functions {
  halfTable(...parameters: readonly number[]): number;
  numbers(a: number, b: number, into: number): void;
  shiftTable(...parameters: readonly number[]): void;
  quantiles(...parameters: readonly number[]): void;
  meanShare(...parameters: readonly number[]): number;
  kernel(a: number, b: number, rest: number, scale: number, x: number, y: number): number;
  share(
    a: number,
    b: number,
    rest: number,
    scale: number,
    x: number,
    y: number,
    isLower: number,
    kernel: number,
  ): number;
  quantile(
    a: number,
    b: number,
    rest: number,
    scale: number,
    logOfScale: number,
    p: number,
    near: number,
    guess: number,
  ): number;
}

/** Places of the functions in the module. */
const [EXP, LOG, DEVIANCE, KERNEL, FRACTION, SHARE, LOGIT, QUANTILE] = [0, 1, 2, 3, 4, 5, 6, 7];
const STIRLING_REST = 12;
const exp = (x: Code) => call(EXP, x);
const logOf = (x: Code) => call(LOG, x);

const one = f64.const(1);
const two = f64.const(2);

/** See `deviance`. */
const deviance = routine('deviance', [F64, F64], F64, ([k, m], local) => {
  const [difference, sum, power, next] = [local(F64), local(F64), local(F64), local(F64)];
  const [v, w, n] = [local(F64), local(F64), local(F64)];
  const both = f64.add(k, m);
  return [
    set(difference, f64.sub(k, m)),
    when(
      f64.atLeast(f64.abs(difference), f64.mul(f64.const(0.1), both)),
      returned(f64.sub(f64.mul(k, f64.sub(logOf(k), logOf(m))), difference)),
    ),
    set(v, f64.div(difference, both)),
    set(w, f64.mul(v, v)),
    set(power, f64.mul(f64.mul(f64.mul(two, k), v), w)),
    set(sum, f64.mul(difference, v)),
    set(n, f64.const(3)),
    set(next, f64.add(sum, f64.div(power, n))),
    whileTrue(f64.notEqual(next, sum), [
      set(sum, next),
      set(power, f64.mul(power, w)),
      set(n, f64.add(n, two)),
      set(next, f64.add(sum, f64.div(power, n))),
    ]),
    next,
  ];
});

const kernel = routine('kernel', [F64, F64, F64, F64, F64, F64], F64, ([a, b, rest, scale, x, y]) => {
  const distance = (parameter: Code, share: Code) => call(DEVIANCE, parameter, f64.mul(f64.add(a, b), share));
  return f64.mul(scale, exp(f64.sub(f64.sub(rest, distance(a, x)), distance(b, y))));
});

/** The continued fraction of I_x(a, b) after its leading factor, by Lentz's method. */
const fraction = routine('fraction', [F64, F64, F64], F64, ([a, b, x], local) => {
  const [c, d, value, m, term, factor] = [
    local(F64),
    local(F64),
    local(F64),
    local(F64),
    local(F64),
    local(F64),
  ];
  const both = f64.add(a, b);
  const a2m = f64.add(a, f64.mul(two, m));
  const even = f64.div(f64.mul(f64.mul(m, f64.sub(b, m)), x), f64.mul(f64.sub(a2m, one), a2m));
  const odd = f64.div(
    f64.mul(f64.mul(f64.negative(f64.add(a, m)), f64.add(both, m)), x),
    f64.mul(a2m, f64.add(a2m, one)),
  );
  const step = (its: Code): Code => [
    set(term, its),
    set(d, f64.div(one, f64.add(one, f64.mul(term, d)))),
    set(c, f64.add(one, f64.div(term, c))),
    set(factor, f64.mul(c, d)),
    set(value, f64.mul(value, factor)),
  ];
  return [
    set(c, one),
    set(d, f64.div(one, f64.sub(one, f64.div(f64.mul(both, x), f64.add(a, one))))),
    set(value, d),
    set(m, one),
    set(factor, f64.const(0)),
    whileTrue(
      i32.and(
        f64.less(m, f64.const(100_000)),
        i32.isZero(f64.less(f64.abs(f64.sub(factor, one)), f64.const(3e-16))),
      ),
      [step(even), step(odd), set(m, f64.add(m, one))],
    ),
    value,
  ];
});

/** The share below x, or above it, given the kernel there. */
const share = routine(
  'share',
  [F64, F64, F64, F64, F64, F64, I32, F64],
  F64,
  ([a, b, , , x, y, isLower, kernelThere], local) => {
    const [isBelow, its] = [local(I32), local(F64)];
    const middle = f64.div(f64.add(a, one), f64.add(f64.add(a, b), two));
    const part = (first: Code, second: Code, where: Code) =>
      f64.mul(f64.div(kernelThere, first), call(FRACTION, first, second, where));
    return [
      set(isBelow, f64.less(x, middle)),
      when(isBelow, set(its, part(a, b, x)), set(its, part(b, a, y))),
      select(i32.equal(isBelow, isLower), its, f64.sub(one, its)),
    ];
  },
);

/** See `solveTail`. */
const logit = routine('logit', [F64, F64, F64, F64, F64, F64], F64, ([a, b, rest, scale, p, u], local) => {
  const [x, y, kernelThere, tail] = [local(F64), local(F64), local(F64), local(F64)];
  const [error, slope, curvature] = [local(F64), local(F64), local(F64)];
  const [low, high, newton, bend, step, next] = [
    local(F64),
    local(F64),
    local(F64),
    local(F64),
    local(F64),
    local(F64),
  ];
  const [round, isLow, sign, wanted] = [local(I32), local(I32), local(F64), local(F64)];
  const half = f64.const(0.5);
  const isBeyond = (limit: number) =>
    i32.and(f64.greater(step, f64.const(-limit)), f64.less(step, f64.const(limit)));
  const isTooLow = f64.less(f64.mul(error, sign), f64.const(0));
  const size = (value: Code) => f64.abs(value);
  return [
    set(isLow, f64.atMost(p, half)),
    set(sign, select(isLow, one, f64.const(-1))),
    set(wanted, select(isLow, p, f64.sub(one, p))),
    set(low, f64.const(-Infinity)),
    set(high, f64.const(Infinity)),
    times(round, i32.const(200), [
      set(x, f64.div(one, f64.add(one, exp(f64.negative(u))))),
      set(y, f64.div(one, f64.add(one, exp(u)))),
      set(kernelThere, call(KERNEL, a, b, rest, scale, x, y)),
      set(tail, call(SHARE, a, b, rest, scale, x, y, isLow, kernelThere)),
      set(error, logOf(f64.div(tail, wanted))),
      set(slope, f64.div(f64.mul(sign, kernelThere), tail)),
      set(curvature, f64.sub(f64.sub(f64.mul(a, y), f64.mul(b, x)), slope)),
      when(f64.equal(error, f64.const(0)), returned(u)),
      when(isTooLow, set(low, u), set(high, u)),
      set(newton, f64.div(f64.negative(error), slope)),
      set(bend, f64.div(f64.mul(newton, curvature), two)),
      set(step, newton),
      when(
        i32.and(f64.greater(bend, f64.const(-0.5)), f64.less(bend, half)),
        set(step, f64.div(newton, f64.add(one, bend))),
      ),
      when(i32.isZero(isBeyond(30)), set(step, select(isTooLow, f64.const(30), f64.const(-30)))),
      set(next, f64.add(u, step)),
      when(i32.isZero(i32.and(f64.greater(next, low), f64.less(next, high))), [
        when(f64.atMost(size(step), f64.mul(f64.const(1e-14), f64.add(one, size(u)))), returned(u)),
        when(
          i32.and(f64.greater(low, f64.const(-Infinity)), f64.less(high, f64.const(Infinity))),
          set(next, f64.add(low, f64.div(f64.sub(high, low), two))),
        ),
      ]),
      when(
        f64.atMost(
          f64.mul(size(f64.sub(next, u)), f64.max(f64.max(one, size(slope)), size(curvature))),
          f64.const(1e-5),
        ),
        returned(next),
      ),
      set(u, next),
    ]),
    u,
  ];
});

const quantile = routine(
  'quantile',
  [F64, F64, F64, F64, F64, F64, F64, F64],
  F64,
  ([a, b, rest, scale, logOfScale, p, near, start], local) => {
    const bound = local(F64);
    return [
      set(bound, f64.div(f64.add(logOf(p), logOfScale), a)),
      when(f64.less(bound, f64.const(POWER_ALONE)), returned(exp(bound))),
      when(
        i32.and(f64.greater(near, f64.const(0)), f64.less(near, one)),
        set(start, logOf(f64.div(near, f64.sub(one, near)))),
      ),
      f64.div(one, f64.add(one, exp(f64.negative(call(LOGIT, a, b, rest, scale, p, start))))),
    ];
  },
);

const functions = functionsOn<Functions>(
  compiled([
    expOnArena,
    logOnArena,
    deviance,
    kernel,
    fraction,
    share,
    logit,
    quantile,
    betaHalf(KERNEL, QUANTILE),
    betaQuantiles(EXP, LOG, LOGIT, POWER_ALONE),
    meanShare(KERNEL, SHARE),
    shiftTable,
    stirlingRestRoutine(LOG),
    betaNumbers(LOG, STIRLING_REST),
  ]),
  arena,
);
