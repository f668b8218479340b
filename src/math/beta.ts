import type { Distribution, NormalPoints } from './distribution.ts';
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
  /** What lies at points of the standard normal. */
  along(points: NormalPoints): Float64Array;
  /** The mean share below weighted values, of it stretched from `low` over `width`. */
  meanBelow(values: Float64Array, weights: Float64Array, low: number, width: number): number;
  /** Fills a half of a table of it, stretched between two ends. */
  fillHalf(low: number, high: number, half: HalfTable, into: Float64Array): number | undefined;
}

/**
 * A beta on 0 to 1 by its two parameters; quantiles are found to about 1e-13.
 *
 * @throws {RangeError} unless both lie from 0.01 to 1,000,000
 * @example beta(2, 5).mean // 0.2857142857142857
 */
export function beta(a: number, b: number): Distribution {
  const { mean, standardDeviation, fromLow, fromHigh, cdf, density, along, meanBelow, fillHalf } = shares(
    a,
    b,
  );
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
    quantilesAlong: along,
    meanCdf: (values, weights) => meanBelow(values, weights, 0, 1),
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
    along: ({ tails }) => joined(distances(a, b, its(), tails), distances(b, a, mirrored(), tails)),
    meanBelow: (values, weights, low, width) => its().meanLower(values, weights, low, width),
    fillHalf: (low, high, half, into) => fillHalfOfBeta(its(), mirrored(), low, high, half, into),
  };
}

function distanceFromLow(
  a: number,
  b: number,
  its: () => IncompleteBeta,
): (p: number, near?: number) => number {
  return (p, near = 0) => its().quantile(p, near, near > 0 && near < 1 ? 0 : guess(a, b, its(), p));
}

/** The distances from the low end that shares fall below. */
const distances = (a: number, b: number, its: IncompleteBeta, rising: Float64Array): Float64Array =>
  its.quantiles(rising, guess(a, b, its, rising[0]));

/** Distances from both ends up to the middle, as shares from 0 to 1. */
function joined(fromLow: Float64Array, fromHigh: Float64Array): Float64Array {
  const last = fromLow.length - 1;
  const all = new Float64Array(2 * last + 1);
  all.set(fromLow);
  for (let i = 0; i < last; i++) all[2 * last - i] = 1 - fromHigh[i];
  return all;
}

/** A logit that is not far from that of the distance that a share falls below. */
function guess(a: number, b: number, its: IncompleteBeta, share: number): number {
  const centre = log(a / b);
  return a >= 1 && b >= 1
    ? centre + Math.sqrt(1 / a + 1 / b) * normalQuantile(share)
    : Math.min(its.logOfPower(share), centre + 30);
}

/** Something that is found when it is first asked for: most laws are asked for no more than their mean. */
function lazily<T>(find: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= find());
}
