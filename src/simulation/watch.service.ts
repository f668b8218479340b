import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import type { Job } from './job.entity.ts';
import { findJob } from './job.service.ts';

/** Half of what a caller would notice, and no burden: one row by its key. */
const POLL_MS = 400;

/**
 * A job as it is now, then again whenever it has moved, until it is over. The row is asked, not the worker: it does not matter
 * which process or machine works on the job.
 *
 * @throws {NotFound} at once, for what is not the organisation's
 */
export async function watchJob(
  db: EntityManager,
  viewer: Viewer,
  id: string,
): Promise<AsyncIterableIterator<Job>> {
  const left = new AbortController();
  const moves = changes(db, viewer, await findJob(db, viewer, id), left.signal);
  const watch: AsyncIterableIterator<Job> = {
    next: () => moves.next(),
    // A generator hears of it only when the job moves next, which may be never.
    async return() {
      left.abort();
      return moves.return();
    },
    [Symbol.asyncIterator]: () => watch,
  };
  return watch;
}

async function* changes(
  db: EntityManager,
  viewer: Viewer,
  first: Job,
  left: AbortSignal,
): AsyncGenerator<Job, void> {
  yield first;
  for (let last = first; !last.finishedAt;) {
    await delay(POLL_MS, undefined, { signal: left }).catch(() => undefined);
    if (left.aborted) return;
    const job = await findJob(db, viewer, last.id);
    if (job.state === last.state && job.progress === last.progress) continue;
    last = job;
    yield job;
  }
}
