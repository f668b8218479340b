import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { optimizationType } from '../choice/optimization.service.ts';
import { comparisonType } from '../investment/comparison.service.ts';
import { phrase } from '../model/values.ts';
import type { Job } from './job.entity.ts';
import { findJob, readPlan, requestJob, type JobType } from './job.service.ts';
import { simulationType } from './simulation.service.ts';
import { ENGINE_VERSION } from './version.ts';

const types: readonly JobType<Job>[] = [simulationType, comparisonType, optimizationType];

/**
 * Asks for a job again: its plan and seed as they were frozen, whatever has become of the model since. Only the version of the
 * engine is today's.
 *
 * @throws {NotFound}
 * @throws {Conflict} see `requestJob`
 */
export async function repeatJob(
  db: EntityManager,
  viewer: Viewer,
  id: string,
  idempotencyKey: string | null | undefined,
): Promise<Job> {
  const before = await findJob(db, viewer, id);
  const type = types.find(({ kind }) => id.startsWith(`${kind}_`));
  if (!type) throw new RangeError(`no kind of job has the id ${id}`);
  const asked = {
    name: before.name,
    ...(idempotencyKey != null && { idempotencyKey: phrase(idempotencyKey, 'idempotencyKey') }),
    keyPath: 'idempotencyKey',
    body: { repeat: id },
  };
  return requestJob(db, viewer, type, asked, async () => ({
    ...(await readPlan(db, id)),
    engineVersion: ENGINE_VERSION,
  }));
}
