/** The integral of a distribution function from 0 to x: E[max(0, x - X)]. */
export interface IntegratedCdf {
  /** At the multiples of `step`, from 0: fills `into`. */
  fill(step: number, into: Float64Array): void;
}

const DEGREE = 6;
/** Where in a piece, 0 to 1, the distribution function is looked at: Chebyshev's points, ends included. */
const LOOKED_AT = Array.from({ length: DEGREE + 1 }, (_, i) => (1 - Math.cos((Math.PI * i) / DEGREE)) / 2);
/** [i][k]: the coefficient of t^k of the polynomial that is 1 at point i and 0 at the others. */
const LAGRANGE = LOOKED_AT.map((at, i) => {
  let coefficients = [1];
  LOOKED_AT.forEach((other, j) => {
    if (j === i) return;
    const next = [...coefficients, 0].map(() => 0);
    coefficients.forEach((coefficient, k) => {
      next[k] -= (coefficient * other) / (at - other);
      next[k + 1] += coefficient / (at - other);
    });
    coefficients = next;
  });
  return coefficients;
});
const NUMBERS = DEGREE + 2;

/**
 * Integrates a distribution function piece by piece, each a polynomial of degree 6 through Chebyshev's points. Severities are put on a grid
 * of thousands of points again and again: a polynomial costs 10 ns there, an incomplete beta a hundred times as much.
 *
 * @param cdf of a law without atoms; what it reaches may be below 1
 * @param ends where pieces meet, ascending, 0 or above; between them the function is smooth, and beyond them constant
 * @example integratedCdf((x) => x, [0, 1]).fill(0.5, into) // 0, 0.125, 0.5, 1
 */
export function integratedCdf(cdf: (x: number) => number, ends: readonly number[]): IntegratedCdf {
  const pieces = ends.length - 1;
  const numbers = new Float64Array(pieces * NUMBERS);
  let integral = 0;
  let value = cdf(ends[0]);
  for (let piece = 0; piece < pieces; piece++) {
    const width = ends[piece + 1] - ends[piece];
    const seen = LOOKED_AT.map((t, i) => (i === 0 ? value : cdf(ends[piece] + t * width)));
    const at = piece * NUMBERS;
    numbers[at] = integral;
    for (let k = 0; k <= DEGREE; k++) {
      let coefficient = 0;
      for (let i = 0; i <= DEGREE; i++) coefficient += seen[i] * LAGRANGE[i][k];
      numbers[at + k + 1] = (coefficient * width) / (k + 1);
      integral += numbers[at + k + 1];
    }
    value = seen[DEGREE];
  }
  return {
    fill(step, into) {
      let piece = 0;
      for (let j = 0; j < into.length; j++) {
        const x = j * step;
        while (piece < pieces && x >= ends[piece + 1]) piece++;
        if (x <= ends[0]) into[j] = 0;
        else if (piece === pieces) into[j] = integral + value * (x - ends[pieces]);
        else {
          const t = (x - ends[piece]) / (ends[piece + 1] - ends[piece]);
          let sum = 0;
          for (let k = NUMBERS - 1; k > 0; k--) sum = (sum + numbers[piece * NUMBERS + k]) * t;
          into[j] = sum + numbers[piece * NUMBERS];
        }
      }
    },
  };
}
