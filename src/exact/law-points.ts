import type { Distribution } from '../math/distribution.ts';
import { distribution, type Domain, type Estimate } from '../math/estimate.ts';
import { normalCdf, normalDensity, normalQuantile } from '../math/normal.ts';
import { nodesOf, type Nodes } from '../simulation/severity.ts';
import { gaussRule, LEGENDRE_8 } from './gauss.ts';
import { newKept } from '../math/kept.ts';

/** Normal scores beyond which less than 1e-15 of a law lies. */
export const SCORES = { low: -8, high: 8 } as const;
const PANEL = 0.5;
const keep = newKept<Nodes>(2000);

/** The value of a law at a normal score: the share below it is that of the standard normal. */
export const valueAt = (law: Distribution, score: number): number =>
  score > 0 ? law.upperQuantile(normalCdf(-score)) : law.quantile(normalCdf(score));

/** The normal scores at which an estimate's law is not smooth. */
export function kinks({ shape, likely, threshold }: Estimate, law: Distribution): number[] {
  const at = shape === 'TRIANGULAR' ? likely : shape === 'LOGNORMAL_GPD' ? threshold : undefined;
  const share = at === undefined ? 0 : law.cdf(at);
  return share > 0 && share < 1 ? [normalQuantile(share)] : [];
}

/** Scores from `low` to `high` in steps, kinks included. */
export function scoresBetween(low: number, high: number, step: number, between: readonly number[]): number[] {
  const count = Math.max(1, Math.ceil((high - low) / step));
  const even = Array.from({ length: count + 1 }, (_, i) => low + ((high - low) * i) / count);
  return [...even, ...between.filter((it) => it > low && it < high)].sort((a, b) => a - b);
}

/** A law's mass between normal scores as points: Gauss-Legendre in each panel, whose ends are given. */
export function pointsBetween(ends: readonly number[], value: (score: number) => number): Nodes {
  const values: number[] = [];
  const weights: number[] = [];
  for (let panel = 0; panel + 1 < ends.length; panel++) {
    const half = (ends[panel + 1] - ends[panel]) / 2;
    LEGENDRE_8.values.forEach((at, i) => {
      const score = ends[panel] + half * (1 + at);
      values.push(value(score));
      weights.push(LEGENDRE_8.weights[i] * half * normalDensity(score));
    });
  }
  return { values: Float64Array.from(values), weights: Float64Array.from(weights) };
}

/**
 * A law as points with weights that add up to 1: its own where it is discrete, else 256 or more, panel by panel along the normal. Means of
 * smooth functions are right to 1e-12, kinks of the law included.
 *
 * @param finer how many times as many points, for functions that turn quickly
 */
export const pointsOf = (estimate: Estimate, domain: Domain, finer = 1): Nodes =>
  keep(`${lawKey(estimate, domain)} ${finer}`, () => findPoints(estimate, domain, finer));

/** The same as few points with the same moments: for functions that are near a polynomial. */
export const fewPoints = (estimate: Estimate, domain: Domain, count: number): Nodes =>
  keep(`${lawKey(estimate, domain)} of ${count}`, () => gaussRule(pointsOf(estimate, domain), count));

/** What tells an estimate's law from all others. */
export const lawKey = (estimate: Estimate, domain: Domain): string =>
  JSON.stringify([domain, { ...estimate, basis: undefined, source: undefined, note: undefined }]);

function findPoints(estimate: Estimate, domain: Domain, finer: number): Nodes {
  const law = distribution(estimate, domain);
  if (law.constant !== undefined || estimate.shape === 'EMPIRICAL') return nodesOf(estimate, domain);
  const ends = scoresBetween(SCORES.low, SCORES.high, PANEL / finer, kinks(estimate, law));
  return pointsBetween(ends, (score) => valueAt(law, score));
}
