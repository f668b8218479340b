import type { Distribution } from './distribution.ts';
import { log } from './elementary.ts';
import type { HalfTable } from './half-table.ts';
import { fillHalfOfBeta, incompleteBeta, type IncompleteBeta } from './incomplete-beta.ts';
import { normalQuantile } from './normal.ts';

/** Parameters beyond these ends leave all mass on a point, or on both ends. */
export const BETA_PARAMETERS = { least: 0.01, most: 1e6 } as const;

/** A beta as what lies between its ends, each end's distance found with all its digits. */
export interface Shares {
  readonly mean: number;
  readonly standardDeviation: number;
  /** The distance from 0 that a share `p` falls below; quicker where a distance `near` it is known. */
  fromLow(p: number, near?: number): number;
  /** The distance from 1 that a share `q` falls below. */
  fromHigh(q: number, near?: number): number;
  cdf(x: number): number;
  density(x: number): number;
  /** Fills a half of a table of it, stretched between two ends. */
  fillHalf(low: number, high: number, half: HalfTable, into: Float64Array): boolean | undefined;
}

/**
 * A beta on 0 to 1 by its two parameters; quantiles are found to about 1e-13.
 *
 * @throws {RangeError} unless both lie from 0.01 to 1,000,000
 * @example beta(2, 5).mean // 0.2857142857142857
 */
export function beta(a: number, b: number): Distribution {
  const { mean, standardDeviation, fromLow, fromHigh, cdf, density, fillHalf } = shares(a, b);
  return {
    mean,
    standardDeviation,
    low: 0,
    high: 1,
    quantile: (p) => (p <= 0.5 ? fromLow(p) : 1 - fromHigh(1 - p)),
    upperQuantile: (q) => (q <= 0.5 ? 1 - fromHigh(q) : fromLow(1 - q)),
    nearQuantile: (v, upper, near) => (upper ? 1 - fromHigh(v, 1 - near) : fromLow(v, near)),
    cdf,
    density,
    fillHalf: (half, into) => fillHalf(0, 1, half, into),
  };
}

/** The same law, for those who stretch it between other ends. */
export function shares(a: number, b: number): Shares {
  const { least, most } = BETA_PARAMETERS;
  if (!(a >= least && a <= most && b >= least && b <= most))
    throw new RangeError(`beta needs two parameters from 0.01 to 1,000,000, got ${a} and ${b}`);
  const n = a + b;
  const its = lazily(() => incompleteBeta(a, b));
  const mirrored = lazily(() => incompleteBeta(b, a));
  return {
    mean: a / n,
    standardDeviation: Math.sqrt(((a / n) * (b / n)) / (n + 1)),
    fromLow: distanceFromLow(a, b, its),
    fromHigh: distanceFromLow(b, a, mirrored),
    cdf: (x) => (x <= 0 ? 0 : x >= 1 ? 1 : its().lower(x, 1 - x)),
    density: (x) => (x > 0 && x < 1 ? its().kernel(x, 1 - x) / x / (1 - x) : 0),
    fillHalf: (low, high, half, into) => fillHalfOfBeta(its(), mirrored(), low, high, half, into),
  };
}

function distanceFromLow(
  a: number,
  b: number,
  its: () => IncompleteBeta,
): (p: number, near?: number) => number {
  const guess = (p: number): number => {
    const centre = log(a / b);
    return a >= 1 && b >= 1
      ? centre + Math.sqrt(1 / a + 1 / b) * normalQuantile(p)
      : Math.min(its().logOfPower(p), centre + 30);
  };
  return (p, near = 0) => its().quantile(p, near, near > 0 && near < 1 ? 0 : guess(p));
}

/** Something that is found when it is first asked for: most laws are asked for no more than their mean. */
function lazily<T>(find: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= find());
}
