import { lossCountRows, type LossCounts } from './loss-counts.ts';
import { probabilityInterval, Z95, type Interval } from './intervals.ts';

/** A percentile in cents with its 95% interval. */
export interface PercentileCents {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The law of pooled losses as counts tell it: `trials` clusters of `ranks` losses each. All money in cents. */
export interface LossCurve {
  /** The smallest loss x with P(loss <= x) >= p. */
  percentile(p: number): PercentileCents;
  /** VaR_p + E[(X - VaR_p)+] / (1 - p). */
  tailMean(p: number): number;
  /** P(loss > cents), clustered by trial. */
  exceedance(cents: number): Interval;
}

// places in a row of `lossCountRows`
const SMALLEST = 1;
const LARGEST = 2;
const SUM = 3;
const COUNTS = 4;

/**
 * Figures from counts, as rows of `lossCountRows`.
 *
 * Quantiles inside a bucket run straight from its smallest to its largest loss. The standard error of an exceedance counts the trial as the
 * unit: with m of a trial's years above, m^2 = sum of (2j - 1) over the ranks j that are above.
 */
export function lossCurve(rows: readonly (readonly number[])[], trials: number, ranks: number): LossCurve {
  const total = trials * ranks;
  const size = rows.length;
  /** [row * ranks + rank]: how many trials have their loss of that rank in this row or after it. */
  const rankedFrom = new Float64Array((size + 1) * ranks);
  /** Pooled losses in a row or after it. */
  const pooledFrom = new Float64Array(size + 1);
  for (let at = size - 1; at >= 0; at--) {
    let pooled = pooledFrom[at + 1];
    for (let rank = 0; rank < ranks; rank++) {
      const its = rows[at][COUNTS + rank];
      rankedFrom[at * ranks + rank] = rankedFrom[(at + 1) * ranks + rank] + its;
      pooled += its;
    }
    pooledFrom[at] = pooled;
  }
  /** Pooled losses in the rows before, those of 0 included. */
  const before = (row: number): number => total - pooledFrom[row];
  const countOf = (row: number): number => pooledFrom[row] - pooledFrom[row + 1];

  /** The loss of which exactly `place` (1-based) of all losses are no larger. */
  function ordered(place: number): number {
    let low = 0;
    let high = size - 1;
    if (high < 0 || place <= before(0)) return 0;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (before(middle) < place) low = middle;
      else high = middle - 1;
    }
    const smallest = rows[low][SMALLEST];
    const largest = rows[low][LARGEST];
    const count = countOf(low);
    if (smallest === largest) return smallest;
    if (count <= 2) return place - before(low) === 1 ? smallest : largest;
    return smallest + ((largest - smallest) * (place - before(low) - 0.5)) / count;
  }

  function exceedance(cents: number): Interval {
    const counts = new Float64Array(ranks);
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle][LARGEST] <= cents) low = middle + 1;
      else high = middle;
    }
    if (low < size) {
      const smallest = rows[low][SMALLEST];
      const largest = rows[low][LARGEST];
      const share = cents < smallest ? 1 : (largest - cents) / (largest - smallest);
      for (let rank = 0; rank < ranks; rank++)
        counts[rank] = rankedFrom[(low + 1) * ranks + rank] + share * rows[low][COUNTS + rank];
    }
    return rankedProbability(counts, trials);
  }

  /** The clustered standard error of P(loss <= the value of this place). */
  function spreadAt(cents: number): number {
    return exceedance(cents).standardError;
  }

  function percentile(p: number): PercentileCents {
    const value = ordered(Math.max(1, Math.ceil(p * total - 1e-9)));
    const half = Z95 * Math.max(spreadAt(value), 1 / total);
    const lowPlace = Math.max(1, Math.ceil((p - half) * total));
    const highPlace = Math.min(total, Math.ceil((p + half) * total));
    return { value, low: Math.min(value, ordered(lowPlace)), high: Math.max(value, ordered(highPlace)) };
  }

  function tailMean(p: number): number {
    const value = ordered(Math.max(1, Math.ceil(p * total - 1e-9)));
    let over = 0;
    for (let at = size - 1; at >= 0; at--) {
      const smallest = rows[at][SMALLEST];
      const largest = rows[at][LARGEST];
      if (largest <= value) break;
      if (smallest > value) {
        over += rows[at][SUM] - countOf(at) * value;
        continue;
      }
      // the bucket of the percentile itself: its losses run straight from smallest to largest
      const share = (largest - value) / (largest - smallest);
      over += (countOf(at) * share * (largest - value)) / 2;
    }
    return value + over / (total * (1 - p));
  }

  return { percentile, tailMean, exceedance };
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
  lossCurve(lossCountRows(counts), trials, counts.ranks);
