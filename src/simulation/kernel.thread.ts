import { setPriority } from 'node:os';
import { CallerError } from '../errors.ts';
import { performTask, type EngineAnswers, type EngineTask } from './tasks.ts';

// On Linux a priority belongs to a thread: this one gives way to those that answer callers and renew locks.
if (process.platform === 'linux') setPriority(0, 19);

/** What a thread gives back. An error loses its class on the way between threads, so what a caller may hear goes as plain data. */
export type ThreadAnswer =
  | { readonly answer: EngineAnswers[EngineTask['kind']] }
  | { readonly refusal: Pick<CallerError, 'code' | 'message' | 'field'> };

/** What a thread of the pool runs. */
export default (task: EngineTask): ThreadAnswer => {
  try {
    return { answer: performTask(task) };
  } catch (error) {
    if (!(error instanceof CallerError)) throw error;
    const { code, message, field } = error;
    return { refusal: { code, message, field } };
  }
};
