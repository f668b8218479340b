import { expect, test } from 'vitest';
import { annualLaw } from '../../src/exact/annual-law.ts';
import type { EventKind, Part } from '../../src/exact/event-law.ts';
import { kindMoments } from '../../src/exact/event-law.ts';
import { pointsOf } from '../../src/exact/law-points.ts';
import type { ScenarioLaw } from '../../src/exact/scenario-law.ts';
import { severityLaw } from '../../src/exact/severity-law.ts';
import { distribution, type Estimate } from '../../src/math/estimate.ts';
import { gamma } from '../../src/math/gamma.ts';
import { poissonQuantile } from '../../src/math/poisson.ts';

type Numbers = Omit<Estimate, 'basis'>;
const stated = (numbers: Numbers): Estimate => ({ ...numbers, basis: 'ASSUMED' });
const constant = (value: number): Numbers => ({ shape: 'CONSTANT', value });
const part = (numbers: Numbers): Part => ({ law: severityLaw(stated(numbers), 'MONEY'), scale: 1 });

function scenario(rate: Numbers, primary: Numbers[], chance = 0, secondary: Numbers[] = []): ScenarioLaw {
  const kind: EventKind = {
    chance: 1,
    primary: primary.map(part),
    secondaryChance: chance,
    secondary: secondary.map(part),
    breachChance: 0,
  };
  const estimate = stated(rate);
  return [
    {
      weight: 1,
      losses: pointsOf(estimate, 'RATE'),
      meanLosses: distribution(estimate, 'RATE').mean,
      kinds: [kind],
    },
  ];
}

const exponential = (mean: number): Numbers => ({ shape: 'GAMMA', shapeParameter: 1, scale: mean });

/** P(loss <= x) of a Poisson number of gammas, whose sums are gammas. */
function poissonGamma(rate: number, shape: number, scale: number, x: number): number {
  let chance = Math.exp(-rate);
  let sum = chance;
  for (let n = 1; n < 200; n++) {
    chance *= rate / n;
    sum += chance * gamma(n * shape, scale).cdf(x);
  }
  return sum;
}

test('the documented examples hold', () => {
  const losses = scenario(constant(2), [exponential(1000)]);
  expect(annualLaw([losses]).percentile(0.95)).toBeCloseTo(5956.92, 2);
  const { mean, meanSquare } = kindMoments(losses[0].kinds[0]);
  expect([mean, meanSquare].map((it) => Number(it.toFixed(3)))).toEqual([1000, 2e6]);
});

test.each([
  [0.05, 1, 1000],
  [2, 1, 1000],
  [5, 2.5, 40_000],
  [60, 0.5, 1e6],
])(
  'a Poisson number (mean %d) of gammas of shape %d agrees with the sum of their laws',
  (rate, shape, scale) => {
    const law = annualLaw([scenario(constant(rate), [{ shape: 'GAMMA', shapeParameter: shape, scale }])]);
    expect(law.mean / (rate * shape * scale)).toBeCloseTo(1, 12);
    for (const p of [0.5, 0.8, 0.95, 0.99, 0.999]) {
      if (p <= Math.exp(-rate)) expect(law.percentile(p)).toBe(0);
      else expect(Math.abs(poissonGamma(rate, shape, scale, law.percentile(p)) - p)).toBeLessThan(5e-7);
    }
  },
);

test('the tail mean of exponentials: E[(X - x)+] adds up', () => {
  const law = annualLaw([scenario(constant(2), [exponential(1000)])]);
  const value = law.percentile(0.95);
  // integral of the survival function, by the trapezoidal rule
  let above = 0;
  const step = 5;
  for (let x = value; x < value + 40_000; x += step)
    above += (step / 2) * (2 - poissonGamma(2, 1, 1000, x) - poissonGamma(2, 1, 1000, x + step));
  expect(law.tailMean(0.95)).toBeCloseTo(value + above / 0.05, 1);
});

test('Panjer’s recursion, for losses of 1,000 or 2,500', () => {
  const law = annualLaw([
    scenario(constant(1.5), [{ shape: 'EMPIRICAL', values: [1000, 2500], weights: [3, 1] }]),
  ]);
  // in units of 500: f(2) = 0.75, f(5) = 0.25; g(x) = rate / x * sum of y f(y) g(x - y)
  const chances = [Math.exp(-1.5)];
  for (let x = 1; x < 200; x++)
    chances[x] = (1.5 / x) * (2 * 0.75 * (chances[x - 2] ?? 0) + 5 * 0.25 * (chances[x - 5] ?? 0));
  for (const p of [0.3, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999]) {
    let sum = 0;
    const expected = chances.findIndex((chance) => (sum += chance) >= p);
    expect(law.percentile(p)).toBe(expected * 500);
  }
  let upTo = 0;
  const worst = chances.findIndex((chance) => (upTo += chance) >= 0.95) * 500;
  const above = chances.reduce((sum, chance, x) => sum + chance * Math.max(0, x * 500 - worst), 0);
  expect(law.tailMean(0.95)).toBeCloseTo(worst + above / 0.05, 4);
});

test('certain losses with and without a secondary one: an atom is met exactly, and what lies between is smooth', () => {
  const law = annualLaw([scenario(constant(1), [constant(1000)], 0.5, [exponential(1000)])]);
  // one event and no secondary loss: 1000, with probability e^-1 / 2; none: e^-1
  expect(law.percentile(0.37)).toBe(1000);
  expect(law.percentile(0.55)).toBe(1000);
  expect(law.percentile(0.552)).toBeGreaterThan(1000);
  expect(law.mean).toBeCloseTo(1500, 9);
});

test('100,000 events a year, of certain, narrow and wide losses', () => {
  const certain = annualLaw([scenario(constant(1e5), [constant(1000)])]);
  for (const p of [0.5, 0.99, 0.999])
    expect(certain.percentile(p) / (1000 * poissonQuantile(p, 1e5))).toBeCloseTo(1, 4);
  const wide = annualLaw([scenario(constant(1e5), [exponential(1000)])]);
  // the sum is as good as a gamma of its first three moments
  const square = 2e6;
  const cube = 6e9;
  const skewness = cube / Math.sqrt(1e5) / square ** 1.5;
  const shape = 4 / skewness ** 2;
  const scale = Math.sqrt(1e5 * square) / Math.sqrt(shape);
  const shift = 1e8 - shape * scale;
  for (const p of [0.5, 0.95, 0.999])
    expect(wide.percentile(p) / (shift + gamma(shape, scale).quantile(p))).toBeCloseTo(1, 7);
  const uncertain = annualLaw([scenario({ shape: 'UNIFORM', low: 5e4, high: 1.5e5 }, [exponential(1000)])]);
  // the rate is all that matters: 50,000 + 100,000 p
  for (const p of [0.5, 0.8, 0.95]) expect(uncertain.percentile(p) / (5e7 + 1e8 * p)).toBeCloseTo(1, 4);
});

test('nothing happens at a rate of 0, and nothing is lost by losses of 0', () => {
  for (const law of [
    annualLaw([scenario(constant(0), [exponential(1000)])]),
    annualLaw([scenario(constant(3), [constant(0)])]),
    annualLaw([]),
  ]) {
    expect(law.mean).toBe(0);
    expect(law.percentile(0.999)).toBe(0);
    expect(law.tailMean(0.95)).toBe(0);
  }
});

test('percentiles twenty thousand times apart are both seen', () => {
  const law = annualLaw([
    scenario(constant(6), [exponential(100)]),
    scenario(constant(0.002), [{ shape: 'LOGNORMAL', low: 1e6, high: 1e7 }]),
  ]);
  expect(poissonGamma(6, 1, 100, law.percentile(0.5)) * Math.exp(-0.002)).toBeCloseTo(0.5, 6);
  expect(law.percentile(0.999)).toBeGreaterThan(1e6);
});

test('a heavy tail is read far beyond its mean', () => {
  const tail: Numbers = {
    shape: 'LOGNORMAL_GPD',
    low: 1e4,
    high: 1e6,
    threshold: 5e5,
    tailShape: 0.9,
    tailScale: 4e5,
  };
  const law = annualLaw([scenario(constant(0.01), [tail])]);
  const severity = distribution(stated(tail), 'MONEY');
  // one event or none, as good as always
  expect(law.percentile(0.999) / severity.upperQuantile(0.1)).toBeCloseTo(1, 1);
  expect(law.percentile(0.9999)).toBeGreaterThan(law.percentile(0.999));
});
