import type { Distribution } from './distribution.ts';

/**
 * From `low` to `high`, with a density that rises straight to `likely` and falls straight from it.
 *
 * @throws {RangeError} unless low <= likely <= high and low < high
 * @example triangular(1, 2, 7).mean // 3.3333333333333335
 */
export function triangular(low: number, likely: number, high: number): Distribution {
  const width = high - low;
  if (!(low <= likely && likely <= high && width > 0 && width < Infinity))
    throw new RangeError(
      `triangular needs low <= likely <= high and low < high, got ${low}, ${likely} and ${high}`,
    );
  const rising = (likely - low) / width;
  const falling = (high - likely) / width;
  const fromLow = (p: number) => Math.min(likely, low + width * Math.sqrt(p * rising));
  const fromHigh = (q: number) => Math.max(likely, high - width * Math.sqrt(q * falling));
  const quantile = (p: number) => (p <= rising ? fromLow(p) : fromHigh(1 - p));
  const upperQuantile = (q: number) => (q <= falling ? fromHigh(q) : fromLow(1 - q));
  return {
    mean: low + (width * (1 + rising)) / 3,
    standardDeviation: width * Math.sqrt((1 - rising + rising * rising) / 18),
    low,
    high,
    quantile,
    upperQuantile,
    cdf(x) {
      if (x <= low) return 0;
      if (x >= high) return 1;
      const fromStart = (x - low) / width;
      const fromEnd = (high - x) / width;
      // next to an end that is the peak as well, what lies between may round to nothing
      const isRising = fromStart < rising || falling === 0;
      return isRising ? (fromStart * fromStart) / rising : 1 - (fromEnd * fromEnd) / falling;
    },
    sample: (v, upper) => (upper ? upperQuantile(v) : quantile(v)),
  };
}
