import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { record } from '../audit/audit.service.ts';
import { canonicalJson, sha256 } from './hash.ts';
import { MOST_ATTEMPTS, type Failure, type JobState } from './job.ts';
import type { Plan } from './plan.ts';
import type { RunResult } from './result.ts';

/** One worker's hold on a job. Each time a job is taken up its fence is raised, and what an older one writes is refused. */
export interface Lease {
  readonly jobId: string;
  readonly fence: number;
  readonly plan: Plan;
}

/** What came of reaching for a job. */
export type Reached =
  | { readonly state: 'TAKEN'; readonly lease: Lease }
  /** Another worker has it and was alive a moment ago. */
  | { readonly state: 'HELD' }
  /** There is nothing to do: it is over, or there is no such job. */
  | { readonly state: 'OVER' };

/** A worker that has not renewed its lease for so long is taken to be dead. */
export const LEASE_MS = 5_000;

/** Takes a job up, if no living worker has it; one that was begun too often fails instead. */
export async function takeUp(db: EntityManager, jobId: string): Promise<Reached> {
  const taken = await changed<{ fence: number; attempts: number; planText: string }>(
    db,
    `UPDATE "job"
     SET "state" = 'RUNNING', "fence" = "fence" + 1, "attempts" = "attempts" + 1,
       "startedAt" = coalesce("startedAt", clock_timestamp()), "leaseUntil" = clock_timestamp() + $2 * interval '1 ms'
     WHERE "id" = $1 AND "state" IN ('QUEUED', 'RUNNING') AND ("leaseUntil" IS NULL OR "leaseUntil" < clock_timestamp())
     RETURNING "fence", "attempts", "planText"`,
    [jobId, LEASE_MS],
  );
  if (!taken) {
    const [job] = await db.query<{ state: JobState }[]>(`SELECT "state" FROM "job" WHERE "id" = $1`, [jobId]);
    return { state: job?.state === 'QUEUED' || job?.state === 'RUNNING' ? 'HELD' : 'OVER' };
  }
  const lease = { jobId, fence: taken.fence, plan: JSON.parse(taken.planText) as Plan };
  if (taken.attempts <= MOST_ATTEMPTS) return { state: 'TAKEN', lease };
  await fail(db, lease, {
    code: 'WORKER_LOST',
    message: `it was begun ${MOST_ATTEMPTS} times, and each time its worker ended before it was done; fewer trials may help`,
  });
  return { state: 'OVER' };
}

/**
 * Says that the worker is alive and how far it is. What is shown never goes back, even when the work was begun anew.
 *
 * @param progress the share done, 0 to 1
 * @returns whether the job is still this worker's: not cancelled, not taken over
 */
export const renew = async (db: EntityManager, { jobId, fence }: Lease, progress: number): Promise<boolean> =>
  (await changed(
    db,
    `UPDATE "job" SET "leaseUntil" = clock_timestamp() + $3 * interval '1 ms', "progress" = greatest("progress", $4)
     WHERE "id" = $1 AND "fence" = $2 AND "state" = 'RUNNING' RETURNING "id"`,
    [jobId, fence, LEASE_MS, progress],
  )) !== undefined;

/**
 * Stores what a job found, once.
 *
 * @returns whether it was this worker's to store; what a worker brings that was thought dead is refused
 */
export const succeed = (
  db: EntityManager,
  { jobId, fence }: Lease,
  result: RunResult,
  warnings: readonly string[],
): Promise<boolean> =>
  db.transaction(async (tx) => {
    const resultText = canonicalJson(result);
    const resultHash = sha256(resultText);
    const job = await changed<Requested>(
      tx,
      `UPDATE "job" SET "state" = 'SUCCEEDED', "progress" = 1, "finishedAt" = clock_timestamp(), "leaseUntil" = NULL,
         "resultHash" = $3, "warnings" = $4
       WHERE "id" = $1 AND "fence" = $2 AND "state" = 'RUNNING' RETURNING ${REQUESTED}`,
      [jobId, fence, resultHash, JSON.stringify(warnings)],
    );
    if (!job) return stoodAlready(tx, jobId, fence, resultHash);
    await tx.query(`INSERT INTO "job_result" ("jobId", "organizationId", "resultText") VALUES ($1, $2, $3)`, [
      jobId,
      job.organizationId,
      resultText,
    ]);
    await recordEnd(tx, job, 'succeeded', { resultHash });
    return true;
  });

/** Ends a job that cannot be computed. */
export const fail = (db: EntityManager, { jobId, fence }: Lease, failure: Failure): Promise<boolean> =>
  db.transaction(async (tx) => {
    const job = await changed<Requested>(
      tx,
      `UPDATE "job" SET "state" = 'FAILED', "finishedAt" = clock_timestamp(), "leaseUntil" = NULL, "failure" = $3
       WHERE "id" = $1 AND "fence" = $2 AND "state" = 'RUNNING' RETURNING ${REQUESTED}`,
      [jobId, fence, JSON.stringify(failure)],
    );
    if (job) await recordEnd(tx, job, 'failed', { ...failure });
    return job !== undefined;
  });

/**
 * Puts a job back for another worker.
 *
 * @param spent whether it counts as an attempt: not when the worker was only told to stop
 */
export const giveBack = async (
  db: EntityManager,
  { jobId, fence }: Lease,
  { spent }: { readonly spent: boolean },
): Promise<void> => {
  await db.query(
    `UPDATE "job" SET "state" = 'QUEUED', "leaseUntil" = NULL, "attempts" = "attempts" - $3, "askedAt" = to_timestamp(0)
     WHERE "id" = $1 AND "fence" = $2 AND "state" = 'RUNNING'`,
    [jobId, fence, spent ? 0 : 1],
  );
};

/**
 * The jobs to ask the queue for again: those that wait and were not asked for lately, and those whose worker is dead. An asking
 * that was lost (a queue that was away, or emptied) is so made good.
 *
 * @param sinceMs how long ago "lately" ended
 */
export const toAskAgain = async (db: EntityManager, sinceMs: number, most: number): Promise<string[]> => {
  const rows = await returned<{ id: string }>(
    db,
    `UPDATE "job" SET "askedAt" = clock_timestamp() WHERE "id" IN (
       SELECT "id" FROM "job"
       WHERE "state" IN ('QUEUED', 'RUNNING') AND "askedAt" < clock_timestamp() - $1 * interval '1 ms'
         AND ("leaseUntil" IS NULL OR "leaseUntil" < clock_timestamp())
       ORDER BY "askedAt" LIMIT $2 FOR UPDATE SKIP LOCKED
     ) RETURNING "id"`,
    [sinceMs, most],
  );
  return rows.map(({ id }) => id);
};

/** Who asked for a job: its end is entered in the audit trail as theirs. */
type Requested = Pick<Viewer, 'keyId' | 'name' | 'organizationId'> & { readonly id: string };

const REQUESTED = `"id", "organizationId", "requestedBy" AS "name", "requestedByKeyId" AS "keyId"`;

const recordEnd = (tx: EntityManager, job: Requested, how: string, details: object): Promise<void> =>
  record(tx, job, `${job.id.slice(0, job.id.indexOf('_'))}.${how}`, job.id, details);

/** Whether our own write stands already: its answer was lost with the connection, and we came again. */
async function stoodAlready(
  tx: EntityManager,
  jobId: string,
  fence: number,
  resultHash: string,
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `SELECT FROM "job" WHERE "id" = $1 AND "fence" = $2 AND "state" = 'SUCCEEDED' AND "resultHash" = $3`,
    [jobId, fence, resultHash],
  );
  return rows.length > 0;
}

const changed = async <T>(db: EntityManager, sql: string, values: unknown[]): Promise<T | undefined> =>
  (await returned<T>(db, sql, values))[0];

/** TypeORM answers an UPDATE with what it returned and how many it touched. */
const returned = async <T>(db: EntityManager, sql: string, values: unknown[]): Promise<T[]> =>
  (await db.query<[T[], number]>(sql, values))[0];
