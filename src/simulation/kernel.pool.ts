import { Piscina } from 'piscina';
import { CallerError } from '../errors.ts';
import type { ThreadAnswer, ThreadTask } from './kernel.thread.ts';
import type { Plan } from './plan.ts';
import type { Execute } from './run.ts';
import type { EngineTask } from './tasks.ts';

/** Threads that do a run's work, so that the thread of the process stays free to answer. */
export interface Pool {
  readonly threads: number;
  /** How one run has its work done: it is broken off, in the middle of a piece if need be, once the signal is given. */
  readonly executeUnder: (signal: AbortSignal) => Execute;
  close(): Promise<void>;
}

/** Threads that have had nothing to do for so long give their memory back. */
const IDLE_MS = 30_000;

/** Threads run JavaScript: from the TypeScript of a test, the file that the build made of theirs. */
const thread = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/src/simulation/kernel.thread.js' : './kernel.thread.js',
  import.meta.url,
);

const texts = new WeakMap<Plan, string>();

/** Of plans that all tasks of a run share. */
function textOf(plan: Plan): string {
  const text = texts.get(plan) ?? JSON.stringify(plan);
  texts.set(plan, text);
  return text;
}

/** @param threads at least 1 */
export function createPool(threads: number): Pool {
  const piscina = new Piscina({
    filename: thread.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
  });
  return {
    threads,
    executeUnder:
      (signal) =>
      async ({ plan, ...task }: EngineTask) => {
        const given = (await piscina.run({ plan: textOf(plan), task } satisfies ThreadTask, {
          signal,
        })) as ThreadAnswer;
        if ('answer' in given) return given.answer as never;
        const { code, message, field } = given.refusal;
        throw new CallerError(code, message, field);
      },
    close: () => piscina.destroy(),
  };
}
