import fc from 'fast-check';
import { expect, test } from 'vitest';
import { triangular } from '../../src/math/triangular.ts';
import reference from '../reference/distributions.json' with { type: 'json' };
import { expectInverse, expectLaw, expectMonotone, expectSampledMean, shares } from '../support/law.ts';

test('the documented example holds', () => {
  expect(triangular(1, 2, 7).mean).toBe(3.3333333333333335);
});

test.each(reference.triangular)('agrees with scipy: triang from $lowEnd by $likely to $highEnd', (wanted) => {
  expectLaw(triangular(wanted.lowEnd, wanted.likely, wanted.highEnd), wanted, 1e-9);
});

test('sampled, its mean is (low + likely + high) / 3', () => {
  expectSampledMean(triangular(1, 2, 7));
});

test('quantiles rise, and the share below each is its own, wherever the peak is', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), shares, shares, (likely, p, q) => {
      const law = triangular(0, likely, 1);
      expectMonotone(law, p, q);
      expectInverse(law, p);
    }),
  );
});

test('next to an end that is the peak as well, the share below is still one', () => {
  expect(triangular(0, 0, 1000).cdf(Number.MIN_VALUE)).toBe(0);
  expect(triangular(-1, 0, 0).cdf(-Number.MIN_VALUE)).toBe(1);
});

test('the ends are refused where they are out of order or meet', () => {
  expect(() => triangular(1, 3, 2)).toThrow(RangeError);
  expect(() => triangular(1, 0, 2)).toThrow(RangeError);
  expect(() => triangular(1, 1, 1)).toThrow(RangeError);
});
