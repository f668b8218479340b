/** What a smooth function of one input is made of, on a sample of draws: directions that are orthonormal there and average to 0. */
export interface SmoothBasis {
  /** Each with a number for every draw, and then one for every point asked for. */
  readonly directions: readonly Float64Array[];
  /** By draw: how far a fit at that draw follows that draw alone, 0 to 1; the fit of the mean is counted in. */
  readonly leverage: Float64Array;
}

/** Polynomials in the input's rank. With the input itself that is five directions, which leaves four thousand draws little noise to follow. */
const DEGREES = 4;
/** What is left of a direction by those before it: below, it is one of them again. */
const SAME = 1e-9;

/**
 * The input itself, and polynomials in its rank up to the fourth degree. Where an input multiplies what it acts on, as rates, shares and
 * costs do, the expectation given it is linear in it, however long its tail; all else is smooth in its rank. Equal values share a rank, so
 * an input of few values gets as many directions as it can bear.
 *
 * @param points values of the input at which fits are wanted beside the draws
 * @example smoothBasis(Float64Array.of(0, 0, 1, 1), []).directions // one: -0.5, -0.5, 0.5, 0.5
 */
export function smoothBasis(draws: Float64Array, points: readonly number[]): SmoothBasis {
  const n = draws.length;
  const sorted = Float64Array.from(draws).sort();
  const all = new Float64Array(n + points.length);
  all.set(draws);
  all.set(points, n);
  const ranks = all.map((value) => middleRank(sorted, value));
  const directions: Float64Array[] = [];
  for (const candidate of [all, ...legendre(ranks)]) {
    const direction = Float64Array.from(candidate);
    const size = centre(direction, n);
    // twice: the first leaves rounding errors behind
    for (let pass = 0; pass < 2; pass++) for (const before of directions) subtract(direction, before, n);
    const left = Math.sqrt(dot(direction, direction, n));
    if (!(left > SAME * size)) continue;
    for (let at = 0; at < direction.length; at++) direction[at] /= left;
    directions.push(direction);
  }
  const leverage = new Float64Array(n).fill(1 / n);
  for (const direction of directions)
    for (let draw = 0; draw < n; draw++) leverage[draw] += direction[draw] * direction[draw];
  return { directions, leverage };
}

/** The sum of products over the first `n`. */
export function dot(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let at = 0; at < n; at++) sum += a[at] * b[at];
  return sum;
}

/** Where a value stands in a sorted list, -1 to 1: the middle of those that are equal to it. */
function middleRank(sorted: Float64Array, value: number): number {
  const n = sorted.length;
  let first = 0;
  for (let high = n; first < high;) {
    const middle = (first + high) >> 1;
    if (sorted[middle] < value) first = middle + 1;
    else high = middle;
  }
  let next = first;
  while (next < n && sorted[next] === value) next++;
  return (first + next) / n - 1;
}

/** Legendre polynomials of the degrees from 1 on, by their recurrence. */
function legendre(x: Float64Array): Float64Array[] {
  const list = [x.map(() => 1), x];
  for (let degree = 2; degree <= DEGREES; degree++) {
    const [last, beforeLast] = [list[degree - 1], list[degree - 2]];
    list.push(x.map((it, at) => ((2 * degree - 1) * it * last[at] - (degree - 1) * beforeLast[at]) / degree));
  }
  return list.slice(1);
}

/** Takes the mean of the first `n` from all. @returns how large they had been */
function centre(values: Float64Array, n: number): number {
  const size = Math.sqrt(dot(values, values, n));
  let mean = 0;
  for (let at = 0; at < n; at++) mean += values[at] / n;
  for (let at = 0; at < values.length; at++) values[at] -= mean;
  return size;
}

function subtract(from: Float64Array, direction: Float64Array, n: number): void {
  const amount = dot(from, direction, n);
  for (let at = 0; at < from.length; at++) from[at] -= amount * direction[at];
}
