import {
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
  type Code,
  type Local,
  type ValueType,
} from './assembler.ts';
import { NUMBERS } from './quantile-table.ts';

/** One half of a table of quantiles, as `quantileTable` asks for it. */
export interface HalfTable {
  readonly upper: boolean;
  /** The distance from the end at which it begins, and the quantile there, in units. */
  readonly deepest: number;
  readonly value: number;
  readonly segments: number;
  readonly segmentsAnOctave: number;
  readonly unit: number;
  /** How far the middle of a segment may miss the quantile, relative to it or, where it is less than this, to `leastSize`. */
  readonly tolerance: number;
  readonly leastSize: number;
}

/** What is returned in place of a half's part of the mean: where a segment is not close, and where that cannot be told here. */
export const HALF = { isNot: NaN, cannotTell: Infinity } as const;

/** What of a law its half tables are made of. */
export interface TabledLaw {
  /** Code that goes before all else. */
  readonly begin: Code;
  /** Sets a local to the quantile at a distance from the half's end, given one that is near. */
  quantile(to: Local, distance: Code, near: Code): Code;
  /** Sets a local to the density at a value. */
  density(to: Local, value: Code): Code;
}

type NewLocal = (type: ValueType) => Local;

const DOUBLE_BYTES = 8;
const [one, two, zero] = [f64.const(1), f64.const(2), f64.const(0)];

/** Adds an amount to the values of all segments of a table. */
export const shiftTable = routine(
  'shiftTable',
  [I32, I32, F64],
  undefined,
  ([table, segments, amount], local) => {
    const i = local(I32);
    return times(i, segments, [
      f64.store(table, f64.add(f64.load(table, DOUBLE_BYTES), amount), DOUBLE_BYTES),
      set(table, i32.add(table, i32.const(NUMBERS * DOUBLE_BYTES))),
    ]);
  },
);

/** See `held`. */
function setHeld(into: Local, slope: Code, secant: Local, share: Local): Code {
  const three = f64.const(3);
  return [
    set(share, f64.div(slope, secant)),
    when(
      i32.and(f64.atLeast(share, zero), f64.atMost(share, three)),
      set(into, slope),
      set(into, select(f64.greater(share, three), f64.mul(three, secant), secant)),
    ),
  ];
}

/** The parameters of a half table beside those of its law: as in HalfTable, and where the numbers go. */
const HALF_PARAMETERS = [I32, F64, F64, I32, I32, F64, F64, F64, I32] as const;

/** The numbers of a half in the order of those parameters. */
export const halfNumbers = (half: HalfTable, into: number): number[] => [
  ...[Number(half.upper), half.deepest, half.value, half.segments, half.segmentsAnOctave],
  ...[half.unit, half.tolerance, half.leastSize, into],
];

/**
 * What `fillHalf` of a table does, as a function of a module: a table is thousands of quantiles, and a run waits for its tables.
 *
 * @param ofLaw the types of the law's own parameters
 * @param write is given those, and whether the half is the upper
 */
export const halfTable = (
  ofLaw: readonly ValueType[],
  write: (parameters: readonly Local[], upper: Local, local: NewLocal) => TabledLaw,
) =>
  routine('halfTable', [...ofLaw, ...HALF_PARAMETERS], F64, (parameters: readonly Local[], local) => {
    const [upper, start, value, segments, anOctave, unit, tolerance, leastSize, into] = parameters.slice(
      ofLaw.length,
    );
    const doubles = <N extends number>(count: N) => Array.from({ length: count }, () => local(F64));
    const [sign, width, end, slope, next, nextSlope, secant, first, second, third, fourth] = doubles(11);
    const [found, tabled, half, share, bend, bendSlope, mean] = doubles(7);
    const [segment, inOctave] = [local(I32), local(I32)];
    const law = write(parameters.slice(0, ofLaw.length), upper, local);

    const setQuantile = (to: Local, distance: Code, near: Code): Code => [
      law.quantile(to, distance, f64.mul(near, unit)),
      set(to, f64.div(to, unit)),
    ];
    /** Of the quantile over the distance from the low end; infinite where there is no density. */
    const setSlope = (to: Local, of: Code): Code => [
      law.density(to, f64.mul(of, unit)),
      set(to, f64.div(sign, f64.mul(to, unit))),
    ];
    const put = (place: number, its: Code) => f64.store(into, its, place * DOUBLE_BYTES);
    const cubic = (at: Code, ...[least, ...others]: readonly Code[]): Code =>
      others.length === 0 ? least : f64.add(least, f64.mul(at, cubic(at, ...others)));
    return [
      law.begin,
      set(sign, select(upper, f64.const(-1), one)),
      set(width, f64.div(start, f64.ofSigned(anOctave))),
      set(mean, f64.mul(start, value)),
      setSlope(slope, value),
      times(segment, segments, [
        when(i32.equal(inOctave, anOctave), [set(width, f64.mul(width, two)), set(inOctave, i32.const(0))]),
        set(inOctave, i32.add(inOctave, i32.const(1))),
        set(end, f64.add(start, width)),
        setQuantile(next, end, cubic(width, value, slope, bend, bendSlope)),
        setSlope(nextSlope, next),
        set(secant, f64.div(f64.sub(next, value), width)),
        setHeld(first, slope, secant, share),
        setHeld(second, nextSlope, secant, share),
        set(
          third,
          f64.div(f64.sub(f64.sub(f64.mul(f64.const(3), secant), f64.mul(two, first)), second), width),
        ),
        set(fourth, f64.div(f64.div(f64.sub(f64.add(first, second), f64.mul(two, secant)), width), width)),
        [start, value, first, third, fourth].map((its, place) => put(place, its)),
        set(half, f64.div(width, two)),
        set(tabled, cubic(half, value, first, third, fourth)),
        setQuantile(found, f64.add(start, half), tabled),
        when(
          i32.isZero(
            f64.atMost(
              f64.mul(f64.abs(f64.sub(tabled, found)), unit),
              f64.mul(tolerance, f64.max(f64.abs(f64.mul(found, unit)), leastSize)),
            ),
          ),
          returned(f64.const(HALF.isNot)),
        ),
        set(
          mean,
          f64.add(
            mean,
            f64.mul(
              width,
              cubic(
                width,
                value,
                f64.div(first, two),
                f64.div(third, f64.const(3)),
                f64.div(fourth, f64.const(4)),
              ),
            ),
          ),
        ),
        set(bend, f64.add(third, f64.mul(f64.mul(f64.const(3), width), fourth))),
        set(bendSlope, fourth),
        set(start, end),
        set(value, next),
        set(slope, nextSlope),
        set(into, i32.add(into, i32.const(NUMBERS * DOUBLE_BYTES))),
      ]),
      put(0, start),
      put(1, value),
      mean,
    ];
  });
