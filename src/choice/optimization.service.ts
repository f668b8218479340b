import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { newSeed, requestJob, type JobType } from '../simulation/job.service.ts';
import { readModel } from '../simulation/model.service.ts';
import { parseOptimization } from '../simulation/request.ts';
import { freezeOptimization } from './freeze-optimization.ts';
import { Optimization } from './optimization.entity.ts';

export const optimizationType: JobType<Optimization> = { kind: 'optimization', entity: Optimization };

/**
 * Has the best set of controls looked for.
 *
 * @throws {InvalidInput | NotFound} whatever keeps it from being searched
 * @throws {Conflict} see `requestJob`
 */
export function optimizeInvestment(db: EntityManager, viewer: Viewer, input: unknown): Promise<Optimization> {
  const { idempotencyKey, ...body } = parseOptimization(input, 'input');
  const asked = { name: body.name, idempotencyKey, keyPath: 'input.idempotencyKey', body };
  return requestJob(db, viewer, optimizationType, asked, async () =>
    freezeOptimization(await readModel(db, viewer), body, body.seed ?? newSeed(), 'input'),
  );
}
