import {
  call,
  doubleAt,
  F64,
  f64,
  I32,
  i32,
  returned,
  routine,
  set,
  when,
  type Code,
  type Local,
} from './assembler.ts';
import type { NewLocal } from './elementary-routines.ts';
import {
  ARTANH_EVEN,
  ARTANH_ODD,
  EXP_OVERFLOWS,
  EXP_VANISHES,
  HIGH_OF_SQRT_HALF,
  LN2_HIGH,
  LN2_LOW,
  ROOTS,
  ROUNDER,
  STEP_HIGH,
  STEP_LOW,
  STEPS_PER_UNIT,
} from './elementary.ts';

/** The exponential, the logarithm and the power of elementary.ts as functions of a module, the same to the last bit. */

const DOUBLE_BYTES = 8;

/** e^(x + rest), where `rest` is what a double could not hold of x; EXP_TABLE stands at `roots`. */
export const expOfSumRoutine = routine('expOfSum', [F64, F64, I32], F64, ([x, rest, roots], local) => {
  const [steps, r, r2, root, p, value] = Array.from({ length: 6 }, () => local(F64));
  const [n, k] = [local(I32), local(I32)];
  const rounder = f64.const(ROUNDER);
  const term = (divisor: number): Code => f64.mul(r, f64.const(1 / divisor));
  const high = f64.add(f64.add(f64.const(1 / 24), term(120)), f64.mul(r2, f64.const(1 / 720)));
  const low = f64.add(f64.add(f64.const(0.5), term(6)), f64.mul(r2, high));
  const entry = doubleAt(roots, i32.and(n, i32.const(31)));
  return [
    when(i32.isZero(f64.atMost(x, f64.const(EXP_OVERFLOWS))), [
      when(f64.greater(x, f64.const(0)), returned(f64.const(Infinity))),
      returned(f64.const(NaN)),
    ]),
    when(f64.less(x, f64.const(EXP_VANISHES)), returned(f64.const(0))),
    set(steps, f64.sub(f64.add(f64.mul(x, f64.const(STEPS_PER_UNIT)), rounder), rounder)),
    set(n, i32.truncate(steps)),
    set(
      r,
      f64.add(
        f64.sub(f64.sub(x, f64.mul(steps, f64.const(STEP_HIGH))), f64.mul(steps, f64.const(STEP_LOW))),
        rest,
      ),
    ),
    set(r2, f64.mul(r, r)),
    set(p, f64.add(r, f64.mul(r2, low))),
    set(root, f64.load(entry)),
    set(value, f64.add(root, f64.add(f64.load(entry, ROOTS.length * DOUBLE_BYTES), f64.mul(root, p)))),
    set(k, i32.shiftRight(n, i32.const(5))),
    when(
      i32.greater(k, i32.const(1023)),
      returned(f64.mul(f64.mul(value, f64.const(2 ** 1023)), f64.const(2))),
    ),
    when(
      i32.less(k, i32.const(-1022)),
      returned(f64.mul(f64.mul(value, f64.powerOfTwo(i32.add(k, i32.const(64)))), f64.const(2 ** -64))),
    ),
    f64.mul(value, f64.powerOfTwo(k)),
  ];
});

/** Of a number above 0 and below Infinity: its power of two, what is left of it less 1, and what its logarithm is made of. */
function reduction(x: Local, local: NewLocal) {
  const [k, word, shift] = [local(I32), local(I32), local(I32)];
  const [f, s, half, z, w] = Array.from({ length: 5 }, () => local(F64));
  const series = (coefficients: readonly number[]): Code =>
    coefficients
      .slice(0, -1)
      .reduceRight<Code>(
        (sum, coefficient) => f64.add(f64.const(coefficient), f64.mul(w, sum)),
        f64.const(coefficients[coefficients.length - 1]),
      );
  const powerOf = (power: Code): Code => f64.powerOfTwo(i32.sub(i32.const(0), power));
  const firstHalf = i32.shiftRight(shift, i32.const(1));
  const reduce: Code = [
    set(word, f64.highWord(x)),
    when(i32.less(word, i32.const(0x00100000)), [
      set(x, f64.mul(x, f64.const(2 ** 54))),
      set(k, i32.const(-54)),
      set(word, f64.highWord(x)),
    ]),
    set(shift, i32.shiftRight(i32.sub(word, i32.const(HIGH_OF_SQRT_HALF)), i32.const(20))),
    set(k, i32.add(k, shift)),
    // in two halves, as the whole power may be too small for a full mantissa
    set(x, f64.mul(f64.mul(x, powerOf(firstHalf)), powerOf(i32.sub(shift, firstHalf)))),
    set(f, f64.sub(x, f64.const(1))),
    set(s, f64.div(f, f64.add(f64.const(2), f))),
    set(half, f64.mul(f64.mul(f64.const(0.5), f), f)),
    set(z, f64.mul(s, s)),
    set(w, f64.mul(z, z)),
  ];
  const artanhRest = f64.add(f64.mul(z, series(ARTANH_ODD)), f64.mul(w, series(ARTANH_EVEN)));
  return { reduce, k, f, s, half, artanhRest };
}

export const naturalLogRoutine = routine('naturalLog', [F64], F64, ([x], local) => {
  const { reduce, k, f, s, half, artanhRest } = reduction(x, local);
  const wholes = f64.ofSigned(k);
  return [
    when(f64.equal(x, f64.const(0)), returned(f64.const(-Infinity))),
    when(i32.isZero(f64.greater(x, f64.const(0))), returned(f64.const(NaN))),
    when(f64.equal(x, f64.const(Infinity)), returned(x)),
    reduce,
    f64.sub(
      f64.mul(wholes, f64.const(LN2_HIGH)),
      f64.sub(
        f64.sub(half, f64.add(f64.mul(s, f64.add(half, artanhRest)), f64.mul(wholes, f64.const(LN2_LOW)))),
        f,
      ),
    ),
  ];
});

const SPLITTER = 134217729; // 2^27 + 1: cuts a double into two halves whose products are exact

/**
 * x to the power y for finite x above 0 and finite y; EXP_TABLE stands at `roots`.
 *
 * @param expPlace where `expOfSumRoutine` is in the module
 */
export const powRoutine = (expPlace: number) =>
  routine('pow', [F64, F64, I32], F64, ([x, y, roots], local) => {
    const { reduce, k, f, s, half, artanhRest } = reduction(x, local);
    const [cut, fHigh, fLow, halfRest, whole, sum1, rest1] = Array.from({ length: 7 }, () => local(F64));
    const [sum2, rest2, small, high, low, product, yHigh] = Array.from({ length: 7 }, () => local(F64));
    const [yLow, highHigh, highLow, lost] = Array.from({ length: 4 }, () => local(F64));
    const wholes = f64.ofSigned(k);
    /** Cuts a double into two halves. */
    const halve = (of: Local, upper: Local, lower: Local): Code => [
      set(cut, f64.mul(of, f64.const(SPLITTER))),
      set(upper, f64.sub(cut, f64.sub(cut, of))),
      set(lower, f64.sub(of, upper)),
    ];
    const halved = f64.const(0.5);
    return [
      when(f64.equal(y, f64.const(0)), returned(f64.const(1))),
      when(f64.equal(x, f64.const(1)), returned(f64.const(1))),
      when(f64.equal(y, f64.const(1)), returned(x)),
      reduce,
      // see `pow` of elementary.ts
      halve(f, fHigh, fLow),
      set(
        halfRest,
        f64.add(
          f64.add(f64.sub(f64.mul(f64.mul(halved, fHigh), fHigh), half), f64.mul(fHigh, fLow)),
          f64.mul(f64.mul(halved, fLow), fLow),
        ),
      ),
      set(whole, f64.mul(wholes, f64.const(LN2_HIGH))),
      set(sum1, f64.add(whole, f)),
      when(k, set(rest1, f64.sub(f, f64.sub(sum1, whole)))),
      set(sum2, f64.sub(sum1, half)),
      set(rest2, f64.sub(f64.sub(sum1, sum2), half)),
      set(
        small,
        f64.add(
          f64.mul(s, f64.add(half, artanhRest)),
          f64.add(f64.mul(wholes, f64.const(LN2_LOW)), f64.sub(f64.add(rest1, rest2), halfRest)),
        ),
      ),
      set(high, f64.add(sum2, small)),
      set(low, f64.add(f64.sub(sum2, high), small)),
      set(product, f64.mul(y, high)),
      when(i32.isZero(f64.atMost(product, f64.const(710))), returned(f64.const(Infinity))),
      when(f64.less(product, f64.const(-746)), returned(f64.const(0))),
      halve(y, yHigh, yLow),
      halve(high, highHigh, highLow),
      set(
        lost,
        f64.add(
          f64.add(
            f64.add(f64.sub(f64.mul(yHigh, highHigh), product), f64.mul(yHigh, highLow)),
            f64.mul(yLow, highHigh),
          ),
          f64.mul(yLow, highLow),
        ),
      ),
      call(expPlace, product, f64.add(lost, f64.mul(y, low)), roots),
    ];
  });
