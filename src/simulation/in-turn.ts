import type { Execute, RunOptions } from './run.ts';

/** Two ways to have pieces of work done. */
export interface Turns {
  readonly main: Execute;
  /** By up to half of the threads, and by more only where nothing else waits. */
  readonly besides: Execute;
}

/**
 * Has at most `parallel` pieces of work done at once, in the order in which they were asked for; so what need not wait for another may be asked
 * for at the same time, and no thread is idle while there is work. Once a piece has failed, or the run is aborted, no other is begun.
 *
 * A thread whose piece is done is the one that is free for the next: so pieces of each way stay with threads that have warmed up to them.
 */
export function inTurn(
  execute: Execute,
  { parallel, signal }: Pick<RunOptions, 'parallel' | 'signal'>,
): Turns {
  const waiting = { main: [] as (() => void)[], besides: [] as (() => void)[] };
  let free = parallel;
  let besides = 0;
  let failure: { readonly error: unknown } | undefined;

  function beginNext(): void {
    const isTurnOfBesides = besides < Math.floor(parallel / 2);
    const begin = (isTurnOfBesides ? waiting.besides.shift() : undefined) ?? waiting.main.shift();
    if (begin) return begin();
    free++;
    // what waited for the piece that is done may ask for more in a moment
    if (waiting.besides.length > 0) setImmediate(fill);
  }

  function fill(): void {
    while (free > 0 && waiting.main.length === 0 && waiting.besides.length > 0) {
      free--;
      waiting.besides.shift()!();
    }
  }

  const executeAs =
    (way: 'main' | 'besides'): Execute =>
    async (task) => {
      if (free === 0) await new Promise<void>((begin) => waiting[way].push(begin));
      else free--;
      if (way === 'besides') besides++;
      try {
        signal?.throwIfAborted();
        if (failure) throw failure.error;
        return await execute(task);
      } catch (error) {
        failure ??= { error };
        throw error;
      } finally {
        if (way === 'besides') besides--;
        beginNext();
      }
    };
  return { main: executeAs('main'), besides: executeAs('besides') };
}
