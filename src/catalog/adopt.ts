import type { AssetKind } from '../assets/asset.ts';
import type { ControlFields, ControlStatus, TestProgramme } from '../controls/control.ts';
import type { Estimate } from '../math/estimate.ts';
import type { ScenarioFields } from '../scenarios/scenario.ts';
import type { PlanEffect } from '../simulation/plan.ts';
import type { ThreatFields } from '../threats/threat.ts';
import { withEffect } from './link.ts';
import type { CatalogControl, CatalogEffect, CatalogTests, CatalogThreat, Figure } from './parts.ts';
import { scaled, type Factors } from './scale.ts';
import { citationsOf } from './sources.ts';

/** What of the catalogue an organisation's model holds already: how to name each there (an id, or in a file a name). */
export interface Adopted {
  readonly threats: ReadonlyMap<string, string>;
  readonly controls: ReadonlyMap<string, string>;
  /** Assets that state weaknesses, by kind. */
  readonly assets: ReadonlyMap<AssetKind, readonly string[]>;
}

const DAYS_A_MONTH = 365 / 12;

/** A figure as a model keeps it: with the titles of its sources. */
export function estimateOf({ sources, ...figure }: Figure): Estimate {
  return { ...figure, ...(sources.length > 0 && { source: citationsOf(sources) }) };
}

/** @example threatFields(threatOf('T-BEC')).catalogId // 'T-BEC' */
export const threatFields = (threat: CatalogThreat): ThreatFields => ({
  name: threat.name,
  category: threat.category,
  externalId: null,
  catalogId: threat.id,
  description: [threat.description, threat.careImpact].filter((it) => it !== undefined).join('\n\n'),
  actor: threat.actor,
  aiCapable: threat.aiCapable,
  enabling: threat.enabling,
  growthPerYear: threat.growthPerYear ? estimateOf(threat.growthPerYear) : null,
  volatility: threat.volatility ?? 0,
  attackTechniques: threat.attackTechniques,
});

/**
 * A threat as it strikes one asset: how often, and what it costs in all, scaled to the organisation. The cost stands as one sum, so the
 * scenario states neither records nor hours, which would count them twice: it counts no breach until you split the sum.
 *
 * @param share the part of the organisation's events that fall on this asset
 */
export function scenarioFields(
  threat: CatalogThreat,
  asset: { readonly id: string; readonly name: string },
  share: number,
  adopted: Adopted,
  factors: Factors,
): Partial<ScenarioFields> {
  return {
    name: `${threat.name}: ${asset.name}`.slice(0, 200),
    assetId: asset.id,
    threatId: adopted.threats.get(threat.id),
    effect: threat.effects[0],
    entries: (threat.entries ?? []).flatMap((entry) => {
      const threatId = adopted.threats.get(entry.threat);
      return threatId === undefined ? [] : [{ threatId, share: entry.share }];
    }),
    lossEventFrequency: estimateOf(scaled(threat.lossEventFrequency, factors.rate[threat.grows] * share)),
    primaryLosses: [{ form: 'RESPONSE', magnitude: estimateOf(scaled(threat.loss, factors.loss)) }],
  };
}

/** A control as the organisation would have it: priced for its size, and tied to what else it holds of the catalogue. */
export const controlFields = (
  control: CatalogControl,
  status: ControlStatus,
  adopted: Adopted,
  factors: Factors,
): ControlFields => ({
  name: control.name,
  stance: control.stance,
  externalId: null,
  catalogId: control.id,
  status,
  functions: control.functions,
  description: control.description,
  upfrontCost: control.upfrontCost ? estimateOf(scaled(control.upfrontCost, factors.cost)) : null,
  annualCost: estimateOf(scaled(control.annualCost, factors.cost)),
  staffFte: Number((control.staffFte * factors.cost).toPrecision(2)),
  leadTimeDays:
    control.monthsToEffect > 0
      ? { shape: 'CONSTANT', value: Math.round(control.monthsToEffect * DAYS_A_MONTH), basis: 'ASSUMED' }
      : null,
  coverage: control.coverage ? estimateOf(control.coverage) : null,
  effects: control.effects
    .flatMap((effect) => effectsOf(effect, adopted))
    .reduce<readonly PlanEffect[]>(withEffect, []),
  failuresPerYear: control.failures ? estimateOf(control.failures.failuresPerYear) : null,
  discoveryDays: control.failures ? estimateOf(control.failures.discoveryDays) : null,
  repairDays: control.failures ? estimateOf(control.failures.repairDays) : null,
  requires: known(control.requires, adopted.controls),
  excludes: known(control.excludes, adopted.controls),
  aiBased: control.aiBased,
  evasionProbability: control.evasionProbability ? estimateOf(control.evasionProbability) : null,
  poisoningsPerYear: control.poisoningsPerYear ? estimateOf(control.poisoningsPerYear) : null,
  tests: control.tests ? testsOf(control.tests, adopted) : null,
  hipaaSpecifications: control.hipaa,
});

/** One effect for each factor, on what the organisation holds of what it touches; none where it holds nothing of it. */
function effectsOf(effect: CatalogEffect, adopted: Adopted): PlanEffect[] {
  const threatIds = known(effect.threats, adopted.threats);
  const controlIds = known(effect.controls, adopted.controls);
  const assetIds = ofKinds(effect.assetKinds, adopted.assets);
  if (threatIds.length + controlIds.length + assetIds.length === 0) return [];
  const { halfLifeDays, renewEveryDays } = effect;
  return effect.factors.map((factor) => ({
    factor,
    efficacy: estimateOf(effect.efficacy),
    mechanism: effect.mechanism,
    ...(threatIds.length > 0 && { threatIds }),
    ...(assetIds.length > 0 && { assetIds }),
    ...(controlIds.length > 0 && { controlIds }),
    ...(halfLifeDays !== undefined && { halfLifeDays }),
    ...(renewEveryDays !== undefined && { renewEveryDays }),
  }));
}

function testsOf({ controls, assetKinds, ...tests }: CatalogTests, adopted: Adopted): TestProgramme | null {
  const controlIds = known(controls, adopted.controls);
  const assetIds = ofKinds(assetKinds, adopted.assets);
  if (controlIds.length + assetIds.length === 0) return null;
  return {
    ...(controlIds.length > 0 && { controlIds }),
    ...(assetIds.length > 0 && { assetIds }),
    everyDays: tests.everyDays,
    findProbability: estimateOf(tests.findProbability),
    fixProbability: estimateOf(tests.fixProbability),
    reachShare: estimateOf(tests.reachShare),
    renews: tests.renews ?? false,
    authorization: tests.authorization,
  };
}

const known = (ids: readonly string[] | undefined, adopted: ReadonlyMap<string, string>): string[] =>
  (ids ?? []).flatMap((id) => adopted.get(id) ?? []);

const ofKinds = (
  kinds: readonly AssetKind[] | undefined,
  assets: ReadonlyMap<AssetKind, readonly string[]>,
): string[] => (kinds ?? []).flatMap((kind) => assets.get(kind) ?? []);

/**
 * What fields state, for a parser: neither null nor an empty list, which cannot be stated and is what comes of stating none.
 *
 * @example given({ name: 'Backups', externalId: null, requires: [] }) // { name: 'Backups' }
 */
export const given = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
