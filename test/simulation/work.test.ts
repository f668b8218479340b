import { expect, test } from 'vitest';
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
