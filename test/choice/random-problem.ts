import type { ChoiceAsked, Objective, Plan, PlanControl, PlanEffect } from '../../src/simulation/plan.ts';
import { constant, planOf, uniform } from '../simulation/small-plan.ts';

/** Uniforms from a seed, for tests: the minimal standard generator of Park and Miller (1988). */
export function uniforms(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

export interface Problem {
  readonly plan: Plan;
  readonly asked: ChoiceAsked;
}

/**
 * A problem drawn at random: candidates whose effects overlap or add up, cover a part, fail and are tested, some of which require or exclude
 * others, and a budget for about a third of them.
 */
export function randomProblem(
  seed: number,
  objective: Objective,
  { candidates = 12, scenarios = 6 }: { readonly candidates?: number; readonly scenarios?: number } = {},
): Problem {
  const random = uniforms(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const whole = (below: number) => Math.floor(random() * below);
  const has = (chance: number) => random() < chance;
  const idOf = (at: number) => `candidate ${at}`;

  const controls = Array.from({ length: candidates }, (_, at) => {
    const tests = at > 0 && has(0.15);
    const effects = Array.from({ length: tests ? 0 : 1 + whole(2) }, (): PlanEffect => {
      const touched = Array.from({ length: 1 + whole(3) }, () => `scenario ${whole(scenarios)}`);
      return {
        factor: (['ATTEMPTS', 'SUSCEPTIBILITY', 'PRIMARY_LOSS', 'RECORDS', 'SECONDARY_LOSS'] as const)[
          whole(5)
        ],
        efficacy: has(0.5) ? constant(between(0.05, 0.8)) : uniform(0.1, 0.7),
        mechanism: `mechanism ${has(0.6) ? at + 100 : whole(4)}`,
        scenarioIds: touched,
      };
    });
    return {
      id: idOf(at),
      stance: tests ? ('OFFENSIVE' as const) : ('DEFENSIVE' as const),
      effects,
      upfrontCost: constant(Math.round(between(0, 60_000))),
      annualCost: constant(Math.round(between(1_000, 40_000))),
      staffFte: has(0.3) ? 0.25 : 0,
      requires: at > 0 && has(0.15) ? [idOf(whole(at))] : [],
      ...(has(0.4) && { coverage: constant(between(0.4, 0.95)) }),
      ...(has(0.4) && { failuresPerYear: constant(between(0.5, 4)), discoveryDays: constant(60) }),
      ...(has(0.2) && { leadTimeDays: constant(200) }),
      ...(tests && {
        tests: {
          controlIds: [idOf(whole(at)), idOf(whole(at))],
          everyDays: 90,
          findProbability: constant(0.8),
          renews: false,
        },
      }),
    } satisfies Partial<PlanControl> & { id: string };
  });
  const plan = planOf({
    assets: [{ id: 'asset', records: 20_000, costPerRecord: constant(30) }],
    scenarios: Array.from({ length: scenarios }, (_, at) => ({
      id: `scenario ${at}`,
      lossEventFrequency: has(0.5) ? constant(between(0.05, 1.5)) : uniform(0.1, 1),
      primaryLosses: [
        {
          form: 'RESPONSE' as const,
          magnitude: {
            shape: 'LOGNORMAL' as const,
            low: 20_000,
            high: between(200_000, 900_000),
            basis: 'ASSUMED' as const,
          },
        },
      ],
      ...(has(0.5) && { records: uniform(0, 15_000), effect: 'CONFIDENTIALITY' as const }),
      ...(has(0.4) && {
        secondaryProbability: constant(0.3),
        secondaryLosses: [{ form: 'REPUTATION' as const, magnitude: constant(300_000) }],
      }),
    })),
    controls,
    plan: { horizonYears: 1 + whole(3), seed: String(seed) },
  });
  const ids = controls.map(({ id }) => id);
  const excludes = ids.flatMap((one, at): [string, string][] =>
    at > 0 && has(0.12) ? [[ids[whole(at)], one]] : [],
  );
  return {
    plan,
    asked: {
      candidateControlIds: ids,
      objective,
      ...(has(0.8) && { budget: between(50_000, 70_000 * candidates * 0.5) }),
      ...(has(0.3) && { staffFte: 0.5 }),
      requiredControlIds: [],
      excludes,
      frontierPoints: 3,
    },
  };
}
