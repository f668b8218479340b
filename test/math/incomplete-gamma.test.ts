import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviance, incompleteGamma } from '../../src/math/incomplete-gamma.ts';
import reference from '../reference/distributions.json' with { type: 'json' };
import { expectClose } from '../support/law.ts';

test('the documented examples hold', () => {
  expectClose(incompleteGamma(1).upper(2), 0.1353352832366127, 1e-14);
  expectClose(deviance(2, 1), 2 * Math.LN2 - 1, 1e-15);
});

test('agrees with scipy 1.17.1: gammainc and gammaincc', () => {
  for (const [a, x, lower, upper] of reference.incompleteGamma) {
    expectClose(incompleteGamma(a).lower(x), lower, 1e-12);
    expectClose(incompleteGamma(a).upper(x), upper, 1e-12);
  }
});

test('the shares below and above add up to 1', () => {
  const positive = fc.double({ min: 0.01, max: 500, noNaN: true });
  fc.assert(
    fc.property(positive, positive, (a, x) => {
      const { lower, upper } = incompleteGamma(a);
      expect(Math.abs(lower(x) + upper(x) - 1)).toBeLessThan(1e-12);
    }),
  );
});
