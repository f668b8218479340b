import { lossCurve } from '../math/loss-curve.ts';
import { doublesOf } from './doubles-text.ts';
import type { Figure, LossCounts, ListedLossCounts } from './result.ts';

/**
 * P(loss > usd) from the counts that a result keeps, in a year or over the horizon according to the counts given.
 *
 * @param usd US dollars; below 0 the answer is 1
 */
export function probabilityAbove(counts: LossCounts | ListedLossCounts, usd: number): Figure {
  const rows = 'rows' in counts ? counts.rows.flat() : doublesOf(counts.doubles);
  return usd < 0
    ? { value: 1, standardError: 0, low: 1, high: 1 }
    : lossCurve(rows, counts.trials, counts.ranks).exceedance(usd * 100);
}
