import { bestSet, type BestSet } from './best-set.ts';
import { isAllowed, type Limits } from './choice-problem.ts';
import { searchNearby } from './local-search.ts';
import type { ScenarioWorth } from './scenario-worth.ts';
import type { Choice } from './set-function.ts';
import type { Tail } from './tail.ts';

/** So few candidates are tried in all ways. */
const FEW = 12;
/** Times that the worst years are looked for anew under a choice that did well on the last ones. */
const ROUNDS = 4;

/** The choice of the least mean of the worst years: of all choices where there are few, else the best that a search finds, with a bound. */
export const bestOfTail = (
  limits: Limits,
  tail: Tail,
  worths: readonly ScenarioWorth[],
  start: Choice,
  mostNodes: number,
): BestSet =>
  limits.candidates.length <= FEW
    ? tryAll(limits, tail, start)
    : searchTail(limits, tail, worths, start, mostNodes);

function tryAll(limits: Limits, tail: Tail, start: Choice): BestSet {
  let best = { choice: start, value: tail.valueOf(start) };
  for (let bits = 0; bits < 1 << limits.candidates.length; bits++) {
    const choice = Uint8Array.from(limits.candidates, (_, at) => (bits >> at) & 1);
    if (!isAllowed(limits, choice)) continue;
    const value = tail.valueOf(choice);
    if (value < best.value) best = { choice, value };
  }
  return { ...best, bound: best.value };
}

/**
 * Looks by turns among the neighbours of the best choice so far, and where the scenarios count as they do in its worst years; the second
 * gives a bound.
 */
export function searchTail(
  limits: Limits,
  tail: Tail,
  worths: readonly ScenarioWorth[],
  start: Choice,
  mostNodes: number,
): BestSet {
  let best = searchNearby(limits, start, tail.valueOf);
  let bound = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const weights = tail.weightsAt(best.choice);
    const parts = worths.map(({ loss }, scenario) => ({ weight: weights[scenario], of: loss }));
    const found = bestSet({ ...limits, parts, countsCost: false }, best.choice, mostNodes / ROUNDS);
    bound = Math.max(bound, found.bound);
    const next = searchNearby(limits, found.choice, tail.valueOf);
    if (!(next.value < best.value)) break;
    best = next;
  }
  return { ...best, bound: Math.min(bound, best.value) };
}
