import { describe, expect, test } from 'vitest';
import { constant, effect, run } from '../simulation/small-plan.ts';

/**
 * A published pair of options of which the return on the initial cost prefers one, and the net present value the other:
 *
 *   A costs 500 and 1,000 a year, and lowers the annual loss expectancy from 10,000 to 8,000;
 *   B costs 5,000 and 5,000 a year, and lowers it to 2,000.
 *
 * At 6% over 8 years, each year paid at its END, a dollar a year is worth a = (1 - 1.06^-8) / 0.06 = 6.209794, so
 * NPV(A) = (2,000 - 1,000) a - 500 = 5,709.79, and NPV(B) = (8,000 - 5,000) a - 5,000 = 13,629.38.
 *
 * Losses and costs fall all over a year, so we count each year from its MIDDLE: (1.06)^-(y - 1/2) is (1.06)^(1/2) times the (1.06)^-y of
 * its end. Every yearly payment counts 2.96% more, and what is paid at once counts the same.
 */
const YEARS = 8;
const RATE = 0.06;
const LATER = Math.sqrt(1 + RATE);
const endOfYear = (1 - (1 + RATE) ** -YEARS) / RATE;
const midYear = LATER * endOfYear;

interface Published {
  readonly upfront: number;
  readonly yearly: number;
  readonly saved: number;
  readonly npv: number;
  /** Ours: (saved - yearly) x 6.393374 - upfront. */
  readonly ours: number;
}
const A: Published = { upfront: 500, yearly: 1_000, saved: 2_000, npv: 5_709.79, ours: 5_893.37 };
const B: Published = { upfront: 5_000, yearly: 5_000, saved: 8_000, npv: 13_629.38, ours: 14_180.12 };

const bought = ({ upfront, yearly, saved }: Published, id: string) => ({
  id,
  upfrontCost: constant(upfront),
  annualCost: constant(yearly),
  effects: [effect('PRIMARY_LOSS', saved / 10_000)],
});

const { baseline, options } = await run({
  // 20 events of 500 a year
  scenarios: [
    {
      id: 's',
      lossEventFrequency: constant(20),
      primaryLosses: [{ form: 'RESPONSE', magnitude: constant(500) }],
    },
  ],
  controls: [bought(A, 'A'), bought(B, 'B')],
  options: [
    { name: 'A', add: ['A'] },
    { name: 'B', add: ['B'] },
  ],
  plan: { horizonYears: YEARS, trials: 10_000, discountRate: constant(RATE) },
});

test('the published table is what it says', () => {
  expect(endOfYear).toBeCloseTo(6.209794, 6);
  expect(midYear).toBeCloseTo(6.393374, 5);
  for (const { npv, saved, yearly, upfront } of [A, B])
    expect((saved - yearly) * endOfYear - upfront).toBeCloseTo(npv, 2);
  expect(baseline.credible.p50).toBeCloseTo(10_000, 6);
});

describe.each([
  ['A', A, 0],
  ['B', B, 1],
] as const)('option %s', (_, { upfront, yearly, saved, npv, ours }, place) => {
  const { cost, benefit, netBenefit, credibleBenefit, rosi, outcome } = options[place];

  test('our figures: every year from its middle', () => {
    expect(outcome.credible.p50).toBeCloseTo(10_000 - saved, 6);
    expect(cost.value).toBeCloseTo(upfront + yearly * midYear, 6);
    // with nothing unknown the credible benefit is the expected one, without any luck
    expect(credibleBenefit.p50).toBeCloseTo(saved * midYear, 6);
    expect(credibleBenefit.p50 - cost.value).toBeCloseTo(ours, 2);
    expect(Math.abs(benefit.value - saved * midYear)).toBeLessThan(4 * benefit.standardError);
    expect(Math.abs(netBenefit.value - ours)).toBeLessThan(4 * netBenefit.standardError);
    const exact = (saved * midYear) / (upfront + yearly * midYear) - 1;
    expect(Math.abs(rosi!.value - exact)).toBeLessThan(4 * rosi!.standardError);
  });

  test('the published figure: with the factor undone', () => {
    const yearlyPart = credibleBenefit.p50 - (cost.value - upfront);
    expect(yearlyPart / LATER - upfront).toBeCloseTo(npv, 2);
    const sampled = (benefit.value - (cost.value - upfront)) / LATER - upfront;
    expect(Math.abs(sampled - npv)).toBeLessThan((4 * benefit.standardError) / LATER + 0.005);
  });
});

test('a return on cost prefers A, the net benefit B: what is kept is money, not a ratio', () => {
  // on the initial cost alone 2,000 / 500 - 1 = 300% and 60%; on all that the first year costs 33% and -20%
  const onInitial = ({ upfront, saved }: Published) => saved / upfront - 1;
  const onFirstYear = ({ upfront, yearly, saved }: Published) => saved / (upfront + yearly) - 1;
  expect([A, B].map(onInitial)).toEqual([3, expect.closeTo(0.6, 12)]);
  expect([A, B].map(onFirstYear)).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(-0.2, 12)]);
  const [a, b] = options;
  // over all years, ours: 85% and 38%
  expect(a.rosi!.low).toBeGreaterThan(b.rosi!.high);
  expect(b.netBenefit.low).toBeGreaterThan(a.netBenefit.high);
  // so of both and of doing nothing B is best
  expect([a, b].map(({ probabilityBest }) => probabilityBest.value)).toEqual([0, 1]);
});

test('payback, by hand: what each year brings, counted from its middle', () => {
  // A brings 1,000 x 1.06^-(1/2) in its first year, and has 500 to make up for; B 3,000 times that and the next year's, and has 5,000
  const [first, second] = [1.06 ** -0.5, 1.06 ** -1.5];
  const [a, b] = options.map(({ paybackYears }) => paybackYears!);
  // a year's benefit is known to 4.5 of 1,000, and to 18 of 3,000: the first to 0.002 years, the other to 0.008
  expect(Math.abs(a - 500 / (1_000 * first))).toBeLessThan(4 * 0.0024);
  expect(Math.abs(b - (1 + (5_000 - 3_000 * first) / (3_000 * second)))).toBeLessThan(4 * 0.008);
});
