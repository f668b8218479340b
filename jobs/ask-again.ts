import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Log } from '../src/log.ts';
import { toAskAgain } from '../src/simulation/lease.service.ts';
import { askFor } from './queues.ts';

const EVERY_MS = 3_000;
/** A job that was asked for so long ago and still waits may have been forgotten by the queue, or others are before it. */
const LATELY_MS = 10_000;
const AT_ONCE = 500;

/** Looks every few seconds for jobs that the queue has lost, and asks for them again, until the signal is given. */
export async function keepAsking(db: EntityManager, log: Log, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    await delay(EVERY_MS, undefined, { signal: closing, ref: false }).catch(() => undefined);
    if (closing.aborted) return;
    await toAskAgain(db, LATELY_MS, AT_ONCE)
      .then(askFor)
      .catch((error: unknown) => log.warn({ err: error }, 'could not look for jobs that were left waiting'));
  }
}
