import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { record } from '../audit/audit.service.ts';
import { ApiKey } from './api-key.entity.ts';
import { hashKey, prefixOf } from './key-hash.ts';
import type { Role } from './viewer.ts';

/** The server's secret under which keys are hashed; made by the first migration, the same for every machine. */
export async function readKeySecret(db: EntityManager): Promise<Buffer> {
  const [row] = await db.query<{ value: Buffer }[]>(`SELECT "value" FROM "server_secret" WHERE "name" = $1`, [
    'api-key-hash',
  ]);
  if (!row) throw new Error('the database holds no secret for keys');
  return row.value;
}

/** 256 random bits, in words that a search for leaked keys can find. */
export const newKey = (): string => `rip_${randomBytes(32).toString('base64url')}`;

export interface KeyToStore {
  readonly organizationId: string;
  readonly name: string;
  readonly role: Role;
  readonly key: string;
  /** Absent: it does not. */
  readonly expiresAt?: Date;
}

/** Keeps the hash of a key. */
export async function storeKey(tx: EntityManager, { key, expiresAt, ...rest }: KeyToStore): Promise<ApiKey> {
  const hash = hashKey(await readKeySecret(tx), key);
  return tx.save(
    tx.create(ApiKey, {
      ...rest,
      prefix: prefixOf(key),
      hash,
      expiresAt: expiresAt ?? null,
      revokedAt: null,
    }),
  );
}

/**
 * Gives an organisation one more key, on behalf of whoever runs the program.
 *
 * @returns the key: kept nowhere
 */
export async function addKey(
  tx: EntityManager,
  organization: { readonly id: string },
  { name, role, expiresAt }: Pick<KeyToStore, 'name' | 'role' | 'expiresAt'>,
): Promise<string> {
  const key = newKey();
  const stored = await storeKey(tx, { organizationId: organization.id, name, role, key, expiresAt });
  const actor = { organizationId: organization.id, name, keyId: stored.id };
  await record(tx, actor, 'api-key.created', stored.id, { role });
  return key;
}
