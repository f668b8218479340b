import { InvalidInput } from '../errors.ts';
import type { Estimate } from '../math/estimate.ts';
import { parseEntity, type Definition, type Named } from '../model/definition.ts';
import { estimateOf } from '../model/estimates.ts';
import { at, needed, omissible, optional, defaulted, type Rules } from '../model/fields.ts';
import { count, label, listOf, oneOf, partOf, phrase, prose, reference } from '../model/values.ts';

export const ASSET_KINDS = [
  'APPLICATION',
  'DATA_STORE',
  'NETWORK',
  'IDENTITY',
  'ENDPOINTS',
  'MEDICAL_DEVICES',
  'AI_MODEL',
  'WORKFORCE',
  'FACILITY',
  'THIRD_PARTY',
] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** Another asset that this one needs, and how often its trouble passes on. */
export interface Dependency {
  readonly assetId: string;
  readonly propagationProbability?: Estimate;
  readonly exposureProbability?: Estimate;
}

/** What an organisation states of an asset. Null means not stated. */
export interface AssetFields extends Named {
  readonly kind: AssetKind;
  readonly description: string | null;
  readonly owner: string | null;
  readonly records: number | null;
  readonly costPerRecord: Estimate | null;
  readonly recordsExponent: Estimate | null;
  readonly outageCostPerHour: Estimate | null;
  readonly weaknessesPerYear: Estimate | null;
  readonly weaknessDiscoveryDays: Estimate | null;
  readonly weaknessRepairDays: Estimate | null;
  readonly exploitability: Estimate | null;
  readonly weaknessBypasses: readonly string[] | null;
  readonly dependsOn: readonly Dependency[];
}

export const dependencyRules: Rules<Dependency> = {
  assetId: needed(reference, 'The asset that it needs.'),
  propagationProbability: omissible(
    estimateOf('propagationProbability'),
    'Share, 0 to 1, of the outages of the other asset that take this one down too. Absent: 1.',
  ),
  exposureProbability: omissible(
    estimateOf('exposureProbability'),
    'Share, 0 to 1, of the disclosures at the other asset that expose the records of this one too. Absent: 0.',
  ),
};

export const assetRules: Rules<AssetFields> = {
  name: needed(label, 'Unique among your assets, at most 200 characters.'),
  kind: needed(oneOf(ASSET_KINDS), 'What sort of thing it is.'),
  externalId: optional(phrase, 'Your own id for it, unique among your assets.'),
  description: optional(prose, 'At most 10,000 characters.'),
  owner: optional(phrase, 'Who answers for it.'),
  records: optional(count, 'Records about people that it holds: a count. Absent: not capped.'),
  costPerRecord: optional(
    estimateOf('costPerRecord'),
    'US dollars per record breached, stated for a breach of 10,000 records.',
  ),
  recordsExponent: optional(
    estimateOf('recordsExponent'),
    'How the cost of a breach grows with its records n: as n to this power, above 0 and at most 2. Absent: 0.76.',
  ),
  outageCostPerHour: optional(estimateOf('outageCostPerHour'), 'US dollars per hour for which it is down.'),
  weaknessesPerYear: optional(estimateOf('weaknessesPerYear'), 'Security holes that open in it, per year.'),
  weaknessDiscoveryDays: optional(
    estimateOf('weaknessDiscoveryDays'),
    'Mean days until its own routine finds a security hole, without any test programme.',
  ),
  weaknessRepairDays: optional(
    estimateOf('weaknessRepairDays'),
    'Days from finding a security hole to closing it. Absent: 0.',
  ),
  exploitability: optional(
    estimateOf('exploitability'),
    'Share, 0 to 1: the chance that an attempt makes use of one open security hole.',
  ),
  weaknessBypasses: optional(
    listOf(label),
    'Mechanisms of SUSCEPTIBILITY effects that an exploit passes. Absent: all of them; empty: none.',
  ),
  dependsOn: defaulted(
    listOf(partOf(dependencyRules), ({ assetId }) => assetId),
    [],
    'The assets that it needs to work.',
  ),
};

export const assetDefinition: Definition<AssetFields> = {
  kind: 'asset',
  rules: assetRules,
  check: checkAsset,
  mapReferences: (fields, map, path) => ({
    ...fields,
    dependsOn: fields.dependsOn.map((dependency, place) => ({
      ...dependency,
      assetId: map('asset', dependency.assetId, at(path, `dependsOn.${place}.assetId`)),
    })),
  }),
};

/**
 * An asset as a caller states it, checked.
 *
 * @param before what it stated so far, with its id: a field that is absent from the input stays, null clears
 * @throws {InvalidInput} names the field
 * @example parseAsset({ name: 'EHR', kind: 'APPLICATION', records: 250_000 }, 'input').dependsOn // []
 */
export const parseAsset = (
  input: unknown,
  path: string,
  before?: AssetFields & { readonly id?: string },
): AssetFields => parseEntity(assetDefinition, input, path, before);

function checkAsset(asset: AssetFields, path: string, self?: string): void {
  const { weaknessesPerYear, weaknessDiscoveryDays, exploitability, dependsOn } = asset;
  if (weaknessesPerYear && !weaknessDiscoveryDays)
    throw new InvalidInput('must be stated where weaknessesPerYear is', at(path, 'weaknessDiscoveryDays'));
  if (weaknessesPerYear && !exploitability)
    throw new InvalidInput('must be stated where weaknessesPerYear is', at(path, 'exploitability'));
  const own = dependsOn.findIndex(({ assetId }) => assetId === self);
  if (own >= 0)
    throw new InvalidInput('needs another asset than itself', at(path, `dependsOn.${own}.assetId`));
}
