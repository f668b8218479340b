import { expect, test } from 'vitest';
import type { Estimate } from '../../src/math/estimate.ts';
import type { EstimateName } from '../../src/model/estimates.ts';
import { estimateCells, rangeWords } from '../../src/report/estimate-words.ts';

const basis = 'EXPERT' as const;

test('the documented examples hold', () => {
  expect(estimateCells({ shape: 'PERT', low: 1, likely: 4, high: 12, basis }, 'lossEventFrequency')).toEqual({
    low: '1',
    likely: '4',
    high: '12',
    law: 'PERT',
  });
  expect(rangeWords({ shape: 'PERT', low: 0.1, likely: 0.2, high: 0.5, basis }, 'susceptibility')).toBe(
    '10% to 50%, likely 20%',
  );
});

const cases: readonly [Omit<Estimate, 'basis'>, EstimateName, object][] = [
  [{ shape: 'CONSTANT', value: 0.07 }, 'growthPerYear', { likely: '7%', law: 'constant' }],
  [{ shape: 'UNIFORM', low: 0, high: 12_500 }, 'magnitude', { low: '$0', high: '$12,500', law: 'uniform' }],
  [
    { shape: 'TRIANGULAR', low: 1, likely: 2, high: 3 },
    'repairDays',
    { low: '1', likely: '2', high: '3', law: 'triangular' },
  ],
  [
    { shape: 'PERT', low: 1, likely: 2, high: 3, concentration: 8 },
    'repairDays',
    { low: '1', likely: '2', high: '3', law: 'PERT, concentration 8' },
  ],
  [{ shape: 'NORMAL', low: -5, high: 40 }, 'annualCost', { low: '-$5', high: '$40', law: 'normal' }],
  [
    { shape: 'LOGNORMAL', low: 0.0001, high: 0.5 },
    'lossEventFrequency',
    { low: '0.0001', high: '0.5', law: 'lognormal' },
  ],
  [{ shape: 'BETA', alpha: 2, beta: 5.5 }, 'coverage', { words: 'alpha 2, beta 5.5', law: 'beta' }],
  [
    { shape: 'GAMMA', shapeParameter: 2, scale: 50_000 },
    'magnitude',
    { words: 'shape 2, scale $50,000', law: 'gamma' },
  ],
  [
    { shape: 'EMPIRICAL', values: [0, 757, 422_496], weights: [3, 2, 1] },
    'records',
    { words: '3 values from 0 to 422,496, weighted', law: 'empirical' },
  ],
  [
    { shape: 'LOGNORMAL_GPD', low: 10, high: 90, threshold: 100, tailShape: 0.4, tailScale: 30 },
    'magnitude',
    {
      low: '$10',
      high: '$90',
      law: 'lognormal; above $100 generalised Pareto, shape 0.4, scale $30',
    },
  ],
];

test.each(cases)('%j of %s', (estimate, name, cells) => {
  expect(estimateCells({ ...estimate, basis }, name)).toEqual(cells);
});
