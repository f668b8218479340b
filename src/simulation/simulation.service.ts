import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { freezeSimulation } from './freeze.ts';
import { newSeed, requestJob, type JobType } from './job.service.ts';
import { readModel } from './model.service.ts';
import { parseSimulation } from './request.ts';
import { Simulation } from './simulation.entity.ts';

export const simulationType: JobType<Simulation> = { kind: 'simulation', entity: Simulation };

/**
 * Has what is in place, with the changes asked for, simulated.
 *
 * @throws {InvalidInput | NotFound} whatever keeps it from being run
 * @throws {Conflict} see `requestJob`
 */
export function runSimulation(db: EntityManager, viewer: Viewer, input: unknown): Promise<Simulation> {
  const { idempotencyKey, ...body } = parseSimulation(input, 'input');
  const asked = { name: body.name, idempotencyKey, keyPath: 'input.idempotencyKey', body };
  return requestJob(db, viewer, simulationType, asked, async () =>
    freezeSimulation(await readModel(db, viewer), body, body.seed ?? newSeed(), 'input'),
  );
}
