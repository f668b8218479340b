import { expect, test } from 'vitest';
import type { Estimate } from '../../src/math/estimate.ts';
import { checkWork } from '../../src/simulation/work.ts';
import { constant, planOf, type SmallModel } from './small-plan.ts';

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
    /worst year of "scenario" under the highest of its rates, got about 100,000,000/,
  );
  expect(rated(seldom(1e-7))).not.toThrow();
  expect(rated({ shape: 'LOGNORMAL', low: 1, high: 1_000, basis: 'ASSUMED' })).not.toThrow();
});

test('so is a growth, and what fails or opens, that is seldom more than a year can hold', () => {
  const seldom = (value: number) =>
    ({ shape: 'EMPIRICAL', values: [1, value], weights: [1 - 1e-6, 1e-6], basis: 'ASSUMED' }) as const;
  const check = (model: SmallModel) => () => checkWork(planOf(model), 'input');
  const growing = { threats: [{ id: 'threat', growthPerYear: seldom(900) }] };
  expect(check({ ...growing, plan: { horizonYears: 2 } })).not.toThrow();
  expect(check({ ...growing, plan: { horizonYears: 4 } })).toThrow(
    /"scenario" under the highest of its growth/,
  );
  const failing = { controls: [{ id: 'agent', failuresPerYear: seldom(1e8), discoveryDays: constant(1) }] };
  expect(check(failing)).toThrow(/failures or weaknesses a year of "agent"/);
  const weak = {
    assets: [{ id: 'asset', weaknessesPerYear: seldom(1e8), weaknessDiscoveryDays: constant(1) }],
  };
  expect(check(weak)).toThrow(/failures or weaknesses a year of "asset"/);
});
