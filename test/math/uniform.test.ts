import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uniform } from '../../src/math/uniform.ts';
import { expectInverse, expectMonotone, expectSampledMean, shares } from '../support/law.ts';

test('the documented example holds', () => {
  expect(uniform(2, 6).quantile(0.25)).toBe(3);
});

test('mean (low + high) / 2 and deviation (high - low) / sqrt(12)', () => {
  const law = uniform(-1, 5);
  expect(law.mean).toBe(2);
  expect(law.standardDeviation).toBeCloseTo(6 / Math.sqrt(12), 14);
  expect([law.cdf(-2), law.cdf(-1), law.cdf(0.5), law.cdf(5), law.cdf(9)]).toEqual([0, 0, 0.25, 1, 1]);
  expectSampledMean(law);
});

test('quantiles rise, and the share below each is its own', () => {
  fc.assert(
    fc.property(shares, shares, (p, q) => {
      expectMonotone(uniform(3, 1e6), p, q);
      expectInverse(uniform(3, 1e6), p);
    }),
  );
});

test('low must be below high, and both must be numbers', () => {
  for (const [low, high] of [
    [1, 1],
    [2, 1],
    [NaN, 1],
    [-1e308, 1e308],
  ])
    expect(() => uniform(low, high)).toThrow(RangeError);
});
