import { UnrecoverableError, type Job } from 'bullmq';
import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { runChoice } from '../src/choice/run-choice.ts';
import { CallerError } from '../src/errors.ts';
import type { Log } from '../src/log.ts';
import type { Failure } from '../src/simulation/job.ts';
import type { Pool } from '../src/simulation/kernel.pool.ts';
import {
  fail,
  giveBack,
  LEASE_MS,
  renew,
  succeed,
  takeUp,
  type Lease,
} from '../src/simulation/lease.service.ts';
import { planWarnings } from '../src/simulation/plan-warnings.ts';
import { findRebase, keepRebase } from '../src/simulation/rebase.service.ts';
import { rebaseKey } from '../src/simulation/rebase-key.ts';
import { runPlan } from '../src/simulation/run.ts';
import { ENGINE_VERSION } from '../src/simulation/version.ts';
import type { Payload } from './connection.ts';

/** What a worker works with. */
export interface Workshop {
  readonly db: EntityManager;
  readonly pool: Pool;
  /** Futures in a piece of work; any number gives the same figures. */
  readonly chunkTrials?: number;
  readonly log: Log;
  /** Given when the process is to stop: what is under way goes back to the queue. */
  readonly closing: AbortSignal;
}

const PayloadShape = z.object({ jobId: z.string() });

/** How often a worker says that it is alive, and hears whether its job was cancelled. */
const BEAT_MS = 500;
/** How long a finished result is kept in hand while the database is away. */
const SAVE_PATIENCE_MS = 120_000;

/**
 * Runs a job: load, compute, save. Safe to repeat: a job is taken up by one worker at a time, and a result is stored once. The work is
 * done in threads, so that this one stays free to renew its hold on the job.
 *
 * An error that it throws as UnrecoverableError is the end of the queue's job; after any other the queue tries again.
 */
export const runJob =
  (workshop: Workshop) =>
  async (queued: Job<Payload, void>): Promise<void> => {
    const { jobId } = PayloadShape.parse(queued.data);
    const lease = await reach(workshop, jobId);
    if (lease) await hold(workshop, lease);
  };

/** Takes the job up; waits for a lease that may be a dead worker's to run out. Nothing is to be done where a living one has it. */
async function reach({ db, closing }: Workshop, jobId: string): Promise<Lease | undefined> {
  const patience = performance.now() + LEASE_MS + 2 * BEAT_MS;
  for (;;) {
    const reached = await takeUp(db, jobId);
    if (reached.state === 'TAKEN') return reached.lease;
    if (reached.state === 'OVER' || closing.aborted || performance.now() > patience) return undefined;
    await delay(BEAT_MS);
  }
}

async function hold(workshop: Workshop, lease: Lease): Promise<void> {
  const { db, closing, log } = workshop;
  const stop = new AbortController();
  const close = () => stop.abort(new Closing());
  closing.addEventListener('abort', close);
  if (closing.aborted) close();
  let share = 0;
  const heart = beat(workshop, lease, stop, () => share);
  try {
    checkEngine(lease);
    const { plan } = lease;
    const key = rebaseKey(plan);
    const result = await (plan.choice ? runChoice : runPlan)(plan, workshop.pool.executeUnder(stop.signal), {
      chunkTrials: workshop.chunkTrials,
      parallel: workshop.pool.threads,
      progress: (done) => (share = done),
      signal: stop.signal,
      rebase: await findRebase(db, lease.jobId, key),
      onRebase: (rebase) =>
        void keepRebase(db, lease.jobId, key, rebase).catch((error: unknown) =>
          log.warn(
            { err: error, jobId: lease.jobId },
            'a rebase could not be kept; the next run finds it anew',
          ),
        ),
    });
    const warnings = [...new Set([...planWarnings(plan), ...result.warnings])];
    // The heart beats on: the job stays ours while the database is away.
    if (!(await persist(workshop, stop.signal, () => succeed(db, lease, result, warnings)))) throw new Lost();
  } catch (error) {
    const cause = stop.signal.aborted ? (stop.signal.reason as unknown) : error;
    if (cause instanceof Closing) return await giveBack(db, lease, { spent: false });
    if (cause instanceof Lost) throw new UnrecoverableError(`${lease.jobId} was cancelled or taken over`);
    const failure = failureOf(cause);
    log[failure?.code === 'INTERNAL' || !failure ? 'error' : 'info'](
      { err: cause, jobId: lease.jobId },
      failure ? 'a job cannot be computed' : 'a job did not end; it is tried again',
    );
    if (failure) {
      await persist(workshop, stop.signal, () => fail(db, lease, failure));
      throw new UnrecoverableError(failure.message);
    }
    await giveBack(db, lease, { spent: true });
    throw cause;
  } finally {
    closing.removeEventListener('abort', close);
    heart.stop();
  }
}

/** The job is no longer this worker's: cancelled, or taken over by another. */
class Lost extends Error {}
/** The process is to stop. */
class Closing extends Error {}

/** Renews the lease in the background, and stops the work once the job is lost. */
function beat(
  { db, log }: Workshop,
  lease: Lease,
  stop: AbortController,
  share: () => number,
): { stop(): void } {
  const stopped = new AbortController();
  const run = async () => {
    for (;;) {
      await delay(BEAT_MS, undefined, { ref: false });
      if (stopped.signal.aborted) return;
      try {
        if (!(await renew(db, lease, share()))) return stop.abort(new Lost());
      } catch (error) {
        // The database is away. The work goes on: what is stored at the end is stored only if the job is still ours.
        log.warn({ err: error, jobId: lease.jobId }, 'a lease could not be renewed');
      }
    }
  };
  void run();
  return { stop: () => stopped.abort() };
}

/** Tries until the database takes it. */
async function persist(
  { log }: Workshop,
  signal: AbortSignal,
  save: () => Promise<boolean>,
): Promise<boolean> {
  const patience = performance.now() + SAVE_PATIENCE_MS;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await save();
    } catch (error) {
      if (performance.now() > patience) throw error;
      log.warn({ err: error }, 'what a job came to could not be stored; trying again');
      await delay(BEAT_MS);
    }
  }
}

/** A plan's figures are those of the engine that it names. */
function checkEngine({ plan }: Lease): void {
  if (plan.engineVersion !== ENGINE_VERSION)
    throw new CallerError(
      'CONFLICT',
      `it was asked for when the engine was version ${plan.engineVersion}; this is version ${ENGINE_VERSION}: repeat it`,
    );
}

/** Why a job can never be computed, in words; undefined where another try may do. */
function failureOf(error: unknown): Failure | undefined {
  if (error instanceof CallerError) return { code: error.code, message: error.message };
  // A mistake of ours gives the same error again for the same plan; a thread or a connection that was lost does not.
  return ['RangeError', 'TypeError', 'ReferenceError'].includes((error as Error | undefined)?.name ?? '')
    ? {
        code: 'INTERNAL',
        message: 'the engine could not compute this plan; the mistake is ours, and is in our log',
      }
    : undefined;
}
