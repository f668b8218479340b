import { expect, test } from 'vitest';
import { gaussRule, LEGENDRE_8 } from '../../src/exact/gauss.ts';
import { fewPoints, pointsOf } from '../../src/exact/law-points.ts';
import { distribution, type Estimate } from '../../src/math/estimate.ts';

const uniformNodes = { values: LEGENDRE_8.values, weights: LEGENDRE_8.weights.map((weight) => weight / 2) };
const mean = (points: { values: Float64Array; weights: Float64Array }, f: (x: number) => number) =>
  points.values.reduce((sum, value, i) => sum + points.weights[i] * f(value), 0);

test('the documented example holds: two points of a uniform', () => {
  const { values, weights } = gaussRule(uniformNodes, 2);
  expect(values[0]).toBeCloseTo(-1 / Math.sqrt(3), 12);
  expect(values[1]).toBeCloseTo(1 / Math.sqrt(3), 12);
  expect([...weights].map((weight) => Number(weight.toFixed(12)))).toEqual([0.5, 0.5]);
});

test('a law of fewer points keeps them', () => {
  const two = { values: Float64Array.of(1, 5), weights: Float64Array.of(0.25, 0.75) };
  expect(gaussRule(two, 8)).toEqual(two);
});

const shapes: Omit<Estimate, 'basis'>[] = [
  { shape: 'UNIFORM', low: 0.5, high: 3 },
  { shape: 'TRIANGULAR', low: 0, likely: 0.2, high: 4 },
  { shape: 'PERT', low: 0.1, likely: 0.5, high: 2 },
  { shape: 'NORMAL', low: -1, high: 3 },
  { shape: 'LOGNORMAL', low: 0.2, high: 2 },
  { shape: 'GAMMA', shapeParameter: 0.7, scale: 2 },
  { shape: 'EMPIRICAL', values: [1, 5, 2], weights: [1, 2, 3] },
  { shape: 'LOGNORMAL_GPD', low: 0.2, high: 2, threshold: 1, tailShape: 0.2, tailScale: 0.5 },
];

test.each(shapes.map((it) => [it.shape, it] as const))('points of a %s have its mean', (_, shape) => {
  const estimate: Estimate = { ...shape, basis: 'ASSUMED' };
  const law = distribution(estimate, 'RATE');
  expect(mean(pointsOf(estimate, 'RATE'), () => 1)).toBeCloseTo(1, 12);
  expect(mean(pointsOf(estimate, 'RATE'), (x) => x) / law.mean).toBeCloseTo(1, 9);
  expect(mean(fewPoints(estimate, 'RATE', 12), (x) => x) / law.mean).toBeCloseTo(1, 9);
});

test('the chance of no event at a gamma rate is (1 + scale)^-shape', () => {
  const estimate: Estimate = { shape: 'GAMMA', shapeParameter: 2, scale: 0.3, basis: 'ASSUMED' };
  expect(mean(pointsOf(estimate, 'RATE'), (rate) => Math.exp(-rate))).toBeCloseTo(1.3 ** -2, 11);
});
