import { exp } from './elementary.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { normalQuantile } from './normal.ts';

/** Up to this mean the counts are added up from 0. */
export const FEW = 30;

/**
 * The smallest count that a Poisson of this mean does not exceed with probability `u`: one uniform gives the count, and a larger mean
 * never a smaller one.
 *
 * @param u strictly inside (0, 1)
 * @param mean 0 or more, at most 1e9
 * @throws {RangeError} for any other mean
 * @example poissonQuantile(0.95, 3) // 6
 */
export function poissonQuantile(u: number, mean: number): number {
  if (u <= 1 - mean && mean >= 0) return 0; // exp(-mean) is no less
  if (!(mean >= 0 && mean <= 1e9))
    throw new RangeError(`a Poisson count needs a mean from 0 to 1e9, got ${mean}`);
  return mean <= FEW ? fromZero(u, mean) : fromMiddle(u, mean);
}

function fromZero(u: number, mean: number): number {
  let count = 0;
  let probability = exp(-mean);
  let sum = probability;
  while (sum < u) {
    count++;
    probability *= mean / count;
    const next = sum + probability;
    if (next === sum) break; // u is nearer to 1 than the sum can come
    sum = next;
  }
  return count;
}

/** From a first guess by Cornish & Fisher's expansion, a step at a time. */
function fromMiddle(u: number, mean: number): number {
  const z = normalQuantile(u);
  let count = Math.max(0, Math.floor(mean + z * Math.sqrt(mean) + (z * z - 1) / 6));
  // P(count or fewer) is the share of a gamma of shape count + 1 above the mean
  const { upper, kernel } = incompleteGamma(count + 1);
  let sum = upper(mean);
  let probability = kernel(mean) / mean; // density of that gamma, which is P(count) exactly
  if (sum < u) {
    while (sum < u) {
      count++;
      probability *= mean / count;
      const next = sum + probability;
      if (next === sum) break;
      sum = next;
    }
    return count;
  }
  while (count > 0 && sum - probability >= u) {
    sum -= probability;
    probability *= count / mean;
    count--;
  }
  return count;
}
