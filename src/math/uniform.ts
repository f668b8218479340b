import type { Distribution } from './distribution.ts';

/**
 * Anything from `low` to `high` alike.
 *
 * @throws {RangeError} unless low < high, both finite and not further apart than a number can tell
 * @example uniform(2, 6).quantile(0.25) // 3
 */
export function uniform(low: number, high: number): Distribution {
  const width = high - low;
  if (!(width > 0 && width < Infinity))
    throw new RangeError(`uniform needs low < high, got ${low} and ${high}`);
  return {
    mean: low + width / 2,
    standardDeviation: width / Math.sqrt(12),
    low,
    high,
    quantile: (p) => low + width * p,
    upperQuantile: (q) => high - width * q,
    cdf: (x) => Math.min(1, Math.max(0, (x - low) / width)),
    sample: (v, upper) => (upper ? high - width * v : low + width * v),
  };
}
