import { setPriority } from 'node:os';
import { CallerError } from '../errors.ts';
import type { Plan } from './plan.ts';
import { performTask, type EngineAnswers, type EngineTask } from './tasks.ts';

// On Linux a priority belongs to a thread: this one gives way to those that answer callers and renew locks.
if (process.platform === 'linux') setPriority(0, 19);

/** A piece of work without its plan. */
type WithoutPlan<T> = T extends EngineTask ? Omit<T, 'plan'> : never;

/** What a thread is given; the plan as JSON. */
export interface ThreadTask {
  readonly planText: string;
  readonly rest: WithoutPlan<EngineTask>;
}

/** What a thread gives back. An error loses its class on the way between threads, so what a caller may hear goes as plain data. */
export type ThreadAnswer =
  | { readonly answer: EngineAnswers[EngineTask['kind']] }
  | { readonly refusal: Pick<CallerError, 'code' | 'message' | 'field'> };

let latest: { readonly planText: string; readonly plan: Plan } | undefined;

/** What a thread of the pool runs; without a task it only is there. */
export default (task: ThreadTask | null): ThreadAnswer | undefined => {
  if (!task) return undefined;
  const { planText, rest } = task;
  try {
    if (latest?.planText !== planText) latest = { planText, plan: JSON.parse(planText) as Plan };
    return { answer: performTask({ plan: latest.plan, ...rest } as EngineTask) };
  } catch (error) {
    if (!(error instanceof CallerError)) throw error;
    const { code, message, field } = error;
    return { refusal: { code, message, field } };
  }
};
