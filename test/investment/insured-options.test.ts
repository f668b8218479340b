import { describe, expect, test } from 'vitest';
import type { Insurance } from '../../src/simulation/plan.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { constant, effect, inThisThread, planOf } from '../simulation/small-plan.ts';

/**
 * Two loss events a year of 100,000 each, over two years at 5%. What a policy pays depends on the number of events n of a year alone, so
 * every figure is a sum over the Poisson law of n.
 */
const RATE = 2;
const EFFICACY = 0.4;
const LOSS = 100_000;
const FACTORS = 1.05 ** -0.5 + 1.05 ** -1.5;

/** Of 100,000: 80,000 above the retention, of which the insurer's share is 64,000, of which 50,000 are within the limit. */
const current: Insurance = {
  premium: 30_000,
  retention: 20_000,
  coinsurance: 0.8,
  perEventLimit: 50_000,
  annualLimit: 120_000,
};
/** 45,000 of each, up to a limit that only the fourth event of a year meets. */
const other: Insurance = { premium: 42_000, retention: 10_000, coinsurance: 0.5, annualLimit: 150_000 };
const none: Insurance = { premium: 0, retention: 0, coinsurance: 1, perEventLimit: 0, annualLimit: 0 };

const uninsured = (n: number) => n * LOSS;
const underCurrent = (n: number) => n * LOSS - Math.min(120_000, 50_000 * n);
const underOther = (n: number) => n * LOSS - Math.min(150_000, 45_000 * n);

/** P(n) of a Poisson law, to where nothing is left. */
function poisson(mean: number): number[] {
  const law = [Math.exp(-mean)];
  for (let n = 1; n < 60; n++) law.push((law[n - 1] * mean) / n);
  return law;
}
const expected = (rate: number, retained: (n: number) => number) =>
  poisson(rate).reduce((sum, p, n) => sum + p * retained(n), 0);

/** The mean of the worst 5% of years: years in order of n, the last of them in part. */
function worst(rate: number, retained: (n: number) => number): number {
  let left = 0.05;
  let sum = 0;
  const law = poisson(rate);
  for (let n = law.length - 1; left > 0; n--) {
    const taken = Math.min(left, law[n]);
    sum += taken * retained(n);
    left -= taken;
  }
  return sum / 0.05;
}

const control = { id: 'control', annualCost: constant(10_000), effects: [effect('ATTEMPTS', EFFICACY)] };
const result = await runPlan(
  planOf({
    scenarios: [{ id: 's', primaryLosses: [{ form: 'RESPONSE', magnitude: constant(LOSS) }] }],
    controls: [control],
    options: [
      // as the API freezes them: an option without a policy of its own has the one in force
      { name: 'control', add: ['control'], insurance: current },
      { name: 'drop', insurance: none },
      { name: 'other', insurance: other },
      { name: 'control, other', add: ['control'], insurance: other },
    ],
    plan: {
      horizonYears: 2,
      trials: 100_000,
      discountRate: constant(0.05),
      baseline: { controlIds: [], changes: [], insurance: current },
    },
  }),
  inThisThread,
  { parallel: 1, progress: () => {} },
);

interface Expected {
  readonly yearlyCost: number;
  readonly rate: number;
  readonly retained: (n: number) => number;
}
const cases: Record<string, Expected> = {
  'an option without a policy keeps it, and pays no premium more': {
    yearlyCost: 10_000,
    rate: RATE * (1 - EFFICACY),
    retained: underCurrent,
  },
  'a premium of 0 and a limit of 0 drop it: the premium is saved': {
    yearlyCost: -30_000,
    rate: RATE,
    retained: uninsured,
  },
  'another policy costs the difference of the premiums': {
    yearlyCost: 42_000 - 30_000,
    rate: RATE,
    retained: underOther,
  },
  'and so beside a control': {
    yearlyCost: 42_000 - 30_000 + 10_000,
    rate: RATE * (1 - EFFICACY),
    retained: underOther,
  },
};

describe.each(Object.entries(cases))('%s', (name, { yearlyCost, rate, retained }) => {
  const { benefit, cost, netBenefit, rosi, outcome, tailChange, credibleBenefit, defensiveBenefit } =
    result.options[Object.keys(cases).indexOf(name)];
  const exact = FACTORS * (expected(RATE, underCurrent) - expected(rate, retained));

  test('its cost', () => {
    expect(cost.value).toBeCloseTo(FACTORS * yearlyCost, 6);
    expect(cost.standardError).toBe(0);
  });

  test('its benefit, after the policy in force on each side', () => {
    expect(Math.abs(benefit.value - exact)).toBeLessThan(4 * benefit.standardError);
    expect(Math.abs(netBenefit.value - (exact - FACTORS * yearlyCost))).toBeLessThan(
      4 * netBenefit.standardError,
    );
    // nothing is uncertain but luck, which is averaged out: the range is a point, and that the mean of all trials
    for (const point of Object.values(credibleBenefit)) expect(point).toBeCloseTo(benefit.value, 6);
  });

  test('its return, null where it costs nothing', () => {
    if (yearlyCost <= 0) expect(rosi).toBeNull();
    else {
      const off = Math.abs(rosi!.value - (exact / (FACTORS * yearlyCost) - 1));
      expect(off).toBeLessThan(4 * rosi!.standardError);
    }
  });

  test('what is left to bear, and the loss before insurance', () => {
    const { value, standardError } = outcome.retained!.expectedAnnualLoss;
    expect(Math.abs(value - expected(rate, retained))).toBeLessThan(4 * standardError);
    const before = outcome.expectedAnnualLoss;
    expect(Math.abs(before.value - rate * LOSS)).toBeLessThan(4 * before.standardError);
  });

  test('its change of the worst 5% of years, after insurance', () => {
    const change = worst(rate, retained) - worst(RATE, underCurrent);
    expect(Math.abs(tailChange.value - change)).toBeLessThan(4 * tailChange.standardError + 1e-9);
  });

  test('its parts are before insurance', () => {
    const before = FACTORS * (RATE - rate) * LOSS;
    expect(Math.abs(defensiveBenefit.value - before)).toBeLessThan(4 * defensiveBenefit.standardError + 1e-9);
  });
});

test('a policy bought where none was in force costs its whole premium', async () => {
  const { baseline, options } = await runPlan(
    planOf({
      scenarios: [{ id: 's', primaryLosses: [{ form: 'RESPONSE', magnitude: constant(LOSS) }] }],
      options: [{ name: 'insure', insurance: current }],
      plan: { discountRate: constant(0.05), horizonYears: 2 },
    }),
    inThisThread,
    { parallel: 1, progress: () => {} },
  );
  const [{ benefit, cost }] = options;
  const paid = FACTORS * (expected(RATE, uninsured) - expected(RATE, underCurrent));
  expect(baseline.retained).toBeUndefined();
  expect(cost.value).toBeCloseTo(FACTORS * 30_000, 6);
  expect(Math.abs(benefit.value - paid)).toBeLessThan(4 * benefit.standardError);
});
