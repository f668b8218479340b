import type { Distribution } from './distribution.ts';
import { exp, expm1, log, log1p } from './elementary.ts';
import { lognormal, type Lognormal } from './lognormal.ts';
import { millsRatio, normalCdf, normalDensity } from './normal.ts';

/** A generalised Pareto tail that begins at `threshold`, in the unit of the quantity. */
export interface ParetoTail {
  readonly threshold: number;
  /** xi, below 1: from 0.5 on the variance is infinite. */
  readonly shape: number;
  readonly scale: number;
}

/** A shape nearer to 0 than this makes the tail exponential, to more digits than a draw has. */
const EXPONENTIAL = 1e-14;

/**
 * A lognormal whose tail above a threshold u is a generalised Pareto: P(X > x) = P(X > u) (1 + xi (x - u) / beta)^(-1/xi), for xi = 0
 * exponential. Losses have heavier tails than a lognormal that fits their body.
 *
 * Source: McNeil, Frey & Embrechts, Quantitative Risk Management, rev. ed. (2015), 5.2.
 *
 * @throws {RangeError} unless threshold > 0, scale > 0 and -1 <= shape < 1
 * @example lognormalGpd(lognormalFromRange(10_000, 1_000_000), { threshold: 500_000, shape: 0.3, scale: 400_000 }).mean // 240_957.54
 */
export function lognormalGpd(body: Lognormal, { threshold, shape, scale }: ParetoTail): Distribution {
  if (!(threshold > 0 && threshold < Infinity && scale > 0 && scale < Infinity && shape >= -1 && shape < 1))
    throw new RangeError(
      `a Pareto tail needs a threshold and a scale above 0 and a shape from -1 to below 1, got ${threshold}, ${scale} and ${shape}`,
    );
  const isExponential = Math.abs(shape) < EXPONENTIAL;
  const { mu, sigma } = body;
  const { quantile, upperQuantile, cdf, sample } = lognormal(body);
  const z = (log(threshold) - mu) / sigma;
  const below = normalCdf(z);
  const beyond = normalCdf(-z);

  /** The value above the threshold that a share `q` of all falls above. */
  const inTail = (q: number): number => {
    const depth = -log(q / beyond);
    const excess = isExponential ? depth : expm1(shape * depth) / shape;
    return Math.min(Number.MAX_VALUE, threshold + scale * excess);
  };
  const inBody = (value: number): number => Math.min(threshold, value);
  const survival = (x: number): number => {
    const at = (x - threshold) / scale;
    if (isExponential) return beyond * exp(-at);
    return 1 + shape * at <= 0 ? 0 : beyond * exp(-log1p(shape * at) / shape);
  };
  /** E[X^k; X <= threshold], written so that no factor overflows where the product does not. */
  const bodyMoment = (k: number, ofThreshold: number): number => {
    const depth = k * sigma - z;
    if (depth <= 0) return exp(k * mu + (k * k * sigma * sigma) / 2) * normalCdf(-depth);
    const density = normalDensity(z);
    return density === 0 ? 0 : ofThreshold * density * millsRatio(depth);
  };
  const tailMean = threshold + scale / (1 - shape);
  const ofTail = (moment: number): number => (beyond === 0 ? 0 : beyond * moment);
  const mean = bodyMoment(1, threshold) + ofTail(tailMean);
  const tailSquare =
    threshold * threshold +
    (2 * threshold * scale) / (1 - shape) +
    (2 * scale * scale) / (1 - shape) / (1 - 2 * shape);
  return {
    mean,
    standardDeviation:
      shape >= 0.5
        ? Infinity
        : Math.sqrt(Math.max(0, bodyMoment(2, threshold * threshold) + ofTail(tailSquare) - mean * mean)),
    low: 0,
    high: shape < 0 ? threshold - scale / shape : Infinity,
    quantile: (p) => (p <= below ? inBody(quantile(p)) : inTail(1 - p)),
    upperQuantile: (q) => (q < beyond ? inTail(q) : inBody(upperQuantile(q))),
    cdf: (x) => (x <= threshold ? cdf(x) : 1 - survival(x)),
    sample: (v, upper) => {
      const q = upper ? v : 1 - v;
      return q < beyond ? inTail(q) : inBody(sample!(v, upper));
    },
  };
}
