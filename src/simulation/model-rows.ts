import type { AssetFields, Dependency } from '../assets/asset.ts';
import type { ControlFields } from '../controls/control.ts';
import type { ScenarioFields } from '../scenarios/scenario.ts';
import type { ThreatFields } from '../threats/threat.ts';
import type {
  PlanAsset,
  PlanControl,
  PlanDependency,
  PlanEffect,
  PlanScenario,
  PlanTestProgramme,
  PlanThreat,
} from './plan.ts';

/** What an organisation stated of a thing, and what tells it from all others. */
export type Stored<F> = Readonly<F> & { readonly id: string; readonly number: number };

/** A whole model, as its rows have it. */
export interface Model {
  readonly assets: readonly Stored<AssetFields>[];
  readonly threats: readonly Stored<ThreatFields>[];
  readonly scenarios: readonly Stored<ScenarioFields>[];
  readonly controls: readonly Stored<ControlFields>[];
  /** HIPAA requirements that a decision meets which is current now. Absent: none. */
  readonly alternatives?: readonly string[];
}

/** Every key of a plan's type, so that a field added there is missed here by the compiler and not by an analyst. */
type Keys<T> = Readonly<Record<keyof T, true>>;

const dependencyKeys: Keys<PlanDependency> = {
  assetId: true,
  propagationProbability: true,
  exposureProbability: true,
};

const assetKeys: Keys<PlanAsset> = {
  id: true,
  number: true,
  name: true,
  records: true,
  costPerRecord: true,
  recordsExponent: true,
  outageCostPerHour: true,
  weaknessesPerYear: true,
  weaknessDiscoveryDays: true,
  weaknessRepairDays: true,
  exploitability: true,
  weaknessBypasses: true,
  dependsOn: true,
};

const threatKeys: Keys<PlanThreat> = {
  id: true,
  number: true,
  name: true,
  category: true,
  aiCapable: true,
  growthPerYear: true,
  volatility: true,
};

const scenarioKeys: Keys<PlanScenario> = {
  id: true,
  number: true,
  name: true,
  assetId: true,
  threatId: true,
  effect: true,
  statedAs: true,
  entries: true,
  lossEventFrequency: true,
  threatEventFrequency: true,
  contactFrequency: true,
  probabilityOfAction: true,
  susceptibility: true,
  threatCapability: true,
  resistanceStrength: true,
  primaryLosses: true,
  secondaryProbability: true,
  secondaryLosses: true,
  records: true,
  outageHours: true,
};

const effectKeys: Keys<PlanEffect> = {
  factor: true,
  efficacy: true,
  mechanism: true,
  threatIds: true,
  assetIds: true,
  scenarioIds: true,
  categories: true,
  controlIds: true,
  halfLifeDays: true,
  renewEveryDays: true,
};

const testKeys: Keys<PlanTestProgramme> = {
  controlIds: true,
  assetIds: true,
  everyDays: true,
  findProbability: true,
  fixProbability: true,
  reachShare: true,
  renews: true,
};

const controlKeys: Keys<PlanControl> = {
  id: true,
  number: true,
  name: true,
  stance: true,
  status: true,
  upfrontCost: true,
  annualCost: true,
  staffFte: true,
  leadTimeDays: true,
  coverage: true,
  effects: true,
  failuresPerYear: true,
  discoveryDays: true,
  repairDays: true,
  requires: true,
  aiBased: true,
  evasionProbability: true,
  poisoningsPerYear: true,
  tests: true,
};

export const planAsset = (row: Stored<AssetFields>): PlanAsset =>
  frozen<PlanAsset>(assetKeys, {
    ...row,
    dependsOn: row.dependsOn.map((dependency: Dependency) =>
      frozen<PlanDependency>(dependencyKeys, dependency),
    ),
  });

export const planThreat = (row: Stored<ThreatFields>): PlanThreat => frozen<PlanThreat>(threatKeys, row);

export const planScenario = (row: Stored<ScenarioFields>): PlanScenario =>
  frozen<PlanScenario>(scenarioKeys, row);

export const planControl = (row: Stored<ControlFields>): PlanControl =>
  frozen<PlanControl>(controlKeys, {
    ...row,
    effects: row.effects.map((effect) => frozen<PlanEffect>(effectKeys, effect)),
    tests: row.tests && frozen<PlanTestProgramme>(testKeys, row.tests),
  });

/** In the order in which things were made. */
export const byNumber = <T extends { readonly number: number }>(list: readonly T[]): T[] =>
  list.toSorted((a, b) => a.number - b.number);

/** What a plan keeps of a row: its own keys, without those that nothing is stated for. */
const frozen = <T extends object>(keys: Keys<T>, row: { readonly [K in keyof T]?: T[K] | null }): T =>
  Object.fromEntries(
    (Object.keys(keys) as (keyof T & string)[]).flatMap((key) => {
      const value = row[key];
      return value === null || value === undefined ? [] : [[key, value]];
    }),
  ) as T;
