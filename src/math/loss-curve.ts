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

interface Row {
  readonly smallest: number;
  readonly largest: number;
  readonly sum: number;
  readonly count: number;
  /** Pooled losses in the buckets before, those of 0 included. */
  readonly before: number;
  /** Sum of all losses in the buckets after. */
  readonly sumAfter: number;
  readonly ranked: readonly number[];
}

/**
 * Figures from counts, as rows of `lossCountRows`.
 *
 * Quantiles inside a bucket run straight from its smallest to its largest loss. The standard error of an exceedance counts the trial as the
 * unit: with m of a trial's years above, m^2 = sum of (2j - 1) over the ranks j that are above.
 */
export function lossCurve(rows: readonly (readonly number[])[], trials: number, ranks: number): LossCurve {
  const total = trials * ranks;
  const table: Row[] = [];
  let above = 0;
  for (const row of rows) for (let rank = 0; rank < ranks; rank++) above += row[4 + rank];
  let before = total - above;
  let sumAfter = 0;
  for (const row of rows) sumAfter += row[3];
  for (const [, smallest, largest, sum, ...ranked] of rows) {
    let count = 0;
    for (const n of ranked) count += n;
    sumAfter -= sum;
    table.push({ smallest, largest, sum, count, before, sumAfter, ranked });
    before += count;
  }
  // for each row, the counts by rank of all rows after it
  const rankedAfter: Float64Array[] = [];
  const running = new Float64Array(ranks);
  for (let i = table.length - 1; i >= 0; i--) {
    rankedAfter[i] = running.slice();
    table[i].ranked.forEach((n, rank) => (running[rank] += n));
  }

  /** The loss of which exactly `place` (1-based) of all losses are no larger. */
  function ordered(place: number): number {
    let low = 0;
    let high = table.length - 1;
    if (high < 0 || place <= table[0].before) return 0;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (table[middle].before < place) low = middle;
      else high = middle - 1;
    }
    const row = table[low];
    if (row.smallest === row.largest) return row.smallest;
    if (row.count <= 2) return place - row.before === 1 ? row.smallest : row.largest;
    return row.smallest + ((row.largest - row.smallest) * (place - row.before - 0.5)) / row.count;
  }

  function exceedance(cents: number): Interval {
    const counts = new Float64Array(ranks);
    let low = 0;
    let high = table.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (table[middle].largest <= cents) low = middle + 1;
      else high = middle;
    }
    if (low < table.length) {
      const row = table[low];
      const share = cents < row.smallest ? 1 : (row.largest - cents) / (row.largest - row.smallest);
      for (let rank = 0; rank < ranks; rank++)
        counts[rank] = rankedAfter[low][rank] + share * row.ranked[rank];
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
    for (let i = table.length - 1; i >= 0; i--) {
      const row = table[i];
      if (row.largest <= value) break;
      if (row.smallest > value) {
        over += row.sum - row.count * value;
        continue;
      }
      // the bucket of the percentile itself: its losses run straight from smallest to largest
      const share = (row.largest - value) / (row.largest - row.smallest);
      over += (row.count * share * (row.largest - value)) / 2;
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
