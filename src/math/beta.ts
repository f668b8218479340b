import type { Distribution } from './distribution.ts';
import { exp, log } from './elementary.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { normalQuantile } from './normal.ts';
import { solveTail } from './solve-tail.ts';

/** Parameters beyond these ends leave all mass on a point, or on both ends. */
export const BETA_PARAMETERS = { least: 0.01, most: 1e6 } as const;

/** Below this a power of x alone is the share below x, to the last digit. */
const POWER_ALONE = -40;

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
}

/**
 * A beta on 0 to 1 by its two parameters; quantiles are found to about 1e-13.
 *
 * @throws {RangeError} unless both lie from 0.01 to 1,000,000
 * @example beta(2, 5).mean // 0.2857142857142857
 */
export function beta(a: number, b: number): Distribution {
  const { mean, standardDeviation, fromLow, fromHigh, cdf, density } = shares(a, b);
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
  };
}

/** The same law, for those who stretch it between other ends. */
export function shares(a: number, b: number): Shares {
  const { least, most } = BETA_PARAMETERS;
  if (!(a >= least && a <= most && b >= least && b <= most))
    throw new RangeError(`beta needs two parameters from 0.01 to 1,000,000, got ${a} and ${b}`);
  const n = a + b;
  const { lower, kernel } = incompleteBeta(a, b);
  return {
    mean: a / n,
    standardDeviation: Math.sqrt(((a / n) * (b / n)) / (n + 1)),
    fromLow: distanceFromLow(a, b),
    fromHigh: distanceFromLow(b, a),
    cdf: (x) => (x <= 0 ? 0 : x >= 1 ? 1 : lower(x, 1 - x)),
    density: (x) => (x > 0 && x < 1 ? kernel(x, 1 - x) / x / (1 - x) : 0),
  };
}

/** Solved along the logit of x, in which a beta's density is log-concave. */
function distanceFromLow(a: number, b: number): (p: number, near?: number) => number {
  const { lower, upper, kernel, logOfScale } = incompleteBeta(a, b);
  const centre = log(a / b);
  const spread = Math.sqrt(1 / a + 1 / b);
  const guess = (p: number, bound: number): number =>
    a >= 1 && b >= 1 ? centre + spread * normalQuantile(p) : Math.min(bound, centre + 30);
  return (p, near = 0) => {
    const bound = (log(p) + logOfScale) / a;
    if (bound < POWER_ALONE) return exp(bound);
    const start = near > 0 && near < 1 ? log(near / (1 - near)) : guess(p, bound);
    const isLow = p <= 0.5;
    const share = isLow ? lower : upper;
    const wanted = isLow ? p : 1 - p;
    const sign = isLow ? 1 : -1;
    const u = solveTail(start, sign, (at, into) => {
      const x = 1 / (1 + exp(-at));
      const y = 1 / (1 + exp(at));
      const tail = share(x, y);
      into.error = log(tail / wanted);
      into.slope = (sign * kernel(x, y)) / tail;
      into.curvature = a * y - b * x - into.slope;
    });
    return 1 / (1 + exp(-u));
  };
}
