import type { EntityManager } from 'typeorm';
import type { Context } from '../server/context.ts';
import type { Job } from './job.entity.ts';
import type { Plan } from './plan.ts';
import type { RunResult } from './result.ts';

/** What a job found, with the plan that names its parts. */
export interface Found {
  readonly plan: Plan;
  readonly result: RunResult;
}

type Request = Pick<Context, 'db' | 'loaders'>;

/** What a job found; undefined until it has SUCCEEDED. One query for all jobs that a request asks about. */
export const loadFound = async ({ db, loaders }: Request, { id, state }: Job): Promise<Found | undefined> =>
  state === 'SUCCEEDED'
    ? loaders<string, Found | undefined>('found', (ids) => readFound(db, ids)).load(id)
    : undefined;

/** The plan that a job was asked for with, as canonical JSON. */
export const loadPlanText = ({ db, loaders }: Request, { id }: Job): Promise<string> =>
  loaders<string, string>('plans', async (ids) => {
    const rows = await db.query<{ id: string; planText: string }[]>(
      `SELECT "id", "planText" FROM "job" WHERE "id" = ANY ($1)`,
      [ids],
    );
    const byId = new Map(rows.map((row) => [row.id, row.planText]));
    return ids.map((it) => byId.get(it) ?? new RangeError(`the job ${it} has gone`));
  }).load(id);

async function readFound(db: EntityManager, ids: readonly string[]): Promise<readonly (Found | undefined)[]> {
  const rows = await db.query<{ id: string; planText: string; resultText: string }[]>(
    `SELECT j."id", j."planText", r."resultText" FROM "job" j JOIN "job_result" r ON r."jobId" = j."id"
     WHERE j."id" = ANY ($1)`,
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    return row && { plan: JSON.parse(row.planText) as Plan, result: JSON.parse(row.resultText) as RunResult };
  });
}
