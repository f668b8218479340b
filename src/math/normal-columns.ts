import { compiled, functionsOn } from './arena.ts';
import { call, F64, f64, returned, routine, select, set, when, type Code } from './assembler.ts';
import { arena, exp, log, room } from './elementary-arena.ts';
import { halfNumbers, halfTable, type HalfTable } from './half-table.ts';
import {
  FAR,
  FAR_TAIL,
  INVERSE_SQRT_2PI,
  MIDDLE,
  MIDDLE_REACH,
  MIDDLE_SQUARE,
  TAIL,
  TAIL_FROM,
  type Ratio,
} from './normal-ratios.ts';
import { NUMBERS } from './quantile-table.ts';

/** Places of the functions in the module. */
const [EXP, LOG, QUANTILE, DENSITY] = [0, 1, 2, 3];

const polynomial = (coefficients: readonly number[], r: Code): Code =>
  coefficients
    .slice(0, -1)
    .reduceRight<Code>(
      (sum, coefficient) => f64.add(f64.mul(sum, r), f64.const(coefficient)),
      f64.const(coefficients[coefficients.length - 1]),
    );
const ratio = ({ over, under }: Ratio, r: Code): Code => f64.div(polynomial(over, r), polynomial(under, r));

/** See `normalQuantile`. */
const quantile = routine('quantile', [F64], F64, ([p], local) => {
  const [fromMiddle, r, size] = [local(F64), local(F64), local(F64)];
  const isLow = f64.less(fromMiddle, f64.const(0));
  return [
    set(fromMiddle, f64.sub(p, f64.const(0.5))),
    when(f64.atMost(f64.abs(fromMiddle), f64.const(MIDDLE_REACH)), [
      set(r, f64.sub(f64.const(MIDDLE_SQUARE), f64.mul(fromMiddle, fromMiddle))),
      returned(f64.mul(fromMiddle, ratio(MIDDLE, r))),
    ]),
    set(r, f64.sqrt(f64.negative(call(LOG, select(isLow, p, f64.sub(f64.const(1), p)))))),
    when(
      f64.atMost(r, f64.const(FAR)),
      [set(r, f64.sub(r, f64.const(TAIL_FROM))), set(size, ratio(TAIL, r))],
      [set(r, f64.sub(r, f64.const(FAR))), set(size, ratio(FAR_TAIL, r))],
    ),
    select(isLow, f64.negative(size), size),
  ];
});

/** See `normalDensity`; of what is not so far out that there is none. */
const density = routine('density', [F64], F64, ([x], local) => {
  const near = local(F64);
  const half = f64.const(-0.5);
  return [
    set(near, f64.div(f64.floor(f64.add(f64.mul(x, f64.const(16)), f64.const(0.5))), f64.const(16))),
    f64.mul(
      f64.mul(f64.const(INVERSE_SQRT_2PI), call(EXP, f64.mul(f64.mul(half, near), near))),
      call(EXP, f64.mul(f64.mul(half, f64.sub(x, near)), f64.add(x, near))),
    ),
  ];
});

const half = halfTable([], (_, upper) => ({
  begin: [],
  quantile: (to, distance) => [
    set(to, call(QUANTILE, distance)),
    set(to, select(upper, f64.negative(to), to)),
  ],
  density: (to, value) => set(to, call(DENSITY, value)),
}));

const functions = functionsOn<{ halfTable(...parameters: readonly number[]): number }>(
  compiled([exp, log, quantile, density, half]),
  arena,
);

/** `fillHalf` of the standard normal: the table that all normal quantities share is ready at once. */
export function fillHalfOfNormal(its: HalfTable, into: Float64Array): number {
  const mean = functions.halfTable(...halfNumbers(its, room.byteOffset));
  into.set(room.subarray(0, its.segments * NUMBERS + 2)); // the last row is where the last segment ends
  return mean;
}
