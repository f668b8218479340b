import type { Distribution } from './distribution.ts';
import { exp, expm1, log, log1p } from './elementary.ts';
import { normalCdf, normalQuantile, standardNormalSample, Z90 } from './normal.ts';

/** ln X is normal with this mean and standard deviation. */
export interface Lognormal {
  readonly mu: number;
  readonly sigma: number;
}

/**
 * The lognormal whose 90% interval runs from `low` to `high`. Experts judge a range better than a mean, and losses are never negative
 * and have a long tail.
 *
 * Source: Hubbard & Seiersen, How to Measure Anything in Cybersecurity Risk, 2nd ed., 2023.
 *
 * @param low  5% of values fall below; any unit (USD, hours, records), above 0
 * @param high 5% of values fall above; same unit, above `low`
 * @throws {RangeError} unless 0 < low < high < Infinity
 * @example lognormalFromRange(50_000, 2_000_000) // mu 12.664, sigma 1.121
 */
export function lognormalFromRange(low: number, high: number): Lognormal {
  if (!(0 < low && low < high && high < Infinity))
    throw new RangeError(`lognormal needs 0 < low < high, got ${low} and ${high}`);
  const width = high < 2 * low ? log1p((high - low) / low) : log(high) - log(low);
  return { mu: log(low) + width / 2, sigma: width / (2 * Z90) };
}

/**
 * The law of a lognormal: mean exp(mu + sigma^2/2).
 *
 * @example lognormal(lognormalFromRange(50_000, 2_000_000)).upperQuantile(0.01) // 4_294_494.09
 */
export function lognormal({ mu, sigma }: Lognormal): Distribution {
  const mean = exp(mu + (sigma * sigma) / 2);
  return {
    mean,
    standardDeviation: mean * Math.sqrt(expm1(sigma * sigma)),
    low: 0,
    high: Infinity,
    quantile: (p) => finiteExp(mu + sigma * normalQuantile(p)),
    upperQuantile: (q) => finiteExp(mu - sigma * normalQuantile(q)),
    cdf: (x) => (x > 0 ? normalCdf((log(x) - mu) / sigma) : 0),
    sample: (v, upper) => finiteExp(mu + sigma * standardNormalSample(v, upper)),
    exponent: { mu, sigma },
  };
}

/** e^x, at most the largest number there is: a draw is never infinite. */
const finiteExp = (x: number): number => Math.min(Number.MAX_VALUE, exp(x));
