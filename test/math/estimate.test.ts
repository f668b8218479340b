import { expect, test } from 'vitest';
import { distribution, normalWithin, type Estimate } from '../../src/math/estimate.ts';

const law = (stated: Omit<Estimate, 'basis'>, domain: Parameters<typeof distribution>[1] = 'MONEY') =>
  distribution({ basis: 'EXPERT', ...stated }, domain);

test('the documented example holds', () => {
  expect(law({ shape: 'PERT', low: 1, likely: 2, high: 9 }, 'RATE').mean).toBe(3);
});

test('each shape is the law that it names', () => {
  expect(law({ shape: 'CONSTANT', value: 7 }).quantile(0.1)).toBe(7);
  expect(law({ shape: 'UNIFORM', low: 2, high: 6 }).mean).toBe(4);
  expect(law({ shape: 'TRIANGULAR', low: 0, likely: 3, high: 6 }).quantile(0.5)).toBe(3);
  expect(law({ shape: 'LOGNORMAL', low: 10, high: 1000 }).quantile(0.5)).toBeCloseTo(100, 10);
  expect(law({ shape: 'BETA', alpha: 2, beta: 2 }, 'SHARE').quantile(0.5)).toBeCloseTo(0.5, 14);
  expect(law({ shape: 'GAMMA', shapeParameter: 2, scale: 5 }).mean).toBe(10);
  expect(law({ shape: 'EMPIRICAL', values: [3, 1], weights: [1, 3] }).mean).toBe(1.5);
  const tail = { threshold: 500, tailShape: 0.2, tailScale: 100 };
  expect(law({ shape: 'LOGNORMAL_GPD', low: 10, high: 1000, ...tail }).quantile(0.4)).toBeCloseTo(70.12, 1);
});

test('a range whose ends meet is a point mass', () => {
  for (const shape of ['UNIFORM', 'TRIANGULAR', 'PERT', 'NORMAL', 'LOGNORMAL'] as const)
    expect(law({ shape, low: 5, likely: 5, high: 5 }).constant).toBe(5);
});

test('a NORMAL is cut to what its quantity can be', () => {
  const share = law({ shape: 'NORMAL', low: 0.5, high: 1.1 }, 'SHARE');
  expect([share.low, share.high]).toEqual([0, 1]);
  expect(law({ shape: 'NORMAL', low: -5, high: 40 }).quantile(1e-9)).toBeGreaterThanOrEqual(0);
  expect(normalWithin(-5, 40, 'MONEY').cutShare).toBeCloseTo(0.10039, 5); // norm.cdf(0, 17.5, 22.5 / 1.6448536)
});

test('an estimate without a number of its shape is our own mistake', () => {
  expect(() => law({ shape: 'PERT', low: 1, high: 2 })).toThrow(RangeError);
});
