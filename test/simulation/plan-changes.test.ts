import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planChanges } from '../../src/simulation/plan-changes.ts';
import { draftOf, planOfScope, scopeOf, type PlanDraft } from '../../src/simulation/plan-draft.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import { compilePlan } from '../../src/simulation/compile.ts';
import { simulationPlan } from './random-plan.ts';
import { constant, effect, planOf } from './small-plan.ts';

const planOfDraft = (template: Plan, draft: PlanDraft): Plan => ({
  ...template,
  horizonYears: draft.horizonYears,
  assets: [...draft.assets.values()],
  threats: [...draft.threats.values()],
  scenarios: [...draft.scenarios.values()],
  controls: [...draft.controls.values()],
  baseline: { controlIds: [...draft.members], changes: [...draft.changes.values()] },
});

const plans = simulationPlan('USUAL');

test('the changes from any plan to any other lead there, and each plan on the way compiles', () => {
  let pairs = 0;
  fc.assert(
    fc.property(plans, plans, (from, to) => {
      if (!from || !to) return;
      pairs++;
      const draft = draftOf(from);
      for (const { apply } of planChanges(from, to)) {
        apply(draft);
        for (const scenario of draft.scenarios.values()) {
          const scope = scopeOf(draft, scenario);
          if (!scope) continue;
          const plan = planOfScope(draft, scope, to);
          compilePlan(plan, [plan.baseline]);
        }
      }
      expect(planChanges(planOfDraft(to, draft), to)).toEqual([]);
      expect(planChanges(from, from)).toEqual([]);
    }),
    { numRuns: 400, endOnFailure: true },
  );
  expect(pairs).toBeGreaterThan(20);
});

test('a draft takes nothing from the plan that it began as', () => {
  const [from, to] = [constant(1), constant(2)].map((lossEventFrequency) =>
    planOf({ scenarios: [{ id: 's', lossEventFrequency }] }),
  );
  const before = JSON.stringify(from);
  const draft = draftOf(from);
  for (const { apply } of planChanges(from, to)) apply(draft);
  expect(JSON.stringify(from)).toBe(before);
  expect(draft.scenarios.get('s')!.lossEventFrequency).toEqual(constant(2));
});

test('a scenario’s scope: what touches it, what that requires, what tests it, what falls with it', () => {
  const plan = planOf({
    assets: [
      { id: 'asset' },
      { id: 'falls', dependsOn: [{ assetId: 'asset' }, { assetId: 'elsewhere' }] },
      { id: 'elsewhere' },
    ],
    threats: [{ id: 'threat' }, { id: 'door' }, { id: 'other' }],
    scenarios: [{ id: 's', entries: [{ threatId: 'door', share: 0.5 }] }],
    controls: [
      { id: 'by the door', effects: [effect('SUSCEPTIBILITY', 0.5, { threatIds: ['door'] })] },
      { id: 'not here', effects: [effect('SUSCEPTIBILITY', 0.5, { assetIds: ['elsewhere'] })] },
      { id: 'needs', requires: ['needed'], effects: [effect('OUTAGE', 0.5)] },
      { id: 'needed' },
      {
        id: 'tests',
        tests: { controlIds: ['needed'], everyDays: 9, findProbability: constant(1), renews: false },
      },
      { id: 'idle' },
    ],
  });
  const draft = draftOf(plan);
  const scope = scopeOf(draft, draft.scenarios.get('s')!)!;
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  expect(ids(scope.assets)).toEqual(['asset', 'falls']);
  expect(ids(scope.threats)).toEqual(['threat', 'door']);
  expect(ids(scope.controls)).toEqual(['by the door', 'needs', 'needed', 'tests']);
  expect(planOfScope(draft, scope, plan).assets[1].dependsOn).toEqual([{ assetId: 'asset' }]);
  draft.threats.delete('threat');
  expect(scopeOf(draft, draft.scenarios.get('s')!)).toBeUndefined();
});
