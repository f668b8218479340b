import { expect, test } from 'vitest';
import type { Estimate } from '../../src/math/estimate.ts';
import { checkWork } from '../../src/simulation/work.ts';
import { constant, planOf } from './small-plan.ts';

const plan = (perYear: number, volatility: number) =>
  planOf({
    threats: [{ id: 'threat', volatility }],
    scenarios: [{ id: 'scenario', lossEventFrequency: constant(perYear) }],
  });

test('a climate under which one year would hold ten million attempts is refused, whatever their mean', () => {
  expect(() => checkWork(plan(10_000, 5), 'input')).toThrow(/worst year.*"scenario".*volatility of 5/);
  expect(() => checkWork(plan(10_000, 1), 'input')).not.toThrow();
  expect(() => checkWork(plan(1, 5), 'input')).not.toThrow();
});

test('a rate that is seldom more than a year can hold is refused, whatever its mean', () => {
  const rated = (lossEventFrequency: Estimate) => () =>
    checkWork(planOf({ scenarios: [{ id: 'scenario', lossEventFrequency }] }), 'input');
  const seldom = (weight: number): Estimate => ({
    shape: 'EMPIRICAL',
    values: [1, 1e8],
    weights: [1 - weight, weight],
    basis: 'ASSUMED',
  });
  expect(rated(seldom(1e-6))).toThrow(
    /worst year.*100,000,000 for "scenario" under the highest of its rates/,
  );
  expect(rated(seldom(1e-7))).not.toThrow();
  expect(rated({ shape: 'LOGNORMAL', low: 1, high: 1_000, basis: 'ASSUMED' })).not.toThrow();
});
