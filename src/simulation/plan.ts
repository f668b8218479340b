import type { Estimate } from '../math/estimate.ts';

/**
 * A plan is all that a run needs, frozen: the same plan gives the same result, byte for byte, on any number of threads.
 * It is plain JSON; an absent field is left out. `number` is an entity's own, given when it was created and never reused:
 * it keys the random draws, so what is simulated beside an entity never changes what is drawn for it.
 */
export interface Plan {
  readonly formatVersion: 1;
  readonly engineVersion: string;
  /** In order of their number; all assets and threats of the model, the scenarios asked for, the controls of any portfolio here. */
  readonly assets: readonly PlanAsset[];
  readonly threats: readonly PlanThreat[];
  readonly scenarios: readonly PlanScenario[];
  readonly controls: readonly PlanControl[];
  /** Every mechanism name of the whole model's controls, see `mechanismOrder`: its place here keys its thinning uniforms. */
  readonly mechanisms: readonly string[];
  readonly baseline: Portfolio;
  /** Empty for a simulation; for a comparison each is the baseline changed. */
  readonly options: readonly PlanOption[];
  /** What is to be chosen, where that is what was asked. */
  readonly choice?: ChoiceAsked;
  readonly horizonYears: number;
  readonly trials: number;
  /** A decimal number, 0 to 2^64 - 1. */
  readonly seed: string;
  /** Stop once the 95% half-width of the mean is below this share of it. */
  readonly precision?: number;
  readonly discountRate: Estimate;
  /** US dollars per full-time person and year. */
  readonly costPerFte: Estimate;
}

export interface Portfolio {
  /** The controls that act, in order of their number. */
  readonly controlIds: readonly string[];
  readonly changes: readonly ControlChange[];
  /** The policy in force; absent means none. */
  readonly insurance?: Insurance;
}

export interface PlanOption extends Portfolio {
  readonly name: string;
  readonly addedControlIds: readonly string[];
  readonly removedControlIds: readonly string[];
  /** HIPAA requirements that it meets and the baseline does not; absent: none, or frozen before this was found. It decides no figure. */
  readonly hipaaGained?: readonly string[];
}

export const OBJECTIVES = [
  'EXPECTED_LOSS',
  'EXPECTED_LOSS_AND_COST',
  'CVAR95',
  'BREACH_PROBABILITY',
] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** Which set of controls is looked for. */
export interface ChoiceAsked {
  /** PROPOSED controls, in order of their number. */
  readonly candidateControlIds: readonly string[];
  readonly objective: Objective;
  /** US dollars of today over the horizon; absent: as much as is wanted. */
  readonly budget?: number;
  readonly staffFte?: number;
  readonly requiredControlIds: readonly string[];
  /** Pairs of candidates of which only one can be had. */
  readonly excludes: readonly (readonly [string, string])[];
  readonly frontierPoints: number;
  /** By candidate: HIPAA requirements that it meets and the baseline does not. Absent: as in an option. */
  readonly hipaaGained?: readonly (readonly string[])[];
}

/** New numbers for a control, in one portfolio only. */
export interface ControlChange {
  readonly controlId: string;
  readonly coverage?: Estimate;
  readonly failuresPerYear?: Estimate;
  readonly discoveryDays?: Estimate;
  readonly repairDays?: Estimate;
  readonly evasionProbability?: Estimate;
  readonly poisoningsPerYear?: Estimate;
  readonly everyDays?: number;
  readonly findProbability?: Estimate;
  readonly fixProbability?: Estimate;
  readonly upfrontCost?: Estimate;
  readonly annualCost?: Estimate;
  readonly staffFte?: number;
}

/** US dollars; `coinsurance` is the insurer's share above the retention; an absent limit does not bind. */
export interface Insurance {
  readonly premium: number;
  readonly retention: number;
  readonly coinsurance: number;
  readonly perEventLimit?: number;
  readonly annualLimit?: number;
}

export interface PlanAsset {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly records?: number;
  readonly costPerRecord?: Estimate;
  readonly recordsExponent?: Estimate;
  readonly outageCostPerHour?: Estimate;
  readonly weaknessesPerYear?: Estimate;
  readonly weaknessDiscoveryDays?: Estimate;
  readonly weaknessRepairDays?: Estimate;
  readonly exploitability?: Estimate;
  /** Mechanisms that an exploit passes: absent means all, empty means none (resistance only). */
  readonly weaknessBypasses?: readonly string[];
  readonly dependsOn: readonly PlanDependency[];
}

export interface PlanDependency {
  readonly assetId: string;
  readonly propagationProbability?: Estimate;
  readonly exposureProbability?: Estimate;
}

export interface PlanThreat {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly category: string;
  readonly aiCapable: boolean;
  readonly growthPerYear?: Estimate;
  readonly volatility: number;
}

export const LOSS_FORMS = [
  'PRODUCTIVITY',
  'RESPONSE',
  'REPLACEMENT',
  'FINES_AND_JUDGMENTS',
  'COMPETITIVE_ADVANTAGE',
  'REPUTATION',
] as const;
export type LossForm = (typeof LOSS_FORMS)[number];

export interface PlanLoss {
  readonly form: LossForm;
  readonly magnitude: Estimate;
}

export interface PlanScenario {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly assetId: string;
  readonly threatId: string;
  readonly effect: 'CONFIDENTIALITY' | 'INTEGRITY' | 'AVAILABILITY';
  readonly statedAs: 'INHERENT' | 'CURRENT';
  readonly entries: readonly { readonly threatId: string; readonly share: number }[];
  readonly lossEventFrequency?: Estimate;
  readonly threatEventFrequency?: Estimate;
  readonly contactFrequency?: Estimate;
  readonly probabilityOfAction?: Estimate;
  readonly susceptibility?: Estimate;
  readonly threatCapability?: Estimate;
  readonly resistanceStrength?: Estimate;
  readonly primaryLosses: readonly PlanLoss[];
  readonly secondaryProbability?: Estimate;
  readonly secondaryLosses: readonly PlanLoss[];
  readonly records?: Estimate;
  readonly outageHours?: Estimate;
}

export const FACTORS = [
  'ATTEMPTS',
  'SUSCEPTIBILITY',
  'PRIMARY_LOSS',
  'SECONDARY_PROBABILITY',
  'SECONDARY_LOSS',
  'OUTAGE',
  'RECORDS',
  'VARIANCE_FREQUENCY',
  'VARIANCE_DISCOVERY',
  'VARIANCE_REPAIR',
] as const;
export type Factor = (typeof FACTORS)[number];

export interface PlanEffect {
  readonly factor: Factor;
  readonly efficacy: Estimate;
  readonly mechanism: string;
  readonly threatIds?: readonly string[];
  readonly assetIds?: readonly string[];
  readonly scenarioIds?: readonly string[];
  readonly categories?: readonly string[];
  readonly controlIds?: readonly string[];
  readonly halfLifeDays?: number;
  readonly renewEveryDays?: number;
}

export interface PlanTestProgramme {
  readonly controlIds?: readonly string[];
  readonly assetIds?: readonly string[];
  readonly everyDays: number;
  readonly findProbability: Estimate;
  readonly fixProbability?: Estimate;
  readonly reachShare?: Estimate;
  readonly renews: boolean;
}

export interface PlanControl {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly stance: 'DEFENSIVE' | 'OFFENSIVE';
  readonly status: 'IN_PLACE' | 'PROPOSED' | 'RETIRED';
  readonly upfrontCost?: Estimate;
  readonly annualCost?: Estimate;
  readonly staffFte: number;
  readonly leadTimeDays?: Estimate;
  readonly coverage?: Estimate;
  readonly effects: readonly PlanEffect[];
  readonly failuresPerYear?: Estimate;
  readonly discoveryDays?: Estimate;
  readonly repairDays?: Estimate;
  readonly requires: readonly string[];
  readonly aiBased: boolean;
  readonly evasionProbability?: Estimate;
  readonly poisoningsPerYear?: Estimate;
  readonly tests?: PlanTestProgramme;
}
