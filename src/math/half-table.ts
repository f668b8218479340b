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
  type Code,
  type Local,
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

/** What `halfTable` returns. */
export const HALF = { isClose: 1, isNot: 0, cannotTell: -1 } as const;

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

/**
 * What `fillHalf` of a table does, for a beta between two ends: one of the functions of the module of betas, since a table is thousands of
 * quantiles, each found from the one before.
 *
 * @param kernelPlace   its place in the module, and that of
 * @param quantilePlace which are called with the parameters of the beta seen from the low end, and seen from the half's own end
 */
export const halfTable = (kernelPlace: number, quantilePlace: number) =>
  routine(
    'halfTable',
    [
      ...[F64, F64, F64, F64], // seen from the low end: a, b, rest, scale
      ...[F64, F64, F64, F64, F64], // from the half's end: a, b, rest, scale, logarithm of the scale
      ...[F64, F64], // the low and the high end
      ...[I32, F64, F64, I32, I32, F64, F64, F64], // as in HalfTable
      I32,
    ] as const,
    I32,
    (parameters, local) => {
      const [a, b, rest, scale, endA, endB, endRest, endScale, endLogOfScale, low, high] = parameters;
      const [upper, start, value, segments, anOctave, unit, tolerance, leastSize, into] = parameters.slice(
        11,
      ) as readonly Local[];
      const doubles = () => local(F64);
      const [range, sign, width, end, near, found] = [
        doubles(),
        doubles(),
        doubles(),
        doubles(),
        doubles(),
        doubles(),
      ];
      const [slope, next, nextSlope, secant, first, second] = [
        doubles(),
        doubles(),
        doubles(),
        doubles(),
        doubles(),
        doubles(),
      ];
      const [third, fourth, tabled, half, share, x] = [
        doubles(),
        doubles(),
        doubles(),
        doubles(),
        doubles(),
        doubles(),
      ];
      const [segment, inOctave, bend, bendSlope] = [local(I32), local(I32), doubles(), doubles()];

      /** The quantile at a distance from the half's end, in units, given one that is near; only within the ends is it known how. */
      const setQuantile = (to: Local, distance: Code, nearUnits: Code): Code => [
        set(near, f64.mul(nearUnits, unit)),
        set(near, f64.div(select(upper, f64.sub(high, near), f64.sub(near, low)), range)),
        when(
          i32.isZero(i32.and(f64.greater(near, zero), f64.less(near, one))),
          returned(i32.const(HALF.cannotTell)),
        ),
        set(
          found,
          f64.mul(
            range,
            call(quantilePlace, endA, endB, endRest, endScale, endLogOfScale, distance, near, zero),
          ),
        ),
        set(
          to,
          f64.div(
            select(upper, f64.max(low, f64.sub(high, found)), f64.min(high, f64.add(low, found))),
            unit,
          ),
        ),
      ];
      /** Of the quantile over the distance from the low end; infinite where there is no density. */
      const setSlope = (to: Local, of: Code): Code => [
        set(x, f64.div(f64.sub(f64.mul(of, unit), low), range)),
        set(to, zero),
        when(
          i32.and(f64.greater(x, zero), f64.less(x, one)),
          set(
            to,
            f64.div(f64.div(call(kernelPlace, a, b, rest, scale, x, f64.sub(one, x)), x), f64.sub(one, x)),
          ),
        ),
        set(to, f64.div(sign, f64.mul(f64.div(to, range), unit))),
      ];
      const put = (place: number, its: Code) => f64.store(into, its, place * DOUBLE_BYTES);
      const inMiddle = (its: Code) => f64.mul(half, its);
      return [
        set(range, f64.sub(high, low)),
        set(sign, select(upper, f64.const(-1), one)),
        set(width, f64.div(start, f64.ofSigned(anOctave))),
        setSlope(slope, value),
        times(segment, segments, [
          when(i32.equal(inOctave, anOctave), [set(width, f64.mul(width, two)), set(inOctave, i32.const(0))]),
          set(inOctave, i32.add(inOctave, i32.const(1))),
          set(end, f64.add(start, width)),
          setQuantile(
            next,
            end,
            f64.add(
              value,
              f64.mul(width, f64.add(slope, f64.mul(width, f64.add(bend, f64.mul(width, bendSlope))))),
            ),
          ),
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
          set(tabled, f64.add(value, inMiddle(f64.add(first, inMiddle(f64.add(third, inMiddle(fourth))))))),
          setQuantile(found, f64.add(start, half), tabled),
          when(
            i32.isZero(
              f64.atMost(
                f64.mul(f64.abs(f64.sub(tabled, found)), unit),
                f64.mul(tolerance, f64.max(f64.abs(f64.mul(found, unit)), leastSize)),
              ),
            ),
            returned(i32.const(HALF.isNot)),
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
        i32.const(HALF.isClose),
      ];
    },
  );
