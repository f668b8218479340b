import type { Halves } from '../../src/simulation/knowledge.ts';
import type { Execute } from '../../src/simulation/run.ts';
import { performTask, type EngineAnswers, type EngineTask } from '../../src/simulation/tasks.ts';

/** Draws of the knowledge that are computed, and points of luck for each. */
const DRAWS = 8;
const POINTS = 8;

type Kind = EngineTask['kind'];
type Draws = Extract<EngineTask, { readonly points: number }>;

/**
 * Does a run's work in this thread, in brief, for tests of thousands of plans: all trials, but of the lattices of the rebase the first, and
 * of the draws of what we do not know the first few; both are answered again in place of the others. Figures that rest on them are rough;
 * that they are numbers, and what trials tell, is as in a whole run.
 */
export function inBrief(): Execute {
  const known = new Map<unknown, EngineAnswers[Kind]>();
  const once = (key: unknown, task: EngineTask): EngineAnswers[Kind] => {
    const answer = known.get(key) ?? performTask(task);
    known.set(key, answer);
    return answer;
  };
  const answerOf = (task: EngineTask): EngineAnswers[Kind] => {
    switch (task.kind) {
      case 'rebase':
        return once(task.constants, { ...task, shift: 0 });
      case 'trials':
      case 'choice':
      case 'sensitivity':
        return performTask(task);
      default:
        return once(task.kind, { ...task, from: 0, to: DRAWS, points: Math.min(task.points, POINTS) });
    }
  };
  return async (task) => {
    const answer = answerOf(task);
    if (task.kind === 'paid') return repeated(answer as EngineAnswers['paid'], task) as never;
    if (task.kind !== 'knowledge') return answer as never;
    const { found, costUsd } = answer as EngineAnswers['knowledge'];
    const again = (column: Float64Array) => repeated(column, task);
    const figure = (list: readonly Halves[]) =>
      list.map(({ first, second }) => ({ first: again(first), ...(second && { second: again(second) }) }));
    return {
      found: {
        yearlyLossUsd: figure(found.yearlyLossUsd),
        presentLossUsd: figure(found.presentLossUsd),
        annualBreach: figure(found.annualBreach),
      },
      costUsd: costUsd.map(again),
    } as never;
  };
}

/** The answer for the first draws, again and again for as many as are asked for. */
const repeated = (answer: Float64Array, { from, to }: Pick<Draws, 'from' | 'to'>): Float64Array =>
  Float64Array.from({ length: (answer.length / DRAWS) * (to - from) }, (_, at) => answer[at % answer.length]);
