import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
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
}

/** Keeps the hash of a key. */
export async function storeKey(tx: EntityManager, { key, ...rest }: KeyToStore): Promise<ApiKey> {
  const hash = hashKey(await readKeySecret(tx), key);
  return tx.save(
    tx.create(ApiKey, { ...rest, prefix: prefixOf(key), hash, expiresAt: null, revokedAt: null }),
  );
}
