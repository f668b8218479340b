import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { freezeComparison } from '../simulation/freeze.ts';
import { newSeed, requestJob, type JobType } from '../simulation/job.service.ts';
import { readModel } from '../simulation/model.service.ts';
import { parseComparison } from '../simulation/request.ts';
import { Comparison } from './comparison.entity.ts';

export const comparisonType: JobType<Comparison> = { kind: 'comparison', entity: Comparison };

/**
 * Has options compared with what is in place.
 *
 * @throws {InvalidInput | NotFound} whatever keeps it from being run
 * @throws {Conflict} see `requestJob`
 */
export function compareInvestments(db: EntityManager, viewer: Viewer, input: unknown): Promise<Comparison> {
  const { idempotencyKey, ...body } = parseComparison(input, 'input');
  const asked = { name: body.name, idempotencyKey, keyPath: 'input.idempotencyKey', body };
  return requestJob(db, viewer, comparisonType, asked, async () =>
    freezeComparison(await readModel(db, viewer), body, body.seed ?? newSeed(), 'input'),
  );
}
