import type { Execute, RunOptions } from './run.ts';

/** Two ways to have pieces of work done. */
export interface Turns {
  readonly soon: Execute;
  /** Only where no piece that is wanted soon waits: what fills the time in which those cannot go on. */
  readonly besides: Execute;
}

/**
 * Has at most `parallel` pieces of work done at once, in the order in which they were asked for; so what need not wait for another may be asked
 * for at the same time, and no thread is idle while there is work. Once a piece has failed, or the run is aborted, no other is begun.
 */
export function inTurn(
  execute: Execute,
  { parallel, signal }: Pick<RunOptions, 'parallel' | 'signal'>,
): Turns {
  const soon: (() => void)[] = [];
  const besides: (() => void)[] = [];
  let free = parallel;
  let failure: { readonly error: unknown } | undefined;
  const executeIn =
    (waiting: (() => void)[]): Execute =>
    async (task) => {
      if (free === 0) await new Promise<void>((begin) => waiting.push(begin));
      else free--;
      try {
        signal?.throwIfAborted();
        if (failure) throw failure.error;
        return await execute(task);
      } catch (error) {
        failure ??= { error };
        throw error;
      } finally {
        const next = soon.shift() ?? besides.shift();
        if (next) next();
        else free++;
      }
    };
  return { soon: executeIn(soon), besides: executeIn(besides) };
}
