import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../src/math/estimate.ts';
import { normalQuantile, Z90 } from '../../src/math/normal.ts';
import type { Insurance } from '../../src/simulation/plan.ts';
import { constant, effect, run, uniform } from '../simulation/small-plan.ts';

/**
 * What is worth its price beside a policy, where the rate is unknown. What an annual limit leaves has no closed form for the engine, which
 * samples it; here events all cost 100,000, so what is borne is a sum over the Poisson law of their number n, for each rate r. Every benefit
 * below rises (or falls) with r, so it is above its value at r* with probability P(r > r*), whatever noise there was to be taken out.
 */
const EVENT = 100_000;
const EFFICACY = 0.4;
const YEARS = 3;
const DRAWS = 4_096;

const current: Insurance = {
  premium: 30_000,
  retention: 20_000,
  coinsurance: 0.8,
  perEventLimit: 50_000,
  annualLimit: 120_000,
};
const none: Insurance = { premium: 0, retention: 0, coinsurance: 1, perEventLimit: 0, annualLimit: 0 };
const wider: Insurance = { premium: 30_000, retention: 1_000, coinsurance: 1, annualLimit: 300_000 };

const underCurrent = (n: number) => n * EVENT - Math.min(120_000, 50_000 * n);
const uninsured = (n: number) => n * EVENT;
const underWider = (n: number) => n * EVENT - Math.min(300_000, n * 99_000);

function expected(rate: number, retained: (n: number) => number): number {
  let p = Math.exp(-rate);
  let sum = 0;
  for (let n = 0; n < 60; n++, p *= rate / n) sum += p * retained(n);
  return sum;
}

interface Case {
  readonly insurance: Insurance;
  readonly adds: boolean;
  readonly retained: (n: number) => number;
}
const options: Record<string, Case> = {
  'a control beside the policy in force': { insurance: current, adds: true, retained: underCurrent },
  'no policy any more': { insurance: none, adds: false, retained: uninsured },
  'another policy, which pays more the more events there are': {
    insurance: wider,
    adds: false,
    retained: underWider,
  },
};

/** Rates: often, seldom, and seldom with a long tail (median 0.08; 5% and 95% at 0.02 and 0.32). */
interface Rate {
  readonly estimate: Estimate;
  readonly quantile: (p: number) => number;
  /** Of other events, of 1,000 each: too small for any policy here, and enough of them that a draw gets the fewest futures. */
  readonly others?: number;
  /** What little luck may be left then. */
  readonly slack?: number;
}
const rates: Record<string, Rate> = {
  'one to three a year': { estimate: uniform(1, 3), quantile: (p) => 1 + 2 * p },
  'one in seven to twenty years': { estimate: uniform(0.05, 0.15), quantile: (p) => 0.05 + 0.1 * p },
  'one in seven to twenty years, beside many that are not insured': {
    estimate: uniform(0.05, 0.15),
    quantile: (p) => 0.05 + 0.1 * p,
    others: 12,
    slack: 0.02,
  },
  'one in three to fifty years': {
    estimate: { shape: 'LOGNORMAL', low: 0.02, high: 0.32, basis: 'EXPERT' },
    quantile: (p) => 0.08 * 4 ** (normalQuantile(p) / Z90),
  },
};
describe.each(Object.entries(rates))('events come %s', (_, { estimate, quantile, others, slack = 0 }) => {
  test.each(Object.entries(options))('%s', async (__, { insurance, adds, retained }) => {
    const benefit = (rate: number) =>
      YEARS * (expected(rate, underCurrent) - expected(adds ? rate * (1 - EFFICACY) : rate, retained));
    const isRising = benefit(0.2) > benefit(0.1);
    const shares = [0.1, 0.25, 0.9];
    // an option for each share: what it costs is the benefit at that point of the rate; what costs less than nothing is put on the baseline
    const low = Math.min(...shares.map((p) => benefit(quantile(p))), 0);
    const control = { effects: adds ? [effect('ATTEMPTS', EFFICACY, { threatIds: ['threat'] })] : [] };
    const found = await run({
      scenarios: [
        {
          id: 's',
          lossEventFrequency: estimate,
          primaryLosses: [{ form: 'RESPONSE', magnitude: constant(EVENT) }],
        },
        ...(others
          ? [
              {
                id: 'others',
                threatId: 'elsewhere',
                lossEventFrequency: constant(others),
                primaryLosses: [{ form: 'RESPONSE' as const, magnitude: constant(1_000) }],
              },
            ]
          : []),
      ],
      threats: [{ id: 'threat' }, { id: 'elsewhere' }],
      controls: [
        { id: 'saving', status: 'IN_PLACE', annualCost: constant(-low / YEARS) },
        ...shares.map((p) => ({
          ...control,
          id: `at ${p}`,
          upfrontCost: constant(benefit(quantile(p)) - low),
        })),
      ],
      options: shares.map((p) => ({
        name: `at ${p}`,
        add: [`at ${p}`],
        removedControlIds: ['saving'],
        // of the same premium, so that the cost is all that is written above
        insurance: { ...insurance, premium: current.premium },
      })),
      plan: {
        horizonYears: YEARS,
        trials: 1_000,
        baseline: { controlIds: ['saving'], changes: [], insurance: current },
      },
    });
    found.options.forEach(({ probabilityWorthIt }, at) => {
      const exact = isRising ? 1 - shares[at] : shares[at];
      const error = Math.sqrt((exact * (1 - exact)) / DRAWS);
      expect(Math.abs(probabilityWorthIt.value - exact), `at ${shares[at]}`).toBeLessThan(4 * error + slack);
    });
  });
});
