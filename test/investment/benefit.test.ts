import { expect, test } from 'vitest';
import { paybackYears, returnOnCost } from '../../src/investment/benefit.ts';
import { discountFactors } from '../../src/investment/cost.ts';
import { normalInterval } from '../../src/math/intervals.ts';
import { constant, effect, run } from '../simulation/small-plan.ts';

test('the documented example of payback holds', () => {
  expect(paybackYears(100, [200, 200], [50, 50])).toBeCloseTo(100 / 150, 12);
});

test('payback: never, at once, later, and at the very end', () => {
  expect(paybackYears(1_000, [200, 200], [50, 50])).toBeNull();
  expect(paybackYears(0, [200, 200], [50, 50])).toBe(0);
  expect(paybackYears(0, [40, 200], [50, 50])).toBeCloseTo(1 + 10 / 150, 12);
  expect(paybackYears(0, [40, 40], [50, 50])).toBeNull();
  expect(paybackYears(300, [200, 200], [50, 50])).toBe(2);
});

test('a dollar of year y counts (1 + d)^-(y - 1/2): 5%, by hand', () => {
  const factors = discountFactors(0.05, new Float64Array(3));
  expect(Array.from(factors)).toEqual(
    [1.05 ** -0.5, 1.05 ** -1.5, 1.05 ** -2.5].map((x) => expect.closeTo(x, 14)),
  );
});

test('the return on cost has the error of a ratio of means, and none where nothing is spent', () => {
  const rosi = returnOnCost(normalInterval(300, 30), normalInterval(100, 5), 300 * 100, 1_000);
  expect(rosi!.value).toBeCloseTo(2, 12);
  expect(rosi!.standardError).toBeCloseTo(Math.sqrt(30 ** 2 + (3 * 5) ** 2) / 100, 12);
  expect(returnOnCost(normalInterval(300, 30), normalInterval(0, 0), 0, 1_000)).toBeNull();
});

test('costs by hand: added, changed in place, removed, people, premium, at 3% over two years', async () => {
  const midYears = 1.03 ** -0.5 + 1.03 ** -1.5;
  const result = await run({
    controls: [
      {
        id: 'old',
        status: 'IN_PLACE',
        annualCost: constant(40_000),
        staffFte: 0.5,
        effects: [effect('ATTEMPTS', 0.1)],
      },
      { id: 'idle', status: 'IN_PLACE', annualCost: constant(7_000), staffFte: 0.25 },
      { id: 'new', upfrontCost: constant(100_000), annualCost: constant(20_000), staffFte: 1 },
    ],
    options: [
      {
        name: 'all at once',
        add: ['new'],
        removedControlIds: ['idle'],
        changes: [
          { controlId: 'old', annualCost: constant(45_000), upfrontCost: constant(3_000), staffFte: 0.75 },
        ],
        insurance: { premium: 9_000, retention: 0, coinsurance: 1 },
      },
    ],
    plan: { horizonYears: 2, trials: 1_000, discountRate: constant(0.03) },
  });
  const yearly = 20_000 + 1 * 120_000 - 7_000 - 0.25 * 120_000 + 5_000 + 0.25 * 120_000 + 9_000;
  expect(result.options[0].cost.value).toBeCloseTo(103_000 + yearly * midYears, 6);
  expect(result.options[0].staffFte).toBeCloseTo(1, 12);
});

test('two options that do the same differ by exactly 0, and one that does nothing has benefit 0', async () => {
  const control = { effects: [effect('ATTEMPTS', 0.4)] };
  const { options } = await run({
    controls: [{ id: 'a', ...control }, { id: 'nothing' }],
    options: [
      { name: 'one', add: ['a'] },
      { name: 'the same', add: ['a'] },
      { name: 'idle', add: ['nothing'] },
    ],
    plan: { trials: 5_000 },
  });
  expect(options[0].benefit).toEqual(options[1].benefit);
  expect(options[2].benefit).toMatchObject({ value: 0, standardError: 0 });
  expect(options[2].conclusive).toBe(false);
  expect(options[0].synergy.value).toBe(0);
});
