import fc from 'fast-check';
import { expect, test } from 'vitest';
import { poissonQuantile } from '../../src/math/poisson.ts';
import { threefry, uniform53 } from '../../src/math/threefry.ts';
import reference from '../reference/distributions.json' with { type: 'json' };

test('the documented example holds', () => {
  expect(poissonQuantile(0.95, 3)).toBe(6);
});

test('agrees with scipy 1.17.1: poisson(mean).ppf(u)', () => {
  expect(reference.poisson.map(([u, mean]) => [u, mean, poissonQuantile(u, mean)])).toEqual(
    reference.poisson,
  );
});

test('a larger uniform and a larger mean never give a smaller count', () => {
  const uniform = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
  const mean = fc.oneof(
    fc.double({ min: 0, max: 60, noNaN: true }),
    fc.double({ min: 0, max: 1e6, noNaN: true }),
  );
  fc.assert(
    fc.property(uniform, uniform, mean, mean, (u, v, m, n) => {
      const count = poissonQuantile(Math.min(u, v), Math.min(m, n));
      expect(poissonQuantile(Math.max(u, v), Math.min(m, n))).toBeGreaterThanOrEqual(count);
      expect(poissonQuantile(Math.min(u, v), Math.max(m, n))).toBeGreaterThanOrEqual(count);
    }),
    { numRuns: 1000 },
  );
});

test('a mean just beyond where the way of counting changes gives no smaller count', () => {
  for (let k = 1; k < 2000; k++)
    expect(poissonQuantile(k / 2000, 30.000001)).toBeGreaterThanOrEqual(poissonQuantile(k / 2000, 30));
});

test('sampled, its mean is the mean', () => {
  const { words, block } = threefry(11, 0);
  for (const mean of [0.05, 3, 80]) {
    const draws = 50_000;
    let sum = 0;
    for (let i = 0; i < draws; i++) {
      block(i, 0, 0, 0);
      sum += poissonQuantile(uniform53(words[0], words[1]), mean);
    }
    expect(Math.abs(sum / draws - mean)).toBeLessThanOrEqual(4 * Math.sqrt(mean / draws));
  }
});

test('a mean that is no rate is refused', () => {
  for (const mean of [-1, NaN, 1e10]) expect(() => poissonQuantile(0.999, mean)).toThrow(RangeError);
});
