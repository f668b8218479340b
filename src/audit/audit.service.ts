import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { AuditEntry, type AuditOutcome } from './audit-entry.entity.ts';

/** Whose doing an entry is: a caller's, or that of a worker on behalf of whoever asked for the job. */
type Actor = Pick<Viewer, 'organizationId' | 'name' | 'keyId'>;

/**
 * Adds an entry to the audit trail. Call it with the transaction that makes the change: both are kept, or neither.
 *
 * @param action what was done, past tense: `asset.created`
 * @param target the id of what it was done to; null when it has none
 * @param details plain JSON that helps a reader; never a secret
 */
export const record = (
  tx: EntityManager,
  viewer: Actor,
  action: string,
  target: string | null,
  details?: object,
): Promise<void> => add(tx, viewer, 'SUCCEEDED', action, target, details);

/** Adds the entry of an attempt that was refused. */
export const recordDenied = (
  db: EntityManager,
  viewer: Actor,
  action: string,
  details?: object,
): Promise<void> => add(db, viewer, 'DENIED', action, null, details);

async function add(
  db: EntityManager,
  viewer: Actor,
  outcome: AuditOutcome,
  action: string,
  target: string | null,
  details: object | null = null,
): Promise<void> {
  const { organizationId, name: actor, keyId: actorKeyId } = viewer;
  await db.insert(AuditEntry, { organizationId, actor, actorKeyId, action, target, outcome, details });
}
