import type { Distribution } from './distribution.ts';
import { exp, log, logGamma } from './elementary.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { normalQuantile } from './normal.ts';
import { solveTail } from './solve-tail.ts';

/** The smallest number with all its digits: what lies below is told as this, so a draw from a law above 0 is above 0. */
export const SMALLEST = 2.2250738585072014e-308;

/** Shapes beyond these ends are a point mass to a double, or have all their mass at 0. */
export const GAMMA_SHAPES = { least: 0.01, most: 1e6 } as const;

/** Below this a power of x alone is the share below x, to the last digit. */
const POWER_ALONE = -40;

/**
 * A gamma: `shape` x `scale` on the mean, the more skewed the smaller the shape. Quantiles are found to about 1e-13.
 *
 * @throws {RangeError} unless 0.01 <= shape <= 1,000,000 and 0 < scale < Infinity
 * @example gamma(2.5, 40_000).mean // 100_000
 */
export function gamma(shape: number, scale: number): Distribution {
  const { least, most } = GAMMA_SHAPES;
  if (!(shape >= least && shape <= most && scale > 0 && scale < Infinity))
    throw new RangeError(
      `gamma needs a shape from 0.01 to 1,000,000 and a scale above 0, got ${shape} and ${scale}`,
    );
  const { lower, upper, kernel } = incompleteGamma(shape);
  const logOfScale = logGamma(shape + 1);
  const scaled = (x: number) => Math.min(Number.MAX_VALUE, Math.max(SMALLEST, x * scale));

  /** ln x where `share`, one of the two tails, is `wanted`. */
  const solved = (start: number, sign: 1 | -1, share: (x: number) => number, wanted: number): number =>
    solveTail(start, sign, (at, into) => {
      const x = exp(at);
      const tail = share(x);
      into.error = log(tail / wanted);
      into.slope = (sign * kernel(x)) / tail;
      into.curvature = shape - x - into.slope;
    });

  /** Wilson & Hilferty's approximation (1931): the cube root of a gamma is close to normal. */
  const cubed = (z: number): number => {
    const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
    return root > 0 ? log(shape * root * root * root) : -Infinity;
  };

  function fromBelow(p: number): number {
    // near 0 the share below x is x^shape / Gamma(shape + 1), which bounds it from above everywhere
    const bound = (log(p) + logOfScale) / shape;
    if (bound < POWER_ALONE) return exp(bound);
    return exp(solved(Math.max(bound, cubed(normalQuantile(p))), 1, lower, p));
  }

  const fromAbove = (q: number): number =>
    exp(solved(Math.max(-30, cubed(-normalQuantile(q))), -1, upper, q));

  return {
    mean: shape * scale,
    standardDeviation: Math.sqrt(shape) * scale,
    low: 0,
    high: Infinity,
    quantile: (p) => scaled(p <= 0.5 ? fromBelow(p) : fromAbove(1 - p)),
    upperQuantile: (q) => scaled(q <= 0.5 ? fromAbove(q) : fromBelow(1 - q)),
    cdf: (x) => (x > 0 ? lower(Math.min(Number.MAX_VALUE, x / scale)) : 0),
    density: (x) => (x > 0 ? kernel(x / scale) / x : 0),
  };
}
