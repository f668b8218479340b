import { exp, log } from './elementary.ts';
import type { Distribution } from './distribution.ts';
import { quantileTable, type Sampler } from './quantile-table.ts';

/** 5% of a standard normal lies above it: what an expert's low and high are apart, in standard deviations, is twice this. */
export const Z90 = 1.6448536269514722;

export const INVERSE_SQRT_2PI = 0.3989422804014327;

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
  if (fromMiddle >= -0.425 && fromMiddle <= 0.425)
    return fromMiddle * middle(0.180625 - fromMiddle * fromMiddle);
  const r = Math.sqrt(-log(fromMiddle < 0 ? p : 1 - p));
  const size = r <= 5 ? tail(r - 1.6) : farTail(r - 5);
  return fromMiddle < 0 ? -size : size;
}

// prettier-ignore
const middle = (r: number): number =>
  (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r + 45921.953931549871457) * r +
    13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.387132872796366608) /
  (((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867) * r +
    5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1);

// prettier-ignore
const tail = (r: number): number =>
  (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r +
    3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734) /
  (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r +
    0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1);

// prettier-ignore
const farTail = (r: number): number =>
  (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r + 0.026532189526576123093) * r +
    0.29656057182850489123) * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772) /
  (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r +
    0.0148753612908506148525) * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1);

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
};

let table: Sampler | undefined;

/** The table of the standard normal that all laws share; absolute error below 5e-8. */
export const standardNormalTable = (): Sampler => (table ??= quantileTable(standardNormal, 5)!);

/** A standard normal at a distance `v` from the nearer end, from the upper half of that table: the lower is its mirror image. */
export function standardNormalSample(v: number, upper: boolean): number {
  const size = standardNormalTable().sample(v, true);
  return upper ? size : -size;
}
