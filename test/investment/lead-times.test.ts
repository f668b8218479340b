import { describe, expect, test } from 'vitest';
import { constant, effect, run } from '../simulation/small-plan.ts';

/**
 * A control is paid for from the start, and acts once its lead time has passed: 146 days of the first year, 0.4 of it. Four events a year of
 * 100,000 on average, of which it stops half; three years at 5%.
 */
const YEARLY = 4 * 0.5 * 100_000;
const LEAD = 146;
const [first, second, third] = [1.05 ** -0.5, 1.05 ** -1.5, 1.05 ** -2.5];
const FACTORS = first + second + third;
const plan = { horizonYears: 3, trials: 40_000, discountRate: constant(0.05) };

const control = (id: string, leadTimeDays: number, more: object = {}) => ({
  id,
  upfrontCost: constant(150_000),
  annualCost: constant(30_000),
  staffFte: 0.25,
  leadTimeDays: constant(leadTimeDays),
  effects: [effect('ATTEMPTS', 0.5)],
  ...more,
});

const { options } = await run({
  scenarios: [{ id: 's', lossEventFrequency: constant(4) }],
  controls: [
    control('at once', 0),
    control('later', LEAD),
    control('in the second year', 365 + LEAD),
    control('too late', 3 * 365),
    control('needs the later one', 0, { requires: ['later'], effects: [effect('PRIMARY_LOSS', 0.5)] }),
  ],
  options: [
    { name: 'at once', add: ['at once'] },
    { name: 'later', add: ['later'] },
    { name: 'in the second year', add: ['in the second year'] },
    { name: 'too late', add: ['too late'] },
    { name: 'both', add: ['later', 'needs the later one'] },
  ],
  plan,
});
const yearlyCost = 30_000 + 0.25 * 120_000;
const cost = 150_000 + yearlyCost * FACTORS;

const cases = [
  ['at once', FACTORS],
  ['later', 0.6 * first + second + third],
  ['in the second year', 0.6 * second + third],
  ['too late', 0],
] as const;

describe.each(cases)('%s', (name, acting) => {
  const option = options[cases.findIndex(([its]) => its === name)];

  test('the cost runs from the start', () => {
    expect(option.cost.value).toBeCloseTo(cost, 6);
  });

  test('the benefit begins when the lead time has passed', () => {
    const { value, standardError } = option.benefit;
    expect(Math.abs(value - YEARLY * acting)).toBeLessThan(4 * standardError + 1e-9);
  });

  test('what is known of it too', () => {
    // nothing is uncertain but the time of an attempt, whose lattice has thousands of points
    const { p5, p95 } = option.credibleBenefit;
    expect(p5).toBe(p95);
    expect(Math.abs(p5 - YEARLY * acting)).toBeLessThan(1e-3 * YEARLY);
  });
});

test('what requires a later control acts no earlier, and is paid for from the start', () => {
  const both = options[4];
  // of 4 events half is stopped, and half of what is left of each: 1 - 1/2 x 1/2
  const acting = 0.6 * first + second + third;
  expect(both.cost.value).toBeCloseTo(2 * cost, 6);
  expect(Math.abs(both.benefit.value - 4 * 100_000 * 0.75 * acting)).toBeLessThan(
    4 * both.benefit.standardError,
  );
});

test('payback, by hand: 150,000 are behind; a first year with the lead time brings less', () => {
  // a year of effect brings (200,000 - 60,000) of net benefit, 0.6 of it (120,000 - 60,000)
  const behind = 150_000 - (0.6 * YEARLY - yearlyCost) * first;
  const inSecond = 1 + behind / ((YEARLY - yearlyCost) * second);
  // without: 136,626 in the first year, so that 13,374 are left for the second
  const atOnce = 1 + (150_000 - (YEARLY - yearlyCost) * first) / ((YEARLY - yearlyCost) * second);
  // a year's benefit is known to sqrt(2 x 1.5e10 / 40,000) = 866, of 140,000: 0.006 years a year
  expect(Math.abs(options[0].paybackYears! - atOnce)).toBeLessThan(4 * 0.012);
  expect(Math.abs(options[1].paybackYears! - inSecond)).toBeLessThan(4 * 0.012);
  expect(options[3].paybackYears).toBeNull();
});

test('what is in place has no lead time left', async () => {
  const { options: changed } = await run({
    scenarios: [{ id: 's', lossEventFrequency: constant(4) }],
    controls: [{ ...control('old', LEAD), status: 'IN_PLACE' }],
    options: [{ name: 'drop', removedControlIds: ['old'] }],
    plan,
  });
  const [{ benefit, cost: saved }] = changed;
  expect(Math.abs(benefit.value + YEARLY * FACTORS)).toBeLessThan(4 * benefit.standardError);
  expect(saved.value).toBeCloseTo(-yearlyCost * FACTORS, 6);
});
