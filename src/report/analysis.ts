import { PATIENT_HARM } from '../catalog/patient-harm.ts';
import { SECTOR_LARGE_BREACH } from '../catalog/sector.ts';
import type { Estimate } from '../math/estimate.ts';
import {
  LOSS_FORMS,
  type Insurance,
  type Plan,
  type PlanControl,
  type PlanScenario,
} from '../simulation/plan.ts';
import type {
  ContributionData,
  CredibleRange,
  ExceedancePoint,
  Figure,
  OutcomeData,
  Percentile,
  RunResult,
  YearLikelihoodData,
} from '../simulation/result.ts';
import { countBases, inputsOf, type BasisCounts, type Input } from './inputs.ts';
import { limitsOf } from './limits.ts';
import type { Safeguards } from './safeguards.ts';

/** The risk analysis that an organisation has on file: what the JSON of a report holds, and all that its page says. */
export interface Analysis {
  readonly formatVersion: 1;
  readonly title: 'Security risk analysis';
  readonly requirement: '45 CFR 164.308(a)(1)(ii)(A)';
  readonly organization: string;
  /** RFC 3339, as all moments here. */
  readonly generatedAt: string;
  readonly run: RunRecord;
  readonly overall: Overall;
  readonly benchmark: Benchmark;
  readonly patientHarm: typeof PATIENT_HARM;
  readonly assets: readonly AssetLine[];
  readonly threats: readonly ThreatLine[];
  /** By expected annual loss, the largest first. */
  readonly scenarios: readonly ScenarioLine[];
  readonly byCategory: readonly (ContributionData & { readonly name: string })[];
  readonly byLossForm: readonly (ContributionData & { readonly name: string })[];
  readonly controls: readonly ControlLine[];
  /** Of the model as of `generatedAt`, in no way part of the run. */
  readonly otherControls: readonly OtherControl[];
  readonly insurance: Insurance | null;
  readonly safeguards: Safeguards;
  readonly basisCounts: BasisCounts;
  readonly inputs: readonly Input[];
  /** Null for runs of before it was found. */
  readonly sensitivity: readonly SensitivityLine[] | null;
  /** What the analysis does not know, in sentences. */
  readonly limits: readonly string[];
  /** All that the run was computed from: the SHA-256 of its canonical JSON (RFC 8785) is `run.planHash`. */
  readonly plan: Plan;
}

export interface RunRecord {
  readonly id: string;
  readonly name: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly trialsAskedFor: number;
  /** Fewer where the precision asked for was reached before. */
  readonly trials: number;
  readonly horizonYears: number;
  readonly seed: string;
  readonly engineVersion: string;
  readonly planHash: string;
  readonly resultHash: string | null;
  readonly warnings: readonly string[];
}

/** The outcome of the run, but for its lists of parts. */
export interface Overall {
  readonly expectedAnnualLoss: Figure;
  readonly credible: CredibleRange;
  readonly annualLossPercentiles: readonly Percentile[];
  readonly valueAtRisk95: Percentile;
  readonly conditionalValueAtRisk95: Figure;
  readonly exceedance: readonly ExceedancePoint[];
  readonly lossEventProbability: Figure;
  readonly breachProbability: Figure;
  readonly largeBreachProbability: Figure;
  readonly annualBreachProbability: Figure;
  readonly annualBreachCredible: CredibleRange;
  readonly annualLargeBreachProbability: Figure;
  readonly byYear: readonly YearLikelihoodData[];
  readonly expectedRecords: Figure;
  readonly recordsExceedance: readonly ExceedancePoint[];
  readonly expectedOutageHours: Figure;
  readonly outageExceedance: readonly ExceedancePoint[];
  readonly retained: OutcomeData['retained'] | null;
}

export interface Benchmark {
  /** Of this run, in one year. */
  readonly annualLargeBreachProbability: Figure;
  readonly sectorPerHospitalYear: number;
  /** The one over the other. */
  readonly ratio: number;
  readonly source: string;
}

/** Whether an asset holds records about people: a count, none, or some that nobody has counted. */
export type Holds = 'RECORDS' | 'NONE_STATED' | 'UNCOUNTED';

export interface AssetLine {
  readonly id: string;
  readonly name: string;
  readonly holds: Holds;
  readonly records: number | null;
  readonly dependsOn: readonly string[];
  /** Scenarios that strike it. */
  readonly scenarios: number;
  /** What falls on it: costs of outage and of records are on the asset that bears them. */
  readonly contribution: ContributionData;
}

export interface ThreatLine {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly aiCapable: boolean;
  readonly volatility: number;
  readonly growthPerYear: Estimate | null;
  /** Scenarios in which it strikes, and those in which it opens the door. */
  readonly strikes: number;
  readonly opensDoor: number;
}

export interface ScenarioLine extends Omit<PlanScenario, 'number' | 'assetId' | 'threatId' | 'entries'> {
  /** 1 is the largest expected annual loss. */
  readonly rank: number;
  readonly asset: string;
  readonly threat: string;
  readonly entries: readonly { readonly threat: string; readonly share: number }[];
  readonly contribution: ContributionData;
}

/** Part a control has in the run. */
export type ControlPart = 'IN_PLACE' | 'ADDED' | 'TAKEN_AWAY';

export interface ControlLine {
  readonly id: string;
  readonly name: string;
  readonly stance: PlanControl['stance'];
  readonly part: ControlPart;
  /** Whether the run gave it other numbers than are stored. */
  readonly changed: boolean;
  readonly coverage: Estimate | null;
  readonly effects: readonly { readonly factor: string; readonly mechanism: string }[];
  /** How often it tests, and what of the run. */
  readonly tests: {
    readonly everyDays: number;
    readonly controls: readonly string[];
    readonly assets: readonly string[];
  } | null;
  readonly requires: readonly string[];
}

export interface OtherControl {
  readonly name: string;
  readonly stance: PlanControl['stance'];
  readonly status: PlanControl['status'];
}

export interface SensitivityLine {
  readonly entity: string | null;
  readonly field: string;
  /** What it is, in words. */
  readonly says: string;
  readonly shareOfVariance: number;
  readonly swingLow: number;
  readonly swingHigh: number;
}

/** What an analysis is built from. */
export interface Sources {
  readonly organization: string;
  readonly run: Omit<RunRecord, 'trials'>;
  readonly plan: Plan;
  readonly result: Pick<RunResult, 'baseline' | 'sensitivity'>;
  /** All controls of the model as of `now`, by name. */
  readonly controlsNow: readonly (OtherControl & { readonly id: string })[];
  readonly safeguards: Safeguards;
  readonly now: Date;
}

/** Everything that a risk analysis says, from a run and from what is decided as of now; nothing in it is computed anew but counts and ranks. */
export function analysisOf({
  organization,
  run,
  plan,
  result,
  controlsNow,
  safeguards,
  now,
}: Sources): Analysis {
  const outcome = result.baseline;
  const inputs = inputsOf(plan);
  const basisCounts = countBases(inputs);
  const facts = {
    formatVersion: 1,
    title: 'Security risk analysis',
    requirement: '45 CFR 164.308(a)(1)(ii)(A)',
    organization,
    generatedAt: now.toISOString(),
    run: { ...run, trials: outcome.trials },
    overall: overallOf(outcome),
    benchmark: benchmarkOf(outcome),
    patientHarm: PATIENT_HARM,
    assets: assetLines(plan, outcome),
    threats: threatLines(plan),
    scenarios: scenarioLines(plan, outcome),
    byCategory: outcome.byCategory,
    byLossForm: outcome.byLossForm.map((it, place) => ({ name: LOSS_FORMS[place], ...it })),
    controls: controlLines(plan, controlsNow),
    otherControls: otherControls(plan, controlsNow),
    insurance: plan.baseline.insurance ?? null,
    safeguards,
    basisCounts,
    inputs,
    sensitivity: sensitivityLines(plan, inputs, result.sensitivity),
  } as const;
  return { ...facts, limits: limitsOf(facts), plan };
}

function overallOf(outcome: OutcomeData): Overall {
  const {
    trials: _trials,
    byScenario: _byScenario,
    byAsset: _byAsset,
    byCategory: _byCategory,
    byLossForm: _byLossForm,
    annualLosses: _annualLosses,
    horizonLosses: _horizonLosses,
    retained = null,
    ...overall
  } = outcome;
  return { ...overall, retained };
}

function benchmarkOf({ annualLargeBreachProbability }: OutcomeData): Benchmark {
  const { perHospitalYear, source } = SECTOR_LARGE_BREACH;
  return {
    annualLargeBreachProbability,
    sectorPerHospitalYear: perHospitalYear,
    ratio: annualLargeBreachProbability.value / perHospitalYear,
    source,
  };
}

/** Those that hold most records about people come first. */
function assetLines({ assets, scenarios }: Plan, { byAsset }: OutcomeData): AssetLine[] {
  const nameOf = namesOf(assets);
  const lines = assets.map(({ id, name, records, dependsOn }, place): AssetLine => {
    const striking = scenarios.filter(({ assetId }) => assetId === id);
    return {
      id,
      name,
      holds: holdsOf(
        records,
        striking.some((it) => it.records !== undefined),
      ),
      records: records ?? null,
      dependsOn: dependsOn.map(({ assetId }) => nameOf(assetId)),
      scenarios: striking.length,
      contribution: byAsset[place],
    };
  });
  return lines.sort((one, other) => (other.records ?? 0) - (one.records ?? 0));
}

function holdsOf(records: number | undefined, mayExpose: boolean): Holds {
  if (records !== undefined) return records > 0 ? 'RECORDS' : 'NONE_STATED';
  return mayExpose ? 'UNCOUNTED' : 'NONE_STATED';
}

const threatLines = ({ threats, scenarios }: Plan): ThreatLine[] =>
  threats.map(({ id, name, category, aiCapable, volatility, growthPerYear = null }) => ({
    id,
    name,
    category,
    aiCapable,
    volatility,
    growthPerYear,
    strikes: scenarios.filter(({ threatId }) => threatId === id).length,
    opensDoor: scenarios.filter(({ entries }) => entries.some(({ threatId }) => threatId === id)).length,
  }));

function scenarioLines({ assets, threats, scenarios }: Plan, { byScenario }: OutcomeData): ScenarioLine[] {
  const nameOf = namesOf([...assets, ...threats]);
  return scenarios
    .map(({ number: _number, assetId, threatId, entries, ...scenario }, place) => ({
      ...scenario,
      asset: nameOf(assetId),
      threat: nameOf(threatId),
      entries: entries.map((it) => ({ threat: nameOf(it.threatId), share: it.share })),
      contribution: byScenario[place],
    }))
    .sort(
      (one, other) => other.contribution.expectedAnnualLoss.value - one.contribution.expectedAnnualLoss.value,
    )
    .map((line, place) => ({ rank: place + 1, ...line }));
}

function controlLines({ assets, controls, baseline }: Plan, now: Sources['controlsNow']): ControlLine[] {
  const acting = new Set(baseline.controlIds);
  const changed = new Set(baseline.changes.map(({ controlId }) => controlId));
  const inRun = new Set(controls.map(({ id }) => id));
  const nameOf = namesOf([...now, ...assets, ...controls]);
  return controls.map(({ id, name, stance, status, coverage = null, effects, tests, requires }) => ({
    id,
    name,
    stance,
    part: !acting.has(id) ? 'TAKEN_AWAY' : status === 'IN_PLACE' ? 'IN_PLACE' : 'ADDED',
    changed: changed.has(id),
    coverage,
    effects: effects.map(({ factor, mechanism }) => ({ factor, mechanism })),
    tests: tests
      ? {
          everyDays: tests.everyDays,
          controls: (tests.controlIds ?? []).filter((it) => inRun.has(it)).map(nameOf),
          assets: (tests.assetIds ?? []).map(nameOf),
        }
      : null,
    requires: requires.map(nameOf),
  }));
}

function otherControls({ controls }: Plan, now: Sources['controlsNow']): OtherControl[] {
  const inRun = new Set(controls.map(({ id }) => id));
  return now.filter(({ id }) => !inRun.has(id)).map(({ name, stance, status }) => ({ name, stance, status }));
}

const sensitivityLines = (
  plan: Plan,
  inputs: readonly Input[],
  sensitivity: RunResult['sensitivity'],
): readonly SensitivityLine[] | null =>
  sensitivity?.map(({ entity, field, shareOfVariance, swingLow, swingHigh }) => {
    const whose = entity && plan[entity.list][entity.place];
    const input = inputs.find((it) => it.entityId === whose?.id && it.field === field);
    return {
      entity: whose?.name ?? null,
      field,
      says: input?.says ?? field,
      shareOfVariance,
      swingLow,
      swingHigh,
    };
  }) ?? null;

/** Of what a plan refers to but does not hold, such as a control that is required and not there, the id must do. */
function namesOf(list: readonly { readonly id: string; readonly name: string }[]): (id: string) => string {
  const names = new Map(list.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
