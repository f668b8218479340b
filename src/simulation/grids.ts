import { exp, log } from '../math/elementary.ts';

/** 100 thresholds from `low` to `high`, evenly spaced in the logarithm: the same in every result, so curves can be laid over each other. */
function logGrid(low: number, high: number): Float64Array {
  const points = 100;
  const step = log(high / low) / (points - 1);
  return Float64Array.from({ length: points }, (_, i) => {
    const exact = low * exp(step * i);
    return i === points - 1 ? high : Number(exact.toPrecision(6));
  });
}

export const LOSS_GRID_USD = logGrid(1_000, 10_000_000_000);
export const RECORDS_GRID = logGrid(1, 100_000_000);
export const HOURS_GRID = logGrid(0.1, 100_000);

/** How many thresholds of a grid a figure exceeds (strictly). */
export function placeOnGrid(grid: Float64Array, figure: number): number {
  let low = 0;
  let high = grid.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (grid[middle] < figure) low = middle + 1;
    else high = middle;
  }
  return low;
}
