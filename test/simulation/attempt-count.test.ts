import { expect, test } from 'vitest';
import { countAtOnce } from '../../src/simulation/attempt-count.ts';
import { compilePlan } from '../../src/simulation/compile.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import type { PlanScenario, PlanThreat } from '../../src/simulation/plan.ts';
import { constant, planOf, uniform } from './small-plan.ts';

function countOf(scenario: Partial<PlanScenario>, threat: Partial<PlanThreat> = {}, horizonYears = 2) {
  const plan = planOf({
    threats: [{ id: 'threat', ...threat }],
    scenarios: [{ id: 's', ...scenario }],
    plan: { horizonYears },
  });
  const compiled = compilePlan(plan, [plan.baseline]);
  return countAtOnce(compiled, compiled.scenarios[0], UNCHANGED);
}

/** E[N] as the law's own quantiles have it, at the middles of equal shares of (0, 1). */
const meanOf = ({ law }: NonNullable<ReturnType<typeof countOf>>, shares = 200_000) =>
  Array.from({ length: shares }, (_, i) => law.quantile((i + 0.5) / shares)).reduce((sum, n) => sum + n, 0) /
  shares;

test('the mean count is the mean rate over all years, with growth and the share of attempts that win', () => {
  expect(meanOf(countOf({ lossEventFrequency: uniform(1, 5) })!)).toBeCloseTo(6, 2);
  expect(meanOf(countOf({ lossEventFrequency: constant(2) }, { growthPerYear: constant(0.5) })!)).toBeCloseTo(
    5,
    2,
  );
  const split = {
    contactFrequency: uniform(2, 6),
    probabilityOfAction: uniform(0, 1),
    susceptibility: constant(0.5),
  };
  expect(meanOf(countOf(split)!)).toBeCloseTo(2, 2);
});

test('years share the attempts as growth has it', () => {
  const { yearEnds } = countOf({}, { growthPerYear: constant(1) })!;
  expect(yearEnds).toEqual([1 / 3, 1]);
});

test('where anything else depends on the rate, or there are too many attempts, they are counted year by year', () => {
  expect(countOf({}, { volatility: 0.5 })).toBeUndefined();
  expect(countOf({}, { growthPerYear: uniform(0, 0.2) })).toBeUndefined();
  expect(countOf({}, { growthPerYear: uniform(0, 0.2) }, 1)).toBeDefined();
  expect(countOf({ lossEventFrequency: constant(300) })).toBeUndefined();
});

test('two long lists of observed values are not multiplied out', () => {
  const values = Array.from({ length: 5_000 }, (_, i) => i / 5_000);
  const observed = { shape: 'EMPIRICAL', values, basis: 'MEASURED' } as const;
  expect(countOf({ contactFrequency: observed, probabilityOfAction: observed })).toBeUndefined();
});
