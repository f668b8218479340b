import { exp, log } from './elementary.ts';
import type { Distribution } from './distribution.ts';
import { fillHalfOfNormal } from './normal-columns.ts';
import {
  FAR,
  FAR_TAIL,
  INVERSE_SQRT_2PI,
  MIDDLE,
  MIDDLE_REACH,
  MIDDLE_SQUARE,
  TAIL,
  TAIL_FROM,
  type Ratio,
} from './normal-ratios.ts';
import { quantileTable, type Sampler } from './quantile-table.ts';

/** 5% of a standard normal lies above it: what an expert's low and high are apart, in standard deviations, is twice this. */
export const Z90 = 1.6448536269514722;

/**
 * The value that a share `p` of a standard normal falls below, 0 < p < 1; relative error below 1e-15, however small p. The upper
 * tail is its mirror image: -normalQuantile(q).
 *
 * Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16.
 *
 * @example normalQuantile(0.95) // 1.64485362695147
 */
export function normalQuantile(p: number): number {
  const fromMiddle = p - 0.5;
  if (fromMiddle >= -MIDDLE_REACH && fromMiddle <= MIDDLE_REACH)
    return fromMiddle * ratio(MIDDLE, MIDDLE_SQUARE - fromMiddle * fromMiddle);
  const r = Math.sqrt(-log(fromMiddle < 0 ? p : 1 - p));
  const size = r <= FAR ? ratio(TAIL, r - TAIL_FROM) : ratio(FAR_TAIL, r - FAR);
  return fromMiddle < 0 ? -size : size;
}

const ratio = ({ over, under }: Ratio, r: number): number => polynomial(over, r) / polynomial(under, r);

const polynomial = (c: readonly number[], r: number): number =>
  ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r + c[0];

/** Beyond this many deviations there is nothing that a number could hold. */
const NOTHING_BEYOND = 39;

/** The density of a standard normal. */
export function normalDensity(x: number): number {
  if (x > NOTHING_BEYOND || x < -NOTHING_BEYOND) return 0;
  // exp(-x^2/2) in two factors, the first exact in its argument, as x^2 itself would lose digits
  const near = Math.floor(x * 16 + 0.5) / 16;
  return INVERSE_SQRT_2PI * exp(-0.5 * near * near) * exp(-0.5 * (x - near) * (x + near));
}

/**
 * P(Z <= x) of a standard normal, with a relative error below 1e-14 down to the smallest numbers.
 *
 * @example normalCdf(-1.6448536269514722) // 0.05
 */
export function normalCdf(x: number): number {
  if (x !== x) return NaN;
  if (x > 0) return 1 - normalCdf(-x);
  if (x < -NOTHING_BEYOND) return 0;
  return normalDensity(x) * millsRatio(-x);
}

/**
 * P(Z > x) / density(x) of a standard normal, for x >= 0: what is left of the tail, without its smallness.
 *
 * Sources: the series is DLMF 7.6.2; Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).
 *
 * @example millsRatio(0) // 1.2533141373155003, which is sqrt(pi/2)
 */
export function millsRatio(x: number): number {
  if (x < 0.66) {
    let term = x;
    let sum = x;
    for (let n = 3; term > 1e-17 * sum; n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    return 0.5 / normalDensity(x) - sum;
  }
  if (x < 5.656854) return SQRT_2PI * nearRatio(x);
  const r = 1 / (x * x);
  return (1 - SQRT_2PI * r * farRatio(r)) / x;
}

const SQRT_2PI = 2.5066282746310002;

// prettier-ignore
const nearRatio = (x: number): number =>
  ((((((((1.0765576773720192317e-8 * x + 0.39894151208813466764) * x + 8.8831497943883759412) * x + 93.506656132177855979) * x +
    597.27027639480026226) * x + 2494.5375852903726711) * x + 6848.1904505362823326) * x + 11602.651437647350124) * x + 9842.7148383839780218) /
  ((((((((x + 22.266688044328115691) * x + 235.38790178262499861) * x + 1519.377599407554805) * x + 6485.558298266760755) * x +
    18615.571640885098091) * x + 34900.952721145977266) * x + 38912.003286093271411) * x + 19685.429676859990727);

// prettier-ignore
const farRatio = (r: number): number =>
  (((((0.02307344176494017303 * r + 0.21589853405795699) * r + 0.1274011611602473639) * r + 0.022235277870649807) * r +
    0.001421619193227893466) * r + 2.9112874951168792e-5) /
  (((((r + 1.28426009614491121) * r + 0.468238212480865118) * r + 0.0659881378689285515) * r + 0.00378239633202758244) * r +
    7.29751555083966205e-5);

/** The standard normal. */
export const standardNormal: Distribution = {
  mean: 0,
  standardDeviation: 1,
  low: -Infinity,
  high: Infinity,
  quantile: normalQuantile,
  upperQuantile: (q) => -normalQuantile(q),
  cdf: normalCdf,
  density: normalDensity,
  fillHalf: fillHalfOfNormal,
};

let table: Sampler | undefined;

/** The table of the standard normal that all laws share; absolute error below 5e-8. */
export const standardNormalTable = (): Sampler => (table ??= quantileTable(standardNormal, 5)!);

/** A standard normal at a distance `v` from the nearer end, from the upper half of that table: the lower is its mirror image. */
export function standardNormalSample(v: number, upper: boolean): number {
  const size = standardNormalTable().sample(v, true);
  return upper ? size : -size;
}
