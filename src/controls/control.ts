import { catalogControlId } from '../catalog/catalog.ts';
import type { Estimate } from '../math/estimate.ts';
import { parseEntity, type Definition, type ModelKind, type Named } from '../model/definition.ts';
import { estimateOf } from '../model/estimates.ts';
import { at, defaulted, needed, omissible, optional, type Rules } from '../model/fields.ts';
import {
  days,
  flag,
  intervalDays,
  label,
  listOf,
  numberFrom,
  oneOf,
  partOf,
  phrase,
  prose,
  reference,
  someOf,
} from '../model/values.ts';
import { FACTORS, type PlanEffect, type PlanTestProgramme } from '../simulation/plan.ts';
import { checkControl } from './check.ts';
import { specification } from './specification.ts';

export const STANCES = ['DEFENSIVE', 'OFFENSIVE'] as const;
export type Stance = (typeof STANCES)[number];

export const CONTROL_STATUSES = ['IN_PLACE', 'PROPOSED', 'RETIRED'] as const;
export type ControlStatus = (typeof CONTROL_STATUSES)[number];

/** Source: the functions of FAIR-CAM. */
export const CONTROL_FUNCTIONS = [
  'LOSS_PREVENTION',
  'LOSS_DETECTION',
  'LOSS_RESPONSE',
  'VARIANCE_PREVENTION',
  'VARIANCE_IDENTIFICATION',
  'VARIANCE_CORRECTION',
  'DECISION_SUPPORT',
] as const;
export type ControlFunction = (typeof CONTROL_FUNCTIONS)[number];

/** What coverage, fix probability and reach are where they are not stated. */
export const CERTAIN: Estimate = { shape: 'CONSTANT', value: 1, basis: 'ASSUMED' };

export interface TestProgramme extends PlanTestProgramme {
  /** Who allowed the test, and its scope. */
  readonly authorization: string;
}

/** What an organisation states of a control. Null means not stated. */
export interface ControlFields extends Named {
  readonly catalogId: string | null;
  readonly stance: Stance;
  readonly status: ControlStatus;
  readonly functions: readonly ControlFunction[];
  readonly description: string | null;
  readonly upfrontCost: Estimate | null;
  readonly annualCost: Estimate | null;
  readonly staffFte: number;
  readonly leadTimeDays: Estimate | null;
  readonly coverage: Estimate | null;
  readonly effects: readonly PlanEffect[];
  readonly failuresPerYear: Estimate | null;
  readonly discoveryDays: Estimate | null;
  readonly repairDays: Estimate | null;
  readonly requires: readonly string[];
  readonly excludes: readonly string[];
  readonly aiBased: boolean;
  readonly evasionProbability: Estimate | null;
  readonly poisoningsPerYear: Estimate | null;
  readonly tests: TestProgramme | null;
  readonly hipaaSpecifications: readonly string[];
}

export const effectRules: Rules<PlanEffect> = {
  factor: needed(oneOf(FACTORS), 'What it lowers.'),
  efficacy: needed(
    estimateOf('efficacy'),
    'The share, 0 to 1, by which it lowers the factor where the control works.',
  ),
  mechanism: needed(
    label,
    'How it works, in words of your own: of the effects with one mechanism on one factor only the strongest counts.',
  ),
  threatIds: omissible(
    someOf(reference),
    'Only these threats, or attempts that they open the door to. Absent: all.',
  ),
  assetIds: omissible(
    someOf(reference),
    'Only these assets. Absent: all; but none in a VARIANCE effect, which acts on the weaknesses of these.',
  ),
  scenarioIds: omissible(someOf(reference), 'Only these scenarios. Absent: all.'),
  categories: omissible(someOf(label), 'Only threats of these categories. Absent: all.'),
  controlIds: omissible(
    someOf(reference),
    'The controls on whose failures a VARIANCE effect acts. Absent: none.',
  ),
  halfLifeDays: omissible(
    days,
    'Days in which it loses half of its efficacy unless renewed. Absent: it does not fade.',
  ),
  renewEveryDays: omissible(intervalDays, 'Days between renewals, which bring back its full efficacy.'),
};

export const testRules: Rules<TestProgramme> = {
  controlIds: omissible(someOf(reference), 'The controls whose failures it can find. Absent: none.'),
  assetIds: omissible(someOf(reference), 'The assets whose security holes it can find. Absent: none.'),
  everyDays: needed(intervalDays, 'Days between two runs.'),
  findProbability: needed(
    estimateOf('findProbability'),
    'Share, 0 to 1, of what it can see that one run finds.',
  ),
  fixProbability: omissible(
    estimateOf('fixProbability'),
    'Share, 0 to 1, of findings that are fixed. Absent: 1.',
  ),
  reachShare: omissible(
    estimateOf('reachShare'),
    'Share, 0 to 1, of failures and holes that its method can see at all. Absent: 1.',
  ),
  renews: defaulted(
    flag,
    false,
    'Each run also renews the fading effects of the controls it covers. Absent: false.',
  ),
  authorization: needed(phrase, 'Who allowed the test, and its scope: offensive work is lawful work.'),
};

export const controlRules: Rules<ControlFields> = {
  name: needed(label, 'Unique among your controls, at most 200 characters.'),
  stance: needed(oneOf(STANCES), 'Whether it defends, or tests the defence by attacking it.'),
  externalId: optional(phrase, 'Your own id for it, unique among your controls.'),
  catalogId: optional(catalogControlId, 'The control of the catalogue that it was adopted from.'),
  status: defaulted(oneOf(CONTROL_STATUSES), 'PROPOSED', 'Whether it is at work. Absent: PROPOSED.'),
  functions: defaulted(listOf(oneOf(CONTROL_FUNCTIONS)), [], 'Its functions in FAIR-CAM.'),
  description: optional(prose, 'At most 10,000 characters.'),
  upfrontCost: optional(estimateOf('upfrontCost'), 'US dollars, once, to bring it in.'),
  annualCost: optional(estimateOf('annualCost'), 'US dollars per year to run it, without its people.'),
  staffFte: defaulted(numberFrom(0, 1_000_000), 0, 'Full-time people it needs. Absent: 0.'),
  leadTimeDays: optional(estimateOf('leadTimeDays'), 'Days from buying it until it works. Absent: 0.'),
  coverage: optional(
    estimateOf('coverage'),
    'Share, 0 to 1, of attempts that meet it at all: its gaps are elsewhere. Absent: 1.',
  ),
  effects: defaulted(listOf(partOf(effectRules)), [], 'What it lowers, and where.'),
  failuresPerYear: optional(
    estimateOf('failuresPerYear'),
    'How often per year it breaks without anyone knowing: misconfiguration, drift, an agent that stopped.',
  ),
  discoveryDays: optional(
    estimateOf('discoveryDays'),
    'Mean days until its own routine finds that it is broken, without any test programme.',
  ),
  repairDays: optional(
    estimateOf('repairDays'),
    'Days from finding that it is broken to its working again. Absent: 0.',
  ),
  requires: defaulted(someOf(reference), [], 'Controls without which it does not work.'),
  excludes: defaulted(someOf(reference), [], 'Controls that cannot be had together with it.'),
  aiBased: defaulted(
    flag,
    false,
    'It rests on a trained model, which AI-capable attackers may evade or poison. Absent: false.',
  ),
  evasionProbability: optional(
    estimateOf('evasionProbability'),
    'Share, 0 to 1, of attempts of AI-capable threats that evade it; only where it is AI-based. Absent: 0.',
  ),
  poisoningsPerYear: optional(
    estimateOf('poisoningsPerYear'),
    'How often per year its training data are poisoned, which breaks it like a failure; only where it is AI-based.',
  ),
  tests: optional(partOf(testRules), 'The testing it does: what it covers, how often, how likely it finds.'),
  hipaaSpecifications: defaulted(
    listOf(specification),
    [],
    'Specifications of the HIPAA Security Rule that it meets, such as 308.a.1.ii.A for 45 CFR 164.308(a)(1)(ii)(A); of a standard that has some, each is to be named. N02 to N16 are only proposed.',
  ),
};

export const controlDefinition: Definition<ControlFields> = {
  kind: 'control',
  rules: controlRules,
  check: checkControl,
  mapReferences: (fields, map, path) => {
    const all = (kind: ModelKind, ids: readonly string[], list: string) =>
      ids.map((id, place) => map(kind, id, at(path, `${list}.${place}`)));
    return {
      ...fields,
      effects: fields.effects.map((effect, place) => {
        const { threatIds, assetIds, scenarioIds, controlIds } = effect;
        const list = `effects.${place}`;
        return {
          ...effect,
          ...(threatIds && { threatIds: all('threat', threatIds, `${list}.threatIds`) }),
          ...(assetIds && { assetIds: all('asset', assetIds, `${list}.assetIds`) }),
          ...(scenarioIds && { scenarioIds: all('scenario', scenarioIds, `${list}.scenarioIds`) }),
          ...(controlIds && { controlIds: all('control', controlIds, `${list}.controlIds`) }),
        };
      }),
      requires: all('control', fields.requires, 'requires'),
      excludes: all('control', fields.excludes, 'excludes'),
      tests: fields.tests && {
        ...fields.tests,
        ...(fields.tests.controlIds && {
          controlIds: all('control', fields.tests.controlIds, 'tests.controlIds'),
        }),
        ...(fields.tests.assetIds && { assetIds: all('asset', fields.tests.assetIds, 'tests.assetIds') }),
      },
    };
  },
};

/**
 * A control as a caller states it, checked.
 *
 * @param before what it stated so far, with its id: a field that is absent from the input stays, null clears
 * @throws {InvalidInput} names the field
 * @example parseControl({ name: 'Immutable backups', stance: 'DEFENSIVE' }, 'input').status // 'PROPOSED'
 */
export const parseControl = (
  input: unknown,
  path: string,
  before?: ControlFields & { readonly id?: string },
): ControlFields => parseEntity(controlDefinition, input, path, before);
