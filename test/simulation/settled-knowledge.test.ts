import { expect, test } from 'vitest';
import { costUsd, discountFactors } from '../../src/investment/cost.ts';
import { knowledgeDraws, type KnowledgeDraws } from '../../src/simulation/knowledge.ts';
import { parameterDraws, parameterMeans } from '../../src/simulation/parameters.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { preparePlan } from '../../src/simulation/tasks.ts';
import { constant, effect, planOf, uniform } from './small-plan.ts';

const YEARS = 3;
const plan = planOf({
  threats: [{ id: 'threat', growthPerYear: uniform(-0.1, 0.4) }, { id: 'other' }],
  scenarios: [
    { id: 'one', contactFrequency: uniform(1, 9), probabilityOfAction: uniform(0.1, 0.5) },
    { id: 'two', threatId: 'other', lossEventFrequency: uniform(0.2, 3) },
    { id: 'three', lossEventFrequency: constant(2) },
  ],
  controls: [
    {
      id: 'control',
      upfrontCost: uniform(10, 90),
      annualCost: uniform(5, 20),
      staffFte: 0.5,
      effects: [effect('ATTEMPTS', 0.5, { scenarioIds: ['one'] })],
    },
  ],
  options: [{ name: 'add', add: ['control'] }],
  plan: { horizonYears: YEARS, discountRate: uniform(0.01, 0.07) },
});

test('where only rates are drawn, expectations are the same as draw by draw', () => {
  const { compiled, tallied } = preparePlan(plan);
  const rebase = plan.scenarios.map(() => UNCHANGED);
  const wanted = tallied.map(({ portfolio }) => portfolio);
  const [from, to] = [700, 1300];
  const { found, costUsd: costs } = knowledgeDraws(compiled, rebase, wanted, 2)(from, to);

  const values = parameterMeans(compiled.parameters);
  const draw = parameterDraws(compiled.parameters, plan.seed, values);
  const perAttempt = 100_000;
  const factors = new Float64Array(YEARS);
  for (let at = from; at < to; at++) {
    draw(at);
    discountFactors(values[compiled.costs.discountRate], factors);
    wanted.forEach((_, portfolio) => {
      const expected = [0, 0];
      for (let year = 0; year < YEARS; year++) {
        let usd = 0;
        compiled.scenarios.forEach(({ rates, growth }, place) => {
          const rate = rates.reduce((product, parameter) => product * values[parameter], 1);
          const grown = rate * (growth < 0 ? 1 : 1 + values[growth]) ** year;
          usd += grown * perAttempt * (portfolio === 1 && place === 0 ? 0.5 : 1);
        });
        expected[0] += usd / YEARS;
        expected[1] += usd * factors[year];
      }
      const draw = at - from;
      expect(found.yearlyLossUsd[portfolio].first[draw] / expected[0]).toBeCloseTo(1, 12);
      expect(found.presentLossUsd[portfolio].first[draw] / expected[1]).toBeCloseTo(1, 12);
    });
    const { upfrontUsd, annualUsd } = costUsd(compiled, 0, (parameter) => values[parameter]);
    const annual = factors.reduce((sum, factor) => sum + annualUsd * factor, 0);
    expect(costs[0][at - from] / (upfrontUsd + annual)).toBeCloseTo(1, 12);
  }
  // no records are disclosed, and luck makes no difference
  expect(found.annualBreach).toEqual([]);
  for (const { second } of found.yearlyLossUsd) expect(second).toBeUndefined();
});

test('pieces of any size give the same bytes', () => {
  const { compiled, tallied } = preparePlan(plan);
  const rebase = plan.scenarios.map(() => UNCHANGED);
  const wanted = tallied.map(({ portfolio }) => portfolio);
  const part = knowledgeDraws(compiled, rebase, wanted, 2);
  const whole = part(0, 1100);
  const parts = [part(0, 3), part(3, 700), part(700, 1100)];
  const joined = (columnOf: (draws: KnowledgeDraws) => Float64Array) =>
    Float64Array.from(parts.flatMap((its) => [...columnOf(its)]));
  wanted.forEach((_, portfolio) => {
    for (const figure of ['yearlyLossUsd', 'presentLossUsd'] as const)
      expect(joined(({ found }) => found[figure][portfolio].first)).toEqual(
        whole.found[figure][portfolio].first,
      );
  });
  expect(joined(({ costUsd: its }) => its[0])).toEqual(whole.costUsd[0]);
});
