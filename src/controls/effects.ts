import type { Factor, PlanEffect, PlanScenario, PlanThreat } from '../simulation/plan.ts';

/**
 * Every way a control can help, and how its effect acts. Thinning factors stop an attempt or not; loss factors leave a part of what an
 * event costs; variance factors act on the failures of controls and the weaknesses of assets. A new way is one line here.
 *
 * Source: the functions of FAIR-CAM (loss event controls and variance management controls).
 */
export const FACTOR_KINDS = {
  ATTEMPTS: 'thinning', // mail filtering: the attempt never happens
  SUSCEPTIBILITY: 'thinning', // multi-factor sign-in: the attempt fails
  PRIMARY_LOSS: 'loss', // incident response
  SECONDARY_PROBABILITY: 'loss', // legal counsel: fewer events draw fines and suits
  SECONDARY_LOSS: 'loss', // prompt notification
  OUTAGE: 'loss', // rehearsed restores
  RECORDS: 'loss', // encryption at rest
  VARIANCE_FREQUENCY: 'variance', // change control
  VARIANCE_DISCOVERY: 'variance', // monitoring of controls
  VARIANCE_REPAIR: 'variance', // patching
} as const satisfies Record<Factor, 'thinning' | 'loss' | 'variance'>;

export type ThinningFactor = {
  [F in Factor]: (typeof FACTOR_KINDS)[F] extends 'thinning' ? F : never;
}[Factor];
export type LossFactor = { [F in Factor]: (typeof FACTOR_KINDS)[F] extends 'loss' ? F : never }[Factor];
export type VarianceFactor = {
  [F in Factor]: (typeof FACTOR_KINDS)[F] extends 'variance' ? F : never;
}[Factor];

/** The loss factors in the order in which arrays hold them. */
export const LOSS_FACTORS = [
  'PRIMARY_LOSS',
  'OUTAGE',
  'RECORDS',
  'SECONDARY_PROBABILITY',
  'SECONDARY_LOSS',
] as const satisfies readonly LossFactor[];

/**
 * Which attempts of a scenario an effect touches: one answer for attempts that enter by no named way, then one for each entry.
 * Lists are alternatives inside and conditions between; an absent list sets no condition.
 *
 * @example touchedEntries({ ...effect, threatIds: ['phishing'] }, ransomwareEnteredByPhishing, threat) // [false, true]
 */
export function touchedEntries(
  effect: Pick<PlanEffect, 'factor' | 'threatIds' | 'assetIds' | 'scenarioIds' | 'categories'>,
  scenario: Pick<PlanScenario, 'id' | 'assetId' | 'threatId' | 'entries'>,
  threat: Pick<PlanThreat, 'category'>,
): boolean[] {
  const { threatIds, assetIds, scenarioIds, categories } = effect;
  const scenarioFits =
    FACTOR_KINDS[effect.factor] !== 'variance' &&
    (!assetIds || assetIds.includes(scenario.assetId)) &&
    (!scenarioIds || scenarioIds.includes(scenario.id)) &&
    (!categories || categories.includes(threat.category));
  const threatFits = !threatIds || threatIds.includes(scenario.threatId);
  return [
    scenarioFits && threatFits,
    ...scenario.entries.map((entry) => scenarioFits && (threatFits || threatIds.includes(entry.threatId))),
  ];
}
