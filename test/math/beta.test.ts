import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beta } from '../../src/math/beta.ts';
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
  expect(beta(2, 5).mean).toBe(0.2857142857142857);
});

test.each(reference.beta)('agrees with scipy: beta($a, $b)', (wanted) => {
  expectLaw(beta(wanted.a, wanted.b), wanted, 1e-9);
});

test('sampled, its mean is a / (a + b)', () => {
  for (const [a, b] of [
    [2, 5],
    [0.3, 0.4],
    [50, 1],
  ])
    expectSampledMean(beta(a, b));
});

test('quantiles rise, the share below each is its own, and draws are within 1e-6 of it', () => {
  const parameter = fc.double({ min: 0.3, max: 300, noNaN: true });
  fc.assert(
    fc.property(parameter, parameter, shares, shares, (a, b, p, q) => {
      const law = beta(a, b);
      expectMonotone(law, p, q);
      expectInverse(law, Math.min(p, 0.999));
      expectCloseTable(law, p);
    }),
    { numRuns: 50 },
  );
});

test('parameters that leave all mass on the ends are refused', () => {
  for (const [a, b] of [
    [0, 1],
    [1, 1e7],
    [NaN, 1],
  ])
    expect(() => beta(a, b)).toThrow(RangeError);
});
