import fc from 'fast-check';
import type { Plan, PlanControl } from '../../src/simulation/plan.ts';
import { askedPlan, question } from '../simulation/random-plan.ts';

/** A model drawn at random with things that could be chosen. */
export interface RandomCandidates {
  /** Of a comparison, without its options. */
  readonly plan: Plan;
  readonly candidates: readonly PlanControl[];
}

/** Plans of random models that have at least `least` controls to choose from. */
export function randomCandidates(count: number, least: number, seed: number): RandomCandidates[] {
  const found: RandomCandidates[] = [];
  for (let from = seed; found.length < count; from += 1)
    for (const asked of fc.sample(question('USUAL'), { numRuns: 50, seed: from })) {
      const plan = askedPlan(asked);
      if (!plan || plan.baseline.insurance || found.length === count) continue;
      const inPlace = new Set(plan.baseline.controlIds);
      const candidates = plan.controls.filter(({ id }) => !inPlace.has(id));
      if (candidates.length < least || plan.baseline.changes.length > 0) continue;
      found.push({ plan: { ...plan, options: [] }, candidates });
    }
  return found;
}
