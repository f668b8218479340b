import { estimateOf } from './adopt.ts';
import { GOALS } from './goals.ts';
import type { CatalogControl, CatalogThreat, Figure } from './parts.ts';
import { referenceOf } from './sources.ts';

/** A threat of the catalogue as the API shows it. */
export const shownThreat = (threat: CatalogThreat) => ({
  ...threat,
  lossEventFrequency: estimateOf(threat.lossEventFrequency),
  magnitude: estimateOf(threat.loss),
  growthPerYear: estimate(threat.growthPerYear),
  volatility: threat.volatility ?? 0,
  entries: threat.entries ?? [],
  careImpact: threat.careImpact ?? null,
  sources: referencesIn(threat),
});

/** A control of the catalogue as the API shows it. */
export const shownControl = (control: CatalogControl) => ({
  ...control,
  upfrontCost: estimate(control.upfrontCost),
  annualCost: estimateOf(control.annualCost),
  coverage: estimate(control.coverage),
  effects: control.effects.map((effect) => ({
    ...effect,
    efficacy: estimateOf(effect.efficacy),
    threats: effect.threats ?? [],
    controls: effect.controls ?? [],
    assetKinds: effect.assetKinds ?? [],
  })),
  failuresPerYear: estimate(control.failures?.failuresPerYear),
  discoveryDays: estimate(control.failures?.discoveryDays),
  repairDays: estimate(control.failures?.repairDays),
  evasionProbability: estimate(control.evasionProbability),
  poisoningsPerYear: estimate(control.poisoningsPerYear),
  tests: control.tests
    ? {
        ...control.tests,
        renews: control.tests.renews ?? false,
        findProbability: estimateOf(control.tests.findProbability),
        fixProbability: estimateOf(control.tests.fixProbability),
        reachShare: estimateOf(control.tests.reachShare),
      }
    : null,
  requires: control.requires ?? [],
  excludes: control.excludes ?? [],
  hipaaSpecifications: control.hipaa,
  goals: control.goals.map((id) => GOALS[id].name),
  sources: referencesIn(control),
});

const estimate = (figure: Figure | undefined) => (figure ? estimateOf(figure) : null);

/** Each publication that any figure within rests on, once, with where to read it. */
function referencesIn(part: CatalogThreat | CatalogControl): string[] {
  const ids = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value))
      if (key === 'sources') for (const id of inner as readonly string[]) ids.add(id);
      else walk(inner);
  };
  walk(part);
  return [...ids].map((id) => referenceOf(id));
}
