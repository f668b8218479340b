import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pert } from '../../src/math/pert.ts';
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

test('the documented example holds', () => {
  expect(pert(10_000, 50_000, 500_000).mean).toBeCloseTo(118_333.33, 2);
});

test.each(reference.pert)(
  'agrees with scipy: a beta from $lowEnd by $likely to $highEnd, concentration $concentration',
  (wanted) => {
    expectLaw(pert(wanted.lowEnd, wanted.likely, wanted.highEnd, wanted.concentration), wanted, 1e-9);
  },
);

test('sampled, its mean is (low + c likely + high) / (c + 2)', () => {
  const law = pert(10, 20, 90, 7);
  expectClose(law.mean, (10 + 7 * 20 + 90) / 9, 1e-14);
  expectSampledMean(law);
});

test('quantiles rise, the share below each is its own, and draws are within 1e-6 of it', () => {
  const likely = fc.double({ min: 0, max: 1, noNaN: true });
  const concentration = fc.double({ min: 0, max: 60, noNaN: true });
  fc.assert(
    fc.property(likely, concentration, shares, shares, (at, c, p, q) => {
      const law = pert(100, 100 + 900 * at, 1000, c);
      expectMonotone(law, p, q);
      expectInverse(law, p);
      expectCloseTable(law, p);
    }),
    { numRuns: 50 },
  );
});

test('a concentration below 0 and ends out of order are refused', () => {
  expect(() => pert(1, 2, 3, -1)).toThrow(RangeError);
  expect(() => pert(1, 2, 3, 1e6)).toThrow(RangeError);
  expect(() => pert(3, 2, 1)).toThrow(RangeError);
});
