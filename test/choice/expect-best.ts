import { expect } from 'vitest';
import { choose, objectiveOf, type Chosen } from '../../src/choice/choose.ts';
import { isAllowed } from '../../src/choice/choice-problem.ts';
import type { Objective } from '../../src/simulation/plan.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { randomProblem } from './random-problem.ts';

/** Compares what is found for a problem drawn at random with all choices that are allowed. */
export function expectBest(seed: number, objective: Objective): Chosen {
  const { plan, asked } = randomProblem(seed, objective);
  const rebase = plan.scenarios.map(() => UNCHANGED);
  const found = choose(plan, asked, rebase);
  const { limits, valueOf } = objectiveOf(plan, asked, rebase);
  const chosen = Uint8Array.from(asked.candidateControlIds, (id) => Number(found.best.includes(id)));
  expect(isAllowed(limits, chosen)).toBe(true);
  let least = Infinity;
  for (let bits = 0; bits < 1 << limits.candidates.length; bits++) {
    const choice = Uint8Array.from(limits.candidates, (_, at) => (bits >> at) & 1);
    if (isAllowed(limits, choice)) least = Math.min(least, valueOf(choice));
  }
  const value = valueOf(chosen);
  expect(least).toBeGreaterThanOrEqual(value * (1 - found.gap) * (1 - 1e-7));
  if (found.provedOptimal) expect(value).toBeLessThanOrEqual(least * (1 + 1e-7));
  return found;
}
