import { expect, test } from 'vitest';
import { smoothBasis } from '../../src/math/smooth-basis.ts';
import { uniforms } from '../support/uniforms.ts';

test('the documented example holds: an input of two values has one direction', () => {
  const { directions, leverage } = smoothBasis(Float64Array.of(0, 0, 1, 1), []);
  expect(directions).toHaveLength(1);
  expect([...directions[0]]).toEqual([-0.5, -0.5, 0.5, 0.5]);
  expect([...leverage]).toEqual([0.5, 0.5, 0.5, 0.5]); // the mean of each pair
});

test('directions are orthonormal, average to 0, and leverage adds up to their number and the mean’s', () => {
  const n = 1000;
  const draws = uniforms(1, n).map((u) => 1 / (1 - u)); // a tail without a mean
  const { directions, leverage } = smoothBasis(draws, []);
  expect(directions).toHaveLength(5);
  const ones = new Float64Array(n).fill(1);
  directions.forEach((a, i) => {
    expect(dot(a, ones, n)).toBeCloseTo(0, 9);
    directions.forEach((b, j) => expect(dot(a, b, n)).toBeCloseTo(Number(i === j), 9));
  });
  expect(leverage.reduce((sum, it) => sum + it, 0)).toBeCloseTo(6, 9);
});

function dot(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let at = 0; at < n; at++) sum += a[at] * b[at];
  return sum;
}

test('a point asked for is fitted like a draw of the same value', () => {
  const draws = uniforms(2, 100);
  const { directions } = smoothBasis(draws, [draws[7], draws[42]]);
  for (const direction of directions) {
    expect(direction[100]).toBeCloseTo(direction[7], 12);
    expect(direction[101]).toBeCloseTo(direction[42], 12);
  }
});

test('what does not vary has no directions', () => {
  expect(smoothBasis(Float64Array.of(3, 3, 3), [3]).directions).toEqual([]);
});
