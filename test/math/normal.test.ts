import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  millsRatio,
  normalDensity,
  normalCdf,
  normalQuantile,
  standardNormal,
  standardNormalSample,
  Z90,
} from '../../src/math/normal.ts';
import reference from '../reference/distributions.json' with { type: 'json' };
import { expectClose, expectSampledMean, shares } from '../support/law.ts';

test('the documented examples hold', () => {
  expectClose(normalQuantile(0.95), Z90, 1e-15);
  expect(normalCdf(-Z90)).toBeCloseTo(0.05, 15);
  expectClose(millsRatio(0), Math.sqrt(Math.PI / 2), 1e-15);
});

test('agrees with scipy 1.17.1: norm.cdf (erfcx in the far tail) and norm.ppf', () => {
  for (const [x, p] of reference.normal.cdf) expectClose(normalCdf(x), p, 1e-14);
  for (const [p, x] of reference.normal.quantile) expectClose(normalQuantile(p), x, 1e-15);
});

test('quantile and share are each other’s inverse, however small the share', () => {
  fc.assert(
    fc.property(fc.double({ min: -300, max: -0.31, noNaN: true }), (exponent) => {
      const p = 10 ** exponent;
      expectClose(normalCdf(normalQuantile(p)), p, 1e-11);
    }),
  );
});

test('a sample is within 5e-8 of the quantile, and the halves mirror each other', () => {
  fc.assert(
    fc.property(shares, (share) => {
      const v = Math.min(share, 1 - share);
      expect(Math.abs(standardNormalSample(v, false) - normalQuantile(v))).toBeLessThan(5e-8);
      expect(standardNormalSample(v, true)).toBe(-standardNormalSample(v, false));
    }),
  );
  expectSampledMean(standardNormal);
});

test('the density vanishes far out', () => {
  for (const x of [39, 100, 66_666.67, 1e8, Infinity])
    expect([x, normalDensity(-x)]).toEqual([x, normalDensity(x)]);
  expect(normalDensity(66_666.67)).toBe(0);
  expectClose(normalDensity(3), 0.0044318484119380075, 1e-15); // norm.pdf(3)
});
