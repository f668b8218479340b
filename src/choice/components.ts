import type { CompiledPlan } from '../simulation/compile.ts';
import { componentsOf, variantOfEntry } from '../simulation/components.ts';
import type { Plan, PlanControl } from '../simulation/plan.ts';

/** Controls of one scenario whose states matter together, and the candidates that make a difference to them. */
export interface ChoiceComponent {
  /** The way in for which they are looked at: 0 for no named one. */
  readonly entry: number;
  /** Numbers of its controls; none for the weaknesses of the struck asset. */
  readonly members: ReadonlySet<number>;
  /** Places of candidates, ascending: members, what tests them, and what changes how they fail. */
  readonly candidates: readonly number[];
}

/**
 * The components of a scenario under everything that is in place or could be had. Given a point of luck they are independent of each other,
 * so what a choice leaves of the scenario is a product over them.
 *
 * @param compiled of the one scenario, under one portfolio: all that is in place and all candidates
 */
export function choiceComponents(
  compiled: CompiledPlan,
  candidates: readonly PlanControl[],
): ChoiceComponent[] {
  const [scenario] = compiled.scenarios;
  const variant = scenario.variants[scenario.variantOfPortfolio[0]];
  const byNumber = new Map(compiled.plan.controls.map((control) => [control.number, control]));
  const acting = (acts: (candidate: PlanControl) => boolean) =>
    candidates.flatMap((candidate, place) => (acts(candidate) ? [place] : []));

  return scenario.aiCapable.flatMap((capable, entry) =>
    componentsOf(variantOfEntry(variant, entry, capable)).map(({ controls }): ChoiceComponent => {
      const members = controls.map(({ number }) => byNumber.get(number)!);
      const ids = new Set(members.map(({ id }) => id));
      const ofMembers = acting(
        (candidate) => ids.has(candidate.id) || actsOn(candidate, 'controlIds', (id) => ids.has(id)),
      );
      return {
        entry,
        members: new Set(members.map(({ number }) => number)),
        candidates: withRequired(ofMembers, candidates),
      };
    }),
  );
}

/** The candidates that change how many of the struck asset's weaknesses are open. */
export function weaknessCandidates(compiled: CompiledPlan, candidates: readonly PlanControl[]): number[] {
  const { assetId } = compiled.scenarios[0].scenario;
  const acting = candidates.flatMap((candidate, place) =>
    actsOn(candidate, 'assetIds', (id) => id === assetId) ? [place] : [],
  );
  return withRequired(acting, candidates);
}

/**
 * What there is of a plan to a component: its controls, those in place that act on them or that they require, and its candidates; the struck
 * asset alone, and the scenario without what it costs.
 */
export function planOfComponent(
  plan: Plan,
  { members, candidates: places }: ChoiceComponent,
  struck: number,
  candidates: readonly PlanControl[],
): Plan {
  const asset = plan.assets[struck];
  const [{ primaryLosses: _, secondaryLosses: __, records: ___, outageHours: ____, ...scenario }] =
    plan.scenarios;
  const isCandidate = new Set(candidates.map(({ id }) => id));
  const ids = new Set(places.map((at) => candidates[at].id));
  for (const { id, number } of plan.controls) if (members.has(number)) ids.add(id);
  for (const control of plan.controls) {
    if (isCandidate.has(control.id)) continue;
    const isNamed = (id: string) => ids.has(id);
    if (actsOn(control, 'controlIds', isNamed) || actsOn(control, 'assetIds', (id) => id === asset.id))
      ids.add(control.id);
  }
  const byId = new Map(plan.controls.map((control) => [control.id, control]));
  for (const id of ids) byId.get(id)?.requires.forEach((needed) => ids.add(needed)); // a set that grows is gone through to its new end
  return {
    ...plan,
    assets: [{ ...asset, dependsOn: [] }],
    scenarios: [{ ...scenario, primaryLosses: [], secondaryLosses: [] }],
    controls: plan.controls.filter(({ id }) => ids.has(id)),
  };
}

/** Whether a control tests, or changes the failures or weaknesses of, what a list names. */
const actsOn = (
  { tests, effects }: PlanControl,
  list: 'controlIds' | 'assetIds',
  isNamed: (id: string) => boolean,
): boolean =>
  (tests?.[list]?.some(isNamed) ?? false) ||
  effects.some((effect) => effect.factor.startsWith('VARIANCE_') && (effect[list]?.some(isNamed) ?? false));

/** With each candidate all candidates that it requires, directly or not: without them it does nothing. */
function withRequired(places: readonly number[], candidates: readonly PlanControl[]): number[] {
  const placeOf = new Map(candidates.map(({ id }, place) => [id, place]));
  const found = new Set(places);
  for (const place of found)
    for (const id of candidates[place].requires) {
      const needed = placeOf.get(id);
      if (needed !== undefined) found.add(needed); // a set that grows is gone through to its new end
    }
  return [...found].sort((a, b) => a - b);
}
