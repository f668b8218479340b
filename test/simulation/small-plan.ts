import type { Estimate } from '../../src/math/estimate.ts';
import type {
  Plan,
  PlanAsset,
  PlanControl,
  PlanEffect,
  PlanScenario,
  PlanThreat,
  PlanOption,
} from '../../src/simulation/plan.ts';
import type { RunResult } from '../../src/simulation/result.ts';
import { runPlan, type Execute } from '../../src/simulation/run.ts';
import { performTask } from '../../src/simulation/tasks.ts';

/** Models small enough to write down, for tests: everything that is not said is plain. */

export const constant = (value: number): Estimate => ({ shape: 'CONSTANT', value, basis: 'ASSUMED' });
export const uniform = (low: number, high: number): Estimate => ({
  shape: 'UNIFORM',
  low,
  high,
  basis: 'ASSUMED',
});
/** Mean 100,000. */
export const gammaLoss: Estimate = { shape: 'GAMMA', shapeParameter: 2, scale: 50_000, basis: 'ASSUMED' };

type Named<T> = Partial<T> & { readonly id: string };

export interface SmallModel {
  readonly assets?: readonly Named<PlanAsset>[];
  readonly threats?: readonly Named<PlanThreat>[];
  readonly scenarios?: readonly Named<PlanScenario>[];
  readonly controls?: readonly Named<PlanControl>[];
  readonly options?: readonly (Partial<PlanOption> & {
    readonly name: string;
    readonly add?: readonly string[];
  })[];
  readonly plan?: Partial<Plan>;
}

export function planOf({ assets, threats, scenarios, controls, options, plan }: SmallModel): Plan {
  const numbered = <T>(list: readonly T[]) => list.map((item, i) => ({ number: i + 1, ...item }));
  const allControls = numbered(controls ?? []).map((control): PlanControl => ({
    name: control.id,
    stance: 'DEFENSIVE',
    status: 'PROPOSED',
    staffFte: 0,
    effects: [],
    requires: [],
    aiBased: false,
    ...control,
  }));
  const inPlace = allControls.filter(({ status }) => status === 'IN_PLACE').map(({ id }) => id);
  const inOrder = (ids: readonly string[]) =>
    allControls.map(({ id }) => id).filter((id) => ids.includes(id));
  return {
    formatVersion: 1,
    engineVersion: 'test',
    assets: numbered(assets ?? [{ id: 'asset' }]).map((asset) => ({
      name: asset.id,
      dependsOn: [],
      ...asset,
    })),
    threats: numbered(threats ?? [{ id: 'threat' }]).map((threat) => ({
      name: threat.id,
      category: 'CRIME',
      aiCapable: false,
      volatility: 0,
      ...threat,
    })),
    scenarios: numbered(scenarios ?? [{ id: 'scenario' }]).map((scenario) => ({
      name: scenario.id,
      assetId: 'asset',
      threatId: 'threat',
      effect: 'AVAILABILITY',
      statedAs: 'INHERENT',
      entries: [],
      ...(scenario.threatEventFrequency || scenario.contactFrequency
        ? {}
        : { lossEventFrequency: constant(2) }),
      primaryLosses: [{ form: 'RESPONSE', magnitude: gammaLoss }],
      secondaryLosses: [],
      ...scenario,
    })),
    controls: allControls,
    mechanisms: [
      ...new Set(allControls.flatMap(({ effects }) => effects.map(({ mechanism }) => mechanism))),
    ].sort(),
    baseline: { controlIds: inPlace, changes: [] },
    options: (options ?? []).map(({ add = [], ...option }) => ({
      addedControlIds: add,
      removedControlIds: [],
      changes: [],
      controlIds: inOrder([...inPlace.filter((id) => !option.removedControlIds?.includes(id)), ...add]),
      ...option,
    })),
    horizonYears: 1,
    trials: 40_000,
    seed: '20261124',
    discountRate: constant(0),
    costPerFte: constant(120_000),
    ...plan,
  };
}

export const effect = (
  factor: PlanEffect['factor'],
  efficacy: number,
  more: Partial<PlanEffect> = {},
): PlanEffect => ({
  factor,
  efficacy: constant(efficacy),
  mechanism: factor,
  ...more,
});

/** Computes in this thread. */
export const inThisThread: Execute = async (task) => performTask(task) as never;

export const run = (model: SmallModel, chunkTrials = 10_000): Promise<RunResult> =>
  runPlan(planOf(model), inThisThread, { chunkTrials, parallel: 1, progress: () => {} });
