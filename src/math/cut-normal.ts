import type { Distribution } from './distribution.ts';
import { normalCdf, normalDensity, normalQuantile } from './normal.ts';

/** A cut normal, and how much of the whole one was cut away, 0 to 1. */
export interface CutNormal extends Distribution {
  readonly cutShare: number;
}

/**
 * A normal of which only what lies from `low` to `high` is kept, in proportion.
 *
 * Source: Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions, vol. 1, 2nd ed. (1994), 13.10.
 *
 * @param low  may be -Infinity
 * @param high may be Infinity
 * @throws {RangeError} unless deviation > 0 and something of it lies between the ends
 * @example cutNormal(17.5, 13.678, 0, Infinity).mean // 20.176
 */
export function cutNormal(mean: number, deviation: number, low: number, high: number): CutNormal {
  const from = (low - mean) / deviation;
  const to = (high - mean) / deviation;
  const below = normalCdf(from);
  const above = normalCdf(-to);
  const kept = from > 0 ? normalCdf(-from) - above : normalCdf(to) - below;
  if (!(deviation > 0 && deviation < Infinity && kept > 0))
    throw new RangeError(`a normal of ${mean} and ${deviation} has nothing from ${low} to ${high}`);

  /** The value with these shares of the whole normal below and above it; the smaller one tells it best. */
  const at = (shareBelow: number, shareAbove: number): number => {
    const z = shareBelow <= shareAbove ? normalQuantile(shareBelow) : -normalQuantile(shareAbove);
    return Math.min(high, Math.max(low, mean + deviation * z));
  };
  const quantile = (p: number) => at(below + p * kept, above + (1 - p) * kept);

  const densityFrom = from === -Infinity ? 0 : normalDensity(from);
  const densityTo = to === Infinity ? 0 : normalDensity(to);
  const shift = (densityFrom - densityTo) / kept;
  const pull =
    ((from === -Infinity ? 0 : from * densityFrom) - (to === Infinity ? 0 : to * densityTo)) / kept;
  return {
    mean: mean + deviation * shift,
    standardDeviation: deviation * Math.sqrt(Math.max(0, 1 + pull - shift * shift)),
    low,
    high,
    quantile,
    upperQuantile: (q) => at(below + (1 - q) * kept, above + q * kept),
    cdf: (x) =>
      x <= low
        ? 0
        : x >= high
          ? 1
          : Math.min(1, Math.max(0, (normalCdf((x - mean) / deviation) - below) / kept)),
    density: (x) => (x < low || x > high ? 0 : normalDensity((x - mean) / deviation) / deviation / kept),
    cutShare: below + above,
  };
}
