import { exp, log, stirlingRest } from './elementary.ts';
import { deviance } from './incomplete-gamma.ts';

const TWO_PI = 6.283185307179586;

/** The regularised incomplete beta functions of parameters `a` and `b` > 0. */
export interface IncompleteBeta {
  /** I_x(a, b): the share of a beta below x, given x and y = 1 - x. */
  lower(x: number, y: number): number;
  /** 1 - I_x(a, b), accurate where it is small. */
  upper(x: number, y: number): number;
  /** x times y times the density of that beta at x. */
  kernel(x: number, y: number): number;
  /** ln(a B(a, b)): near 0 the share below x is x^a over its exponential. */
  readonly logOfScale: number;
}

/**
 * The shares below and above x of a beta; relative error about 1e-14, time in proportion to the root of the larger parameter.
 *
 * Sources: the continued fraction is DLMF 8.17.22; the factor in front follows Loader, "Fast and accurate computation of binomial
 * probabilities" (2000).
 *
 * @example incompleteBeta(2, 3).lower(0.25, 0.75) // 0.26171875, which is 67/256
 */
export function incompleteBeta(a: number, b: number): IncompleteBeta {
  const n = a + b;
  const rest = stirlingRest(n) - stirlingRest(a) - stirlingRest(b);
  const scale = Math.sqrt((a / n) * (b / TWO_PI));
  const kernel = (x: number, y: number) => scale * exp(rest - deviance(a, n * x) - deviance(b, n * y));
  const middle = (a + 1) / (n + 2);
  const below = (x: number, y: number) => (kernel(x, y) / a) * fraction(a, b, x);
  const above = (x: number, y: number) => (kernel(x, y) / b) * fraction(b, a, y);
  return {
    kernel,
    lower: (x, y) => (x < middle ? below(x, y) : 1 - above(x, y)),
    upper: (x, y) => (x < middle ? 1 - below(x, y) : above(x, y)),
    logOfScale:
      log(a) - (log(a) + log(b) - log(n) - log(TWO_PI)) / 2 - rest + a * log(a / n) + b * log(b / n),
  };
}

/** The continued fraction of I_x(a, b) after its leading factor, by Lentz's method. */
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 3e-16) break;
  }
  return value;
}
