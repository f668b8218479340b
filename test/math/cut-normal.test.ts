import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutNormal } from '../../src/math/cut-normal.ts';
import reference from '../reference/distributions.json' with { type: 'json' };
import {
  expectClose,
  expectCloseTable,
  expectInverse,
  expectLaw,
  expectMonotone,
  expectSampledMean,
  shares,
} from '../support/law.ts';

const lawOf = ({ of, deviation, from, to }: (typeof reference.cutNormal)[number]) =>
  cutNormal(of, deviation, from ?? -Infinity, to ?? Infinity);

test('the documented example holds', () => {
  expect(cutNormal(17.5, 13.678, 0, Infinity).mean).toBeCloseTo(20.176, 3);
});

test.each(reference.cutNormal)('agrees with scipy: truncnorm of $of and $deviation', (wanted) => {
  expectLaw(lawOf(wanted), wanted, 1e-9);
  expectClose(lawOf(wanted).cutShare, wanted.cutShare, 1e-12);
});

test('sampled, its mean is m + s (density(from) - density(to)) / kept', () => {
  for (const wanted of reference.cutNormal) expectSampledMean(lawOf(wanted));
});

test('quantiles rise, the share below each is its own, and draws are within 1e-6 of it', () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 100, noNaN: true }), shares, shares, (mean, p, q) => {
      const law = cutNormal(mean, 12, 0, 100);
      expectMonotone(law, p, q);
      expectInverse(law, p);
      expectCloseTable(law, p);
    }),
    { numRuns: 50 },
  );
});

test('a normal with nothing between the ends is refused', () => {
  expect(() => cutNormal(-1000, 1, 0, Infinity)).toThrow(RangeError);
  expect(() => cutNormal(1, 0, 0, 2)).toThrow(RangeError);
});

test('the share below is from 0 to 1 next to an end as well', () => {
  const law = cutNormal(5_000_500, 3_040_000, 0, Infinity);
  for (let x = 1e-12; x < 1; x *= 10) expect(law.cdf(x)).toBeGreaterThanOrEqual(0);
});

test('a normal much narrower than its domain is hardly cut', () => {
  const law = cutNormal(0.5, 1e-6, 0, 1);
  expect(law.mean).toBe(0.5);
  expect(law.standardDeviation).toBe(1e-6);
});
