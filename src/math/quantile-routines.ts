import {
  doubleAt,
  F64,
  f64x2,
  I32,
  i32,
  i32x4,
  i64x2,
  routine,
  set,
  V128,
  v128,
  type Code,
  type Local,
} from './assembler.ts';
import { expAtRoutine } from './elementary-routines.ts';
import {
  eachTwo,
  exponentials,
  fromTable,
  type LognormalParameters,
  type NewLocal,
  type TableParameters,
} from './sample-routines.ts';

/** Takes up two numbers of (0, 1) as distances from their nearer ends, and keeps which are in the upper half. */
function distancesFromEnds(us: Local, local: NewLocal) {
  const [u, uppers] = [local(V128), local(V128)];
  return {
    uppers,
    take: (i: Local): Code => [
      set(u, f64x2.load(doubleAt(us, i))),
      set(uppers, f64x2.greater(u, f64x2.const(0.5))),
    ],
    distances: v128.bitSelect(f64x2.sub(f64x2.const(1), u), u, uppers),
  };
}

const DOUBLE_BYTES = 8;
const stepOf = (local: NewLocal) => {
  const stride = local(I32);
  return { stride, begin: set(stride, i32.const(DOUBLE_BYTES)) };
};

/** Returns how many lie deeper than the table, perhaps with one beyond the last; their places are left with something else. */
const tableQuantiles = routine(
  'tableQuantiles',
  [I32, I32, I32, I32, I32, I32, I32, F64, F64, F64],
  I32,
  ([us, count, into, table, upperFrom, shift, firstSegment, unit, low, high], local) => {
    const values = local(V128);
    const ends = distancesFromEnds(us, local);
    const step = stepOf(local);
    const its = fromTable(
      [table, shift, firstSegment, unit],
      v128.and(ends.uppers, i32x4.splat(upperFrom)),
      local,
    );
    return [
      its.begin,
      step.begin,
      eachTwo(
        [count, into, step.stride],
        values,
        (i) => [
          ends.take(i),
          set(
            values,
            f64x2.larger(f64x2.lesser(its.values(ends.distances), f64x2.splat(high)), f64x2.splat(low)),
          ),
        ],
        local,
      ),
      its.deeper,
    ];
  },
);

/** The same of e to a normal quantity, from the upper half of the standard normal's table. */
const lognormalQuantiles = routine(
  'lognormalQuantiles',
  [I32, I32, I32, I32, I32, I32, F64, I32, F64, F64],
  I32,
  ([us, count, into, table, shift, firstSegment, unit, roots, mu, sigma], local) => {
    const [x, values] = [local(V128), local(V128)];
    const start = local(I32);
    const ends = distancesFromEnds(us, local);
    const step = stepOf(local);
    const its = fromTable([table, shift, firstSegment, unit], i32x4.splat(i32.const(0)), local);
    const sign = i64x2.const(-(2 ** 31), 0);
    return [
      its.begin,
      step.begin,
      set(start, into),
      eachTwo(
        [count, into, step.stride],
        values,
        (i) => [
          ends.take(i),
          set(x, f64x2.mul(f64x2.splat(sigma), its.values(ends.distances))),
          // the lower half is the mirror image of the upper
          set(values, f64x2.add(f64x2.splat(mu), v128.xor(x, v128.andNot(sign, ends.uppers)))),
        ],
        local,
      ),
      set(into, start),
      exponentials([count, into, step.stride, roots], local),
      its.deeper,
    ];
  },
);

/** How columns of numbers in (0, 1) become columns of quantiles; parameters as those of `SampleFunctions`. */
export interface QuantileFunctions {
  tableQuantiles(...parameters: [us: number, count: number, into: number, ...table: TableParameters]): number;
  lognormalQuantiles(
    ...parameters: [us: number, count: number, into: number, ...table: LognormalParameters]
  ): number;
}

/** A module has them before all others. */
export const QUANTILE_ROUTINES = [expAtRoutine, tableQuantiles, lognormalQuantiles];
