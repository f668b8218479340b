import {
  call,
  doubleAt,
  F64,
  f64,
  f64x2,
  I32,
  i32,
  i32x4,
  i64x2,
  returned,
  routine,
  set,
  V128,
  v128,
  when,
  type Code,
  type Local,
  type ValueType,
} from './assembler.ts';
import {
  ARTANH_EVEN,
  ARTANH_ODD,
  EXP_OVERFLOWS,
  EXP_VANISHES,
  HIGH_OF_SQRT_HALF,
  LN2_HIGH,
  LN2_LOW,
  LOWEST_POWER,
  ROOT_RESTS,
  ROOTS,
  ROUNDER,
  STEP_HIGH,
  STEP_LOW,
  STEPS_PER_UNIT,
} from './elementary.ts';

/** The exponential and the logarithm of elementary.ts for modules, the same to the last bit. */

export type NewLocal = (type: ValueType) => Local;

const DOUBLE_BYTES = 8;

/** What `exp` reads. */
export const EXP_TABLE = Float64Array.of(...ROOTS, ...ROOT_RESTS);

/** into = `exp` of x; EXP_TABLE stands at `roots`. */
export function setExp(into: Local, x: Local, roots: Code, local: NewLocal): Code {
  const [steps, r, r2, root, p] = [local(F64), local(F64), local(F64), local(F64), local(F64)];
  const [n, k] = [local(I32), local(I32)];
  const rounder = f64.const(ROUNDER);
  const term = (divisor: number): Code => f64.mul(r, f64.const(1 / divisor));
  const high = f64.add(f64.add(f64.const(1 / 24), term(120)), f64.mul(r2, f64.const(1 / 720)));
  const low = f64.add(f64.add(f64.const(0.5), term(6)), f64.mul(r2, high));
  const entry = doubleAt(roots, i32.and(n, i32.const(31)));
  return [
    set(steps, f64.sub(f64.add(f64.mul(x, f64.const(STEPS_PER_UNIT)), rounder), rounder)),
    when(
      f64.greater(x, f64.const(EXP_OVERFLOWS)),
      set(into, f64.const(Infinity)),
      when(f64.less(x, f64.const(EXP_VANISHES)), set(into, f64.const(0)), [
        set(n, i32.truncate(steps)),
        set(
          r,
          f64.sub(f64.sub(x, f64.mul(steps, f64.const(STEP_HIGH))), f64.mul(steps, f64.const(STEP_LOW))),
        ),
        set(r2, f64.mul(r, r)),
        set(p, f64.add(r, f64.mul(r2, low))),
        set(root, f64.load(entry)),
        set(into, f64.add(root, f64.add(f64.load(entry, ROOTS.length * DOUBLE_BYTES), f64.mul(root, p)))),
        set(k, i32.shiftRight(n, i32.const(5))),
        when(
          i32.greater(k, i32.const(1023)),
          set(into, f64.mul(f64.mul(into, f64.const(2 ** 1023)), f64.const(2))),
          when(
            i32.less(k, i32.const(-1022)),
            set(into, f64.mul(f64.mul(into, f64.powerOfTwo(i32.add(k, i32.const(64)))), f64.const(2 ** -64))),
            set(into, f64.mul(into, f64.powerOfTwo(k))),
          ),
        ),
      ]),
    ),
  ];
}

/** Within this of 0 the two of `setExpOfTwo` need no care. */
const EXP_IS_ORDINARY = 700;

/**
 * into = `exp` of both x; EXP_TABLE stands at `roots`.
 *
 * @param expPlace the place in the module of `expAtRoutine`, which answers for extremes
 */
export function setExpOfTwo(into: Local, x: Local, roots: Local, local: NewLocal, expPlace: number): Code {
  const [rounded, r, r2, root, p] = [local(V128), local(V128), local(V128), local(V128), local(V128)];
  const [one, other] = [local(I32), local(I32)];
  const steps = f64x2.sub(rounded, f64x2.const(ROUNDER));
  const term = (divisor: number): Code => f64x2.mul(r, f64x2.const(1 / divisor));
  const high = f64x2.add(f64x2.add(f64x2.const(1 / 24), term(120)), f64x2.mul(r2, f64x2.const(1 / 720)));
  const low = f64x2.add(f64x2.add(f64x2.const(0.5), term(6)), f64x2.mul(r2, high));
  const entryOf = (lane: 0 | 2) => doubleAt(roots, i32.and(i32x4.lane(rounded, lane), i32.const(31)));
  // the whole number of steps stands in the lower word of what was rounded: what is left of it without the root is the exponent
  const power = i64x2.shiftLeft(
    i64x2.add(v128.and(rounded, i64x2.const(0, -32)), i64x2.const(0, 1023 * 32)),
    i32.const(52 - 5),
  );
  const exact = (lane: 0 | 1) => call(expPlace, f64x2.lane(x, lane), roots);
  return when(
    v128.anyTrue(f64x2.greater(f64x2.abs(x), f64x2.const(EXP_IS_ORDINARY))),
    set(into, f64x2.of(exact(0), exact(1))),
    [
      set(rounded, f64x2.add(f64x2.mul(x, f64x2.const(STEPS_PER_UNIT)), f64x2.const(ROUNDER))),
      set(
        r,
        f64x2.sub(
          f64x2.sub(x, f64x2.mul(steps, f64x2.const(STEP_HIGH))),
          f64x2.mul(steps, f64x2.const(STEP_LOW)),
        ),
      ),
      set(r2, f64x2.mul(r, r)),
      set(p, f64x2.add(r, f64x2.mul(r2, low))),
      set(one, entryOf(0)),
      set(other, entryOf(2)),
      set(root, f64x2.loadEach(one, other)),
      set(
        into,
        f64x2.mul(
          f64x2.add(
            root,
            f64x2.add(f64x2.loadEach(one, other, ROOTS.length * DOUBLE_BYTES), f64x2.mul(root, p)),
          ),
          power,
        ),
      ),
    ],
  );
}

/** `exp` as a function of a module; EXP_TABLE stands at `roots`. */
export const expRoutine = (roots: number) =>
  routine('exp', [F64], F64, ([x], local) => {
    const value = local(F64);
    return [setExp(value, x, i32.const(roots), local), value];
  });

/** The same, told where EXP_TABLE stands when it is called. */
export const expAtRoutine = routine('exp', [F64, I32], F64, ([x, roots], local) => {
  const value = local(F64);
  return [setExp(value, x, roots, local), value];
});

/** `log` as a function of a module; POWERS_OF_TWO stand at `powers`. */
export const logRoutine = (powers: number) =>
  routine('log', [F64], F64, ([x], local) => {
    const [k, word, shift] = [local(I32), local(I32), local(I32)];
    const [f, s, half, z, w] = [local(F64), local(F64), local(F64), local(F64), local(F64)];
    const series = (coefficients: readonly number[]): Code =>
      coefficients
        .slice(0, -1)
        .reduceRight<Code>(
          (sum, coefficient) => f64.add(f64.const(coefficient), f64.mul(w, sum)),
          f64.const(coefficients[coefficients.length - 1]),
        );
    const artanhRest = f64.add(f64.mul(z, series(ARTANH_ODD)), f64.mul(w, series(ARTANH_EVEN)));
    const wholes = f64.ofSigned(k);
    return [
      set(word, f64.highWord(x)),
      when(i32.less(word, i32.const(0x00100000)), [
        when(f64.equal(x, f64.const(0)), returned(f64.const(-Infinity))),
        when(i32.isZero(f64.greater(x, f64.const(0))), returned(f64.const(NaN))),
        set(x, f64.mul(x, f64.const(2 ** 54))),
        set(k, i32.const(-54)),
        set(word, f64.highWord(x)),
      ]),
      when(i32.atLeast(word, i32.const(0x7ff00000)), returned(x)),
      set(shift, i32.shiftRight(i32.sub(word, i32.const(HIGH_OF_SQRT_HALF)), i32.const(20))),
      set(k, i32.add(k, shift)),
      set(
        f,
        f64.sub(
          f64.mul(x, f64.load(doubleAt(i32.const(powers), i32.sub(i32.const(-LOWEST_POWER), shift)))),
          f64.const(1),
        ),
      ),
      set(s, f64.div(f, f64.add(f64.const(2), f))),
      set(half, f64.mul(f64.mul(f64.const(0.5), f), f)),
      set(z, f64.mul(s, s)),
      set(w, f64.mul(z, z)),
      f64.sub(
        f64.mul(wholes, f64.const(LN2_HIGH)),
        f64.sub(
          f64.sub(half, f64.add(f64.mul(s, f64.add(half, artanhRest)), f64.mul(wholes, f64.const(LN2_LOW)))),
          f,
        ),
      ),
    ];
  });
