import type { Nodes } from '../simulation/severity.ts';

/** Nodes and weights of the Gauss-Legendre rule on -1 to 1, eight points: exact for polynomials up to degree 15. */
export const LEGENDRE_8: Nodes = {
  values: Float64Array.of(
    -0.9602898564975363,
    -0.7966664774136267,
    -0.525532409916329,
    -0.1834346424956498,
    0.1834346424956498,
    0.525532409916329,
    0.7966664774136267,
    0.9602898564975363,
  ),
  weights: Float64Array.of(
    0.10122853629037626,
    0.22238103445337448,
    0.31370664587788727,
    0.362683783378362,
    0.362683783378362,
    0.31370664587788727,
    0.22238103445337448,
    0.10122853629037626,
  ),
};

/**
 * The Gauss rule of a law that is given as many points: so few points that polynomials up to degree 2 x count - 1 keep their mean. Fewer
 * where the law itself has fewer points.
 *
 * Sources: Gautschi, Orthogonal Polynomials (2004), 2.2.3.1 (discretised Stieltjes procedure); Golub & Welsch, "Calculation of Gauss
 * quadrature rules", Math. Comp. 23 (1969).
 *
 * @example gaussRule(uniformNodes, 2) // on -1 to 1: -0.5774 and 0.5774, a half each
 */
export function gaussRule({ values, weights }: Nodes, count: number): Nodes {
  const carrying = weights.reduce((sum, weight) => sum + Number(weight > 0), 0);
  if (carrying <= count) return { values, weights };
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = values.reduce((sum, value, i) => sum + (weights[i] / total) * value, 0);
  const spread = Math.sqrt(
    values.reduce((sum, value, i) => sum + (weights[i] / total) * (value - mean) ** 2, 0),
  );
  const diagonal = new Float64Array(count);
  const beside = new Float64Array(count);
  let before = new Float64Array(values.length);
  let latest = new Float64Array(values.length).fill(1 / Math.sqrt(total));
  for (let k = 0; k < count; k++) {
    let centre = 0;
    for (let i = 0; i < values.length; i++)
      centre += weights[i] * latest[i] ** 2 * ((values[i] - mean) / spread);
    diagonal[k] = centre;
    const next = new Float64Array(values.length);
    let square = 0;
    for (let i = 0; i < values.length; i++) {
      next[i] = ((values[i] - mean) / spread - centre) * latest[i] - (k > 0 ? beside[k - 1] : 0) * before[i];
      square += weights[i] * next[i] ** 2;
    }
    beside[k] = Math.sqrt(square);
    for (let i = 0; i < values.length; i++) next[i] /= beside[k];
    before = latest;
    latest = next;
  }
  const first = eigen(diagonal, beside);
  return {
    values: diagonal.map((at) => mean + spread * at),
    weights: first.map((component) => total * component * component),
  };
}

/**
 * The eigenvalues of a symmetric tridiagonal matrix, left in `diagonal`, and the first components of its unit eigenvectors: implicit QL.
 *
 * Source: Press et al., Numerical Recipes, 3rd ed. (2007), 11.4.
 */
function eigen(diagonal: Float64Array, beside: Float64Array): Float64Array {
  const n = diagonal.length;
  const first = new Float64Array(n);
  first[0] = 1;
  beside[n - 1] = 0;
  for (let l = 0; l < n; l++)
    for (let sweep = 0; sweep < 60; sweep++) {
      let m = l;
      while (
        m < n - 1 &&
        Math.abs(beside[m]) > 2 ** -52 * (Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1]))
      )
        m++;
      if (m === l) break;
      let g = (diagonal[l + 1] - diagonal[l]) / (2 * beside[l]);
      let r = Math.hypot(g, 1);
      g = diagonal[m] - diagonal[l] + beside[l] / (g + (g >= 0 ? r : -r));
      let s = 1;
      let c = 1;
      let p = 0;
      for (let i = m - 1; i >= l; i--) {
        const f = s * beside[i];
        const b = c * beside[i];
        r = Math.hypot(f, g);
        beside[i + 1] = r;
        if (r === 0) {
          diagonal[i + 1] -= p;
          beside[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = diagonal[i + 1] - p;
        r = (diagonal[i] - g) * s + 2 * c * b;
        p = s * r;
        diagonal[i + 1] = g + p;
        g = c * r - b;
        const turned = first[i + 1];
        first[i + 1] = s * first[i] + c * turned;
        first[i] = c * first[i] - s * turned;
      }
      if (r === 0) continue;
      diagonal[l] -= p;
      beside[l] = g;
      beside[m] = 0;
    }
  return first;
}
