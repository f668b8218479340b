import { expect, test } from 'vitest';
import type { Estimate } from '../../src/math/estimate.ts';
import { normalCdf, normalDensity, Z90 } from '../../src/math/normal.ts';
import { constant, effect, run } from '../simulation/small-plan.ts';

/**
 * Ransomware that comes once in many years, and a control against it of 150,000 a year. Whether it is worth its price hangs on what we do
 * not know: the rate and the efficacy. Whether it pays back hangs on luck as well: in most futures of three years nothing comes that it
 * could stop, however right it was to buy it.
 *
 * Derived here by quadrature, apart from the engine.
 *   worth it:  rate x efficacy x E[loss] x F > 150,000 F, F the sum of the years' factors, which cancels:
 *              P(rate > 150,000 / (efficacy E[loss])), over the law of the efficacy;
 *   pays back: the stopped events of three years are Poisson of mean 3 x rate x efficacy; each saves loss x its year's factor, its year any
 *              of three. P(sum of n > 150,000 F), weighted by the law of n, over the laws of rate and efficacy.
 */
const YEARS = 3;
const DISCOUNT = 0.03;
const YEARLY_COST = 150_000;
const RATE = { low: 0.02, high: 0.3 };
const LOSS = { low: 400_000, high: 60_000_000 };
const EFFICACY = { low: 0.15, likely: 0.35, high: 0.6 };

const lognormal = ({ low, high }: typeof RATE) => ({
  mu: (Math.log(low) + Math.log(high)) / 2,
  sigma: (Math.log(high) - Math.log(low)) / (2 * Z90),
});
const rate = lognormal(RATE);
const loss = lognormal(LOSS);
const meanLoss = Math.exp(loss.mu + loss.sigma ** 2 / 2);
const factors = Array.from({ length: YEARS }, (_, year) => (1 + DISCOUNT) ** -(year + 0.5));
const sumOfFactors = factors.reduce((sum, factor) => sum + factor, 0);
const cost = YEARLY_COST * sumOfFactors;

/** Midpoints and weights of a law between two ends, from its density up to a constant. */
function points(low: number, high: number, density: (x: number) => number, count: number) {
  const at = Array.from({ length: count }, (_, i) => low + ((i + 0.5) / count) * (high - low));
  const total = at.reduce((sum, x) => sum + density(x), 0);
  return at.map((x) => ({ x, weight: density(x) / total }));
}

// PERT: low + (high - low) Beta(1 + 4 (likely - low) / (high - low), 1 + 4 (high - likely) / (high - low))
const width = EFFICACY.high - EFFICACY.low;
const alpha = 1 + (4 * (EFFICACY.likely - EFFICACY.low)) / width;
const beta = 1 + (4 * (EFFICACY.high - EFFICACY.likely)) / width;
const efficacies = points(
  EFFICACY.low,
  EFFICACY.high,
  (e) => (e - EFFICACY.low) ** (alpha - 1) * (EFFICACY.high - e) ** (beta - 1),
  400,
);
const rates = points(-8, 8, normalDensity, 800).map(({ x, weight }) => ({
  x: Math.exp(rate.mu + rate.sigma * x),
  weight,
}));

/** P(a lognormal <= x). */
const below = ({ mu, sigma }: typeof loss, x: number) => (x <= 0 ? 0 : normalCdf((Math.log(x) - mu) / sigma));

const worthIt = efficacies.reduce(
  (sum, { x, weight }) => sum + weight * (1 - below(rate, YEARLY_COST / (x * meanLoss))),
  0,
);

/** P(what one stopped event saves <= x). */
const savesAtMost = (x: number) => factors.reduce((sum, factor) => sum + below(loss, x / factor) / YEARS, 0);

/** P(what n stopped events save <= cost), n from 0: on a grid up to the cost, by convolution of the masses of its cells. */
function enoughFor(most: number, cells = 2_000): number[] {
  const step = cost / cells;
  const mass = Array.from({ length: cells }, (_, i) => savesAtMost((i + 1) * step) - savesAtMost(i * step));
  const distribution = [1];
  let sum = [...mass];
  for (let n = 1; n <= most; n++) {
    // n midpoints sum to (i + n / 2) steps for places that sum to i: at most `cells` steps, half of the edge
    const edge = cells - n / 2;
    distribution.push(sum.reduce((total, p, i) => total + p * Math.min(1, Math.max(0, edge - i + 0.5)), 0));
    if (n === most) break;
    const next = Array.from({ length: cells }, () => 0);
    for (let i = 0; i < cells; i++) for (let j = 0; i + j < cells; j++) next[i + j] += sum[i] * mass[j];
    sum = next;
  }
  return distribution;
}
const atMostCost = enoughFor(4);

/** P(pays back) where so many stopped events are expected; five or more always pay back, but for less than 1e-7. */
function paysBackGiven(mean: number): number {
  let p = Math.exp(-mean);
  let not = p;
  for (let n = 1; n < atMostCost.length; n++) {
    p *= mean / n;
    not += p * atMostCost[n];
  }
  return 1 - not;
}
const paysBack = rates.reduce(
  (sum, { x: perYear, weight }) =>
    sum +
    weight *
      efficacies.reduce((inner, { x, weight: its }) => inner + its * paysBackGiven(YEARS * perYear * x), 0),
  0,
);

const estimate = (shape: Estimate['shape'], fields: object): Estimate =>
  ({ shape, basis: 'EXPERT', ...fields }) as Estimate;

const TRIALS = 100_000;
const { options } = await run({
  scenarios: [
    {
      id: 'ransomware',
      lossEventFrequency: estimate('LOGNORMAL', RATE),
      primaryLosses: [{ form: 'RESPONSE', magnitude: estimate('LOGNORMAL', LOSS) }],
    },
  ],
  controls: [
    {
      id: 'control',
      annualCost: constant(YEARLY_COST),
      effects: [{ ...effect('ATTEMPTS', 0), efficacy: estimate('PERT', EFFICACY) }],
    },
  ],
  options: [{ name: 'buy', add: ['control'] }],
  plan: { horizonYears: YEARS, trials: TRIALS, discountRate: constant(DISCOUNT) },
});
const [option] = options;

test('the quadrature is what it should be', () => {
  expect(rates.reduce((sum, { x, weight }) => sum + x * weight, 0)).toBeCloseTo(
    Math.exp(rate.mu + rate.sigma ** 2 / 2),
    6,
  );
  // the mean of a PERT: (low + 4 likely + high) / 6
  expect(efficacies.reduce((sum, { x, weight }) => sum + x * weight, 0)).toBeCloseTo(2.15 / 6, 6);
  expect(atMostCost[1]).toBeCloseTo(savesAtMost(cost), 3);
  // one event seldom saves less than three years cost, two hardly ever
  expect(atMostCost[1]).toBeLessThan(0.1);
  expect(atMostCost[2]).toBeLessThan(0.01);
  enoughFor(4, 1_000).forEach((p, n) => expect(p).toBeCloseTo(atMostCost[n], 4));
});

test('worth its price in most of what may be true', () => {
  const { value, standardError } = option.probabilityWorthIt;
  expect(standardError).toBeCloseTo(Math.sqrt((worthIt * (1 - worthIt)) / 4_096), 3);
  expect(Math.abs(value - worthIt)).toBeLessThan(4 * standardError);
});

test('and yet it pays back in few futures', () => {
  const { value, standardError } = option.probabilityPaysBack;
  expect(standardError).toBeCloseTo(Math.sqrt((paysBack * (1 - paysBack)) / TRIALS), 5);
  expect(Math.abs(value - paysBack)).toBeLessThan(4 * standardError);
});

test('ignorance and luck are told apart: the two differ by far more than their errors', () => {
  expect(worthIt).toBeGreaterThan(0.5);
  expect(paysBack).toBeLessThan(0.15);
  expect(option.probabilityWorthIt.low).toBeGreaterThan(option.probabilityPaysBack.high);
});

test('as one option against nothing, it is best where it is worth its price', () => {
  expect(option.probabilityBest).toEqual(option.probabilityWorthIt);
});

test('its return over what we do not know: from the 5% to the 95% point of rate x efficacy', () => {
  // P(rate x efficacy <= x), solved for 5% and 95%
  const share = (x: number) => efficacies.reduce((sum, it) => sum + it.weight * below(rate, x / it.x), 0);
  const point = (p: number) => {
    let [low, high] = [1e-5, 1];
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (share(middle) < p) low = middle;
      else high = middle;
    }
    return low;
  };
  const found = [option.rosiP5!, option.rosiP95!];
  [0.05, 0.95].forEach((p, i) => {
    // of a quantile of 4,096 draws: between the points of p - 4 standard errors and of p + 4
    const error = 4 * Math.sqrt((p * (1 - p)) / 4_096);
    expect(found[i]).toBeGreaterThan((point(p - error) * meanLoss) / YEARLY_COST - 1);
    expect(found[i]).toBeLessThan((point(p + error) * meanLoss) / YEARLY_COST - 1);
  });
});
