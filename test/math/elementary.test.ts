import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp, expm1, log, log1p, logGamma, pow, stirlingRest } from '../../src/math/elementary.ts';
import distributions from '../reference/distributions.json' with { type: 'json' };
import reference from '../reference/elementary.json' with { type: 'json' };
import { expectClose } from '../support/law.ts';

test('the documented examples hold', () => {
  expect(exp(1)).toBe(Math.E);
  expect(log(10)).toBe(2.302585092994046);
  expect(pow(2, 0.5)).toBe(Math.SQRT2);
  expect(expm1(1e-10)).toBe(1.00000000005e-10);
  expectClose(log1p(1e-10), 9.9999999995e-11, 5e-16);
  expectClose(stirlingRest(1), 1 - Math.log(2 * Math.PI) / 2, 1e-14);
  expectClose(logGamma(5), Math.log(24), 1e-14);
});

test('exp, log and pow are within 2e-16 of the value, a double’s own rounding apart', () => {
  const half = 1.12e-16; // what rounding the reference to a double may add
  for (const [x, value] of reference.exp) expectClose(exp(x), value, 2e-16 + half);
  for (const [x, value] of reference.log) expectClose(log(x), value, 2e-16 + half);
  for (const [x, y, value] of reference.pow) expectClose(pow(x, y), value, 2e-16 + half);
});

test('expm1 and log1p are within 5e-16 of the value, small ones too', () => {
  for (const [x, value] of reference.expm1) expectClose(expm1(x), value, 5e-16);
  for (const [x, value] of reference.log1p) expectClose(log1p(x), value, 5e-16);
});

test('ln Gamma agrees with scipy 1.17.1: gammaln', () => {
  for (const [x, value] of distributions.logGamma)
    expect(Math.abs(logGamma(x) - value)).toBeLessThanOrEqual(1e-14 + 1e-15 * Math.abs(value));
});

test('the ends of the numbers are what they must be', () => {
  expect([exp(-Infinity), exp(Infinity), exp(710), exp(-746), exp(NaN)]).toEqual([
    0,
    Infinity,
    Infinity,
    0,
    NaN,
  ]);
  expect([log(0), log(-1), log(Infinity), log(NaN)]).toEqual([-Infinity, NaN, Infinity, NaN]);
  expect([pow(0, 2), pow(0, -1), pow(7, 0), pow(-1, 2), pow(2, 5000), pow(2, -5000)]).toEqual([
    0,
    Infinity,
    1,
    NaN,
    Infinity,
    0,
  ]);
  expect(exp(-745)).toBe(5e-324);
  expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 12);
});

test('a larger argument never has a smaller exponential or logarithm', () => {
  const number = fc.double({ min: -700, max: 700, noNaN: true });
  fc.assert(
    fc.property(number, number, (x, y) => {
      const [low, high] = x < y ? [x, y] : [y, x];
      expect(exp(low)).toBeLessThanOrEqual(exp(high));
      if (low > 0) expect(log(low)).toBeLessThanOrEqual(log(high));
    }),
    { numRuns: 1000 },
  );
});
