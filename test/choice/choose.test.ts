import { describe, expect, test } from 'vitest';
import { choose, objectiveOf } from '../../src/choice/choose.ts';
import { isAllowed } from '../../src/choice/choice-problem.ts';
import { scenarioWorth } from '../../src/choice/scenario-worth.ts';
import { searchTail } from '../../src/choice/tail-search.ts';
import { createTail } from '../../src/choice/tail.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { randomProblem } from './random-problem.ts';
import { expectBest } from './expect-best.ts';

const PROBLEMS = 200;

describe.each(['EXPECTED_LOSS', 'EXPECTED_LOSS_AND_COST', 'BREACH_PROBABILITY'] as const)(
  '%s',
  (objective) => {
    test(`on ${PROBLEMS} problems of 12 candidates nothing that is allowed is better than what is found`, () => {
      for (let seed = 1; seed <= PROBLEMS; seed++) expect(expectBest(seed, objective).gap).toBe(0);
    }, 300_000);
  },
);

test('CVAR95: on problems of 12 candidates nothing that is allowed is better than what is found', () => {
  // `npm run test:long -- choices` has 200 of them
  for (let seed = 1; seed <= 5; seed++) expect(expectBest(seed, 'CVAR95').gap).toBe(0);
}, 300_000);

test('where not all choices can be tried for the worst years, the bound covers how much better one is', () => {
  let found = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const { plan, asked } = randomProblem(seed, 'CVAR95', { candidates: 7 });
    const rebase = plan.scenarios.map(() => UNCHANGED);
    const { limits } = objectiveOf(plan, asked, rebase);
    const worths = plan.scenarios.map((_, place) => scenarioWorth(plan, place, UNCHANGED, plan.controls));
    const tail = createTail(plan, rebase, worths, 7);
    const { value, bound } = searchTail(limits, tail, worths, new Uint8Array(7), 1000);
    let least = Infinity;
    for (let bits = 0; bits < 1 << 7; bits++) {
      const choice = Uint8Array.from(limits.candidates, (_, at) => (bits >> at) & 1);
      if (isAllowed(limits, choice)) least = Math.min(least, tail.valueOf(choice));
    }
    expect(bound).toBeLessThanOrEqual(least * (1 + 1e-9));
    found += Number(value <= least * (1 + 1e-9));
  }
  expect(found).toBeGreaterThan(25);
}, 120_000);

test('nothing is bought where nothing is worth its price, or no money is there', () => {
  const { plan, asked } = randomProblem(1, 'EXPECTED_LOSS');
  const rebase = plan.scenarios.map(() => UNCHANGED);
  expect(choose(plan, { ...asked, budget: 0 }, rebase)).toMatchObject({
    best: [],
    provedOptimal: true,
    gap: 0,
  });
});
