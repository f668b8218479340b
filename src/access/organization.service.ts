import type { EntityManager } from 'typeorm';
import { record } from '../audit/audit.service.ts';
import { Conflict, InvalidInput } from '../errors.ts';
import { newKey, storeKey } from './api-key.service.ts';
import { Organization } from './organization.entity.ts';
import type { Viewer } from './viewer.ts';

export interface Founded {
  readonly viewer: Viewer;
  /** Its first ADMIN key: shown once, kept nowhere. */
  readonly key: string;
}

const FOUNDING_LOCK = 7_474_101;

/** Adds a tenant and its first ADMIN key. */
export const addOrganization = (db: EntityManager, name: string, key = newKey()): Promise<Founded> =>
  db.transaction(async (tx) => {
    const given = name.trim();
    if (given.length < 1 || given.length > 200)
      throw new InvalidInput(`the name needs 1 to 200 characters, got ${given.length}`);
    if (await tx.existsBy(Organization, { name: given })) throw new Conflict(`there is a ${given} already`);
    const organization = await tx.save(tx.create(Organization, { name: given }));
    const apiKey = await storeKey(tx, {
      organizationId: organization.id,
      name: 'first key',
      role: 'ADMIN',
      key,
    });
    const viewer: Viewer = {
      keyId: apiKey.id,
      name: apiKey.name,
      role: apiKey.role,
      organizationId: organization.id,
      organizationName: organization.name,
    };
    await record(tx, viewer, 'organization.created', organization.id);
    await record(tx, viewer, 'api-key.created', apiKey.id, { role: apiKey.role });
    return { viewer, key };
  });

/**
 * Gives an empty database its first organisation.
 *
 * @param fill what it begins with, in the same transaction
 * @returns undefined when there is one already
 */
export const addFirstOrganization = (
  db: EntityManager,
  name: string,
  key: string | undefined,
  fill: (tx: EntityManager, viewer: Viewer) => Promise<void>,
): Promise<Founded | undefined> =>
  db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [FOUNDING_LOCK]);
    if (await tx.exists(Organization)) return undefined;
    const founded = await addOrganization(tx, name, key);
    await fill(tx, founded.viewer);
    return founded;
  });
