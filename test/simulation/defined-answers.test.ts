import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../src/errors.ts';
import { distribution, type Estimate } from '../../src/math/estimate.ts';
import { quantileTable, sampler } from '../../src/math/quantile-table.ts';
import { parseEstimate } from '../../src/model/parse-estimate.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import { planWarnings } from '../../src/simulation/plan-warnings.ts';
import type { Figure, OutcomeData } from '../../src/simulation/result.ts';
import { checkWork } from '../../src/simulation/work.ts';
import { expectCloseTable } from '../support/law.ts';
import { constant, effect, gammaLoss, planOf, run, type SmallModel } from './small-plan.ts';

/** What is hard to answer has an answer all the same, and it is written down here. */

const costing = (magnitude: Estimate, more: SmallModel = {}): SmallModel => ({
  scenarios: [
    { id: 'scenario', lossEventFrequency: constant(2), primaryLosses: [{ form: 'RESPONSE', magnitude }] },
  ],
  ...more,
});
const tailed = (tailShape: number): Estimate => ({
  shape: 'LOGNORMAL_GPD',
  low: 10_000,
  high: 1_000_000,
  threshold: 500_000,
  tailShape,
  tailScale: 400_000,
  basis: 'ASSUMED',
});

function expectNear({ value, standardError }: Figure, exact: number): void {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(4 * standardError);
}

describe('what cannot converge', () => {
  test('an infinite mean is refused', () => {
    for (const tailShape of [1, 1.5])
      expect(() => parseEstimate(tailed(tailShape), 'MONEY', 'input.magnitude')).toThrow(InvalidInput);
  });

  test('an infinite variance is warned of, and its figures are numbers with an interval', async () => {
    const model = costing(tailed(0.7), { plan: { trials: 20_000 } });
    expect(planWarnings(planOf(model))).toEqual([
      'magnitude of the scenario "scenario": its tail has an infinite variance (tailShape 0.7): the interval of the mean means little',
    ]);
    const { expectedAnnualLoss, credible } = (await run(model)).baseline;
    for (const figure of Object.values(expectedAnnualLoss)) expect(Number.isFinite(figure)).toBe(true);
    expect(expectedAnnualLoss.low).toBeLessThan(expectedAnnualLoss.high);
    // the mean itself is known, whatever a simulation makes of it
    const exact = 2 * distribution(tailed(0.7), 'MONEY').mean;
    expect(credible.p50 / exact).toBeCloseTo(1, 9);
  });
});

describe('a range of more than 1e12', () => {
  const wide: readonly Estimate[] = [
    { shape: 'LOGNORMAL', low: 1e-3, high: 1e10, basis: 'ASSUMED' },
    { shape: 'GAMMA', shapeParameter: 0.02, scale: 1e6, basis: 'ASSUMED' },
    { shape: 'PERT', low: 0, likely: 1, high: 1e13, basis: 'ASSUMED' },
    { shape: 'PERT', low: 1e-3, likely: 5, high: 1e13, concentration: 100, basis: 'ASSUMED' },
    { shape: 'BETA', alpha: 0.02, beta: 3, basis: 'ASSUMED' },
  ];

  test.each(wide.map((estimate) => [JSON.stringify(estimate), estimate] as const))(
    'draws of %s are within 1e-6 of the exact quantile',
    (_, estimate) => {
      const law = distribution(estimate, 'MONEY');
      for (let exponent = -1; exponent > -50; exponent -= 0.9)
        for (const p of [2 ** exponent, 1 - 2 ** exponent]) if (p < 1) expectCloseTable(law, p);
    },
  );

  test('where no table is so close, the exact quantile is drawn', () => {
    const law = distribution(wide[1], 'MONEY');
    expect(law.upperQuantile(1e-3) / law.quantile(1e-3)).toBeGreaterThan(1e12);
    expect(quantileTable(law, 4) ?? quantileTable(law, 6)).toBeUndefined();
    for (const v of [1e-9, 0.1, 0.5]) expect(sampler(law).sample(v, true)).toBe(law.upperQuantile(v));
  });

  test('a simulation of it agrees with its mean', async () => {
    const { expectedAnnualLoss } = (await run(costing(wide[1], { plan: { trials: 20_000 } }))).baseline;
    expectNear(expectedAnnualLoss, 2 * distribution(wide[1], 'MONEY').mean);
  });
});

describe('a scenario that never happens', () => {
  const never: SmallModel = {
    scenarios: [{ id: 'never', lossEventFrequency: constant(0) }],
    controls: [{ id: 'control', annualCost: constant(1000), effects: [effect('ATTEMPTS', 0.5)] }],
    options: [{ name: 'add', add: ['control'] }],
    plan: { trials: 2_000 },
  };

  test('costs nothing, and is as likely as its interval allows', async () => {
    const { baseline, warnings } = await run(never);
    expect(baseline.expectedAnnualLoss).toEqual({ value: 0, standardError: 0, low: 0, high: 0 });
    expect(baseline.credible).toEqual({ p5: 0, p50: 0, p95: 0 });
    expect(baseline.annualLossPercentiles.every(({ value, high }) => value === 0 && high === 0)).toBe(true);
    expect(baseline.conditionalValueAtRisk95.value).toBe(0);
    expect(baseline.lossEventProbability.value).toBe(0);
    // none in 2,000: by Wilson's interval at most z^2 / (n + z^2)
    expect(baseline.lossEventProbability.high).toBeCloseTo(1.96 ** 2 / (2_000 + 1.96 ** 2), 5);
    expect(baseline.byScenario[0]).toMatchObject({ share: 0, shareOfTail: 0 });
    expect(warnings).toEqual([]);
  });

  test('makes what is spent on it a loss', async () => {
    const [{ benefit, cost, rosi, paybackYears, probabilityWorthIt, conclusive }] = (await run(never))
      .options;
    expect(benefit).toEqual({ value: 0, standardError: 0, low: 0, high: 0 });
    expect(cost.value).toBe(1000);
    expect(rosi!.value).toBe(-1);
    expect(paybackYears).toBeNull();
    expect(probabilityWorthIt.value).toBe(0);
    expect(conclusive).toBe(true);
  });

  test('changes nothing of another one', async () => {
    const often = { id: 'often', number: 7, lossEventFrequency: constant(3) };
    const [alone, beside] = await Promise.all(
      [[often], [{ ...never.scenarios![0], number: 1 }, often]].map((scenarios) =>
        run({ scenarios, plan: { trials: 1_000 } }),
      ),
    );
    expect(beside.baseline.expectedAnnualLoss).toEqual(alone.baseline.expectedAnnualLoss);
  });
});

describe('100,000 attempts a year', () => {
  const RATE = 100_000;
  const often = (perYear: number, plan: Partial<Plan> = {}): SmallModel => ({
    scenarios: [{ id: 'often', lossEventFrequency: constant(perYear) }],
    plan: { trials: 60, ...plan },
  });

  test('are simulated each, and have the mean and the spread of a compound Poisson law', async () => {
    const { baseline } = await run(often(RATE), 10);
    const { mean, standardDeviation } = distribution(gammaLoss, 'MONEY');
    expectNear(baseline.expectedAnnualLoss, RATE * mean);
    const deviation = Math.sqrt(RATE * (mean ** 2 + standardDeviation ** 2));
    // the standard error of a standard deviation from 60 trials of a near-normal sum is 1/sqrt(120) of it
    const observed = baseline.expectedAnnualLoss.standardError * Math.sqrt(60);
    expect(Math.abs(observed / deviation - 1)).toBeLessThanOrEqual(4 / Math.sqrt(120));
    expect(certain(baseline)).toEqual([1, 1]);
  });

  test('are the most that one future may hold', () => {
    const check = (model: SmallModel) => () => checkWork(planOf(model), 'input');
    expect(check(often(RATE))).not.toThrow();
    expect(check(often(RATE + 1))).toThrow('needs at most 100,000 attempts and failures in one future');
    expect(check(often(RATE, { horizonYears: 2 }))).toThrow('got 200,000');
  });
});

const certain = ({ lossEventProbability, byYear }: OutcomeData): number[] => [
  lossEventProbability.value,
  byYear[0].lossEvent.value,
];
