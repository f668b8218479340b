/** The two-sided 95% point of the standard normal. */
export const Z95 = 1.959963984540054;

/** A sampled mean with its standard error and 95% interval. */
export interface Interval {
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

/** A mean and its standard error as a symmetric 95% interval. */
export const normalInterval = (value: number, standardError: number): Interval => ({
  value,
  standardError,
  low: value - Z95 * standardError,
  high: value + Z95 * standardError,
});

/**
 * The mean of `n` independent figures from their sum and their sum of squares.
 *
 * @example meanInterval(10, 30, 5) // value 2, standard error sqrt((30 - 20) / 5 / 4) = 0.7071
 */
export function meanInterval(sum: number, sumOfSquares: number, n: number): Interval {
  const mean = sum / n;
  return normalInterval(mean, standardErrorOfMean(sum, sumOfSquares, n));
}

/** The standard error of that mean; 0 where what is left of the squares is rounding. */
export function standardErrorOfMean(sum: number, sumOfSquares: number, n: number): number {
  if (n < 2) return 0;
  const spread = sumOfSquares - (sum * sum) / n;
  return spread <= 1e-12 * sumOfSquares ? 0 : Math.sqrt(spread / n / (n - 1));
}

/**
 * A probability from clustered counts, with Wilson's interval at the number of independent draws that has the same standard error: it stays
 * inside 0..1, and does not claim certainty when nothing was seen.
 *
 * Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.
 *
 * @param standardError of the probability, clustered; 0 where all or none happened
 * @param n independent clusters
 * @example probabilityInterval(0, 0, 100) // low 0, high 0.037
 */
export function probabilityInterval(probability: number, standardError: number, n: number): Interval {
  const spread = probability * (1 - probability);
  const draws = standardError > 0 ? spread / (standardError * standardError) : n;
  const z2 = (Z95 * Z95) / draws;
  const centre = (probability + z2 / 2) / (1 + z2);
  const half = (Z95 * Math.sqrt(spread / draws + z2 / draws / 4)) / (1 + z2);
  return {
    value: probability,
    standardError,
    low: probability === 0 ? 0 : Math.max(0, centre - half),
    high: probability === 1 ? 1 : Math.min(1, centre + half),
  };
}

/** A probability from `n` independent trials of which `count` had it. */
export function shareInterval(count: number, n: number): Interval {
  const share = count / n;
  return probabilityInterval(share, Math.sqrt((share * (1 - share)) / n), n);
}
