import fc from 'fast-check';
import { expect, test } from 'vitest';
import { empirical } from '../../src/math/empirical.ts';
import { expectSampledMean, shares } from '../support/law.ts';

test('the documented example holds', () => {
  expect(empirical([5, 1, 20, 10], [4, 3, 1, 2]).quantile(0.5)).toBe(5);
});

test('mean and deviation are those of the weighted values', () => {
  const law = empirical([1, 5, 10, 20], [3, 4, 2, 1]);
  expect(law.mean).toBeCloseTo(6.3, 14); // numpy.average([1, 5, 10, 20], weights=[3, 4, 2, 1])
  expect(law.standardDeviation).toBeCloseTo(5.532630477449222, 14); // its root mean square deviation
  expectSampledMean(law);
});

test('a quantile is the smallest value whose cumulated weight reaches u', () => {
  const weight = fc.integer({ min: 0, max: 9 });
  const weighted = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), weight), { minLength: 1 });
  fc.assert(
    fc.property(weighted, fc.integer({ min: 1, max: 999 }), (pairs, permille) => {
      const total = pairs.reduce((sum, [, w]) => sum + w, 0);
      fc.pre(total > 0);
      const reaches = pairs
        .filter(([, w]) => w > 0)
        .map(([value]) => value)
        .filter((x) => pairs.reduce((sum, [v, w]) => (v <= x ? sum + w : sum), 0) * 1000 >= permille * total);
      const law = empirical(
        pairs.map(([value]) => value),
        pairs.map(([, w]) => w),
      );
      // what lies exactly on a step may fall on either side of it by rounding
      if ((permille * total) % 1000 !== 0) expect(law.quantile(permille / 1000)).toBe(Math.min(...reaches));
    }),
  );
});

test('from above and from below the same value answers', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 20 }), shares, (values, p) => {
      const law = empirical(values);
      const onStep = Math.abs(p * values.length - Math.round(p * values.length)) < 1e-6;
      if (!onStep) expect(law.upperQuantile(1 - p)).toBe(law.quantile(p));
    }),
  );
});

test('equal values are a point mass', () => {
  expect(empirical([4, 4, 4]).constant).toBe(4);
  expect(empirical([4, 9], [1, 0]).constant).toBe(4);
});

test('no values, or weights that do not fit, are refused', () => {
  expect(() => empirical([])).toThrow(RangeError);
  expect(() => empirical([1], [1, 2])).toThrow(RangeError);
  expect(() => empirical([1, 2], [1, -1])).toThrow(RangeError);
  expect(() => empirical([1], [0])).toThrow(RangeError);
});
