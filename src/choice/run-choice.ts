import { Z95 } from '../math/intervals.ts';
import { sha256 } from '../simulation/hash.ts';
import type { ChoiceAsked, Objective, Plan, PlanOption } from '../simulation/plan.ts';
import type { Figure, FrontierPointData, OptionData, OutcomeData, RunResult } from '../simulation/result.ts';
import { inTurn } from '../simulation/in-turn.ts';
import { findRebase, runPlan, type Execute, type RunOptions } from '../simulation/run.ts';
import { preparePlan } from '../simulation/tasks.ts';
import { candidateControls, limitsOf } from './candidates.ts';

/** Of the whole: the rest is simulating what was found. */
const SEARCHED = 0.3;

/**
 * Looks for the best set of a plan's candidates and for good sets at other budgets, then simulates them all with a seed of its own: on the
 * numbers that it was found with, a winner looks better than it is.
 */
export async function runChoice(plan: Plan, execute: Execute, options: RunOptions): Promise<RunResult> {
  const asked = plan.choice!;
  const rebase =
    options.rebase ?? (await findRebase(preparePlan(plan), inTurn(execute, options).main, options.onRebase));
  options.progress(0.1);
  const chosen = await execute({ kind: 'choice', plan, rebase: rebase.constants });
  options.progress(SEARCHED);
  const {
    baseline,
    options: results,
    warnings,
  } = await runPlan(simulated(plan, [...chosen.frontier, chosen.best]), execute, {
    ...options,
    rebase,
    progress: (share) => options.progress(SEARCHED + (1 - SEARCHED) * share),
  });
  const placesOf = (ids: readonly string[]) => ids.map((id) => asked.candidateControlIds.indexOf(id));
  const points = chosen.frontier.map((ids, place) => pointOf(plan, asked, placesOf(ids), results[place]));
  return {
    baseline,
    options: [],
    warnings,
    choice: {
      best: { candidates: placesOf(chosen.best), result: results[results.length - 1] },
      provedOptimal: chosen.provedOptimal,
      gap: chosen.gap,
      frontier: undominated(points, results, asked.objective),
    },
  };
}

/** The plan that simulates sets of candidates beside what is in place. */
function simulated(plan: Plan, sets: readonly (readonly string[])[]): Plan {
  const order = new Map(plan.controls.map(({ id }, place) => [id, place]));
  const inOrder = (ids: readonly string[]) => ids.toSorted((a, b) => order.get(a)! - order.get(b)!);
  return {
    ...plan,
    seed: BigInt(`0x${sha256(`the chosen ones, ${plan.seed}`).slice(0, 16)}`).toString(),
    options: sets.map((ids, place): PlanOption => ({
      name: String(place + 1),
      controlIds: inOrder([...plan.baseline.controlIds, ...ids]),
      changes: [],
      addedControlIds: ids,
      removedControlIds: [],
    })),
  };
}

function pointOf(
  plan: Plan,
  asked: ChoiceAsked,
  candidates: readonly number[],
  result: OptionData,
): FrontierPointData {
  const controls = candidateControls(plan, asked);
  const all = limitsOf(plan, asked).candidates;
  const total = (places: readonly number[]) => places.reduce((sum, place) => sum + all[place].costUsd, 0);
  const cost = total(candidates);
  const offensive = total(candidates.filter((place) => controls[place].stance === 'OFFENSIVE'));
  return {
    candidates,
    cost,
    staffFte: result.staffFte,
    objective: objectiveOf(asked.objective, result),
    offensiveShare: cost > 0 ? offensive / cost : 0,
  };
}

function objectiveOf(objective: Objective, { presentLoss, presentLossAndCost, outcome }: OptionData): Figure {
  const of: Record<Objective, (its: OutcomeData) => Figure> = {
    EXPECTED_LOSS: () => presentLoss,
    EXPECTED_LOSS_AND_COST: () => presentLossAndCost,
    CVAR95: (its) => its.conditionalValueAtRisk95,
    BREACH_PROBABILITY: (its) => its.breachProbability,
  };
  return of[objective](outcome);
}

/**
 * The points that are better than every cheaper one that is kept, and by more than noise. Points ascend by cost, each told with what it changes
 * from the one before: so a point that is left out passes its change on to the next.
 */
export function undominated(
  points: readonly FrontierPointData[],
  results: readonly OptionData[],
  objective: Objective,
): FrontierPointData[] {
  const kept: FrontierPointData[] = [];
  let noise = 0;
  points.forEach((point, place) => {
    const latest = kept.at(-1);
    const { standardError } = stepOf(objective, results[place]);
    // steps are about independent: what one control stops another does not
    noise += standardError * standardError;
    const change = latest ? point.objective.value - latest.objective.value : -Infinity;
    if (change >= -Z95 * Math.sqrt(noise)) return;
    kept.push(point);
    noise = 0;
  });
  return kept;
}

function stepOf(objective: Objective, { step }: OptionData): Figure {
  if (objective === 'CVAR95') return step!.tail;
  return objective === 'BREACH_PROBABILITY' ? step!.breachProbability : step!.presentLoss;
}
