import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lognormal, lognormalFromRange } from '../../src/math/lognormal.ts';
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

test('the documented examples hold', () => {
  const range = lognormalFromRange(50_000, 2_000_000);
  expect(range.mu).toBeCloseTo(12.664, 3);
  expect(range.sigma).toBeCloseTo(1.121, 3);
  expect(lognormal(range).upperQuantile(0.01)).toBeCloseTo(4_294_494.09, 2);
});

test.each(reference.lognormal)('agrees with scipy: lognorm from $start to $to', (wanted) => {
  expectLaw(lognormal(lognormalFromRange(wanted.start, wanted.to)), wanted, 1e-12);
});

test('5% fall below low and 5% above high', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
      fc.double({ min: 1.0001, max: 1e6, noNaN: true }),
      (low, ratio) => {
        const law = lognormal(lognormalFromRange(low, low * ratio));
        expectClose(law.quantile(0.05), low, 1e-13);
        expectClose(law.upperQuantile(0.05), low * ratio, 1e-13);
      },
    ),
  );
});

test('sampled, its mean is exp(mu + sigma^2 / 2)', () => {
  expectSampledMean(lognormal({ mu: 3, sigma: 0.8 }));
});

test('quantiles rise, the share below each is its own, and draws are within 1e-6 of it', () => {
  const law = lognormal({ mu: 12.7, sigma: 1.1 });
  fc.assert(
    fc.property(shares, shares, (p, q) => {
      expectMonotone(law, p, q);
      expectInverse(law, p);
      expectCloseTable(law, p);
    }),
  );
});

test('low must be above 0 and below high', () => {
  expect(() => lognormalFromRange(0, 1)).toThrow(RangeError);
  expect(() => lognormalFromRange(2, 2)).toThrow(RangeError);
  expect(() => lognormalFromRange(1, Infinity)).toThrow(RangeError);
});
