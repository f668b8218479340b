import { setPriority } from 'node:os';
import { CallerError } from '../errors.ts';
import type { Plan } from './plan.ts';
import { performTask, type EngineAnswers, type EngineTask } from './tasks.ts';

// On Linux a priority belongs to a thread: this one gives way to those that answer callers and renew locks.
if (process.platform === 'linux') setPriority(0, 19);

/** What a thread gives back. An error loses its class on the way between threads, so what a caller may hear goes as plain data. */
export type ThreadAnswer =
  | { readonly answer: EngineAnswers[EngineTask['kind']] }
  | { readonly refusal: Pick<CallerError, 'code' | 'message' | 'field'> };

/** What a thread gets: its plan as text, since it has read that of the piece of work before, which nearly always is the same. */
export type ThreadTask = { readonly plan: string; readonly task: Omit<EngineTask, 'plan'> };

let latest: { readonly text: string; readonly plan: Plan } | undefined;

function planOf(text: string): Plan {
  if (latest?.text !== text) latest = { text, plan: JSON.parse(text) as Plan };
  return latest.plan;
}

/** What a thread of the pool runs. */
export default ({ plan, task }: ThreadTask): ThreadAnswer => {
  try {
    return { answer: performTask({ ...task, plan: planOf(plan) } as EngineTask) };
  } catch (error) {
    if (!(error instanceof CallerError)) throw error;
    const { code, message, field } = error;
    return { refusal: { code, message, field } };
  }
};
