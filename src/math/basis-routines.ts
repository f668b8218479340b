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
  type Code,
  type Local,
  type Routine,
  type ValueType,
} from './assembler.ts';
import { dot, inPairs, scale } from './column-routines.ts';

/** Directions of a basis; where it has fewer, the columns of the others are 0. */
export const DIRECTIONS = 5;

type NewLocal = (type: ValueType) => Local;

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

/** What is left of a direction by those before it: below, it is one of them again. */
const SAME = 1e-9;

/** Those that are called by their places among these. */
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

/** What fits do with the directions of a basis, as `FitColumns` says; first in a module, since they call each other by their places. */
export const BASIS_ROUTINES: readonly Routine[] = [...CALLED, direct, follow, noiseBeside, refit, combine];
