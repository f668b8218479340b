import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { freezeSimulation } from './freeze.ts';
import { findJobOf, newSeed, requestJob, type JobType } from './job.service.ts';
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

/**
 * A simulation that has its result.
 *
 * @param field where its id stands in what the caller sent
 * @throws {NotFound} for what is no simulation of the viewer's organisation
 * @throws {InvalidInput} for one that has not SUCCEEDED
 */
export async function findSucceeded(
  db: EntityManager,
  viewer: Viewer,
  id: string,
  field: string,
): Promise<Simulation> {
  const job = await findJobOf(db, viewer, simulationType, id).catch((error: unknown) => {
    throw error instanceof NotFound ? new NotFound(undefined, field) : error;
  });
  if (job.state !== 'SUCCEEDED')
    throw new InvalidInput(`needs a simulation that has SUCCEEDED, got one that is ${job.state}`, field);
  return job;
}
