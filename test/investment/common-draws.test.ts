import { describe, expect, test } from 'vitest';
import type { Figure, RunResult } from '../../src/simulation/result.ts';
import type { Rebase } from '../../src/simulation/rebase.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { inBrief } from '../simulation/in-brief.ts';
import { constant, effect, run, type SmallModel } from '../simulation/small-plan.ts';
import { demonstration } from '../support/example-hospital.ts';

/**
 * Options share draws, so a benefit is the mean of differences trial by trial, and what both sides have in common drops out of its error. Two
 * independent runs of the same size would know the difference of their expected losses to sqrt(se_a^2 + se_b^2) only.
 */
const independent = (baseline: Figure, option: Figure) =>
  Math.sqrt(baseline.standardError ** 2 + option.standardError ** 2);

/** How many times smaller the error of a benefit is than that of two independent runs: the second with its own seed and no options' draws. */
function gain(shared: RunResult, apart: RunResult, option: number, years: number): number {
  const loss = ({ expectedAnnualLoss: { value, standardError } }: RunResult['baseline']) =>
    ({ value: value * years, standardError: standardError * years }) as Figure;
  const without = loss(shared.baseline);
  const withIt = loss(apart.options[option].outcome);
  return independent(without, withIt) / shared.options[option].benefit.standardError;
}

describe('what shared draws gain, by the law of a thinned Poisson process', () => {
  /** Two events a year; a control of efficacy e on one factor. Present value is the loss itself: nothing is discounted. */
  const model = (factor: 'ATTEMPTS' | 'PRIMARY_LOSS', efficacy: number, seed: string): SmallModel => ({
    controls: [{ id: 'control', annualCost: constant(5_000), effects: [effect(factor, efficacy)] }],
    options: [{ name: 'buy', add: ['control'] }],
    plan: { trials: 100_000, seed, horizonYears: 2 },
  });

  test.each([
    // the variance of a loss is rate x E[L^2] = V: the benefit has the stopped part e V, two runs V + (1 - e) V
    ['ATTEMPTS', 0.05, Math.sqrt((2 - 0.05) / 0.05)],
    ['ATTEMPTS', 0.1, Math.sqrt((2 - 0.1) / 0.1)],
    ['ATTEMPTS', 0.2, Math.sqrt((2 - 0.2) / 0.2)], // 3
    // each event costs e less: the benefit has e^2 V, two runs V + (1 - e)^2 V
    ['PRIMARY_LOSS', 0.1, Math.sqrt(1 + 0.9 ** 2) / 0.1],
    ['PRIMARY_LOSS', 0.35, Math.sqrt(1 + 0.65 ** 2) / 0.35],
  ] as const)('%s of efficacy %d', async (factor, efficacy, exact) => {
    const shared = await run(model(factor, efficacy, '1'));
    const apart = await run(model(factor, efficacy, '2'));
    // a standard error is itself known to sqrt((kurtosis - 1) / 4 / 100,000): about 0.5% for the few events that are stopped
    const measured = gain(shared, apart, 0, 2);
    expect(Math.abs(measured / exact - 1)).toBeLessThan(0.03);
    const { netBenefit, benefit } = shared.options[0];
    expect(netBenefit.standardError).toBeCloseTo(benefit.standardError, 6); // its cost is known
  });
});

test('on the example hospital each option of the demonstration is known at least three times better', async () => {
  const names = ['Defensive only', 'Offensive only', 'Both'];
  let rebase: Rebase | undefined;
  const ask = (seed: string) =>
    runPlan({ ...demonstration(names, 5_000, seed), discountRate: constant(0) }, inBrief(), {
      parallel: 1,
      progress: () => {},
      rebase, // of the model alone, so the second run has that of the first
      onRebase: (found) => (rebase = found),
    });
  const shared = await ask('1');
  const apart = await ask('2');
  names.forEach((_, option) => expect(gain(shared, apart, option, 3)).toBeGreaterThan(3));
});
