import { compiled, functionsOn, type Arena } from '../math/arena.ts';
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
  type Code,
  type Local,
  type ValueType,
} from '../math/assembler.ts';
import { addScaled } from '../math/fit-columns.ts';
import { fill } from './event-columns.ts';

/** What is done to columns of draws, of parameters and of what is found given them. Parameters ending in `At` are addresses of arrays in the arena. */
export interface DrawColumns {
  readonly arena: Arena;
  fill(count: number, value: number, intoAt: number): void;
  /** into[i] += values[i] * by */
  addScaled(count: number, valuesAt: number, by: number, intoAt: number): void;
  /** into[i] += value */
  add(count: number, value: number, intoAt: number): void;
  /** into[i] *= by[i] */
  multiply(count: number, byAt: number, intoAt: number): void;
  /** into[i] *= 1 + by[i] */
  grow(count: number, byAt: number, intoAt: number): void;
  /** into[i] = values[i] / by */
  divide(count: number, valuesAt: number, by: number, intoAt: number): void;
  /** into[i] += values[i] / by, and values[i] * by[i] */
  addQuotients(count: number, valuesAt: number, by: number, intoAt: number): void;
  addProducts(count: number, valuesAt: number, byAt: number, intoAt: number): void;
  /** into[i] = one[i] - other[i] */
  subtract(count: number, oneAt: number, otherAt: number, intoAt: number): void;
  /** into[i] = 1 / (1 + rates[i]) */
  discounts(count: number, ratesAt: number, intoAt: number): void;
  /** into[i] = the square root of values[i] */
  squareRoots(count: number, valuesAt: number, intoAt: number): void;
  /** into[i] = one[i] * other[i] */
  products(count: number, oneAt: number, otherAt: number, intoAt: number): void;
  /** into[i] = values[i] / by[i] */
  quotients(count: number, valuesAt: number, byAt: number, intoAt: number): void;
  /** into[i] = the higher of it and values[i] */
  raise(count: number, valuesAt: number, intoAt: number): void;
  /** into[i] += 1 where values[i] is highest[i] */
  countEqual(count: number, valuesAt: number, highestAt: number, intoAt: number): void;
  /** The sum of 1 / ties[i] where values[i] is highest[i]. */
  sharesOf(count: number, valuesAt: number, highestAt: number, tiesAt: number): number;
  /** How many are above 0. */
  countPositive(count: number, valuesAt: number): number;
}

/** A loop that changes each item of a column. */
const changing = (
  name: string,
  parameters: readonly ValueType[],
  change: (into: Code, at: (list: Local) => Code, parameters: readonly Local[]) => Code,
) =>
  routine(name, [I32, ...parameters, I32], undefined, (all, local) => {
    const [count, ...others] = all as readonly Local[];
    const into = others.pop()!;
    const [i, at] = [local(I32), local(I32)];
    const itemOf = (list: Local) => f64.load(doubleAt(list, i));
    return times(i, count, [set(at, doubleAt(into, i)), f64.store(at, change(f64.load(at), itemOf, others))]);
  });

const add = changing('add', [F64], (into, _, [value]) => f64.add(into, value));
const multiply = changing('multiply', [I32], (into, at, [by]) => f64.mul(into, at(by)));
const grow = changing('grow', [I32], (into, at, [by]) => f64.mul(into, f64.add(f64.const(1), at(by))));
const divide = changing('divide', [I32, F64], (_, at, [values, by]) => f64.div(at(values), by));
const addQuotients = changing('addQuotients', [I32, F64], (into, at, [values, by]) =>
  f64.add(into, f64.div(at(values), by)),
);
const addProducts = changing('addProducts', [I32, I32], (into, at, [values, by]) =>
  f64.add(into, f64.mul(at(values), at(by))),
);
const subtract = changing('subtract', [I32, I32], (_, at, [one, other]) => f64.sub(at(one), at(other)));
const discounts = changing('discounts', [I32], (_, at, [rates]) =>
  f64.div(f64.const(1), f64.add(f64.const(1), at(rates))),
);
const squareRoots = changing('squareRoots', [I32], (_, at, [values]) => f64.sqrt(at(values)));
const products = changing('products', [I32, I32], (_, at, [one, other]) => f64.mul(at(one), at(other)));
const quotients = changing('quotients', [I32, I32], (_, at, [values, by]) => f64.div(at(values), at(by)));
const raise = changing('raise', [I32], (into, at, [values]) => f64.max(into, at(values)));
const countEqual = changing('countEqual', [I32, I32], (into, at, [values, highest]) =>
  f64.add(into, f64.ofSigned(f64.equal(at(values), at(highest)))),
);

const sharesOf = routine('sharesOf', [I32, I32, I32, I32], F64, (parameters, local) => {
  const [count, values, highest, ties] = parameters;
  const [i, sum] = [local(I32), local(F64)];
  const item = (list: Local) => f64.load(doubleAt(list, i));
  return [
    times(
      i,
      count,
      when(f64.equal(item(values), item(highest)), set(sum, f64.add(sum, f64.div(f64.const(1), item(ties))))),
    ),
    sum,
  ];
});

const countPositive = routine('countPositive', [I32, I32], I32, ([count, values], local) => {
  const [i, sum] = [local(I32), local(I32)];
  const isPositive = f64.greater(f64.load(doubleAt(values, i)), f64.const(0));
  return [times(i, count, set(sum, i32.add(sum, isPositive))), sum];
});

const MODULE = compiled([
  fill,
  addScaled,
  add,
  multiply,
  grow,
  divide,
  addQuotients,
  addProducts,
  subtract,
  discounts,
  squareRoots,
  products,
  quotients,
  raise,
  countEqual,
  sharesOf,
  countPositive,
]);

export function drawColumns(arena: Arena): DrawColumns {
  return { arena, ...functionsOn<Omit<DrawColumns, 'arena'>>(MODULE, arena) };
}
