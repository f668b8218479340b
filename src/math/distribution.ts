import type { HalfTable } from './half-table.ts';
import type { QuantileTable } from './quantile-table.ts';

/** One uncertain quantity's law. */
export interface Distribution {
  readonly mean: number;
  /** Infinity where the tail is so heavy that there is none. */
  readonly standardDeviation: number;
  /** The ends of the values it can take; `high` may be Infinity. */
  readonly low: number;
  readonly high: number;
  /** The value that a share `p` of the law falls below, 0 < p < 1; accurate for small p. */
  quantile(p: number): number;
  /** The value that a share `q` falls above, 0 < q < 1: `quantile(1 - q)`, accurate for small q. */
  upperQuantile(q: number): number;
  /** P(X <= x). */
  cdf(x: number): number;
  /** The probability per unit at x, where it is known in closed form: it speeds up tables. */
  density?(x: number): number;
  /**
   * The quantile at a distance `v` in (0, 0.5] from the nearer end of (0, 1), `upper` saying which end, where that is as quick as a
   * table would be. Relative error at most 1e-6.
   */
  sample?(v: number, upper: boolean): number;
  /** Set where it is e to a normal quantity, whose mean and standard deviation these are. */
  readonly exponent?: { readonly mu: number; readonly sigma: number };
  /**
   * The quantile at a distance `v` in (0, 0.5] from an end, found from a value that is known to be near: for tables, which walk along a law.
   */
  nearQuantile?(v: number, upper: boolean, near: number): number;
  /** As `fillHalf` of quantile-table.ts, where that is quicker; nothing where it cannot be done so. */
  fillHalf?(half: HalfTable, into: Float64Array): number | undefined;
  /** A table of its quantiles that it shares with others, but for their scale; nothing where it cannot be tabulated closely. */
  tableOf?(bits: number): QuantileTable | undefined;
  /** Its quantiles at points of the standard normal, where they are quicker found together. */
  quantilesAlong?(points: NormalPoints): Float64Array;
  /** The mean of `cdf` over weighted values, where that is quicker found at once. */
  meanCdf?(values: Float64Array, weights: Float64Array): number;
  /** Set when it is a point mass. */
  readonly constant?: number;
}

/** Points of the standard normal that rise and mirror each other about 0. */
export interface NormalPoints {
  readonly values: Float64Array;
  /** Add up to 1. */
  readonly weights: Float64Array;
  /** The shares below those up to 0, which are the shares above their mirror images. */
  readonly tails: Float64Array;
}

/**
 * A quantity that we know: all mass on one value.
 *
 * @example pointMass(3.5).quantile(0.2) // 3.5
 */
export const pointMass = (value: number): Distribution => ({
  mean: value,
  standardDeviation: 0,
  low: value,
  high: value,
  quantile: () => value,
  upperQuantile: () => value,
  cdf: (x) => (x >= value ? 1 : 0),
  sample: () => value,
  constant: value,
});
