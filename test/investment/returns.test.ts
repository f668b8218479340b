import { describe, expect, test } from 'vitest';
import { run, constant, effect, uniform } from '../simulation/small-plan.ts';

/**
 * Figures of what we do not know, where it is one number: the rate, uniform from 1 to 3 a year. Events of 100,000; one year, so that the factor
 * is 1.04^(-1/2) on both sides. Each option's expected net benefit is linear in the rate:
 *
 *   A stops 20% for 20,000 a year:    20,000 x rate - 20,000,  above 0 from a rate of 1 on
 *   B stops 50% for 80,000 a year:    50,000 x rate - 80,000,  above 0 from 1.6, above A's from 2
 *   C stops 10% for 25,000 a year:    10,000 x rate - 25,000,  above 0 from 2.5, never the best
 */
const FACTOR = 1.04 ** -0.5;
const EVENT = 100_000;
const DRAWS = 4_096;
const plan = { trials: 20_000, discountRate: constant(0.04) };
const scenarios = [
  {
    id: 's',
    lossEventFrequency: uniform(1, 3),
    primaryLosses: [{ form: 'RESPONSE' as const, magnitude: constant(EVENT) }],
  },
];
const bought = (id: string, [efficacy, yearly]: readonly [number, number]) => ({
  id,
  annualCost: constant(yearly),
  effects: [effect('ATTEMPTS', efficacy)],
});
const stated = { A: [0.2, 20_000], B: [0.5, 80_000], C: [0.1, 25_000] } as const;
const names = ['A', 'B', 'C'] as const;
const controls = names.map((id) => bought(id, stated[id]));

/** A share of 4,096 draws, and four of its standard errors. */
function expectShare({ value }: { readonly value: number }, exact: number) {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(4 * Math.sqrt((exact * (1 - exact)) / DRAWS));
}

const { options } = await run({
  scenarios,
  controls,
  options: names.map((name) => ({ name, add: [name] })),
  plan,
});
const [a, b, c] = options;

test('worth its price: P(rate above where benefit meets cost)', () => {
  expectShare(a.probabilityWorthIt, 1);
  expectShare(b.probabilityWorthIt, (3 - 1.6) / 2);
  expectShare(c.probabilityWorthIt, (3 - 2.5) / 2);
});

test('best: A below a rate of 2, B above; C never, though it may be worth its price', () => {
  expectShare(a.probabilityBest, 1 / 2);
  expectShare(b.probabilityBest, 1 / 2);
  expect(c.probabilityBest.value).toBe(0);
  expect(a.probabilityBest.value + b.probabilityBest.value).toBeCloseTo(1, 12);
});

test.each(names)('return of %s: its mean, and where 5%% and 95%% of it lie', (name) => {
  const { rosi, rosiP5, rosiP95, cost, benefit, credibleBenefit } = options[names.indexOf(name)];
  const [efficacy, yearly] = stated[name];
  const returns = (rate: number) => (efficacy * EVENT * rate) / yearly - 1;
  expect(cost.value).toBeCloseTo(yearly * FACTOR, 6);
  expect(Math.abs(benefit.value - efficacy * EVENT * 2 * FACTOR)).toBeLessThan(4 * benefit.standardError);
  expect(Math.abs(rosi!.value - returns(2))).toBeLessThan(4 * rosi!.standardError);
  expect(rosi!.standardError).toBeCloseTo(benefit.standardError / cost.value, 12);
  // a quantile of 4,096 draws of U(1, 3): sqrt(.05 x .95 / 4,096) / (1/2) = 0.0068 of the rate
  const error = 4 * 0.0068;
  const points = [
    [rosiP5!, 1.1],
    [rosiP95!, 2.9],
  ] as const;
  for (const [found, rate] of points)
    expect(Math.abs(found - returns(rate))).toBeLessThan(returns(rate + error) - returns(rate));
  for (const [found, rate] of [
    [credibleBenefit.p5, 1.1],
    [credibleBenefit.p50, 2],
    [credibleBenefit.p95, 2.9],
  ] as const) {
    const allowed = rate === 2 ? 4 * 0.0157 : error; // sqrt(.5 x .5 / 4,096) / (1/2)
    expect(Math.abs(found / (efficacy * EVENT * FACTOR) - rate)).toBeLessThan(allowed);
  }
});

test('pays back: P(enough events are stopped in one future), which is of luck as well', () => {
  // A: one stopped event of 100,000 makes up for 20,000, B: one for 80,000; stopped events are Poisson of mean rate x efficacy:
  // 1 - E[exp(-e rate)] = 1 - (exp(-e) - exp(-3e)) / (2e)
  for (const [option, e] of [
    [a, 0.2],
    [b, 0.5],
  ] as const) {
    const exact = 1 - (Math.exp(-e) - Math.exp(-3 * e)) / (2 * e);
    const { value, standardError } = option.probabilityPaysBack;
    expect(Math.abs(value - exact)).toBeLessThan(4 * standardError);
  }
});

describe('ties are shared', () => {
  test('between equal options', async () => {
    const tied = await run({
      scenarios,
      controls,
      options: [
        { name: 'A', add: ['A'] },
        { name: 'A too', add: ['A'] },
        { name: 'B', add: ['B'] },
      ],
      plan,
    });
    const [first, second, third] = tied.options.map(({ probabilityBest }) => probabilityBest.value);
    expect(first).toBe(second);
    expectShare({ value: first }, 1 / 4);
    expectShare({ value: third }, 1 / 2);
    expect(first + second + third).toBeCloseTo(1, 12);
  });

  test('with doing nothing: an option that changes nothing and costs nothing is half of the best', async () => {
    const idle = await run({
      scenarios,
      controls: [{ id: 'idle' }, bought('dear', [0.1, 90_000])],
      options: [
        { name: 'idle', add: ['idle'] },
        { name: 'dear', add: ['dear'] },
      ],
      plan,
    });
    const [idleOption, dear] = idle.options;
    expect(idleOption.probabilityBest.value).toBe(0.5);
    expect(idleOption.probabilityWorthIt.value).toBe(0); // not above its cost
    expect(idleOption.probabilityPaysBack.value).toBe(0); // nor in any future
    expect(idleOption).toMatchObject({ rosi: null, rosiP5: null, rosiP95: null });
    expect(dear.probabilityBest.value).toBe(0); // at most 10,000 x 3 for 90,000: doing nothing is always better
  });
});

describe('no return on what costs nothing', () => {
  const old = { status: 'IN_PLACE' as const, annualCost: constant(50_000), staffFte: 0.5 };
  const people = { ...plan, costPerFte: constant(100_000) };

  test('a removed control saves its annual cost and its people', async () => {
    const dropped = await run({
      scenarios,
      controls: [{ id: 'old', ...old, effects: [effect('ATTEMPTS', 0.1)] }],
      options: [{ name: 'drop', removedControlIds: ['old'] }],
      plan: people,
    });
    const [{ cost, benefit, staffFte, ...returns }] = dropped.options;
    expect(cost.value).toBeCloseTo(-(50_000 + 0.5 * 100_000) * FACTOR, 6);
    expect(staffFte).toBe(-0.5);
    expect(Math.abs(benefit.value + 0.1 * EVENT * 2 * FACTOR)).toBeLessThan(4 * benefit.standardError);
    expect(returns).toMatchObject({ rosi: null, rosiP5: null, rosiP95: null });
    // loses at most 30,000 a year, and saves 100,000
    expectShare(returns.probabilityWorthIt, 1);
    expectShare(returns.probabilityBest, 1);
  });

  test('a swap for what costs as much', async () => {
    const swapped = await run({
      scenarios,
      controls: [
        { id: 'old', ...old },
        { id: 'new', annualCost: constant(100_000), effects: [effect('ATTEMPTS', 0.1)] },
      ],
      options: [{ name: 'swap', add: ['new'], removedControlIds: ['old'] }],
      plan: people,
    });
    const [{ cost, rosi, rosiP5 }] = swapped.options;
    expect(cost.value).toBe(0);
    expect(rosi).toBeNull();
    expect(rosiP5).toBeNull();
  });

  test('an uncertain cost that may be a saving has a mean return, and no range of it', async () => {
    const maybe = await run({
      scenarios,
      controls: [
        { id: 'old', status: 'IN_PLACE', annualCost: constant(12_000) },
        { id: 'new', annualCost: uniform(10_000, 30_000), effects: [effect('ATTEMPTS', 0.2)] },
      ],
      options: [{ name: 'swap', add: ['new'], removedControlIds: ['old'] }],
      plan,
    });
    const [{ cost, rosi, rosiP5, rosiP95 }] = maybe.options;
    expect(Math.abs(cost.value - 8_000 * FACTOR)).toBeLessThan(4 * cost.standardError);
    expect(Math.abs(rosi!.value - (40_000 / 8_000 - 1))).toBeLessThan(4 * rosi!.standardError);
    expect([rosiP5, rosiP95]).toEqual([null, null]);
  });
});

test('people and a discount rate that are uncertain are drawn once a future', async () => {
  const uncertain = await run({
    scenarios,
    controls: [{ ...bought('A', [0.2, 0]), upfrontCost: constant(10_000), staffFte: 0.5 }],
    options: [{ name: 'A', add: ['A'] }],
    plan: {
      trials: 40_000,
      horizonYears: 2,
      discountRate: uniform(0, 0.1),
      costPerFte: uniform(80_000, 160_000),
    },
  });
  const [{ cost, benefit, netBenefit }] = uncertain.options;
  // E[(1+d)^-(1/2)] + E[(1+d)^-(3/2)] over U(0, .1): 10 (2 x 1.1^(1/2) - 2) + 10 (2 - 2 x 1.1^(-1/2)), which people multiply alone
  const factors = 10 * (2 * 1.1 ** 0.5 - 2) + 10 * (2 - 2 * 1.1 ** -0.5);
  expect(Math.abs(cost.value - (10_000 + 0.5 * 120_000 * factors))).toBeLessThan(4 * cost.standardError);
  expect(Math.abs(benefit.value - 0.2 * 2 * EVENT * factors)).toBeLessThan(4 * benefit.standardError);
  expect(netBenefit.value).toBeCloseTo(benefit.value - cost.value, 6);
});
