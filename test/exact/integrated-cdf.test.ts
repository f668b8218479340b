import { expect, test } from 'vitest';
import { integratedCdf } from '../../src/exact/integrated-cdf.ts';

test('the documented example holds: a uniform', () => {
  const into = new Float64Array(4);
  integratedCdf((x) => x, [0, 1]).fill(0.5, into);
  expect([...into].map((value) => Number(value.toFixed(12)))).toEqual([0, 0.125, 0.5, 1]);
});

test('an exponential: x - 1 + e^-x', () => {
  const ends = Array.from({ length: 61 }, (_, i) => i / 2);
  const into = new Float64Array(100);
  integratedCdf((x) => -Math.expm1(-x), ends).fill(0.37, into);
  into.forEach((value, j) => expect(value).toBeCloseTo(0.37 * j - 1 + Math.exp(-0.37 * j), 9));
});
