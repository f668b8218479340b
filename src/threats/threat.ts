import { catalogThreatId } from '../catalog/catalog.ts';
import type { Estimate } from '../math/estimate.ts';
import { parseEntity, type Definition, type Named } from '../model/definition.ts';
import { estimateOf } from '../model/estimates.ts';
import { defaulted, needed, optional, type Rules } from '../model/fields.ts';
import { flag, label, listOf, numberFrom, phrase, prose } from '../model/values.ts';

/** What an organisation states of a threat. Null means not stated. */
export interface ThreatFields extends Named {
  readonly catalogId: string | null;
  readonly category: string;
  readonly description: string | null;
  readonly actor: string | null;
  readonly aiCapable: boolean;
  readonly enabling: boolean;
  readonly growthPerYear: Estimate | null;
  readonly volatility: number;
  readonly attackTechniques: readonly string[];
}

export const threatRules: Rules<ThreatFields> = {
  name: needed(label, 'Unique among your threats, at most 200 characters.'),
  category: needed(label, 'Threats of one category have their good and bad years together.'),
  externalId: optional(phrase, 'Your own id for it, unique among your threats.'),
  catalogId: optional(catalogThreatId, 'The threat of the catalogue that it was adopted from.'),
  description: optional(prose, 'At most 10,000 characters.'),
  actor: optional(phrase, 'Who is behind it.'),
  aiCapable: defaulted(flag, false, 'It can evade a control that is itself AI-based. Absent: false.'),
  enabling: defaulted(
    flag,
    false,
    'It only opens doors to other threats: an entry of scenarios, never the threat of one. Absent: false.',
  ),
  growthPerYear: optional(
    estimateOf('growthPerYear'),
    'By what share its attempts grow from one year to the next: 0.1 is 10% more, -0.1 is 10% fewer. Absent: 0.',
  ),
  volatility: defaulted(
    numberFrom(0, 5),
    0,
    'How much years differ: the standard deviation of the logarithm of a year’s attempts about their mean, 0 to 5. Absent: 0.',
  ),
  attackTechniques: defaulted(listOf(label), [], 'Ids in MITRE ATT&CK or ATLAS, such as T1566.'),
};

export const threatDefinition: Definition<ThreatFields> = {
  kind: 'threat',
  rules: threatRules,
  check: () => undefined,
  mapReferences: (fields) => fields,
};

/**
 * A threat as a caller states it, checked.
 *
 * @param before what it stated so far, with its id: a field that is absent from the input stays, null clears
 * @throws {InvalidInput} names the field
 * @example parseThreat({ name: 'Phishing', category: 'social' }, 'input').volatility // 0
 */
export const parseThreat = (
  input: unknown,
  path: string,
  before?: ThreatFields & { readonly id?: string },
): ThreatFields => parseEntity(threatDefinition, input, path, before);
