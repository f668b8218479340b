import { lossCurve } from '../math/loss-curve.ts';
import type { Figure, LossCounts } from './result.ts';

/**
 * P(loss > usd) from the counts that a result keeps, in a year or over the horizon according to the counts given.
 *
 * @param usd US dollars; below 0 the answer is 1
 */
export function probabilityAbove({ rows, trials, ranks }: LossCounts, usd: number): Figure {
  return usd < 0
    ? { value: 1, standardError: 0, low: 1, high: 1 }
    : lossCurve(rows, trials, ranks).exceedance(usd * 100);
}
