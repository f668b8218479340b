import { lossCurve } from '../math/loss-curve.ts';
import type { Figure, LossCounts, LossCountsInLists } from './result.ts';

/**
 * P(loss > usd) from the counts that a result keeps, in a year or over the horizon according to the counts given.
 *
 * @param usd US dollars; below 0 the answer is 1
 */
export function probabilityAbove(counts: LossCounts | LossCountsInLists, usd: number): Figure {
  const rows = 'rows' in counts ? counts.rows.flat() : counts.numbers;
  return usd < 0
    ? { value: 1, standardError: 0, low: 1, high: 1 }
    : lossCurve(rows, counts.trials, counts.ranks).exceedance(usd * 100);
}
