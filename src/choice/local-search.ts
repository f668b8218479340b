import { costOf, withCandidate, withoutCandidate, type Limits } from './choice-problem.ts';
import type { Choice } from './set-function.ts';

/** Rounds of swaps, each of which looks at every pair. */
const MOST_ROUNDS = 4;
/** An improvement below this share is rounding. */
const NOTHING = 1e-12;

/**
 * A good choice: from `start` on what brings most for its cost is added as long as it helps, then members are dropped, added and swapped
 * while that helps.
 *
 * @param start an allowed choice
 * @param valueOf what is to be made small
 */
export function searchNearby(
  limits: Limits,
  start: Choice,
  valueOf: (choice: Choice) => number,
): { readonly choice: Choice; readonly value: number } {
  let choice = start;
  let value = valueOf(choice);
  const places = limits.candidates.map((_, place) => place);
  const lowers = (by: number) => by > NOTHING * Math.abs(value);

  /** The best of some choices takes the place of the choice at hand, if it is better. */
  function take(others: readonly (Choice | undefined)[], perDollar: boolean): boolean {
    let best: Choice | undefined;
    let most = 0;
    let bestValue = value;
    const { costUsd } = costOf(limits, choice);
    for (const other of others) {
      if (!other) continue;
      const its = valueOf(other);
      const gain = value - its;
      if (!lowers(gain)) continue;
      const score = perDollar ? gain / Math.max(1, costOf(limits, other).costUsd - costUsd) : gain;
      if (score <= most) continue;
      most = score;
      best = other;
      bestValue = its;
    }
    if (!best) return false;
    choice = best;
    value = bestValue;
    return true;
  }

  const added = () =>
    places.filter((place) => choice[place] === 0).map((place) => withCandidate(limits, choice, place));
  const dropped = () =>
    places.filter((place) => choice[place] === 1).map((place) => withoutCandidate(limits, choice, place));

  while (take(added(), true));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let moved = false;
    while (take([...added(), ...dropped()], false)) moved = true;
    for (const place of places) {
      if (choice[place] === 0) continue;
      const less = withoutCandidate(limits, choice, place);
      if (!less) continue;
      const swapped = places
        .filter((other) => other !== place && less[other] === 0)
        .map((other) => withCandidate(limits, less, other));
      if (take(swapped, false)) moved = true;
    }
    if (!moved) break;
  }
  return { choice, value };
}
