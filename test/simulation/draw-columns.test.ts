import { expect, test } from 'vitest';
import { createArena } from '../../src/math/arena.ts';
import { drawColumns } from '../../src/simulation/draw-columns.ts';
import { uniforms } from '../support/uniforms.ts';

const COUNT = 101;
const [one, other, by] = [uniforms(1, COUNT), uniforms(2, COUNT), uniforms(3, COUNT)];
const columns = drawColumns(createArena());
const put = (values: Float64Array) => {
  const column = columns.arena.doubles(COUNT);
  column.set(values);
  return column;
};
const [oneAt, otherAt, byAt] = [one, other, by].map((values) => put(values).byteOffset);

test.each<[string, (into: number) => void, (was: number, at: number) => number]>([
  ['fill', (into) => columns.fill(COUNT, 7, into), () => 7],
  ['addScaled', (into) => columns.addScaled(COUNT, oneAt, 3, into), (was, at) => was + one[at] * 3],
  ['add', (into) => columns.add(COUNT, 5, into), (was) => was + 5],
  ['multiply', (into) => columns.multiply(COUNT, byAt, into), (was, at) => was * by[at]],
  ['grow', (into) => columns.grow(COUNT, byAt, into), (was, at) => was * (1 + by[at])],
  ['divide', (into) => columns.divide(COUNT, oneAt, 3, into), (_, at) => one[at] / 3],
  ['addQuotients', (into) => columns.addQuotients(COUNT, oneAt, 3, into), (was, at) => was + one[at] / 3],
  [
    'addProducts',
    (into) => columns.addProducts(COUNT, oneAt, byAt, into),
    (was, at) => was + one[at] * by[at],
  ],
  ['subtract', (into) => columns.subtract(COUNT, oneAt, otherAt, into), (_, at) => one[at] - other[at]],
  ['discounts', (into) => columns.discounts(COUNT, oneAt, into), (_, at) => 1 / (1 + one[at])],
  ['squareRoots', (into) => columns.squareRoots(COUNT, oneAt, into), (_, at) => Math.sqrt(one[at])],
  ['products', (into) => columns.products(COUNT, oneAt, otherAt, into), (_, at) => one[at] * other[at]],
  ['quotients', (into) => columns.quotients(COUNT, oneAt, otherAt, into), (_, at) => one[at] / other[at]],
  ['raise', (into) => columns.raise(COUNT, oneAt, into), (was, at) => Math.max(was, one[at])],
  ['countEqual', (into) => columns.countEqual(COUNT, oneAt, oneAt, into), (was) => was + 1],
])('%s is as in plain code', (_, change, expected) => {
  const into = put(by);
  change(into.byteOffset);
  into.forEach((value, at) => expect(value).toBe(expected(by[at], at)));
});

test('shares of ties, and what is above 0', () => {
  const highest = put(one.map((value, at) => Math.max(value, other[at])));
  const ties = put(new Float64Array(COUNT).fill(4)).byteOffset;
  const isHighest = [...one].filter((value, at) => value >= other[at]).length;
  expect(columns.sharesOf(COUNT, oneAt, highest.byteOffset, ties)).toBe(isHighest / 4);
  const signed = put(one.map((value) => value - 0.5)).byteOffset;
  expect(columns.countPositive(COUNT, signed)).toBe([...one].filter((value) => value > 0.5).length);
});
