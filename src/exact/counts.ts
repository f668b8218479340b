import type { Nodes } from '../simulation/severity.ts';

/** Years less likely than this do not show in any figure. */
const NEGLIGIBLE = 1e-12;

/**
 * How likely 0, 1, 2 ... events are in a year, Poisson with a rate that is itself uncertain.
 *
 * @param rates at most 700, beyond which no event at all is less likely than a double can tell; their weights may add up to less than 1
 * @example mixedPoisson({ values: [2], weights: [1] }) // 0.1353, 0.2707, 0.2707, ...
 */
export function mixedPoisson({ values, weights }: Nodes): Float64Array {
  let highest = 0;
  for (let i = 0; i < values.length; i++)
    if (weights[i] > NEGLIGIBLE) highest = Math.max(highest, poissonEnd(values[i], weights[i]));
  const chances = new Float64Array(highest + 1);
  for (let i = 0; i < values.length; i++) {
    let chance = weights[i] * Math.exp(-values[i]);
    for (let n = 0; n <= highest; n++) {
      chances[n] += chance;
      chance *= values[i] / (n + 1);
    }
  }
  return chances;
}

/** A number that a Poisson exceeds with a chance that is negligible: Chernoff's bound. */
function poissonEnd(rate: number, weight: number): number {
  if (rate === 0) return 0;
  let n = Math.ceil(rate + 1);
  const wanted = Math.log(NEGLIGIBLE / weight);
  while (n - rate - n * Math.log(n / rate) > wanted) n += Math.max(1, Math.floor(Math.sqrt(rate)));
  return n;
}

/** The chance of at least one event that counts, where each of a year's events does with a `chance`. */
export const chanceOfSome = ({ values, weights }: Nodes, chance: number): number =>
  values.reduce((sum, rate, i) => sum - weights[i] * Math.expm1(-rate * chance), 0);
