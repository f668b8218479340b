import { compilePlan } from '../simulation/compile.ts';
import { costUsd, discountFactors } from '../investment/cost.ts';
import { parameterMeans } from '../simulation/parameters.ts';
import type { ChoiceAsked, Plan, PlanControl } from '../simulation/plan.ts';
import type { RebaseConstants } from '../simulation/rebase-constants.ts';
import { bestSet, type BestSet } from './best-set.ts';
import {
  costOf,
  isAllowed,
  valueOf,
  type Candidate,
  type Limits,
  type SumProblem,
} from './choice-problem.ts';
import { searchNearby } from './local-search.ts';
import { scenarioWorth, type ScenarioWorth } from './scenario-worth.ts';
import type { Choice } from './set-function.ts';
import { createTail, type Tail } from './tail.ts';

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
const NODES_A_POINT = 200;
/** Times that the worst years are looked for anew under a choice that did well on the last ones. */
const TAIL_ROUNDS = 4;
/** What a search proves is told to this share. */
const PROVED = 1e-9;

/**
 * The set of candidates that makes the objective smallest within the limits, and the sets at other budgets. What is uncertain stands at its
 * mean, luck is averaged over points (see `scenarioWorth`); the worst years are those of a simulation of what is in place (see `createTail`).
 *
 * @param rebase of the plan's scenarios
 */
export function choose(plan: Plan, asked: ChoiceAsked, rebase: readonly RebaseConstants[]): Chosen {
  const byId = new Map(plan.controls.map((control) => [control.id, control]));
  const controls = asked.candidateControlIds.map((id) => byId.get(id)!);
  const worths = plan.scenarios.map((_, place) => scenarioWorth(plan, place, rebase[place], controls));
  const limits: Limits = {
    candidates: candidatesOf(plan, asked, controls),
    required: asked.requiredControlIds.map((id) => asked.candidateControlIds.indexOf(id)),
    budgetUsd: asked.budget ?? Infinity,
    staffFte: asked.staffFte ?? Infinity,
  };
  const search = searchFor(plan, asked, limits, rebase, worths);
  const idsOf = (choice: Choice) => asked.candidateControlIds.filter((_, place) => choice[place] === 1);
  const best = search.best(limits, leastAllowed(limits), NODES);
  const gap = best.value > 0 ? Math.max(0, 1 - best.bound / best.value) : 0;
  return {
    best: idsOf(best.choice),
    provedOptimal: gap <= PROVED,
    gap: gap <= PROVED ? 0 : gap,
    frontier: frontierOf(limits, best.choice, asked.frontierPoints, search.atCost).map(idsOf),
  };
}

interface Search {
  best(limits: Limits, start: Choice, mostNodes: number): BestSet;
  /** A good set at a budget, whatever it costs. */
  atCost(limits: Limits, start: Choice): Choice;
}

function searchFor(
  plan: Plan,
  { objective }: ChoiceAsked,
  limits: Limits,
  rebase: readonly RebaseConstants[],
  worths: readonly ScenarioWorth[],
): Search {
  const sum = (its: Limits, of: 'presentLoss' | 'breaches', countsCost: boolean): SumProblem => ({
    ...its,
    parts: worths.map((worth) => ({ weight: 1, of: worth[of] })),
    countsCost,
  });
  switch (objective) {
    case 'EXPECTED_LOSS':
    case 'EXPECTED_LOSS_AND_COST':
      return {
        best: (its, start, nodes) =>
          bestSet(sum(its, 'presentLoss', objective === 'EXPECTED_LOSS_AND_COST'), start, nodes),
        atCost: (its, start) => bestSet(sum(its, 'presentLoss', false), start, NODES_A_POINT).choice,
      };
    case 'BREACH_PROBABILITY':
      return {
        best(its, start, nodes) {
          const { choice, value, bound } = bestSet(sum(its, 'breaches', false), start, nodes);
          return { choice, value: atLeastOne(value), bound: atLeastOne(bound) };
        },
        atCost: (its, start) => bestSet(sum(its, 'breaches', false), start, NODES_A_POINT).choice,
      };
    case 'CVAR95': {
      const tail = createTail(plan, rebase, worths, limits.candidates.length);
      return {
        best: (its, start, nodes) => bestTail(its, tail, worths, start, nodes),
        atCost: (its, start) => searchNearby(its, start, tail.valueOf).choice,
      };
    }
  }
}

const atLeastOne = (expected: number): number => 0 - Math.expm1(-expected);

/**
 * Looks for the choice of the least mean of the worst years, by turns among its neighbours and where the scenarios count as they do in its
 * worst years; the second gives a bound.
 */
function bestTail(
  limits: Limits,
  tail: Tail,
  worths: readonly ScenarioWorth[],
  start: Choice,
  mostNodes: number,
): BestSet {
  let best = searchNearby(limits, start, tail.valueOf);
  let bound = 0;
  for (let round = 0; round < TAIL_ROUNDS; round++) {
    const weights = tail.weightsAt(best.choice);
    const parts = worths.map(({ loss }, scenario) => ({ weight: weights[scenario], of: loss }));
    const found = bestSet({ ...limits, parts, countsCost: false }, best.choice, mostNodes / TAIL_ROUNDS);
    bound = Math.max(bound, found.bound);
    const next = searchNearby(limits, found.choice, tail.valueOf);
    if (!(next.value < best.value)) break;
    best = next;
  }
  return { ...best, bound: Math.min(bound, best.value) };
}

/** What choosing each candidate takes, at the means of what is uncertain. */
function candidatesOf(plan: Plan, asked: ChoiceAsked, controls: readonly PlanControl[]): Candidate[] {
  const options = controls.map(({ id, name }) => ({
    name,
    controlIds: [...plan.baseline.controlIds, id],
    changes: [],
    addedControlIds: [id],
    removedControlIds: [],
  }));
  const compiled = compilePlan({ ...plan, options }, []);
  const values = parameterMeans(compiled.parameters);
  const factors = discountFactors(values[compiled.costs.discountRate], new Float64Array(plan.horizonYears));
  const placeOf = new Map(controls.map(({ id }, place) => [id, place]));
  const rivals = controls.map((): number[] => []);
  for (const [one, other] of asked.excludes) {
    rivals[placeOf.get(one)!].push(placeOf.get(other)!);
    rivals[placeOf.get(other)!].push(placeOf.get(one)!);
  }
  return controls.map(({ requires, staffFte }, place) => {
    const { upfrontUsd, annualUsd } = costUsd(compiled, place, (parameter) => values[parameter]);
    return {
      costUsd: factors.reduce((sum, factor) => sum + annualUsd * factor, upfrontUsd),
      staffFte,
      requires: requires.flatMap((id) => placeOf.get(id) ?? []),
      excludes: rivals[place],
    };
  });
}

/** What is required, and no more. */
function leastAllowed({ candidates, required }: Limits): Choice {
  const choice = new Uint8Array(candidates.length);
  const add = (place: number): void => {
    if (choice[place] === 1) return;
    choice[place] = 1;
    candidates[place].requires.forEach(add);
  };
  required.forEach(add);
  return choice;
}

/**
 * Good sets at budgets from what is required to all that is worth having, evenly apart.
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
    const budgetUsd = from + ((to - from) * point) / (points - 1);
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
