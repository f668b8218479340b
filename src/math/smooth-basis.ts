import { sharedFitColumns, type FitColumns } from './fit-columns.ts';

/** What a smooth function of one input is made of, on a sample of draws: directions that are orthonormal there and average to 0. */
export interface SmoothBasis {
  /** What made it, and works on it. */
  readonly columns: FitColumns;
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
 * @param points  values of the input at which fits are wanted beside the draws
 * @param columns in whose arena the basis stands
 * @example smoothBasis(Float64Array.of(0, 0, 1, 1), []).directions // one: -0.5, -0.5, 0.5, 0.5
 */
export function smoothBasis(
  draws: Float64Array,
  points: readonly number[],
  columns = sharedFitColumns(),
): SmoothBasis {
  const n = draws.length;
  const { arena } = columns;
  const sorted = arena.doubles(n);
  sorted.set(draws);
  sorted.sort();
  const all = arena.doubles(n + points.length);
  all.set(draws);
  all.set(points, n);
  const [ones, ...polynomials] = legendre(sorted, all, columns);
  const directions: Float64Array[] = [];
  for (const direction of [all, ...polynomials]) {
    const { length, byteOffset } = direction;
    const lengthOf = () => Math.sqrt(columns.dot(n, byteOffset, byteOffset));
    const size = lengthOf();
    columns.scale(length, byteOffset, 1, -columns.dot(n, byteOffset, ones.byteOffset) / n, byteOffset);
    // twice: the first leaves rounding errors behind
    for (let pass = 0; pass < 2; pass++)
      for (const { byteOffset: before } of directions)
        columns.addScaled(length, before, -columns.dot(n, byteOffset, before), byteOffset);
    const left = lengthOf();
    if (!(left > SAME * size)) continue;
    columns.scale(length, byteOffset, 1 / left, 0, byteOffset);
    directions.push(direction);
  }
  const leverage = arena.doubles(n).fill(1 / n);
  for (const { byteOffset } of directions) columns.addSquares(n, byteOffset, leverage.byteOffset);
  return { columns, directions, leverage };
}

/** Legendre polynomials of the ranks of values, of the degrees from 0 on, by their recurrence. */
function legendre(sorted: Float64Array, values: Float64Array, columns: FitColumns): Float64Array[] {
  const { length } = values;
  const x = columns.arena.doubles(length);
  columns.middleRanks(sorted.length, sorted.byteOffset, length, values.byteOffset, x.byteOffset);
  const list = [columns.arena.doubles(length).fill(1), x];
  for (let degree = 2; degree <= DEGREES; degree++) {
    const next = columns.arena.doubles(length);
    const [beforeLast, last] = list.slice(-2).map(({ byteOffset }) => byteOffset);
    const [first, second] = [(2 * degree - 1) / degree, (degree - 1) / degree];
    columns.recur(length, x.byteOffset, first, last, second, beforeLast, next.byteOffset);
    list.push(next);
  }
  return list;
}
