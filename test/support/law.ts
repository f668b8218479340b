import fc from 'fast-check';
import { expect } from 'vitest';
import type { Distribution } from '../../src/math/distribution.ts';
import { sampler } from '../../src/math/quantile-table.ts';
import { isUpper, tailDistance, threefry } from '../../src/math/threefry.ts';

/** What scipy says of a law: pairs of a share and the value at it, from the lower and from the upper end. */
export interface LawReference {
  readonly mean: number;
  readonly standardDeviation: number | null;
  readonly low: readonly (readonly number[])[];
  readonly high: readonly (readonly number[])[];
  readonly cdf: readonly (readonly number[])[];
}

/** Within a share of the value; by `scale` where the value is near 0 and made by a difference. */
export function expectClose(value: number, wanted: number, share: number, scale = 0): void {
  const error = Math.abs(value - wanted);
  expect(error, `${value}, needs ${wanted}`).toBeLessThanOrEqual(
    share * Math.max(Math.abs(wanted), scale, 1e-300),
  );
}

export function expectLaw(law: Distribution, wanted: LawReference, share: number): void {
  const scale = (wanted.standardDeviation ?? 0) * 1e-3;
  expectClose(law.mean, wanted.mean, share, scale);
  if (wanted.standardDeviation === null) expect(law.standardDeviation).toBe(Infinity);
  else expectClose(law.standardDeviation, wanted.standardDeviation, share);
  for (const [p, value] of wanted.low) expectClose(law.quantile(p), value, share, scale);
  for (const [q, value] of wanted.high) expectClose(law.upperQuantile(q), value, share, scale);
  for (const [x, p] of wanted.cdf) expectClose(law.cdf(x), p, share, 1e-3);
}

export const shares = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

/** A larger share never has a smaller quantile, from either end, in the exact law and in what draws from it. */
export function expectMonotone(law: Distribution, p: number, q: number): void {
  const [small, large] = p < q ? [p, q] : [q, p];
  const slack = 1e-12 * Math.abs(law.quantile(large)) + 1e-300;
  expect(law.quantile(small)).toBeLessThanOrEqual(law.quantile(large) + slack);
  expect(law.upperQuantile(large)).toBeLessThanOrEqual(law.upperQuantile(small) + slack);
  const drawn = drawerOf(law);
  expect(drawn(small)).toBeLessThanOrEqual(drawn(large) + slack);
}

/** The share below the value that a share lies below is that share. */
export function expectInverse(law: Distribution, p: number): void {
  const x = law.quantile(p);
  const spacing = law.density ? law.density(x) * Math.abs(x) * 1e-13 : 0;
  expect(Math.abs(law.cdf(x) - p)).toBeLessThanOrEqual(1e-11 + spacing);
}

/** The quantile of p as the engine finds it. */
export function drawerOf(law: Distribution): (p: number) => number {
  const { sample } = sampler(law);
  return (p) => (p > 0.5 ? sample(1 - p, true) : sample(p, false));
}

const DRAWS = 100_000;

/** The mean of draws lies within four standard errors of the law's. */
export function expectSampledMean(law: Distribution, seed = 7): void {
  const { sample } = sampler(law);
  const { words, block } = threefry(seed, 0);
  let sum = 0;
  for (let i = 0; i < DRAWS; i += 2) {
    block(i, 0, 0, 0);
    sum += sample(tailDistance(words[0], words[1]), isUpper(words[0]));
    sum += sample(tailDistance(words[2], words[3]), isUpper(words[2]));
  }
  const standardError = law.standardDeviation / Math.sqrt(DRAWS);
  expect(Math.abs(sum / DRAWS - law.mean)).toBeLessThanOrEqual(4 * standardError);
}

/** What is drawn differs from the exact quantile by no more than 1e-6 of it (of a tenth of the deviation, about 0). */
export function expectCloseTable(law: Distribution, p: number): void {
  const spread = law.low < 0 && law.high > 0 ? 0.1 * law.standardDeviation : 1e-6 * law.standardDeviation;
  const exact = p > 0.5 ? law.upperQuantile(1 - p) : law.quantile(p);
  expect(Math.abs(drawerOf(law)(p) - exact)).toBeLessThanOrEqual(1e-6 * Math.max(Math.abs(exact), spread));
}
