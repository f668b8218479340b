import fc from 'fast-check';
import { expect, test } from 'vitest';
import { touchedEntries } from '../../src/controls/effects.ts';
import { compilePlan, type CompiledPlan, type Variant } from '../../src/simulation/compile.ts';
import { portfolioControls } from '../../src/simulation/portfolio.ts';
import { touchTable } from '../../src/simulation/touching.ts';
import { askedPlan, question } from './random-plan.ts';
import { constant, effect, planOf } from './small-plan.ts';

const plans = question('USUAL').map(askedPlan);

test('what touches a scenario is what each of its effects says', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      if (!plan) return;
      const members = portfolioControls(plan, plan.baseline);
      const touching = touchTable([members]);
      for (const scenario of plan.scenarios) {
        const threat = plan.threats.find(({ id }) => id === scenario.threatId)!;
        const { touchesOf } = touching(scenario, threat);
        for (const control of members)
          expect(touchesOf(control)).toEqual(
            control.effects.flatMap((its, place) => {
              const touches = touchedEntries(its, scenario, threat);
              return touches.includes(true) ? [{ effect: its, place, touches }] : [];
            }),
          );
      }
    }),
    { numRuns: 100 },
  );
});

test('a portfolio among others meets each scenario as it does by itself', () => {
  let compared = 0;
  fc.assert(
    fc.property(plans, (plan) => {
      if (!plan) return;
      const portfolios = [plan.baseline, ...plan.options];
      const together = compilePlan(plan, portfolios);
      portfolios.forEach((portfolio, at) => {
        const alone = compilePlan(plan, [portfolio]);
        plan.scenarios.forEach((_, place) => {
          const [ours, its] = [together.scenarios[place], alone.scenarios[place]];
          expect(told(together, ours.variants[ours.variantOfPortfolio[at]])).toBe(
            told(alone, its.variants[its.variantOfPortfolio[0]]),
          );
          compared++;
        });
      });
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(300);
});

test('portfolios that differ in what a scenario does not meet share its variant', () => {
  const acts = (scenarioId: string) => effect('ATTEMPTS', 0.5, { scenarioIds: [scenarioId] });
  const plan = planOf({
    scenarios: ['one', 'other'].map((id) => ({ id, lossEventFrequency: constant(1) })),
    controls: [
      { id: 'a', effects: [acts('one')] },
      { id: 'b', effects: [acts('other')] },
    ],
    options: [
      { name: 'a', add: ['a'] },
      { name: 'b', add: ['b'] },
    ],
  });
  const { scenarios } = compilePlan(plan, [plan.baseline, ...plan.options]);
  expect(scenarios.map(({ variantOfPortfolio }) => variantOfPortfolio)).toEqual([
    [0, 1, 0],
    [0, 0, 1],
  ]);
});

/** A variant with what its places stand for in their stead. */
function told({ parameters, episodes, programmes, schedules }: CompiledPlan, variant: Variant): string {
  const parameter = (at: number) => {
    if (at < 0) return null;
    const { entity, stream, estimate } = parameters[at];
    return { entity, stream, estimate };
  };
  const its: Readonly<Record<string, (at: number) => unknown>> = {
    ...Object.fromEntries(
      [
        'coverage',
        'leadTime',
        'evasion',
        'efficacy',
        'discoveryDays',
        'repairDays',
        'find',
        'fix',
        'reach',
      ].map((name) => [name, parameter]),
    ),
    leadTimes: parameter,
    rates: parameter,
    failures: (at) => episodes[at] ?? null,
    weaknesses: (at) => episodes[at] ?? null,
    programmes: (at) => programmes[at],
    schedule: (at) => schedules[at] ?? null,
  };
  return JSON.stringify(variant, (name, value: unknown) => {
    const meaning = Object.hasOwn(its, name) ? its[name] : undefined;
    if (!meaning) return value;
    if (Array.isArray(value)) return value.map((at: unknown) => (typeof at === 'number' ? meaning(at) : at));
    return typeof value === 'number' ? meaning(value) : value;
  });
}
