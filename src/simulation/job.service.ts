import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { askFor } from '../../jobs/queues.ts';
import type { Viewer } from '../access/viewer.ts';
import { record } from '../audit/audit.service.ts';
import { Conflict, NotFound } from '../errors.ts';
import { pageInfo, type Connection } from '../model/connection.type.ts';
import { newId } from '../model/id.service.ts';
import { cursorOf, readPage, type PageRequest } from '../model/page.ts';
import { shown } from '../model/shown.ts';
import { canonicalJson, sha256 } from './hash.ts';
import { Job } from './job.entity.ts';
import { isJobId, type JobKind } from './job.ts';
import type { Plan } from './plan.ts';
import { planWarnings } from './plan-warnings.ts';

/** One kind of job and the class of its rows. */
export interface JobType<J extends Job> {
  readonly kind: JobKind;
  readonly entity: new () => J;
}

/** What a caller asks for, apart from the plan that it comes to. */
export interface Asked {
  readonly name?: string | null;
  readonly idempotencyKey?: string;
  /** Where the key stands in what the caller sent. */
  readonly keyPath: string;
  /** What came with the key, in full: the same key with anything else is a conflict. */
  readonly body: unknown;
}

/**
 * Stores a job for a worker to take up, with its entry in the audit trail, and asks the queue for it. A queue that does not answer
 * is no reason to refuse: the job waits, and is asked for again.
 *
 * @param plan what is to be run; not called when the job of this idempotency key is there already
 * @throws {Conflict} when the idempotency key came with another request in the last 24 hours
 */
export async function requestJob<J extends Job>(
  db: EntityManager,
  viewer: Viewer,
  type: JobType<J>,
  asked: Asked,
  plan: () => Promise<Plan>,
): Promise<J> {
  const bodyHash = asked.idempotencyKey === undefined ? null : sha256(canonicalJson(asked.body));
  const before = await sameRequest(db, viewer, type, asked, bodyHash);
  if (before) return before;
  const row = newJob(viewer, type, asked, bodyHash, await plan());
  const isNew = await db.transaction(async (tx) => {
    await forgetOldKey(tx, viewer, type, asked);
    if (!(await insert(tx, type, row))) return false;
    await record(tx, viewer, `${type.kind}.requested`, row.id, { planHash: row.planHash });
    return true;
  });
  if (!isNew) {
    // Another request with this key was faster by a hair.
    const first = await sameRequest(db, viewer, type, asked, bodyHash);
    if (!first)
      throw new Conflict('another request with this idempotencyKey is under way; try again', asked.keyPath);
    return first;
  }
  void askFor([row.id]);
  return db.findOneByOrFail<Job>(type.entity, { id: row.id }) as Promise<J>;
}

/**
 * Ends a job that waits or runs. Its worker notices within half a second, and what it still writes is refused.
 *
 * @throws {NotFound}
 * @throws {Conflict} when it is over
 */
export async function cancelJob(db: EntityManager, viewer: Viewer, id: string): Promise<Job> {
  await db.transaction(async (tx) => {
    const job = await findJob(tx, viewer, id, { locked: true });
    if (job.finishedAt) throw new Conflict(`the job is over: it has ${job.state}`, 'id');
    await tx.query(
      `UPDATE "job" SET "state" = 'CANCELLED', "finishedAt" = clock_timestamp(), "leaseUntil" = NULL, "fence" = "fence" + 1
       WHERE "id" = $1`,
      [id],
    );
    await record(tx, viewer, `${id.slice(0, id.indexOf('_'))}.cancelled`, id);
  });
  return findJob(db, viewer, id);
}

/**
 * A job of the viewer's organisation.
 *
 * @param locked whether it stays as it is until the transaction ends
 * @throws {NotFound}
 */
export async function findJob(
  db: EntityManager,
  { organizationId }: Viewer,
  id: string,
  { locked = false }: { readonly locked?: boolean } = {},
): Promise<Job> {
  const job = isJobId(id)
    ? await db.findOne(Job, {
        where: { id, organizationId },
        ...(locked && { lock: { mode: 'pessimistic_write' as const } }),
      })
    : null;
  if (!job) throw new NotFound(undefined, 'id');
  return job;
}

/** A job of one kind. @throws {NotFound} also for a job of another kind */
export async function findJobOf<J extends Job>(
  db: EntityManager,
  viewer: Viewer,
  { kind }: JobType<J>,
  id: string,
): Promise<J> {
  if (!isJobId(id, [kind])) throw new NotFound(undefined, 'id');
  return (await findJob(db, viewer, id)) as J;
}

/** A page of an organisation's jobs of one kind, the newest first. @throws {InvalidInput} for a page that is none */
export async function listJobs<J extends Job>(
  db: EntityManager,
  { organizationId }: Viewer,
  { entity }: JobType<J>,
  request: PageRequest,
): Promise<Connection<J>> {
  const page = readPage(request);
  const query = db
    .createQueryBuilder<Job>(entity, 'it')
    .where('it.organizationId = :organizationId', { organizationId });
  const all = query.clone();
  // Ids sort by the time of their making.
  if (page.from) query.andWhere(`it.id ${page.backward ? '>' : '<'} :id`, { id: page.from.id });
  const found = (await query
    .orderBy('it.id', page.backward ? 'ASC' : 'DESC')
    .limit(page.size + 1) // one more tells whether there is a next page
    .getMany()) as J[];
  const more = found.length > page.size;
  const rows = found.slice(0, page.size);
  if (page.backward) rows.reverse();
  const positions = rows.map(({ id }) => ({ name: '', id }));
  const beyond = page.from !== undefined; // the row of the cursor lies on the other side
  return {
    edges: rows.map((node, place) => ({ cursor: cursorOf(positions[place]), node })),
    pageInfo: pageInfo(positions, page.backward ? more : beyond, page.backward ? beyond : more),
    totalCount: () => all.getCount(),
  };
}

/** The plan that a job was asked for with. */
export async function readPlan(db: EntityManager, id: string): Promise<Plan> {
  const [{ planText }] = await db.query<{ planText: string }[]>(
    `SELECT "planText" FROM "job" WHERE "id" = $1`,
    [id],
  );
  return JSON.parse(planText) as Plan;
}

/** A seed nobody has chosen: 64 random bits. */
export const newSeed = (): string => randomBytes(8).readBigUInt64BE().toString();

function newJob<J extends Job>(
  viewer: Viewer,
  { kind }: JobType<J>,
  { name, idempotencyKey }: Asked,
  bodyHash: string | null,
  plan: Plan,
) {
  const planText = canonicalJson(plan);
  return {
    id: newId(kind),
    organizationId: viewer.organizationId,
    name: name ?? null,
    requestedBy: viewer.name,
    requestedByKeyId: viewer.keyId,
    warnings: planWarnings(plan),
    seed: plan.seed,
    trials: plan.trials,
    horizonYears: plan.horizonYears,
    planText,
    planHash: sha256(planText),
    engineVersion: plan.engineVersion,
    idempotencyKey: idempotencyKey ?? null,
    bodyHash,
  };
}

/** @returns false when a job with its idempotency key is there already */
async function insert<J extends Job>(
  tx: EntityManager,
  { entity }: JobType<J>,
  row: ReturnType<typeof newJob>,
): Promise<boolean> {
  const { raw } = await tx
    .createQueryBuilder()
    .insert()
    .into<Job>(entity)
    .values(row as QueryDeepPartialEntity<Job>)
    .orIgnore()
    .returning('"id"')
    .execute();
  return (raw as unknown[]).length > 0;
}

/** The job that this key got before. @throws {Conflict} when it came with another body then */
async function sameRequest<J extends Job>(
  db: EntityManager,
  { organizationId }: Viewer,
  { entity }: JobType<J>,
  { idempotencyKey, keyPath }: Asked,
  bodyHash: string | null,
): Promise<J | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const job = await db
    .createQueryBuilder<Job>(entity, 'it')
    .where({ organizationId, idempotencyKey })
    .andWhere(`it.requestedAt > clock_timestamp() - interval '24 hours'`)
    .getOne();
  if (!job) return undefined;
  if (job.bodyHash !== bodyHash)
    throw new Conflict(
      `the idempotencyKey ${shown(idempotencyKey)} came with another request in the last 24 hours`,
      keyPath,
    );
  return job as J;
}

/** After a day a key may name another request. */
const forgetOldKey = async <J extends Job>(
  tx: EntityManager,
  { organizationId }: Viewer,
  { kind }: JobType<J>,
  { idempotencyKey }: Asked,
): Promise<void> => {
  if (idempotencyKey === undefined) return;
  await tx.query(
    `UPDATE "job" SET "idempotencyKey" = NULL, "bodyHash" = NULL
     WHERE "organizationId" = $1 AND "kind" = $2 AND "idempotencyKey" = $3
       AND "requestedAt" <= clock_timestamp() - interval '24 hours'`,
    [organizationId, kind.toUpperCase(), idempotencyKey],
  );
};
