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
