import { meanInterval } from '../math/intervals.ts';
import { explainSteps, MOST_STATES, type ScenarioState, type Step } from './explain-steps.ts';
import { KNOWLEDGE_DRAWS } from './knowledge.ts';
import type { PlanChange } from './plan-changes.ts';
import type { Plan } from './plan.ts';
import type { Figure } from './result.ts';
import { scenarioLosses } from './scenario-losses.ts';
import { told } from './told-together.ts';

/** What one change did to the expected annual loss. */
export interface ChangeDriverData extends Pick<PlanChange, 'entityId' | 'field' | 'before' | 'after'> {
  /** US dollars per year. */
  readonly changeInExpectedLoss: Figure;
}

/** Draws over all states of scenarios: each gets as many as that allows, within these ends. */
const DRAWS_IN_ALL = 64_000;
const LEAST_DRAWS = 128;
const REBASE_POINTS = 512;
/** Where even changes of one kind together are too many. */
const FEW_REBASE_POINTS = 128;

/**
 * What moved the expected annual loss of one plan's baseline to another's: the changes of `planChanges` are applied one after the other, and
 * what each does is the difference of the expectations before and after it, given the same draws of what we do not know. So the drivers add
 * up to the whole. Those that do nothing are left out.
 *
 * A step works out anew only the scenarios that it touches, each by itself. Where that would be more than 120 states of scenarios in all,
 * changes of one entity are told together; where it still is, all changes of one kind. A change that makes no sense until the next one is
 * told with that.
 *
 * @param pause awaited between pieces of work of at most some hundred milliseconds
 */
export async function explainPlans(
  from: Plan,
  to: Plan,
  pause: () => Promise<void>,
): Promise<ChangeDriverData[]> {
  const { steps, states } = await explainSteps(from, to, pause);
  const bearable = Math.floor(DRAWS_IN_ALL / Math.max(1, states));
  const draws = Math.min(KNOWLEDGE_DRAWS, Math.max(LEAST_DRAWS, bearable));
  const rebasePoints = states > MOST_STATES ? FEW_REBASE_POINTS : REBASE_POINTS;
  const lossOf = scenarioLosses(to, { draws, rebasePoints }, pause);

  const drivers: ChangeDriverData[] = [];
  let open: Step[] = [];
  for (const step of steps) {
    open.push(step);
    const change = await changeBy(open, lossOf, draws);
    // what is missing now may come with the next; the last is a plan that was run
    if (!change && step !== steps.at(-1)) continue;
    const { entityId, field, before, after } = told(
      open.map((it) => it.change),
      () => '',
    )[0];
    open = [];
    const figure = figureOf(change ?? new Float64Array(draws));
    if (figure.value === 0 && figure.standardError === 0) continue;
    drivers.push({
      ...(entityId !== undefined && { entityId }),
      field,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      changeInExpectedLoss: figure,
    });
  }
  return drivers;
}

/** What some steps together change, by draw; undefined where a state in between, or the last, has no answer. */
async function changeBy(
  steps: readonly Step[],
  lossOf: (state: ScenarioState) => Promise<Float64Array | undefined>,
  draws: number,
): Promise<Float64Array | undefined> {
  const first = new Map<string, ScenarioState>();
  const last = new Map<string, ScenarioState>();
  for (const { moved } of steps)
    for (const { id, before, after } of moved) {
      if (!first.has(id)) first.set(id, before);
      last.set(id, after);
    }
  const change = new Float64Array(draws);
  for (const [id, after] of last) {
    const [was, is] = [await lossOf(first.get(id)!), await lossOf(after)];
    if (!was || !is) return undefined;
    for (let draw = 0; draw < draws; draw++) change[draw] += is[draw] - was[draw];
  }
  return change;
}

function figureOf(change: Float64Array): Figure {
  let sum = 0;
  let squares = 0;
  for (const usd of change) {
    sum += usd;
    squares += usd * usd;
  }
  return meanInterval(sum, squares, change.length);
}
