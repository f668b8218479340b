import { describe, expect, test } from 'vitest';
import type { PlanControl, PlanOption } from '../../src/simulation/plan.ts';
import { constant, effect, run, uniform, type SmallModel } from '../simulation/small-plan.ts';

/** Most budgets buy more of what is there. Two events a year of 100,000 on average, over two years at 4%. */
const RATE = 2;
const MEAN = 100_000;
const EFFICACY = 0.6;
const FACTORS = 1.04 ** -0.5 + 1.04 ** -1.5;
const plan = { horizonYears: 2, discountRate: constant(0.04), costPerFte: constant(100_000) };

type Control = Partial<PlanControl> & { readonly id: string };
const costly = {
  upfrontCost: constant(80_000),
  annualCost: constant(40_000),
  staffFte: 0.5,
} as const;
const agent: Control = {
  id: 'agent',
  coverage: constant(0.7),
  effects: [effect('SUSCEPTIBILITY', EFFICACY)],
  ...costly,
};

async function optionOf(
  controls: readonly Control[],
  option: Partial<PlanOption> & { readonly add?: readonly string[] },
  more: SmallModel = {},
) {
  const { options } = await run({ controls, options: [{ name: 'more', ...option }], plan, ...more });
  return options[0];
}
const current: SmallModel = { scenarios: [{ id: 's', statedAs: 'CURRENT' }] };

describe('coverage from 70% to 95%', () => {
  const wider = { controlId: 'agent', coverage: constant(0.95) };

  test.each([
    // what was stated without controls: a quarter more of the attempts meet the agent
    ['INHERENT', {}, RATE * MEAN * EFFICACY * 0.25],
    // what was stated is left by the agent at 70%, whatever an option changes: 1 - .6 x .7 = .58 of what there would be without
    ['CURRENT', current, (RATE * MEAN * EFFICACY * 0.25) / 0.58],
  ])('of a control in place, stated as %s', async (_, model, yearly) => {
    const { benefit } = await optionOf([{ ...agent, status: 'IN_PLACE' }], { changes: [wider] }, model);
    expect(Math.abs(benefit.value - yearly * FACTORS)).toBeLessThan(4 * benefit.standardError);
    expect(benefit.low).toBeGreaterThan(0);
  });

  test('of a control that the option adds: it takes the new numbers', async () => {
    const { benefit } = await optionOf([agent], { add: ['agent'], changes: [wider] });
    const yearly = RATE * MEAN * EFFICACY * 0.95;
    expect(Math.abs(benefit.value - yearly * FACTORS)).toBeLessThan(4 * benefit.standardError);
  });

  test('to what it is already changes nothing, draw for draw', async () => {
    const same = { controlId: 'agent', coverage: constant(0.7) };
    const { benefit, cost } = await optionOf([{ ...agent, status: 'IN_PLACE' }], { changes: [same] });
    expect(benefit).toEqual({ value: 0, standardError: 0, low: 0, high: 0 });
    expect(cost.value).toBe(0);
  });
});

describe('a yearly test made quarterly', () => {
  const [f, D, r, q] = [3, 120, 20, 0.3];
  const guard: Control = {
    id: 'guard',
    status: 'IN_PLACE',
    effects: [effect('SUSCEPTIBILITY', EFFICACY)],
    failuresPerYear: constant(f),
    discoveryDays: constant(D),
    repairDays: constant(r),
  };
  const tester: Control = {
    id: 'tester',
    stance: 'OFFENSIVE',
    tests: { controlIds: ['guard'], everyDays: 365, findProbability: constant(1 - q), renews: false },
    ...costly,
  };
  const quarterly = { controlId: 'tester', everyDays: 365 / 4, annualCost: constant(130_000) };

  /** model.md, section 4: P(up) under one programme of interval T. */
  function testedUp(T: number): number {
    const steps = 20_000;
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      const a = ((i + 0.5) / steps) * T;
      const missed = (q * (1 - Math.exp(-T / D))) / (1 - q * Math.exp(-T / D));
      sum += Math.exp((-f / 365) * (r + D * (1 - Math.exp(-a / D)) + D * Math.exp(-a / D) * missed));
    }
    return sum / steps;
  }
  const untestedUp = Math.exp((-f * (D + r)) / 365);
  const yearly = RATE * MEAN * EFFICACY;

  test.each([
    ['INHERENT', {}, yearly * (testedUp(365 / 4) - testedUp(365))],
    ['CURRENT', current, (yearly * (testedUp(365 / 4) - testedUp(365))) / (1 - EFFICACY * testedUp(365))],
  ])('of what is in place, stated as %s', async (_, model, gained) => {
    const option = { changes: [quarterly] };
    const { benefit, cost } = await optionOf([guard, { ...tester, status: 'IN_PLACE' }], option, model);
    expect(Math.abs(benefit.value - gained * FACTORS)).toBeLessThan(4 * benefit.standardError);
    expect(benefit.low).toBeGreaterThan(0);
    expect(cost.value).toBeCloseTo((130_000 - 40_000) * FACTORS, 6);
  });

  test('of one that the option adds', async () => {
    const option = { add: ['tester'], changes: [quarterly] };
    const { benefit, offensiveBenefit, cost } = await optionOf([guard, tester], option);
    const exact = yearly * (testedUp(365 / 4) - untestedUp) * FACTORS;
    expect(Math.abs(benefit.value - exact)).toBeLessThan(4 * benefit.standardError);
    expect(offensiveBenefit.value).toBeCloseTo(benefit.value, 6);
    expect(cost.value).toBeCloseTo(80_000 + (130_000 + 0.5 * 100_000) * FACTORS, 6);
  });
});

describe('what a change costs', () => {
  const dearer = { controlId: 'agent', annualCost: constant(55_000), staffFte: 1.25 };
  const costs: Record<string, readonly [Control, Partial<PlanOption> & { add?: string[] }, number]> = {
    // 55,000 - 40,000 and three quarters of a person a year; what it once cost is spent
    'in place, without an upfront sum of its own': [
      { ...agent, status: 'IN_PLACE' },
      { changes: [dearer] },
      (15_000 + 75_000) * FACTORS,
    ],
    'in place, with the upfront sum that it states': [
      { ...agent, status: 'IN_PLACE' },
      { changes: [{ ...dearer, upfrontCost: constant(12_000) }] },
      12_000 + (15_000 + 75_000) * FACTORS,
    ],
    'in place, to less: it saves': [
      { ...agent, status: 'IN_PLACE' },
      { changes: [{ controlId: 'agent', annualCost: constant(10_000), staffFte: 0 }] },
      (-30_000 - 50_000) * FACTORS,
    ],
    'in place, of a control that stated no cost': [
      { id: 'agent', status: 'IN_PLACE', staffFte: 0 },
      { changes: [{ ...dearer, upfrontCost: constant(12_000) }] },
      12_000 + (55_000 + 125_000) * FACTORS,
    ],
    'in place, of coverage alone: nothing': [
      { ...agent, status: 'IN_PLACE' },
      { changes: [{ controlId: 'agent', coverage: constant(0.95) }] },
      0,
    ],
    'added, with some new numbers: the others are its own': [
      agent,
      { add: ['agent'], changes: [dearer] },
      80_000 + (55_000 + 125_000) * FACTORS,
    ],
    'added, with another upfront sum: of all of it, in place of its own': [
      agent,
      { add: ['agent'], changes: [{ controlId: 'agent', upfrontCost: constant(95_000) }] },
      95_000 + (40_000 + 50_000) * FACTORS,
    ],
  };

  test.each(Object.entries(costs))('%s', async (_, [control, option, exact]) => {
    const { cost, staffFte } = await optionOf([control], option, { plan: { ...plan, trials: 100 } });
    expect(cost.value).toBeCloseTo(exact, 6);
    expect(cost.standardError).toBe(0);
    const before = control.status === 'IN_PLACE' ? control.staffFte! : 0;
    const after = option.changes?.[0].staffFte ?? control.staffFte!;
    expect(staffFte).toBe(after - before);
  });

  test('an uncertain cost changed for another of its kind: one uniform for both, as both are what it costs', async () => {
    // U(10,000, 20,000) to U(20,000, 40,000): the difference is U(10,000, 20,000), of standard deviation 10,000 / sqrt 12
    const { cost } = await optionOf([{ ...agent, status: 'IN_PLACE', annualCost: uniform(10_000, 20_000) }], {
      changes: [{ controlId: 'agent', annualCost: uniform(20_000, 40_000) }],
    });
    const deviation = (10_000 / Math.sqrt(12)) * FACTORS;
    expect(Math.abs(cost.value - 15_000 * FACTORS)).toBeLessThan(4 * cost.standardError);
    // 40,000 trials of a uniform: its deviation is known to 0.3%
    expect(cost.standardError * Math.sqrt(40_000)).toBeGreaterThan(0.98 * deviation);
    expect(cost.standardError * Math.sqrt(40_000)).toBeLessThan(1.02 * deviation);
  });
});

test('a change to what is in place is in all four arms of the synergy: there is none, and each part has all of it', async () => {
  const { benefit, defensiveBenefit, offensiveBenefit, synergy } = await optionOf(
    [{ ...agent, status: 'IN_PLACE' }],
    { changes: [{ controlId: 'agent', coverage: constant(0.95) }] },
  );
  expect(synergy).toEqual({ value: 0, standardError: 0, low: 0, high: 0 });
  expect(defensiveBenefit.value).toBeCloseTo(benefit.value, 6);
  expect(offensiveBenefit.value).toBeCloseTo(benefit.value, 6);
});
