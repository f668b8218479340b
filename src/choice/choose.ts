import { exp } from '../math/elementary.ts';
import type { ChoiceAsked, Plan } from '../simulation/plan.ts';
import type { RebaseConstants } from '../simulation/rebase-constants.ts';
import { bestSet, type BestSet } from './best-set.ts';
import { candidateControls, leastAllowed, limitsOf } from './candidates.ts';
import { costOf, isAllowed, valueOf, type Limits, type SumProblem } from './choice-problem.ts';
import { searchNearby } from './local-search.ts';
import { scenarioWorth } from './scenario-worth.ts';
import type { Choice } from './set-function.ts';
import { bestOfTail } from './tail-search.ts';
import { createTail } from './tail.ts';

/** The best set of candidates and others at other costs, as the candidates' ids; plain data. */
export interface Chosen {
  readonly best: readonly string[];
  /** Nothing better can be had, for the problem that was searched. */
  readonly provedOptimal: boolean;
  /** What is best comes to no more than this share above the best possible. */
  readonly gap: number;
  /** From nothing to everything, ascending by cost, without the same set twice. */
  readonly frontier: readonly (readonly string[])[];
}

/** Nodes of a search: with 40 candidates and 50 scenarios a second or so. */
const NODES = 4000;
/** What a search proves is told to this share. */
const PROVED = 1e-7;

/**
 * The set of candidates that makes the objective smallest within the limits, and the sets at other budgets. What is uncertain stands at its
 * mean, luck is averaged over points (see `scenarioWorth`); the worst years are those of a simulation of what is in place (see `createTail`).
 *
 * @param rebase of the plan's scenarios
 */
export function choose(plan: Plan, asked: ChoiceAsked, rebase: readonly RebaseConstants[]): Chosen {
  const { limits, best, atCost } = objectiveOf(plan, asked, rebase);
  const idsOf = (choice: Choice) => asked.candidateControlIds.filter((_, place) => choice[place] === 1);
  const found = best(limits, leastAllowed(limits), NODES);
  const gap = found.value > 0 ? Math.max(0, 1 - found.bound / found.value) : 0;
  return {
    best: idsOf(found.choice),
    provedOptimal: gap <= PROVED,
    gap: gap <= PROVED ? 0 : gap,
    frontier: frontierOf(limits, found.choice, asked.frontierPoints, atCost).map(idsOf),
  };
}

/** What is to be made small, the choices that are allowed, and how to look for a good one. */
export interface ObjectiveSearch {
  readonly limits: Limits;
  valueOf(choice: Choice): number;
  best(limits: Limits, start: Choice, mostNodes: number): BestSet;
  /** A good set at a budget, whatever it costs. */
  atCost(limits: Limits, start: Choice): Choice;
}

/** The problem that is searched. Its parameters are those of `choose`. */
export function objectiveOf(
  plan: Plan,
  asked: ChoiceAsked,
  rebase: readonly RebaseConstants[],
): ObjectiveSearch {
  const controls = candidateControls(plan, asked);
  const worths = plan.scenarios.map((_, place) => scenarioWorth(plan, place, rebase[place], controls));
  const limits = limitsOf(plan, asked);
  const { objective } = asked;
  const sum = (its: Limits, countsCost: boolean): SumProblem => ({
    ...its,
    parts: worths.map(({ presentLoss, breaches }) => ({
      weight: 1,
      of: objective === 'BREACH_PROBABILITY' ? breaches : presentLoss,
    })),
    countsCost,
  });
  const atCost = (its: Limits, start: Choice) => {
    const problem = sum(its, false);
    return searchNearby(its, start, (choice) => valueOf(problem, choice)).choice;
  };
  switch (objective) {
    case 'EXPECTED_LOSS':
    case 'EXPECTED_LOSS_AND_COST': {
      const countsCost = objective === 'EXPECTED_LOSS_AND_COST';
      return {
        limits,
        valueOf: (choice) => valueOf(sum(limits, countsCost), choice),
        best: (its, start, nodes) => bestSet(sum(its, countsCost), start, nodes),
        atCost,
      };
    }
    case 'BREACH_PROBABILITY':
      return {
        limits,
        valueOf: (choice) => atLeastOne(valueOf(sum(limits, false), choice)),
        best(its, start, nodes) {
          const { choice, value, bound } = bestSet(sum(its, false), start, nodes);
          return { choice, value: atLeastOne(value), bound: atLeastOne(bound) };
        },
        atCost,
      };
    case 'CVAR95': {
      const tail = createTail(plan, rebase, worths, controls.length);
      return {
        limits,
        valueOf: tail.valueOf,
        best: (its, start, nodes) => bestOfTail(its, tail, worths, start, nodes),
        atCost: (its, start) => searchNearby(its, start, tail.valueOf).choice,
      };
    }
  }
}

const atLeastOne = (expected: number): number => 1 - exp(-expected);

/**
 * Good sets at budgets from what is required to all that is worth having, closer together where little is spent, as the first dollars do most.
 *
 * @param best stands among them
 */
function frontierOf(
  limits: Limits,
  best: Choice,
  points: number,
  atCost: (limits: Limits, start: Choice) => Choice,
): Choice[] {
  const least = leastAllowed(limits);
  const most = atCost({ ...limits, budgetUsd: Infinity }, best);
  const from = costOf(limits, least).costUsd;
  const to = costOf(limits, most).costUsd;
  const found = [least, best, most];
  for (let point = 1; point < points - 1; point++) {
    const budgetUsd = from + (to - from) * (point / (points - 1)) ** 2;
    const within = { ...limits, budgetUsd };
    // what was found for less is a good beginning
    const start = found
      .filter((choice) => isAllowed(within, choice))
      .toSorted((a, b) => costOf(limits, b).costUsd - costOf(limits, a).costUsd);
    found.push(atCost(within, start[0] ?? least));
  }
  const unique = new Map(found.map((choice) => [choice.join(''), choice]));
  return [...unique.values()].sort((a, b) => costOf(limits, a).costUsd - costOf(limits, b).costUsd);
}
