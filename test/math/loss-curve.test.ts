import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketOf, countLosses, lossCounts, mergeLossCounts } from '../../src/math/loss-counts.ts';
import { curveOf, lossCurve } from '../../src/math/loss-curve.ts';
import { lossRows, ROW } from '../../src/math/loss-rows.ts';
import { packed } from './packed-losses.ts';

/** Trials of some years each, in cents. */
const years = (count: number) =>
  fc.array(
    fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10 ** 12 })), {
      minLength: count,
      maxLength: count,
    }),
    { minLength: 1, maxLength: 60 },
  );

function countsOf(trials: readonly (readonly number[])[], ranks: number) {
  const counts = lossCounts(ranks);
  for (const trial of trials) countLosses(counts, Float64Array.from([...trial].sort((a, b) => b - a)));
  return counts;
}

test('a bucket is at most 0.1% wide', () => {
  for (const cents of [1, 1023, 1024, 123_456_789, 2 ** 52]) {
    expect(bucketOf(cents)).toBeLessThan(bucketOf(Math.ceil(cents * 1.001) + 1));
    expect(bucketOf(cents)).toBeLessThanOrEqual(bucketOf(cents + 1));
  }
});

test('percentiles are those of the sorted losses, within 0.1%', () => {
  fc.assert(
    fc.property(years(3), fc.constantFrom(0.5, 0.8, 0.95, 0.999), (trials, p) => {
      const sorted = trials.flat().sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(p * sorted.length - 1e-9)) - 1];
      const { value, low, high } = curveOf(countsOf(trials, 3), trials.length).percentile(p);
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(0.001 * exact);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }),
  );
});

test('the tail mean is VaR + E[(X - VaR)+] / (1 - p), with the atom at VaR', () => {
  fc.assert(
    fc.property(years(2), (trials) => {
      const sorted = trials.flat().sort((a, b) => a - b);
      const at = sorted[Math.max(1, Math.ceil(0.95 * sorted.length - 1e-9)) - 1];
      const exact = at + sorted.reduce((sum, x) => sum + Math.max(0, x - at), 0) / sorted.length / 0.05;
      const value = curveOf(countsOf(trials, 2), trials.length).tailMean(0.95);
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(0.002 * exact);
    }),
  );
});

test('exceedance is strict, and its standard error takes the trial as the unit', () => {
  const trials = [
    [500, 500, 0],
    [500, 200, 100],
    [0, 0, 0],
    [700, 500, 500],
  ];
  const curve = curveOf(countsOf(trials, 3), trials.length);
  expect(curve.exceedance(500).value).toBeCloseTo(1 / 12, 12);
  expect(curve.exceedance(499).value).toBeCloseTo(6 / 12, 12);
  const above = trials.map((trial) => trial.filter((cents) => cents > 499).length / 3);
  const mean = above.reduce((sum, share) => sum + share, 0) / 4;
  const spread = above.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  expect(curve.exceedance(499).standardError).toBeCloseTo(Math.sqrt(spread / 4 / 3), 12);
});

test('merging in any order gives the same rows', () => {
  fc.assert(
    fc.property(years(2), (trials) => {
      const whole = lossRows(countsOf(trials, 2));
      const merged = lossCounts(2);
      const parts = [trials.filter((_, i) => i % 2), trials.filter((_, i) => !(i % 2))];
      for (const part of parts) mergeLossCounts(merged, packed(countsOf(part, 2), 2));
      expect(lossRows(merged)).toEqual(whole);
    }),
  );
});

/** Of rows of one rank. */
const sumOf = (rows: Float64Array) =>
  rows.reduce((sum, number, at) => sum + (at % (ROW.counts + 1) === ROW.sum ? number : 0), 0);

test('sums of whole cents past 2^53 do not depend on their order', () => {
  const large = 2 ** 50 - 1;
  const trials = Array.from({ length: 21 }, (_, i) => [large - i]);
  const whole = countsOf(trials, 1);
  const merged = lossCounts(1);
  for (const trial of [...trials].reverse()) mergeLossCounts(merged, packed(countsOf([trial], 1), 1));
  expect(merged.octaves).toEqual(whole.octaves);
  const exact = trials.reduce((sum, [cents]) => sum + BigInt(cents), 0n);
  expect(sumOf(lossRows(whole))).toBe(Number(exact));
});

test('without a loss every figure is 0', () => {
  const curve = lossCurve([], 100, 1);
  expect(curve.percentile(0.999).value).toBe(0);
  expect(curve.tailMean(0.95)).toBe(0);
  expect(curve.exceedance(0)).toMatchObject({ value: 0, standardError: 0, low: 0 });
});
