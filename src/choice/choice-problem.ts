import type { Choice, SetFunction } from './set-function.ts';

/** What could be chosen, and what choosing it takes. */
export interface Candidate {
  /** US dollars of today over the horizon; 0 or more. */
  readonly costUsd: number;
  readonly staffFte: number;
  /** Places of candidates that it does nothing without, and of those that it cannot be had with (told on both sides). */
  readonly requires: readonly number[];
  readonly excludes: readonly number[];
}

/** Which choices are allowed. */
export interface Limits {
  readonly candidates: readonly Candidate[];
  /** Places that every choice holds. */
  readonly required: readonly number[];
  /** Infinity where there is no such limit. */
  readonly budgetUsd: number;
  readonly staffFte: number;
}

/** Something bad that is a sum, one part for each scenario, and is to be made as small as can be. */
export interface SumProblem extends Limits {
  readonly parts: readonly { readonly weight: number; readonly of: SetFunction }[];
  /** Whether what is chosen counts with its cost. */
  readonly countsCost: boolean;
}

/** Room for what rounding does to sums of costs. */
const SLACK = 1 + 1e-12;

export const fits = (limits: Limits, costUsd: number, staffFte: number): boolean =>
  costUsd <= limits.budgetUsd * SLACK && staffFte <= limits.staffFte * SLACK;

export function costOf({ candidates }: Limits, choice: Choice) {
  let costUsd = 0;
  let staffFte = 0;
  candidates.forEach((candidate, place) => {
    if (choice[place] === 0) return;
    costUsd += candidate.costUsd;
    staffFte += candidate.staffFte;
  });
  return { costUsd, staffFte };
}

/** Whether a choice keeps to all limits, and holds what its members require. */
export function isAllowed(limits: Limits, choice: Choice): boolean {
  const { costUsd, staffFte } = costOf(limits, choice);
  return (
    fits(limits, costUsd, staffFte) &&
    limits.required.every((place) => choice[place] === 1) &&
    limits.candidates.every(
      ({ requires, excludes }, place) =>
        choice[place] === 0 ||
        (requires.every((it) => choice[it] === 1) && !excludes.some((it) => choice[it] === 1)),
    )
  );
}

/** The choice with one more candidate and all that it requires; undefined where that is not allowed. */
export function withCandidate(limits: Limits, choice: Choice, place: number): Choice | undefined {
  const more = choice.slice();
  const add = (at: number): void => {
    if (more[at] === 1) return;
    more[at] = 1;
    limits.candidates[at].requires.forEach(add);
  };
  add(place);
  return isAllowed(limits, more) ? more : undefined;
}

/** The choice without a candidate and without all that requires it; undefined where that is not allowed. */
export function withoutCandidate(limits: Limits, choice: Choice, place: number): Choice | undefined {
  const less = choice.slice();
  const drop = (at: number): void => {
    if (less[at] === 0) return;
    less[at] = 0;
    limits.candidates.forEach(({ requires }, other) => {
      if (requires.includes(at)) drop(other);
    });
  };
  drop(place);
  return isAllowed(limits, less) ? less : undefined;
}

export function valueOf({ parts, countsCost, ...limits }: SumProblem, choice: Choice): number {
  let sum = countsCost ? costOf(limits, choice).costUsd : 0;
  for (const { weight, of } of parts) if (weight > 0) sum += weight * of.value(choice);
  return sum;
}
