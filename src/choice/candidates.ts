import { costUsd, discountFactors } from '../investment/cost.ts';
import { compilePlan } from '../simulation/compile.ts';
import { parameterMeans } from '../simulation/parameters.ts';
import type { ChoiceAsked, Plan, PlanControl } from '../simulation/plan.ts';
import type { Limits } from './choice-problem.ts';
import type { Choice } from './set-function.ts';

export function candidateControls(plan: Plan, { candidateControlIds }: ChoiceAsked): PlanControl[] {
  const byId = new Map(plan.controls.map((control) => [control.id, control]));
  return candidateControlIds.map((id) => byId.get(id)!);
}

/** What choosing each candidate takes, at the means of what is uncertain, and which choices are allowed. */
export function limitsOf(plan: Plan, asked: ChoiceAsked): Limits {
  const controls = candidateControls(plan, asked);
  const options = controls.map(({ id, name }) => ({
    name,
    controlIds: [...plan.baseline.controlIds, id],
    changes: [],
    addedControlIds: [id],
    removedControlIds: [],
  }));
  const compiled = compilePlan({ ...plan, scenarios: [], options }, []);
  const values = parameterMeans(compiled.parameters);
  const factors = discountFactors(values[compiled.costs.discountRate], new Float64Array(plan.horizonYears));
  const placeOf = new Map(controls.map(({ id }, place) => [id, place]));
  const rivals = controls.map((): number[] => []);
  for (const [one, other] of asked.excludes) {
    rivals[placeOf.get(one)!].push(placeOf.get(other)!);
    rivals[placeOf.get(other)!].push(placeOf.get(one)!);
  }
  return {
    candidates: controls.map(({ requires, staffFte }, place) => {
      const { upfrontUsd, annualUsd } = costUsd(compiled, place, (parameter) => values[parameter]);
      return {
        costUsd: factors.reduce((sum, factor) => sum + annualUsd * factor, upfrontUsd),
        staffFte,
        requires: requires.flatMap((id) => placeOf.get(id) ?? []),
        excludes: rivals[place],
      };
    }),
    required: asked.requiredControlIds.map((id) => placeOf.get(id)!),
    budgetUsd: asked.budget ?? Infinity,
    staffFte: asked.staffFte ?? Infinity,
  };
}

/** What is required, with all that it requires in turn, and no more. */
export function leastAllowed({ candidates, required }: Limits): Choice {
  const choice = new Uint8Array(candidates.length);
  const add = (place: number): void => {
    if (choice[place] === 1) return;
    choice[place] = 1;
    candidates[place].requires.forEach(add);
  };
  required.forEach(add);
  return choice;
}
