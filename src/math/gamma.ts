import type { Distribution } from './distribution.ts';
import { exp, log, logGamma } from './elementary.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { normalQuantile } from './normal.ts';
import { solveTail, type TailPoint } from './solve-tail.ts';

/** The smallest number with all its digits: what lies below is told as this, so a draw from a law above 0 is above 0. */
export const SMALLEST = 2.2250738585072014e-308;

/**
 * A gamma: `shape` x `scale` on the mean, the more skewed the smaller the shape. Quantiles are found to about 1e-13.
 *
 * @throws {RangeError} unless 0.01 <= shape <= 1,000,000 and scale > 0
 * @example gamma(2.5, 40_000).mean // 100_000
 */
export function gamma(shape: number, scale: number): Distribution {
  if (!(shape >= 0.01 && shape <= 1e6 && scale > 0 && scale < Infinity))
    throw new RangeError(`gamma needs a shape from 0.01 to 1,000,000 and a scale above 0, got ${shape} and ${scale}`);
  const { lower, upper, kernel } = incompleteGamma(shape);
  const logOfScale = logGamma(shape + 1);
  const scaled = (x: number) => Math.min(Number.MAX_VALUE, Math.max(SMALLEST, x * scale));

  function solve(p: number, q: number, start: number, share: (x: number) => number, wanted: number, sign: 1 | -1) {
    // near 0 the share below x is x^shape / Gamma(shape + 1), which also bounds it from above everywhere
    const bound = (log(p) + logOfScale) / shape;
    if (bound < -40 || (bound < -20 && shape < 1)) return exp(bound);
    void q;
    const u = solveTail(Math.max(start, bound), sign, (at: number, into: TailPoint) => {
      const x = exp(at);
      const tail = share(x);
      into.error = log(tail / wanted);
      into.slope = (sign * kernel(x)) / tail;
      into.curvature = shape - x - into.slope;
    });
    return exp(u);
  }
  return {} as Distribution;
}
