import { QueryFailedError, type EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { Conflict } from '../errors.ts';

/**
 * Changes a tenant's model, in a transaction and one change at a time, so that a name found free stays free, what is referred to
 * stays there, and a version read is the version written.
 *
 * @throws {Conflict} where a rule of the tables was about to be broken all the same
 */
export const changeModel = <T>(
  db: EntityManager,
  { organizationId }: Viewer,
  change: (tx: EntityManager) => Promise<T>,
): Promise<T> =>
  inTurn(organizationId, () =>
    db
      .transaction(async (tx) => {
        await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `model of ${organizationId}`,
        ]);
        return change(tx);
      })
      .catch(tellConflict),
  );

/** The last change that each organisation waits for in this process. */
const turns = new Map<string, Promise<unknown>>();

/** Waits in memory rather than in a connection: a tenant with many changes at once leaves the pool to the others. */
async function inTurn<T>(organizationId: string, change: () => Promise<T>): Promise<T> {
  const before = turns.get(organizationId);
  const mine = before ? before.then(change, change) : change();
  turns.set(organizationId, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(organizationId) === mine) turns.delete(organizationId);
  }
}

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

function tellConflict(error: unknown): never {
  const code = error instanceof QueryFailedError ? (error.driverError as { code?: unknown }).code : undefined;
  if (code === UNIQUE_VIOLATION) throw new Conflict('the name, externalId or catalogId is taken');
  if (code === FOREIGN_KEY_VIOLATION) throw new Conflict('others refer to this');
  throw error;
}
