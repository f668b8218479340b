import type { EntityManager } from 'typeorm';
import { record } from '../audit/audit.service.ts';
import { Conflict, InvalidInput } from '../errors.ts';
import { shown } from '../model/shown.ts';
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

/** How large an organisation is. Null means that it is not known. */
export interface OrganizationSize {
  readonly annualRevenue?: number | null;
  readonly workforce?: number | null;
}

const LARGEST = { annualRevenue: 1e12, workforce: 10_000_000 } as const;

/**
 * States how large the organisation is: an absent number stays, null clears.
 *
 * @throws {InvalidInput} for what no organisation has
 */
export const setOrganizationSize = (
  db: EntityManager,
  viewer: Viewer,
  size: OrganizationSize,
): Promise<Organization> =>
  db.transaction(async (tx) => {
    for (const key of ['annualRevenue', 'workforce'] as const) {
      const value = size[key];
      if (typeof value === 'number' && !(value >= 1 && value <= LARGEST[key]))
        throw new InvalidInput(
          `needs 1 to ${LARGEST[key].toLocaleString('en')}, got ${shown(value)}`,
          `input.${key}`,
        );
    }
    const stated = Object.fromEntries(Object.entries(size).filter(([, value]) => value !== undefined));
    if (Object.keys(stated).length > 0) {
      await tx.update(Organization, viewer.organizationId, stated);
      await record(tx, viewer, 'organization.sized', viewer.organizationId, stated);
    }
    return tx.findOneByOrFail(Organization, { id: viewer.organizationId });
  });
