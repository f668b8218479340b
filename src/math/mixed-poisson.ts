import { exp } from './elementary.ts';

/** How many events there are when their mean is itself uncertain. */
export interface CountLaw {
  /** The smallest count that is not exceeded with probability `u`, strictly inside (0, 1): one uniform gives the count. */
  quantile(u: number): number;
  /** P(that count or fewer), by count; the last is 1. */
  readonly ends: Float64Array;
  /** The count from which to look for a quantile, for each of GUIDES equal parts of (0, 1). */
  readonly guide: Int32Array;
}

/** Parts of (0, 1) from each of which the search for a count begins near its end. */
export const GUIDES = 256;
/** What is less likely than this is never drawn: uniforms are not that fine. */
const NEGLIGIBLE = 1e-17;

/**
 * A Poisson count whose mean is one of `means` with probability `weights`, tabulated: as quick for ten thousand means as for one.
 *
 * @param means 0 or more each, at most 700
 * @param weights their probabilities, which add up to 1
 * @throws {RangeError} for a mean that is too large
 * @example mixedPoisson([3], [1]).quantile(0.95) // 6
 */
export function mixedPoisson(means: ArrayLike<number>, weights: ArrayLike<number>): CountLaw {
  const chances = Float64Array.from(means, (mean, i) => {
    if (!(mean >= 0 && mean <= 700))
      throw new RangeError(`a mixed count needs means from 0 to 700, got ${mean}`);
    return exp(-mean) * weights[i];
  });
  const cumulated: number[] = [];
  let sum = 0;
  for (let count = 0; ; count++) {
    let chance = 0;
    let rising = false;
    for (let i = 0; i < chances.length; i++) {
      if (count > 0) chances[i] *= means[i] / count;
      chance += chances[i];
      if (means[i] > count) rising = true;
    }
    sum += chance;
    cumulated.push(sum);
    if (!rising && chance < NEGLIGIBLE) break;
  }
  const last = cumulated.length - 1;
  const ends = Float64Array.from(cumulated);
  ends[last] = 1;
  const guide = new Int32Array(GUIDES);
  for (let part = 0, count = 0; part < GUIDES; part++) {
    while (count < last && ends[count] < part / GUIDES) count++;
    guide[part] = count;
  }
  function quantile(u: number): number {
    let count = guide[(u * GUIDES) | 0];
    while (ends[count] < u) count++;
    return count;
  }
  return { quantile, ends, guide };
}
