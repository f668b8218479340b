import { touchedEntries } from '../controls/effects.ts';
import type { ControlChange, Plan, PlanAsset, PlanControl, PlanScenario, PlanThreat } from './plan.ts';

/** What an expected annual loss depends on, while one plan is turned into another: by id, and never changed in place. */
export interface PlanDraft {
  horizonYears: number;
  readonly assets: Map<string, PlanAsset>;
  readonly threats: Map<string, PlanThreat>;
  readonly scenarios: Map<string, PlanScenario>;
  readonly controls: Map<string, PlanControl>;
  /** Controls of the portfolio. */
  readonly members: Set<string>;
  /** What the portfolio changes of controls. */
  readonly changes: Map<string, ControlChange>;
}

export function draftOf({ horizonYears, assets, threats, scenarios, controls, baseline }: Plan): PlanDraft {
  const byId = <T extends { readonly id: string }>(list: readonly T[]) =>
    new Map(list.map((it) => [it.id, it]));
  return {
    horizonYears,
    assets: byId(assets),
    threats: byId(threats),
    scenarios: byId(scenarios),
    controls: byId(controls),
    members: new Set(baseline.controlIds),
    changes: new Map(baseline.changes.map((change) => [change.controlId, change])),
  };
}

/** What one scenario's part of the expected loss depends on. */
export interface ScenarioScope {
  readonly scenario: PlanScenario;
  readonly threats: readonly PlanThreat[];
  readonly assets: readonly PlanAsset[];
  readonly controls: readonly PlanControl[];
}

/**
 * A scenario with all that can touch it: its threats, the assets that go down or are exposed with the struck one, the controls that act on
 * it or are required to, and what tests or mends those, or the struck asset. Any mix of two plans is fit to be asked: what refers to
 * nothing is left out.
 *
 * @returns undefined while the draft lacks its asset or threat
 */
export function scopeOf(draft: PlanDraft, scenario: PlanScenario): ScenarioScope | undefined {
  const threat = draft.threats.get(scenario.threatId);
  const struck = draft.assets.get(scenario.assetId);
  if (!threat || !struck) return undefined;
  const entries = scenario.entries.filter(({ threatId }) => draft.threats.has(threatId));
  const threatIds = new Set([scenario.threatId, ...entries.map(({ threatId }) => threatId)]);

  const assetIds = new Set([struck.id]);
  for (const id of assetIds)
    for (const asset of draft.assets.values())
      if (asset.dependsOn.some(({ assetId }) => assetId === id)) assetIds.add(asset.id);

  const all = [...draft.controls.values()];
  const controlIds = new Set(
    all.flatMap(({ id, effects }) =>
      effects.some((effect) => touchedEntries(effect, scenario, threat).includes(true)) ? [id] : [],
    ),
  );
  const mends = ({ tests, effects }: PlanControl) =>
    [tests, ...effects.filter(({ factor }) => factor.startsWith('VARIANCE_'))].some(
      (it) => it?.assetIds?.includes(struck.id) || it?.controlIds?.some((id) => controlIds.has(id)),
    );
  for (let before = -1; before !== controlIds.size;) {
    before = controlIds.size;
    for (const id of controlIds)
      for (const needed of draft.controls.get(id)?.requires ?? []) controlIds.add(needed);
    for (const control of all) if (mends(control)) controlIds.add(control.id);
  }

  return {
    scenario: entries.length === scenario.entries.length ? scenario : { ...scenario, entries },
    threats: chosen(draft.threats, threatIds),
    assets: chosen(draft.assets, assetIds),
    controls: chosen(draft.controls, controlIds),
  };
}

/** A plan of one scenario alone. Draws are keyed by numbers, so what is drawn for it is the same in all of them. */
export function planOfScope(
  { members, changes, horizonYears }: PlanDraft,
  { scenario, threats, assets, controls }: ScenarioScope,
  { formatVersion, engineVersion, discountRate, costPerFte }: Plan,
): Plan {
  const held = new Set(assets.map(({ id }) => id));
  const controlIds = controls.map(({ id }) => id).filter((id) => members.has(id));
  return {
    formatVersion,
    engineVersion,
    assets: assets.map((asset) => ({
      ...asset,
      dependsOn: asset.dependsOn.filter(({ assetId }) => held.has(assetId)),
    })),
    threats,
    scenarios: [scenario],
    controls,
    mechanisms: [
      ...new Set(controls.flatMap(({ effects }) => effects.map(({ mechanism }) => mechanism))),
    ].sort(),
    baseline: { controlIds, changes: controlIds.flatMap((id) => changes.get(id) ?? []) },
    options: [],
    horizonYears,
    trials: 1,
    seed: SEED,
    discountRate,
    costPerFte,
  };
}

/** One for all: what differs between two plans must not be their luck. */
const SEED = '0';

/** In the order of their numbers, as in any plan. */
const chosen = <T extends { readonly number: number }>(
  from: ReadonlyMap<string, T>,
  ids: ReadonlySet<string>,
): T[] => [...from].flatMap(([id, it]) => (ids.has(id) ? [it] : [])).sort((a, b) => a.number - b.number);
