import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp } from '../../src/math/elementary.ts';
import { GUIDES, mixedPoisson } from '../../src/math/mixed-poisson.ts';
import { poissonQuantile } from '../../src/math/poisson.ts';

const uniform = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });

test('the documented example holds', () => {
  expect(mixedPoisson([3], [1]).quantile(0.95)).toBe(6);
});

test('a single mean gives the Poisson law', () => {
  fc.assert(
    fc.property(uniform, fc.double({ min: 0, max: 400, noNaN: true }), (u, mean) => {
      expect(mixedPoisson([mean], [1]).quantile(u)).toBe(poissonQuantile(u, mean));
    }),
    { numRuns: 500 },
  );
});

test('an exponential mean gives the geometric law: P(N <= n) = 1 - (m / (1 + m))^(n + 1)', () => {
  const mean = 2;
  // quantiles of the exponential at the middles of ever finer shares of (0, 1)
  const nodes = 400_000;
  const means = Float64Array.from({ length: nodes }, (_, i) => -mean * Math.log(1 - (i + 0.5) / nodes));
  const { quantile } = mixedPoisson(means, new Float64Array(nodes).fill(1 / nodes));
  for (let n = 0; n < 12; n++) {
    const end = 1 - (mean / (1 + mean)) ** (n + 1);
    expect([quantile(end - 1e-4), quantile(end + 1e-4)]).toEqual([n, n + 1]);
  }
});

test('the outermost uniforms give finite counts, and no events at all where none are expected', () => {
  const law = mixedPoisson([700], [1]);
  expect(law.quantile(1 - 2 ** -53)).toBeLessThan(1000);
  expect(law.quantile(2 ** -53)).toBeGreaterThan(400);
  expect(mixedPoisson([0], [1]).quantile(1 - 2 ** -53)).toBe(0);
});

test('a mean that is too large, or none, is refused', () => {
  for (const mean of [701, -1, NaN, Infinity]) expect(() => mixedPoisson([mean], [1])).toThrow(RangeError);
});

test('the module computes what plain code does, to the last bit', () => {
  const mean = fc.double({ min: 0, max: 700, noNaN: true });
  fc.assert(
    fc.property(fc.array(mean, { minLength: 1, maxLength: 60 }), (means) => {
      const { ends, guide } = mixedPoisson(means, new Float64Array(means.length).fill(1 / means.length));
      const plain = plainEnds(means, 1 / means.length);
      expect([...ends]).toEqual(plain);
      expect([...guide]).toEqual(
        Array.from({ length: GUIDES }, (_, part) => plain.findIndex((end) => end >= part / GUIDES)),
      );
    }),
    { numRuns: 300 },
  );
});

function plainEnds(means: readonly number[], weight: number): number[] {
  let chances = means.map((its) => exp(-its) * weight);
  let sum = 0;
  const ends: number[] = [];
  for (let count = 0; ; count++) {
    if (count > 0) chances = chances.map((chance, i) => chance * (means[i] / count));
    const all = chances.reduce((total, chance) => total + chance, 0);
    ends.push((sum += all));
    if (means.every((its) => its <= count) && all < 1e-17) break;
  }
  return [...ends.slice(0, -1), 1];
}
