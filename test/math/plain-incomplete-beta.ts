import { exp, log, stirlingRest } from '../../src/math/elementary.ts';
import { solveTail } from '../../src/math/solve-tail.ts';
import { deviance } from '../../src/math/incomplete-gamma.ts';

const TWO_PI = 6.283185307179586;

/**
 * The twin of src/math/incomplete-beta.ts in plain code: what the module computes, and in which order.
 */
export function plainIncompleteBeta(a: number, b: number) {
  const n = a + b;
  const rest = stirlingRest(n) - stirlingRest(a) - stirlingRest(b);
  const scale = Math.sqrt((a / n) * (b / TWO_PI));
  const kernel = (x: number, y: number) => scale * exp(rest - deviance(a, n * x) - deviance(b, n * y));
  const middle = (a + 1) / (n + 2);
  const below = (x: number, y: number) => (kernel(x, y) / a) * fraction(a, b, x);
  const above = (x: number, y: number) => (kernel(x, y) / b) * fraction(b, a, y);
  const lower = (x: number, y: number) => (x < middle ? below(x, y) : 1 - above(x, y));
  const upper = (x: number, y: number) => (x < middle ? 1 - below(x, y) : above(x, y));
  const logOfScale =
    log(a) - (log(a) + log(b) - log(n) - log(TWO_PI)) / 2 - rest + a * log(a / n) + b * log(b / n);

  function quantile(p: number, near: number, guess: number): number {
    const bound = (log(p) + logOfScale) / a;
    if (bound < -40) return exp(bound);
    const start = near > 0 && near < 1 ? log(near / (1 - near)) : guess;
    return 1 / (1 + exp(-logit(p, start)));
  }

  function logit(p: number, start: number): number {
    const isLow = p <= 0.5;
    const share = isLow ? lower : upper;
    const wanted = isLow ? p : 1 - p;
    const sign = isLow ? 1 : -1;
    return solveTail(start, sign, (at, into) => {
      const x = 1 / (1 + exp(-at));
      const y = 1 / (1 + exp(at));
      const tail = share(x, y);
      into.error = log(tail / wanted);
      into.slope = (sign * kernel(x, y)) / tail;
      into.curvature = a * y - b * x - into.slope;
    });
  }

  function quantiles(shares: Float64Array, guess: number): Float64Array {
    let start = guess;
    let last = 0;
    let lastStep = 0;
    return shares.map((share, i) => {
      const bound = (log(share) + logOfScale) / a;
      const u = bound < -40 ? bound : logit(share, start);
      const step = i === 0 ? 0 : u - last;
      start = u + step + (step - (i < 2 ? step : lastStep));
      last = u;
      lastStep = step;
      return bound < -40 ? exp(bound) : 1 / (1 + exp(-u));
    });
  }

  function meanLower(values: Float64Array, weights: Float64Array, low: number, width: number): number {
    let sum = 0;
    values.forEach((value, i) => {
      const x = (value - low) / width;
      sum += weights[i] * (x > 0 ? (x < 1 ? lower(x, 1 - x) : 1) : 0);
    });
    return sum;
  }

  return { kernel, lower, upper, quantile, quantiles, meanLower };
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
