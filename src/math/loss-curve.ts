import { probabilityInterval, Z95, type Interval } from './intervals.ts';
import type { LossCounts } from './loss-counts.ts';
import { lossesFrom, passingRows, ROW } from './loss-rows.ts';

/** A percentile in cents with its 95% interval. */
export interface PercentileCents {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The law of pooled losses as counts tell it: `trials` clusters of `ranks` losses each. All money in cents. A curve answers until losses are
 * read again, such as for another curve: they share memory.
 */
export interface LossCurve {
  /** The smallest loss x with P(loss <= x) >= p. */
  quantile(p: number): number;
  /** The same with its interval. */
  percentile(p: number): PercentileCents;
  /** VaR_p + E[(X - VaR_p)+] / (1 - p). */
  tailMean(p: number): number;
  /** P(loss > cents), clustered by trial. */
  exceedance(cents: number): Interval;
}

/**
 * Figures from counts, as rows of `lossRows`.
 *
 * Quantiles inside a bucket run straight from its smallest to its largest loss. The standard error of an exceedance counts the trial as the
 * unit: with m of a trial's years above, m^2 = sum of (2j - 1) over the ranks j that are above.
 */
export function lossCurve(from: ArrayLike<number>, trials: number, ranks: number): LossCurve {
  const total = trials * ranks;
  const width = ROW.counts + ranks;
  const size = from.length / width;
  const { rows, firstAbove, rowOf, check, ...its } = lossesFrom(from, ranks);
  const { ranked: rankedFrom, pooled: pooledFrom, cents: centsFrom } = its;
  const smallestOf = (row: number): number => rows[row * width + ROW.smallest];
  const largestOf = (row: number): number => rows[row * width + ROW.largest];
  /** Pooled losses in the rows before, those of 0 included. */
  const before = (row: number): number => total - pooledFrom[row];
  const countOf = (row: number): number => pooledFrom[row] - pooledFrom[row + 1];

  /** The loss of which exactly `place` (1-based) of all losses are no larger. */
  function ordered(place: number): number {
    check();
    if (size === 0 || place <= before(0)) return 0;
    const low = rowOf(place, total);
    const smallest = smallestOf(low);
    const largest = largestOf(low);
    const count = countOf(low);
    if (smallest === largest) return smallest;
    if (count <= 2) return place - before(low) === 1 ? smallest : largest;
    return smallest + ((largest - smallest) * (place - before(low) - 0.5)) / count;
  }

  /** Many thresholds of a grid lie below all losses, or above. */
  let latestBetween: { readonly row: number; readonly interval: Interval } | undefined;
  function exceedance(cents: number): Interval {
    check();
    const row = firstAbove(cents);
    const isBetween = row === size || cents < smallestOf(row);
    if (isBetween && latestBetween?.row === row) return latestBetween.interval;
    const counts = new Float64Array(ranks);
    if (row < size) {
      const largest = largestOf(row);
      const share = isBetween ? 1 : (largest - cents) / (largest - smallestOf(row));
      for (let rank = 0; rank < ranks; rank++)
        counts[rank] = rankedFrom[(row + 1) * ranks + rank] + share * rows[row * width + ROW.counts + rank];
    }
    const interval = rankedProbability(counts, trials);
    if (isBetween) latestBetween = { row, interval };
    return interval;
  }

  /** The clustered standard error of P(loss <= the value of this place). */
  function spreadAt(cents: number): number {
    return exceedance(cents).standardError;
  }

  const quantile = (p: number): number => ordered(Math.max(1, Math.ceil(p * total - 1e-9)));

  function percentile(p: number): PercentileCents {
    const value = quantile(p);
    const half = Z95 * Math.max(spreadAt(value), 1 / total);
    const lowPlace = Math.max(1, Math.ceil((p - half) * total));
    const highPlace = Math.min(total, Math.ceil((p + half) * total));
    return { value, low: Math.min(value, ordered(lowPlace)), high: Math.max(value, ordered(highPlace)) };
  }

  function tailMean(p: number): number {
    const value = quantile(p); // throws where losses have been read since
    let row = firstAbove(value);
    let over = 0;
    if (row < size && smallestOf(row) <= value) {
      // the bucket of the percentile itself: its losses run straight from smallest to largest
      const above = largestOf(row) - value;
      over = (countOf(row) * (above / (largestOf(row) - smallestOf(row))) * above) / 2;
      row++;
    }
    over += centsFrom[row] - pooledFrom[row] * value;
    return value + over / (total * (1 - p));
  }

  return { quantile, percentile, tailMean, exceedance };
}

/** P(figure > threshold) from how many trials have their j-th largest above it; the trial is the unit. */
export function rankedProbability(above: ArrayLike<number>, trials: number): Interval {
  const ranks = above.length;
  let sum = 0;
  let squares = 0;
  for (let rank = 0; rank < ranks; rank++) {
    sum += above[rank];
    squares += (2 * rank + 1) * above[rank];
  }
  const mean = sum / trials;
  const variance = Math.max(0, squares / trials - mean * mean);
  const standardError = Math.sqrt(variance / Math.max(1, trials - 1)) / ranks;
  return probabilityInterval(Math.min(1, mean / ranks), standardError, trials);
}

/** The curve of counts held in memory. */
export const curveOf = (counts: LossCounts, trials: number): LossCurve =>
  lossCurve(passingRows(counts), trials, counts.ranks);
