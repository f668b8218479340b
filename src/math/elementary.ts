/**
 * The project's own exponentials and logarithms, made of + - * / and reads of a double's bits only. The language leaves `Math.exp`
 * and its kin to each engine; these give the same bytes on all of them, so a run can be repeated to the last cent.
 *
 * Errors, measured against 50-digit arithmetic: `exp`, `log` and `pow` within 2e-16 of the value (a `pow` beyond 1e-30 to 1e30 within
 * 5e-16); the others say theirs.
 *
 * Sources: the reduction of exp to 2^(n/32) is Tang, "Table-driven implementation of the exponential function", ACM TOMS 15 (1989);
 * that of log to (m - 1)/(m + 1) is the classic one of Cody & Waite (1980). The coefficients were fitted for this file.
 */

const bits = new ArrayBuffer(8);
const asDouble = new Float64Array(bits);
const asWords = new Int32Array(bits);
/** Where a double keeps its sign and exponent: the second word on a little-endian machine. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0];

/** The upper 32 bits of a double: sign, exponent and the first 20 bits of the mantissa. */
export function highWord(x: number): number {
  asDouble[0] = x;
  return asWords[HIGH];
}

export const LOWEST_POWER = -1024;
/** 2^-1024 to 2^1023, each exact. */
export const POWERS_OF_TWO = powersOfTwo();

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2048);
  powers[-LOWEST_POWER] = 1;
  for (let k = 1; k <= 1023; k++) powers[k - LOWEST_POWER] = powers[k - 1 - LOWEST_POWER] * 2;
  for (let k = -1; k >= LOWEST_POWER; k--) powers[k - LOWEST_POWER] = powers[k + 1 - LOWEST_POWER] / 2;
  return powers;
}

// prettier-ignore
/** 2^(j/32), j = 0 to 31, rounded to a double. */
export const ROOTS = Float64Array.of(
  1.0, 1.0218971486541166, 1.0442737824274138, 1.0671404006768237, 1.0905077326652577, 1.1143867425958924,
  1.1387886347566916, 1.1637248587775775, 1.189207115002721, 1.215247359980469, 1.241857812073484, 1.2690509571917332,
  1.2968395546510096, 1.3252366431597413, 1.3542555469368927, 1.383909881963832, 1.4142135623730951, 1.4451808069770467,
  1.4768261459394993, 1.5091644275934228, 1.5422108254079407, 1.5759808451078865, 1.6104903319492543, 1.645755478153965,
  1.681792830507429, 1.718619298122478, 1.7562521603732995, 1.7947090750031072, 1.8340080864093424, 1.8741676341103,
  1.9152065613971474, 1.9571441241754002,
);
// prettier-ignore
/** What rounding took from each of ROOTS. */
export const ROOT_RESTS = Float64Array.of(
  0.0, 5.109225028973444e-17, 8.551889705537965e-17, -7.899853966841582e-17, -3.046782079812471e-17, 1.0410278456845571e-16,
  8.912812676025408e-17, 3.8292048369240935e-17, 3.982015231465646e-17, -7.712630692681488e-17, 4.658027591836937e-17,
  2.667932131342186e-18, 2.5382502794888315e-17, -2.8587312100388614e-17, 7.70094837980299e-17, -6.770511658794786e-17,
  -9.667293313452913e-17, -3.0237581349939873e-17, -3.483994556892796e-17, -1.016455327754295e-16, 7.949834809697621e-17,
  -1.0136916471278304e-17, 2.4707192569797888e-17, -1.0125679913674773e-16, 8.199010020581497e-17, -1.851380418263111e-17,
  2.960140695448873e-17, 1.8227458427912087e-17, 3.283107224245627e-17, -6.122763413004143e-17, -1.0619946056195963e-16,
  8.960767791036668e-17,
);

export const STEPS_PER_UNIT = 46.16624130844683; // 32 / ln 2
export const STEP_HIGH = 0.021660849392446835; // ln 2 / 32 in 36 bits, so that a whole number of steps is exact
export const STEP_LOW = 5.145609244655338e-14;
export const ROUNDER = 6755399441055744; // 1.5 x 2^52: adding and subtracting it rounds to a whole number
export const EXP_OVERFLOWS = 709.782712893384;
export const EXP_VANISHES = -745.1332191019412;

/** e^(x + rest), where `rest` is what a double could not hold of x. */
function expOfSum(x: number, rest: number): number {
  if (!(x <= EXP_OVERFLOWS)) return x > 0 ? Infinity : NaN;
  if (x < EXP_VANISHES) return 0;
  const steps = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const n = steps | 0;
  const r = x - steps * STEP_HIGH - steps * STEP_LOW + rest;
  const r2 = r * r;
  const p = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)));
  const root = ROOTS[n & 31];
  const value = root + (ROOT_RESTS[n & 31] + root * p);
  const k = n >> 5;
  if (k > 1023) return value * POWERS_OF_TWO[1023 - LOWEST_POWER] * 2;
  if (k < -1022) return value * POWERS_OF_TWO[k + 64 - LOWEST_POWER] * POWERS_OF_TWO[-64 - LOWEST_POWER];
  return value * POWERS_OF_TWO[k - LOWEST_POWER];
}

/**
 * e to the power x.
 *
 * @example exp(1) // 2.718281828459045
 */
export const exp = (x: number): number => expOfSum(x, 0);

export const LN2_HIGH = 0.6931471805592082; // in 40 bits, so that k times it is exact
export const LN2_LOW = 7.371002565167799e-13;
/** Where the exponent is cut, so that m runs from sqrt(1/2) to sqrt(2) without a branch. */
export const HIGH_OF_SQRT_HALF = 0x3fe6a09e;

/** Coefficients of the odd and of the even powers of z in `artanhRest`, each with powers of z^2. */
export const ARTANH_ODD = [
  0.6666666666666666, 0.28571428570803614, 0.18181795640132906, 0.13268773138656886,
] as const;
export const ARTANH_EVEN = [
  0.4000000000000088, 0.22222222391713917, 0.15386239702814658, 0.13086626147840102,
] as const;

const [O0, O1, O2, O3] = ARTANH_ODD;
const [E0, E1, E2, E3] = ARTANH_EVEN;

/** (2 artanh(s) - 2s) / s of z = s^2, over 0 <= z <= 0.0295, within 2e-19. */
const artanhRest = (z: number): number => {
  const w = z * z;
  return z * (O0 + w * (O1 + w * (O2 + w * O3))) + w * (E0 + w * (E1 + w * (E2 + w * E3)));
};

/**
 * Natural logarithm; -Infinity for 0, NaN below.
 *
 * @example log(10) // 2.302585092994046
 */
export function log(x: number): number {
  let k = 0;
  let word = highWord(x);
  if (word < 0x00100000) {
    if (x === 0) return -Infinity;
    if (!(x > 0)) return NaN;
    x *= 18014398509481984; // 2^54 lifts the smallest numbers to where all mantissas are full
    k = -54;
    word = highWord(x);
  }
  if (word >= 0x7ff00000) return x;
  const shift = (word - HIGH_OF_SQRT_HALF) >> 20;
  k += shift;
  const m = x * POWERS_OF_TWO[-shift - LOWEST_POWER];
  const f = m - 1;
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + artanhRest(s * s)) + k * LN2_LOW) - f);
}

const SPLITTER = 134217729; // 2^27 + 1: cuts a double into two halves whose products are exact

/**
 * x to the power y, for x >= 0; NaN for x < 0. The logarithm is carried in two doubles.
 *
 * @example pow(2, 0.5) // 1.4142135623730951
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x >= 0 ? x : NaN;
  if (!(x >= 0) || y !== y) return NaN;
  if (x === 0 || x === Infinity) return (x === 0) === y > 0 ? 0 : Infinity;
  if (y === Infinity || y === -Infinity) return x > 1 === y > 0 ? Infinity : 0;

  let k = 0;
  let word = highWord(x);
  if (word < 0x00100000) {
    x *= 18014398509481984;
    k = -54;
    word = highWord(x);
  }
  const shift = (word - HIGH_OF_SQRT_HALF) >> 20;
  k += shift;
  const m = x * POWERS_OF_TWO[-shift - LOWEST_POWER];
  const f = m - 1;
  const s = f / (2 + f);
  // log x = k ln 2 + f - f^2/2 + s (f^2/2 + ...), the first three summed without loss
  const fCut = f * SPLITTER;
  const fHigh = fCut - (fCut - f);
  const fLow = f - fHigh;
  const half = 0.5 * f * f;
  const halfRest = 0.5 * fHigh * fHigh - half + fHigh * fLow + 0.5 * fLow * fLow;
  const whole = k * LN2_HIGH;
  const sum1 = whole + f;
  const rest1 = k === 0 ? 0 : f - (sum1 - whole);
  const sum2 = sum1 - half;
  const rest2 = sum1 - sum2 - half;
  const small = s * (half + artanhRest(s * s)) + (k * LN2_LOW + (rest1 + rest2 - halfRest));
  const high = sum2 + small;
  const low = sum2 - high + small;

  const product = y * high;
  if (!(product <= 710)) return Infinity;
  if (product < -746) return 0;
  const yCut = y * SPLITTER;
  const yHigh = yCut - (yCut - y);
  const yLow = y - yHigh;
  const highCut = high * SPLITTER;
  const highHigh = highCut - (highCut - high);
  const highLow = high - highHigh;
  const lost = yHigh * highHigh - product + yHigh * highLow + yLow * highHigh + yLow * highLow;
  return expOfSum(product, lost + y * low);
}

/**
 * e^x - 1, accurate for small x too, within 5e-16 of the value.
 *
 * Source: Kahan's correction of the rounding of e^x, as in Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., 1.14.1.
 *
 * @example expm1(1e-10) // 1.00000000005e-10
 */
export function expm1(x: number): number {
  if (!(x > -1 && x < 1)) return exp(x) - 1;
  const power = exp(x);
  if (power === 1) return x;
  return ((power - 1) * x) / log(power);
}

/**
 * ln(1 + x), accurate for small x too, within 5e-16 of the value.
 *
 * Source: Goldberg, "What every computer scientist should know about floating-point arithmetic", theorem 4 (1991).
 *
 * @example log1p(1e-10) // 9.9999999995e-11
 */
export function log1p(x: number): number {
  const sum = 1 + x;
  if (sum === 1) return x;
  if (!(x > -0.5 && x < 1)) return log(sum);
  return (log(sum) * x) / (sum - 1);
}

const HALF_LN_2PI = 0.9189385332046728;

/**
 * How far ln Gamma(x + 1) lies above Stirling's (x + 1/2) ln x - x + ln(2 pi)/2, for x > 0; within 1e-15 absolutely.
 * Densities written with it keep their accuracy for large parameters, where differences of `logGamma` lose it.
 *
 * Source: Loader, "Fast and accurate computation of binomial probabilities" (2000); the series is DLMF 5.11.1.
 *
 * @example stirlingRest(1) // 0.081061466795327, which is 1 - ln(2 pi)/2
 */
export function stirlingRest(x: number): number {
  let sum = 0;
  // one step up changes the rest by (x + 1/2) ln((x + 1)/x) - 1
  for (; x < 12; x++) sum += (x + 0.5) * log1p(1 / x) - 1;
  return sum + stirlingSeries(x);
}

/** The rest from its series, for x >= 12. */
function stirlingSeries(x: number): number {
  const w = 1 / (x * x);
  return (
    (1 / 12 -
      w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w / 156)))))) /
    x
  );
}

/**
 * ln Gamma(x) for x > 0, within 1e-14 + 1e-15 |value|.
 *
 * @example logGamma(5) // 3.17805383034795, which is ln 24
 */
export function logGamma(x: number): number {
  if (x === Infinity) return Infinity;
  if (!(x > 0)) return NaN;
  if (x >= 1e-300 && x < 12) {
    let product = x;
    let y = x + 1;
    for (; y < 12; y++) product *= y;
    return (y - 0.5) * log(y) - y + HALF_LN_2PI + stirlingSeries(y) - log(product);
  }
  if (x < 12) return -log(x);
  return (x - 0.5) * log(x) - x + HALF_LN_2PI + stirlingSeries(x);
}
