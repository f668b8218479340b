import { BASES, type Basis, type Estimate } from '../math/estimate.ts';
import { ESTIMATE_DOMAINS, type EstimateName } from '../model/estimates.ts';
import { isEstimate, pathText, type Path } from '../simulation/differences.ts';
import type { Plan, PlanDependency, PlanEffect, PlanLoss } from '../simulation/plan.ts';
import { plain } from '../words.ts';

/** An estimate that went into a run, and whose it is. */
export interface Input {
  readonly kind: InputKind;
  /** Absent for what is the organisation's own. */
  readonly entityId?: string;
  readonly entity: string;
  /** As the API names it, such as `effects[1].efficacy`. */
  readonly field: string;
  /** What it is, in words. */
  readonly says: string;
  readonly name: EstimateName;
  /** Of an efficacy: what it lowers, and how. */
  readonly effect?: Pick<PlanEffect, 'factor' | 'mechanism'>;
  readonly estimate: Estimate;
}

export type InputKind = 'asset' | 'threat' | 'scenario' | 'control' | 'change' | 'organisation';

/** How many inputs rest on what. */
export type BasisCounts = Readonly<Record<Basis, number>>;

/** Every estimate of a plan's simulation, in the order of the plan. */
export function inputsOf(plan: Plan): Input[] {
  const { assets, threats, scenarios, controls, baseline, discountRate, costPerFte } = plan;
  const names = new Map([...assets, ...threats, ...scenarios, ...controls].map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const of = (kind: InputKind, entityId: string | undefined, entity: string, part: object): Input[] =>
    estimatesIn(part).map(({ path, estimate }) => ({
      kind,
      ...(entityId !== undefined && { entityId }),
      entity,
      field: pathText(path),
      says: saysOf(part, path, nameOf),
      name: path.at(-1) as EstimateName,
      ...effectOf(part, path),
      estimate,
    }));
  return [
    ...assets.flatMap((it) => of('asset', it.id, it.name, it)),
    ...threats.flatMap((it) => of('threat', it.id, it.name, it)),
    ...scenarios.flatMap((it) => of('scenario', it.id, it.name, it)),
    ...controls.flatMap((it) => of('control', it.id, it.name, it)),
    ...baseline.changes.flatMap((it) => of('change', it.controlId, nameOf(it.controlId), it)),
    ...of('organisation', undefined, 'The organisation', { discountRate, costPerFte }),
  ];
}

export function countBases(inputs: readonly Input[]): BasisCounts {
  const counts = Object.fromEntries(BASES.map((basis) => [basis, 0])) as Record<Basis, number>;
  for (const { estimate } of inputs) counts[estimate.basis]++;
  return counts;
}

interface Found {
  readonly path: Path;
  readonly estimate: Estimate;
}

function estimatesIn(part: unknown, path: Path = []): Found[] {
  if (isEstimate(part)) return [{ path, estimate: part as unknown as Estimate }];
  if (typeof part !== 'object' || part === null) return [];
  const steps = Array.isArray(part) ? [...part.entries()] : Object.entries(part);
  return steps
    .flatMap(([step, inner]) => estimatesIn(inner, [...path, step]))
    .filter((it) => Object.hasOwn(ESTIMATE_DOMAINS, it.path.at(-1)!));
}

const SAYS: Readonly<Record<EstimateName, string>> = {
  annualCost: 'Cost a year, without people',
  contactFrequency: 'Contacts a year',
  costPerFte: 'Cost of a full-time person a year',
  costPerRecord: 'Cost per record, in a breach of 10,000',
  coverage: 'Share of attempts that meet it',
  discountRate: 'Discount rate a year',
  discoveryDays: 'Days until its own routine finds a failure',
  efficacy: 'Share by which it lowers what it acts on',
  evasionProbability: 'Share of AI-capable attempts that evade it',
  exploitability: 'Chance that an attempt uses an open hole',
  exposureProbability: 'Share of disclosures that pass on',
  failuresPerYear: 'Silent failures a year',
  findProbability: 'Share that a run of its tests finds',
  fixProbability: 'Share of findings that are fixed',
  growthPerYear: 'Growth of attempts a year',
  leadTimeDays: 'Days until it works',
  lossEventFrequency: 'Loss events a year',
  magnitude: 'Loss per event',
  outageCostPerHour: 'Cost of an hour down',
  outageHours: 'Hours down per event',
  poisoningsPerYear: 'Poisonings of its training data a year',
  probabilityOfAction: 'Share of contacts that become attempts',
  propagationProbability: 'Share of outages that pass on',
  reachShare: 'Share that its tests can see at all',
  records: 'Records exposed per event',
  recordsExponent: 'Power of records with which cost grows',
  repairDays: 'Days to repair a failure once found',
  resistanceStrength: 'Resistance, percentile of attackers',
  secondaryProbability: 'Share of events to which others react',
  susceptibility: 'Share of attempts that succeed',
  threatCapability: 'Capability, percentile of attackers',
  threatEventFrequency: 'Attempts a year',
  upfrontCost: 'Cost, once',
  weaknessDiscoveryDays: 'Days until its own routine finds a hole',
  weaknessRepairDays: 'Days to close a hole once found',
  weaknessesPerYear: 'Holes that open a year',
};

/** What an estimate is about, where its name alone does not say. */
function saysOf(whole: object, path: Path, nameOf: (id: string) => string): string {
  const name = path.at(-1) as EstimateName;
  const [list] = path;
  if (list === 'primaryLosses') return `${sentence(formOf(whole, path))}, per event`;
  if (list === 'secondaryLosses') return `${sentence(formOf(whole, path))}, when others react`;
  if (list === 'effects') {
    const { factor, mechanism } = partAt<PlanEffect>(whole, path);
    return loweringWords([factor], mechanism);
  }
  if (list === 'dependsOn') {
    const other = nameOf(partAt<PlanDependency>(whole, path).assetId);
    return name === 'propagationProbability' ? `Goes down with ${other}` : `Is exposed with ${other}`;
  }
  return SAYS[name];
}

/** @example loweringWords(['OUTAGE', 'RECORDS'], 'early containment') // 'Lowers outage, records by early containment' */
export const loweringWords = (factors: readonly string[], mechanism: string): string =>
  `Lowers ${factors.map(plain).join(', ')} by ${mechanism}`;

function effectOf(whole: object, path: Path): Pick<Input, 'effect'> {
  if (path[0] !== 'effects') return {};
  const { factor, mechanism } = partAt<PlanEffect>(whole, path);
  return { effect: { factor, mechanism } };
}

const formOf = (whole: object, path: Path): string => plain(partAt<PlanLoss>(whole, path).form);

/** What holds the estimate at the path. */
const partAt = <T>(whole: object, path: Path): T =>
  path
    .slice(0, -1)
    .reduce<unknown>((part, step) => (part as Readonly<Record<string | number, unknown>>)[step], whole) as T;

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
