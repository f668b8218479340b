import { expect, test } from 'vitest';
import { winProbability } from '../../src/exact/contest.ts';
import type { Estimate } from '../../src/math/estimate.ts';
import { contestProbability } from '../../src/simulation/severity.ts';
import { constant, uniform } from '../simulation/small-plan.ts';

const triangular = (low: number, likely: number, high: number): Estimate => ({
  shape: 'TRIANGULAR',
  low,
  likely,
  high,
  basis: 'ASSUMED',
});

test('the documented example holds', () => {
  expect(winProbability(uniform(0, 100), uniform(50, 100))).toBeCloseTo(0.25, 12);
});

test('uniform against triangular: the mean of its distribution function', () => {
  // below the likeliest (x - 30)^2 / (65 x 30), above it 1 - (95 - x)^2 / (65 x 35), each integrated and divided by 80
  const below = 30 ** 3 / 3 / (65 * 30);
  const above = 30 - (35 ** 3 - 5 ** 3) / 3 / (65 * 35);
  const uniformOverTriangular = winProbability(uniform(10, 90), triangular(30, 60, 95));
  expect(uniformOverTriangular).toBeCloseTo((below + above) / 80, 12);
});

test('an attempt of equal strength fails', () => {
  const steps: Estimate = { shape: 'EMPIRICAL', values: [20, 60], weights: [1, 3], basis: 'ASSUMED' };
  expect(winProbability(constant(60), constant(60))).toBe(0);
  expect(winProbability(constant(60), steps)).toBeCloseTo(0.25, 12);
  expect(winProbability(steps, steps)).toBeCloseTo(0.75 * 0.25, 12);
  expect(winProbability(uniform(0, 100), steps)).toBeCloseTo(0.25 * 0.8 + 0.75 * 0.4, 12);
  expect(winProbability(steps, uniform(0, 100))).toBeCloseTo(0.25 * 0.2 + 0.75 * 0.6, 12);
});

test('a run’s own points come to the same, to five digits', () => {
  const pert: Estimate = { shape: 'PERT', low: 20, likely: 50, high: 90, basis: 'ASSUMED' };
  for (const other of [uniform(40, 60), triangular(10, 10, 80), { ...pert, low: 45 }])
    expect(winProbability(pert, other)).toBeCloseTo(contestProbability(pert, other), 5);
});
