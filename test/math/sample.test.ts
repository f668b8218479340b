import { quantileSorted } from 'simple-statistics';
import { expect, test } from 'vitest';
import { quantilesOf, varianceOf } from '../../src/math/sample.ts';
import { uniforms } from '../support/uniforms.ts';

test('the documented example holds', () => {
  expect(quantilesOf(Float64Array.of(4, 1, 3, 2), [0.5])).toEqual([2.5]);
});

test('quantiles are those of the sorted sample, which is left as it was', () => {
  const sample = uniforms(3, 999).map((u) => (u < 0.1 ? 0 : u - 0.5));
  const before = sample.slice();
  const sorted = [...sample].sort((a, b) => a - b);
  const shares = [0, 0.05, 0.5, 0.95, 1];
  expect(quantilesOf(sample, shares)).toEqual(shares.map((share) => quantileSorted(sorted, share)));
  expect(sample).toEqual(before);
});

test('a variance by hand', () => {
  expect(varianceOf(Float64Array.of(1, 2, 6))).toBeCloseTo(14 / 3, 12);
});
