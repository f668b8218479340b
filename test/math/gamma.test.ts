import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gamma, SMALLEST } from '../../src/math/gamma.ts';
import reference from '../reference/distributions.json' with { type: 'json' };
import {
  expectCloseTable,
  expectInverse,
  expectLaw,
  expectMonotone,
  expectSampledMean,
  shares,
} from '../support/law.ts';

test('the documented example holds', () => {
  expect(gamma(2.5, 40_000).mean).toBe(100_000);
});

test.each(reference.gamma)('agrees with scipy: gamma($shape, scale=$scale)', (wanted) => {
  expectLaw(gamma(wanted.shape, wanted.scale), wanted, 1e-9);
});

test('sampled, its mean is shape x scale', () => {
  for (const shape of [0.2, 2.5, 400]) expectSampledMean(gamma(shape, 3));
});

test('quantiles rise, the share below each is its own, and draws are within 1e-6 of it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.3, max: 1000, noNaN: true }), shares, shares, (shape, p, q) => {
      const law = gamma(shape, 50);
      expectMonotone(law, p, q);
      expectInverse(law, p);
      expectCloseTable(law, p);
    }),
    { numRuns: 50 },
  );
});

test('a draw is above 0, however small the shape', () => {
  expect(gamma(0.01, 1).quantile(1e-12)).toBe(SMALLEST);
});

test('all of it lies below what is far beyond any of its values', () => {
  expect(gamma(0.01, 1e-12).cdf(1e300)).toBe(1);
});

test('shapes and scales that make no law are refused', () => {
  for (const [shape, scale] of [
    [0, 1],
    [1, 0],
    [1e7, 1],
    [1, Infinity],
  ])
    expect(() => gamma(shape, scale)).toThrow(RangeError);
});
