import { expect, test } from 'vitest';
import { scenarioWorth } from '../../src/choice/scenario-worth.ts';
import { discountFactors } from '../../src/investment/cost.ts';
import { compilePlan } from '../../src/simulation/compile.ts';
import { createExpectation, luckOf } from '../../src/simulation/expectation.ts';
import { parameterMeans } from '../../src/simulation/parameters.ts';
import type { Plan, PlanControl } from '../../src/simulation/plan.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { randomCandidates } from './random-candidates.ts';

const models = randomCandidates(40, 2, 1);
const some = (count: number, salt: number) =>
  Uint8Array.from({ length: count }, (_, at) => ((salt * 2654435761 + at * 40503) >>> 7) & 1);

/** The expected loss of a scenario, and its breaches, as the engine's expectation has them for the whole portfolio. */
function expected(plan: Plan, scenario: number, chosen: readonly PlanControl[], points: number) {
  const portfolio = {
    controlIds: [...plan.baseline.controlIds, ...chosen.map(({ id }) => id)],
    changes: [],
  };
  const compiled = compilePlan(plan, [portfolio]);
  const values = parameterMeans(compiled.parameters);
  const expectation = createExpectation(
    compiled,
    plan.scenarios.map(() => UNCHANGED),
    { values, luck: luckOf(compiled, values) },
  );
  const { rates, growth, variantOfPortfolio } = compiled.scenarios[scenario];
  const factors = discountFactors(values[compiled.costs.discountRate], new Float64Array(plan.horizonYears));
  expectation.luck.begin('0', 0, points);
  const found = { presentLoss: 0, loss: 0, breaches: 0 };
  let rate = rates.reduce((product, at) => product * values[at], 1);
  for (let year = 0; year < plan.horizonYears; year++) {
    const sum = { lossUsd: 0, breach: 0 };
    for (let point = 0; point < points; point++) {
      expectation.luck.move(point, year);
      expectation.addPoint(sum, scenario, variantOfPortfolio[0], 1 / points);
    }
    found.presentLoss += rate * sum.lossUsd * factors[year];
    found.loss += rate * sum.lossUsd;
    found.breaches += rate * sum.breach;
    if (growth >= 0) rate *= 1 + values[growth];
  }
  return found;
}

test('a choice comes to what the whole portfolio does, on the same points of luck', () => {
  let compared = 0;
  for (const [salt, { plan, candidates }] of models.entries())
    plan.scenarios.forEach((_, place) => {
      const worth = scenarioWorth(plan, place, UNCHANGED, candidates);
      for (let round = 0; round < 3; round++) {
        const choice = some(candidates.length, salt * 3 + round);
        const chosen = candidates.filter((__, at) => choice[at] === 1);
        const { presentLoss, loss, breaches } = expected(plan, place, chosen, worth.points);
        // where years do not differ one moment stands for all, and renewals have phases of their own there
        expect(worth.presentLoss.value(choice) / presentLoss || 1).toBeCloseTo(1, 6);
        expect(worth.loss.value(choice) / loss || 1).toBeCloseTo(1, 6);
        expect(worth.breaches.value(choice) / breaches || 1).toBeCloseTo(1, 6);
        compared += Number(presentLoss > 0);
      }
    });
  expect(compared).toBeGreaterThan(130);
});

test('the terms of a choice never exceed what any choice with more comes to', () => {
  let compared = 0;
  for (const [salt, { plan, candidates }] of models.entries())
    plan.scenarios.forEach((_, place) => {
      const { presentLoss } = scenarioWorth(plan, place, UNCHANGED, candidates);
      const fewer = some(candidates.length, salt).map(
        (its, at) => its & some(candidates.length, salt + 99)[at],
      );
      const open = fewer.map((its) => 1 - its);
      const terms = presentLoss.terms(fewer, open);
      for (let round = 0; round < 8; round++) {
        const more = fewer.map((its, at) => its | some(candidates.length, salt * 31 + round)[at]);
        const bound = terms.reduce((sum, { weight, exponents }) => {
          const lowered = presentLoss.touching.reduce(
            (by, candidate, at) => by + (more[candidate] > fewer[candidate] ? exponents[at] : 0),
            0,
          );
          return sum + weight * Math.exp(-lowered);
        }, 0);
        const value = presentLoss.value(more);
        expect(bound).toBeLessThanOrEqual(value * (1 + 1e-9));
        compared += Number(value > 0);
      }
      const exactly = terms.reduce((sum, { weight }) => sum + weight, 0);
      expect(exactly / presentLoss.value(fewer) || 1).toBeCloseTo(1, 9);
    });
  expect(compared).toBeGreaterThan(330);
});
