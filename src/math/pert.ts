import { betaShape } from './beta-shape.ts';
import { shares } from './beta.ts';
import type { Distribution } from './distribution.ts';
import type { QuantileTable } from './quantile-table.ts';

/** How tightly a PERT gathers about its most likely value where nobody says. */
export const USUAL_CONCENTRATION = 4;

/**
 * From `low` to `high`, most often about `likely`; smoother than a triangular. Its mean is (low + c likely + high) / (c + 2).
 *
 * Source: Vose, Risk Analysis, 3rd ed. (2008), modified PERT; with c = 4 it is the PERT of Malcolm et al. (1959).
 *
 * @param concentration c, at least 0: the larger, the tighter about `likely`
 * @throws {RangeError} unless low <= likely <= high, low < high and 0 <= c <= 100,000
 * @example pert(10_000, 50_000, 500_000).mean // 118_333.33
 */
export function pert(
  low: number,
  likely: number,
  high: number,
  concentration = USUAL_CONCENTRATION,
): Distribution {
  const width = high - low;
  if (!(low <= likely && likely <= high && width > 0 && width < Infinity))
    throw new RangeError(
      `PERT needs low <= likely <= high and low < high, got ${low}, ${likely} and ${high}`,
    );
  if (!(concentration >= 0 && concentration <= 1e5))
    throw new RangeError(`PERT needs a concentration from 0 to 100,000, got ${concentration}`);
  const a = 1 + (concentration * (likely - low)) / width;
  const b = 1 + (concentration * (high - likely)) / width;
  const { mean, standardDeviation, fromLow, fromHigh, cdf, density, meanBelow, fillHalf } = shares(a, b);
  const rising = (p: number, near?: number) => Math.min(high, low + width * fromLow(p, near));
  const falling = (q: number, near?: number) => Math.max(low, high - width * fromHigh(q, near));
  return {
    mean: low + width * mean,
    standardDeviation: width * standardDeviation,
    low,
    high,
    quantile: (p) => (p <= 0.5 ? rising(p) : falling(1 - p)),
    upperQuantile: (q) => (q <= 0.5 ? falling(q) : rising(1 - q)),
    nearQuantile: (v, upper, near) =>
      upper ? falling(v, (high - near) / width) : rising(v, (near - low) / width),
    cdf: (x) => cdf((x - low) / width),
    density: (x) => density((x - low) / width) / width,
    fillHalf: (half, into) => fillHalf(low, high, half, into),
    quantilesAlong: (points) =>
      betaShape(a, b)
        .along(points)
        .map((share) => Math.min(high, low + width * share)),
    meanCdf: (values, weights) => meanBelow(values, weights, low, width),
    // about 0 a table of values is closer than one of shares can be
    ...(low >= 0 && { tableOf: (bits) => scaled(betaShape(a, b).table(bits, low / width), low, high) }),
  };
}

const scaled = (table: QuantileTable | undefined, low: number, high: number): QuantileTable | undefined =>
  table && { ...table, unit: table.unit * (high - low), low, high };
