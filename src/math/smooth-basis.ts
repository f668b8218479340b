import { DIRECTIONS, FIT_POINTS, sharedFitColumns, type FitColumns } from './fit-columns.ts';

/** What a smooth function of one input is made of, on a sample of draws: directions that are orthonormal there and average to 0. */
export interface SmoothBasis {
  /** What made it, and works on it. */
  readonly columns: FitColumns;
  /** Each with a number for every draw, and then one for every point asked for. */
  readonly directions: readonly Float64Array[];
  /** By draw: how far a fit at that draw follows that draw alone, 0 to 1; the fit of the mean is counted in. */
  readonly leverage: Float64Array;
  /** The address of the first direction, and how many bytes lie from one to the next; where there are fewer than DIRECTIONS, 0s follow. */
  readonly at: number;
  readonly bytes: number;
}

/** Polynomials in the input's rank. With the input itself that is five directions, which leaves four thousand draws little noise to follow. */
const DEGREES = DIRECTIONS - 1;
/**
 * The input itself, and polynomials in its rank up to the fourth degree. Where an input multiplies what it acts on, as rates, shares and
 * costs do, the expectation given it is linear in it, however long its tail; all else is smooth in its rank. Equal values share a rank, so
 * an input of few values gets as many directions as it can bear.
 *
 * @param points  values of the input at which fits are wanted beside the draws, at most FIT_POINTS
 * @param columns in whose arena the basis stands
 * @example smoothBasis(Float64Array.of(0, 0, 1, 1), []).directions // one: -0.5, -0.5, 0.5, 0.5
 */
export const smoothBasis = (
  draws: Float64Array,
  points: readonly number[],
  columns = sharedFitColumns(),
): SmoothBasis => keptBasis(passingBasis(draws, points, columns));

/** As `smoothBasis`, good until the next is found: of many inputs few matter, and fresh memory is dear. */
export function passingBasis(
  draws: Float64Array,
  points: readonly number[],
  columns: FitColumns,
): SmoothBasis {
  if (points.length > FIT_POINTS)
    throw new RangeError(`a basis has at most ${FIT_POINTS} points, got ${points.length}`);
  const n = draws.length;
  const length = n + points.length;
  const { ones, amounts, powers, input, directions: block, leverage } = columns.room(n);
  const stride = length + (length % 2); // columns begin where vectors may
  const [at, bytes] = [block.byteOffset, stride * block.BYTES_PER_ELEMENT];
  block.fill(0);
  input.set(draws);
  input.set(points, n);
  rankPowers(n, points.length, columns);
  const directions: Float64Array[] = [];
  for (const { byteOffset: raw } of [input, ...powers]) {
    const place = directions.length;
    const into = at + place * bytes;
    if (columns.direct(n, length, raw, ones.byteOffset, at, bytes, amounts.byteOffset, into))
      directions.push(block.subarray(place * stride, place * stride + length));
  }
  columns.follow(n, at, bytes, leverage.byteOffset);
  return { columns, directions, leverage, at, bytes };
}

/** A basis in memory of its own. */
export function keptBasis({ columns, directions, leverage, at, bytes }: SmoothBasis): SmoothBasis {
  const { arena } = columns;
  const block = arena.doubles((DIRECTIONS * bytes) / leverage.BYTES_PER_ELEMENT);
  const own = arena.doubles(leverage.length);
  block.set(new Float64Array(leverage.buffer, at, block.length));
  own.set(leverage);
  return {
    columns,
    directions: directions.map(({ byteOffset, length }) => {
      const from = (byteOffset - at) / block.BYTES_PER_ELEMENT;
      return block.subarray(from, from + length);
    }),
    leverage: own,
    at: block.byteOffset,
    bytes,
  };
}

/** Legendre polynomials of the ranks of the input in the room, and of points behind it, of the degrees from 1 on, by their recurrence. */
function rankPowers(n: number, points: number, columns: FitColumns): void {
  const { ones, input, order, spareOrder, counts, sorted, powers } = columns.room(n);
  const [x] = powers;
  columns.sort(
    n,
    input.byteOffset,
    order.byteOffset,
    spareOrder.byteOffset,
    counts.byteOffset,
    sorted.byteOffset,
  );
  columns.ranksInOrder(n, sorted.byteOffset, order.byteOffset, x.byteOffset);
  const beyond = n * x.BYTES_PER_ELEMENT;
  columns.middleRanks(n, sorted.byteOffset, points, input.byteOffset + beyond, x.byteOffset + beyond);
  for (let degree = 2; degree <= DEGREES; degree++) {
    const beforeLast = degree === 2 ? ones : powers[degree - 3];
    columns.recur(
      n + points,
      x.byteOffset,
      (2 * degree - 1) / degree,
      powers[degree - 2].byteOffset,
      (degree - 1) / degree,
      beforeLast.byteOffset,
      powers[degree - 1].byteOffset,
    );
  }
}
