import { InvalidInput } from '../errors.ts';
import type { Estimate } from '../math/estimate.ts';
import { parseEntity, type Definition, type Named } from '../model/definition.ts';
import { estimateOf } from '../model/estimates.ts';
import { at, defaulted, needed, optional, type Rules } from '../model/fields.ts';
import { label, listOf, numberFrom, oneOf, partOf, phrase, reference } from '../model/values.ts';
import { LOSS_FORMS, type LossForm } from '../simulation/plan.ts';

export const EFFECTS = ['CONFIDENTIALITY', 'INTEGRITY', 'AVAILABILITY'] as const;
export type Effect = (typeof EFFECTS)[number];

export const STATED_AS = ['INHERENT', 'CURRENT'] as const;
export type StatedAs = (typeof STATED_AS)[number];

export interface Loss {
  readonly form: LossForm;
  readonly magnitude: Estimate;
}

/** Another threat through which attackers come in, and the share of attempts that do. */
export interface Entry {
  readonly threatId: string;
  readonly share: number;
}

/** What an organisation states of a scenario. Null means not stated. */
export interface ScenarioFields extends Named {
  readonly assetId: string;
  readonly threatId: string;
  readonly effect: Effect;
  readonly statedAs: StatedAs;
  readonly entries: readonly Entry[];
  readonly lossEventFrequency: Estimate | null;
  readonly threatEventFrequency: Estimate | null;
  readonly contactFrequency: Estimate | null;
  readonly probabilityOfAction: Estimate | null;
  readonly susceptibility: Estimate | null;
  readonly threatCapability: Estimate | null;
  readonly resistanceStrength: Estimate | null;
  readonly primaryLosses: readonly Loss[];
  readonly secondaryProbability: Estimate | null;
  readonly secondaryLosses: readonly Loss[];
  readonly records: Estimate | null;
  readonly outageHours: Estimate | null;
}

export const lossRules: Rules<Loss> = {
  form: needed(oneOf(LOSS_FORMS), 'One of the six forms of loss of FAIR.'),
  magnitude: needed(estimateOf('magnitude'), 'US dollars per loss event.'),
};

export const entryRules: Rules<Entry> = {
  threatId: needed(reference, 'The threat that opens the door: not the threat of the scenario itself.'),
  share: needed(numberFrom(0, 1), 'Share, 0 to 1, of the attempts that come in this way.'),
};

const lossesByForm = listOf(partOf(lossRules), ({ form }) => form);

export const scenarioRules: Rules<ScenarioFields> = {
  name: needed(label, 'Unique among your scenarios, at most 200 characters.'),
  assetId: needed(reference, 'The asset that is struck.'),
  threatId: needed(reference, 'The threat that strikes: not one that is only enabling.'),
  effect: needed(oneOf(EFFECTS), 'What the asset loses.'),
  externalId: optional(phrase, 'Your own id for it, unique among your scenarios.'),
  statedAs: defaulted(
    oneOf(STATED_AS),
    'CURRENT',
    'What its numbers assume. INHERENT: no control acts. CURRENT: the controls IN_PLACE already act. Absent: CURRENT.',
  ),
  entries: defaulted(
    listOf(partOf(entryRules), ({ threatId }) => threatId),
    [],
    'How attackers come in: shares of at most 1 in sum; the rest enters by no named way.',
  ),
  lossEventFrequency: optional(
    estimateOf('lossEventFrequency'),
    'Loss events per year. One level of frequency is stated: this, or threatEventFrequency, or contactFrequency with probabilityOfAction.',
  ),
  threatEventFrequency: optional(
    estimateOf('threatEventFrequency'),
    'Attempts per year, of which susceptibility says how many succeed.',
  ),
  contactFrequency: optional(
    estimateOf('contactFrequency'),
    'Contacts of the threat with the asset per year, of which probabilityOfAction says how many become attempts.',
  ),
  probabilityOfAction: optional(
    estimateOf('probabilityOfAction'),
    'Share, 0 to 1, of contacts that become attempts.',
  ),
  susceptibility: optional(
    estimateOf('susceptibility'),
    'Share, 0 to 1, of attempts that become loss events. Instead of it: threatCapability and resistanceStrength.',
  ),
  threatCapability: optional(
    estimateOf('threatCapability'),
    'How able an attacker is: percentile of all attackers, 0 to 100. An attempt succeeds when it exceeds resistanceStrength.',
  ),
  resistanceStrength: optional(
    estimateOf('resistanceStrength'),
    'How much the asset resists: percentile of all attackers that it withstands, 0 to 100.',
  ),
  primaryLosses: defaulted(lossesByForm, [], 'What every loss event costs, each form at most once.'),
  secondaryProbability: optional(
    estimateOf('secondaryProbability'),
    'Share, 0 to 1, of loss events to which others react (regulators, patients, press) so that secondaryLosses follow.',
  ),
  secondaryLosses: defaulted(
    lossesByForm,
    [],
    'What a loss event costs in addition when others react, each form at most once.',
  ),
  records: optional(
    estimateOf('records'),
    'Records about people that a loss event exposes: a count, at most what the asset holds.',
  ),
  outageHours: optional(estimateOf('outageHours'), 'Hours for which a loss event takes the asset down.'),
};

export const scenarioDefinition: Definition<ScenarioFields> = {
  kind: 'scenario',
  rules: scenarioRules,
  check: checkScenario,
  mapReferences: (fields, map, path) => ({
    ...fields,
    assetId: map('asset', fields.assetId, at(path, 'assetId')),
    threatId: map('threat', fields.threatId, at(path, 'threatId')),
    entries: fields.entries.map((entry, place) => ({
      ...entry,
      threatId: map('threat', entry.threatId, at(path, `entries.${place}.threatId`)),
    })),
  }),
};

/**
 * A scenario as a caller states it, checked.
 *
 * @param before what it stated so far, with its id: a field that is absent from the input stays, null clears
 * @throws {InvalidInput} names the field
 * @example parseScenario({ name: 'Ransomware', assetId, threatId, effect: 'AVAILABILITY', lossEventFrequency }, 'input').statedAs // 'CURRENT'
 */
export const parseScenario = (
  input: unknown,
  path: string,
  before?: ScenarioFields & { readonly id?: string },
): ScenarioFields => parseEntity(scenarioDefinition, input, path, before);

function checkScenario(scenario: ScenarioFields, path: string): void {
  checkFrequency(scenario, path);
  checkSusceptibility(scenario, path);
  checkEntries(scenario, path);
  const { secondaryProbability, secondaryLosses } = scenario;
  if (secondaryProbability && secondaryLosses.length === 0)
    throw new InvalidInput('must be stated where secondaryProbability is', at(path, 'secondaryLosses'));
  if (!secondaryProbability && secondaryLosses.length > 0)
    throw new InvalidInput('must be stated where secondaryLosses are', at(path, 'secondaryProbability'));
}

const LEVELS = ['lossEventFrequency', 'threatEventFrequency', 'contactFrequency'] as const;

function checkFrequency(scenario: ScenarioFields, path: string): void {
  const stated = LEVELS.filter((level) => scenario[level]);
  if (stated.length === 0)
    throw new InvalidInput(`one of ${LEVELS.join(', ')} must be stated`, at(path, 'lossEventFrequency'));
  if (stated.length > 1)
    throw new InvalidInput(
      `only one level of frequency can be stated, got ${stated.join(' and ')}`,
      at(path, stated[1]),
    );
  const { contactFrequency, probabilityOfAction } = scenario;
  if (contactFrequency && !probabilityOfAction)
    throw new InvalidInput('must be stated where contactFrequency is', at(path, 'probabilityOfAction'));
  if (!contactFrequency && probabilityOfAction)
    throw new InvalidInput('can be stated only with contactFrequency', at(path, 'probabilityOfAction'));
}

function checkSusceptibility(scenario: ScenarioFields, path: string): void {
  const { lossEventFrequency, susceptibility, threatCapability, resistanceStrength } = scenario;
  const strengths = (['threatCapability', 'resistanceStrength'] as const).filter((field) => scenario[field]);
  if (lossEventFrequency) {
    const stated = susceptibility ? 'susceptibility' : strengths[0];
    if (stated)
      throw new InvalidInput(
        'cannot be stated with lossEventFrequency, which counts successes already',
        at(path, stated),
      );
    return;
  }
  if (susceptibility && strengths.length > 0)
    throw new InvalidInput(
      'cannot be stated with susceptibility: either says how many attempts succeed',
      at(path, strengths[0]),
    );
  if (susceptibility) return;
  if (strengths.length === 0)
    throw new InvalidInput(
      'must be stated where attempts are counted; or threatCapability and resistanceStrength instead',
      at(path, 'susceptibility'),
    );
  if (!threatCapability)
    throw new InvalidInput('must be stated where resistanceStrength is', at(path, 'threatCapability'));
  if (!resistanceStrength)
    throw new InvalidInput('must be stated where threatCapability is', at(path, 'resistanceStrength'));
}

/** Room for decimal shares that add up to a hair above 1, such as 0.7 + 0.2 + 0.1. */
const ROUNDING = 1e-12;

function checkEntries({ threatId, entries }: ScenarioFields, path: string): void {
  const own = entries.findIndex((entry) => entry.threatId === threatId);
  if (own >= 0)
    throw new InvalidInput(
      'needs another threat than the scenario’s own',
      at(path, `entries.${own}.threatId`),
    );
  const sum = entries.reduce((total, { share }) => total + share, 0);
  if (sum > 1 + ROUNDING)
    throw new InvalidInput(`needs shares of at most 1 in sum, got ${sum}`, at(path, 'entries'));
}
