import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lognormalGpd } from '../../src/math/lognormal-gpd.ts';
import { lognormal, lognormalFromRange } from '../../src/math/lognormal.ts';
import reference from '../reference/distributions.json' with { type: 'json' };
import {
  expectCloseTable,
  expectInverse,
  expectLaw,
  expectMonotone,
  expectSampledMean,
  shares,
} from '../support/law.ts';

const body = lognormalFromRange(10_000, 1_000_000);

test('the documented example holds', () => {
  const law = lognormalGpd(body, { threshold: 500_000, shape: 0.3, scale: 400_000 });
  expect(law.mean).toBeCloseTo(240_957.54, 2);
});

test.each(reference.lognormalGpd)(
  'agrees with scipy: lognorm below $threshold, genpareto($shape, scale=$scale) above',
  (wanted) => {
    expectLaw(lognormalGpd(lognormalFromRange(wanted.start, wanted.to), wanted), wanted, 1e-8);
  },
);

test('sampled, its mean is the body below the threshold and P(above) (threshold + scale / (1 - xi))', () => {
  expectSampledMean(lognormalGpd(body, { threshold: 500_000, shape: 0.1, scale: 400_000 }));
});

test('quantiles rise, the share below each is its own, and draws are within 1e-6 of it', () => {
  const shape = fc.double({ min: -1, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(shape, shares, shares, (xi, p, q) => {
      const law = lognormalGpd(body, { threshold: 300_000, shape: xi, scale: 200_000 });
      expectMonotone(law, p, q);
      expectInverse(law, p);
      expectCloseTable(law, p);
    }),
  );
});

test('a tail shape near 0 is close to the exponential that it is at 0', () => {
  const at = (shape: number) =>
    lognormalGpd(body, { threshold: 300_000, shape, scale: 200_000 }).upperQuantile(0.001);
  for (const shape of [1e-4, 1e-8, 1e-12, 1e-15, -1e-12, 5e-324])
    expect(Math.abs(at(shape) / at(0) - 1)).toBeLessThan(10 * Math.abs(shape) + 1e-9);
});

test('below the threshold it is the lognormal', () => {
  const law = lognormalGpd(body, { threshold: 300_000, shape: 0.2, scale: 200_000 });
  expect(law.quantile(0.3)).toBe(lognormal(body).quantile(0.3));
});

test('a tail with an infinite mean is refused', () => {
  expect(() => lognormalGpd(body, { threshold: 1, shape: 1, scale: 1 })).toThrow(RangeError);
  expect(() => lognormalGpd(body, { threshold: 0, shape: 0, scale: 1 })).toThrow(RangeError);
  expect(() => lognormalGpd(body, { threshold: 1, shape: 0, scale: 0 })).toThrow(RangeError);
});
