import {
  call,
  doubleAt,
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
  type ValueType,
} from './assembler.ts';
import { HALF, halfTable } from './half-table.ts';

/** Functions of the module of betas: what is found once of each, and what is found of many points together. */

const TWO_PI = 6.283185307179586;
const DOUBLE_BYTES = 8;
const [one, two, zero] = [f64.const(1), f64.const(2), f64.const(0)];

/**
 * Quantiles at shares that rise: each is found from where the three before it lead to, which is near where shares are evenly spaced.
 *
 * @param powerAlone below this a power of x alone is the share below x, to the last digit
 */
export const betaQuantiles = (exp: number, log: number, logit: number, powerAlone: number) =>
  routine(
    'quantiles',
    [F64, F64, F64, F64, F64, F64, I32, I32, I32],
    undefined,
    ([a, b, rest, scale, logOfScale, start, shares, count, into], local) => {
      const [i, share, bound, u, last] = [local(I32), local(F64), local(F64), local(F64), local(F64)];
      const [step, lastStep] = [local(F64), local(F64)];
      const put = (value: Code): Code => f64.store(doubleAt(into, i), value);
      return times(i, count, [
        set(share, f64.load(doubleAt(shares, i))),
        set(bound, f64.div(f64.add(call(log, share), logOfScale), a)),
        when(
          f64.less(bound, f64.const(powerAlone)),
          [set(u, bound), put(call(exp, bound))],
          [
            set(u, call(logit, a, b, rest, scale, share, start)),
            put(f64.div(one, f64.add(one, call(exp, f64.negative(u))))),
          ],
        ),
        when(i32.isZero(i), set(last, u)),
        set(step, f64.sub(u, last)),
        when(i32.less(i, i32.const(2)), set(lastStep, step)),
        set(start, f64.add(f64.add(u, step), f64.sub(step, lastStep))),
        set(last, u),
        set(lastStep, step),
      ]);
    },
  );

/** The mean share below weighted values of a beta stretched from `low` over `width`. */
export const meanShare = (kernel: number, share: number) =>
  routine(
    'meanShare',
    [F64, F64, F64, F64, F64, F64, I32, I32, I32],
    F64,
    ([a, b, rest, scale, low, width, values, weights, count], local) => {
      const [i, x, y, below, sum] = [local(I32), local(F64), local(F64), local(F64), local(F64)];
      const beta = [a, b, rest, scale] as const;
      return [
        times(i, count, [
          set(x, f64.div(f64.sub(f64.load(doubleAt(values, i)), low), width)),
          set(y, f64.sub(one, x)),
          set(below, one),
          when(i32.isZero(f64.greater(x, zero)), set(below, zero)),
          when(
            i32.and(f64.greater(x, zero), f64.less(x, one)),
            set(below, call(share, ...beta, x, y, i32.const(1), call(kernel, ...beta, x, y))),
          ),
          set(sum, f64.add(sum, f64.mul(f64.load(doubleAt(weights, i)), below))),
        ]),
        sum,
      ];
    },
  );

/**
 * Half tables of betas between two ends.
 *
 * @param kernel   its place in the module, and that of
 * @param quantile which are called with the parameters of the beta seen from the low end, and seen from the half's own end
 */
export const betaHalf = (kernel: number, quantile: number) =>
  halfTable(
    // a, b, rest and scale, seen from the low end; those and the logarithm of the scale, seen from the half's end; the low and the high end
    Array<ValueType>(11).fill(F64),
    (parameters, upper, local) => {
      const [low, high] = parameters.slice(9);
      const fromLow = parameters.slice(0, 4);
      const fromEnd = parameters.slice(4, 9);
      const [range, near, found, x] = [local(F64), local(F64), local(F64), local(F64)];
      return {
        begin: set(range, f64.sub(high, low)),
        // only within the ends is it known how
        quantile: (to, distance, nearValue) => [
          set(near, nearValue),
          set(near, f64.div(select(upper, f64.sub(high, near), f64.sub(near, low)), range)),
          when(
            i32.isZero(i32.and(f64.greater(near, zero), f64.less(near, one))),
            returned(f64.const(HALF.cannotTell)),
          ),
          set(found, f64.mul(range, call(quantile, ...fromEnd, distance, near, zero))),
          set(to, select(upper, f64.max(low, f64.sub(high, found)), f64.min(high, f64.add(low, found)))),
        ],
        density: (to, value) => [
          set(x, f64.div(f64.sub(value, low), range)),
          set(to, zero),
          when(
            i32.and(f64.greater(x, zero), f64.less(x, one)),
            set(to, f64.div(f64.div(call(kernel, ...fromLow, x, f64.sub(one, x)), x), f64.sub(one, x))),
          ),
          set(to, f64.div(to, range)),
        ],
      };
    },
  );

/** See `stirlingRest`. */
export const stirlingRestRoutine = (log: number) =>
  routine('stirlingRest', [F64], F64, ([x], local) => {
    const [sum, y, above, logarithm, w] = [local(F64), local(F64), local(F64), local(F64), local(F64)];
    const series = [1 / 12, 1 / 360, 1 / 1260, 1 / 1680, 1 / 1188].reduceRight<Code>(
      (rest, coefficient) => f64.sub(f64.const(coefficient), f64.mul(w, rest)),
      f64.sub(f64.const(691 / 360360), f64.div(w, f64.const(156))),
    );
    return [
      whileTrue(f64.less(x, f64.const(12)), [
        set(y, f64.div(one, x)),
        set(above, f64.add(one, y)),
        // log1p, as elementary.ts has it
        set(logarithm, call(log, above)),
        when(f64.less(y, one), [
          set(logarithm, f64.div(f64.mul(logarithm, y), f64.sub(above, one))),
          when(f64.equal(above, one), set(logarithm, y)),
        ]),
        set(sum, f64.add(sum, f64.sub(f64.mul(f64.add(x, f64.const(0.5)), logarithm), one))),
        set(x, f64.add(x, one)),
      ]),
      set(w, f64.div(one, f64.mul(x, x))),
      f64.add(sum, f64.div(series, x)),
    ];
  });

/** The numbers by which the others know a beta: rest, scale and the logarithm of a B(a, b), written one after the other. */
export const betaNumbers = (log: number, stirlingRest: number) =>
  routine('numbers', [F64, F64, I32], undefined, ([a, b, into], local) => {
    const [n, rest] = [local(F64), local(F64)];
    const restOf = (x: Code) => call(stirlingRest, x);
    const logOf = (x: Code) => call(log, x);
    const twoPi = f64.const(TWO_PI);
    const spread = f64.sub(f64.sub(f64.add(logOf(a), logOf(b)), logOf(n)), logOf(twoPi));
    const inBoth = (parameter: Code) => f64.mul(parameter, logOf(f64.div(parameter, n)));
    return [
      set(n, f64.add(a, b)),
      set(rest, f64.sub(f64.sub(restOf(n), restOf(a)), restOf(b))),
      f64.store(into, rest),
      f64.store(into, f64.sqrt(f64.mul(f64.div(a, n), f64.div(b, twoPi))), DOUBLE_BYTES),
      f64.store(
        into,
        f64.add(f64.add(f64.sub(f64.sub(logOf(a), f64.div(spread, two)), rest), inBoth(a)), inBoth(b)),
        2 * DOUBLE_BYTES,
      ),
    ];
  });
