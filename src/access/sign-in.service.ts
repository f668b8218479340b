import { timingSafeEqual } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { readKeySecret } from './api-key.service.ts';
import { bearerOf, hashKey } from './key-hash.ts';
import type { Role, Viewer } from './viewer.ts';

/** Who holds the key of an Authorization header; undefined when no one does. */
export type SignIn = (authorization: string | undefined) => Promise<Viewer | undefined>;

interface Known {
  readonly viewer: Viewer;
  readonly untilMs: number;
}

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly hash: Buffer;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly leftMs: number | null;
}

/**
 * What the server asks for every request. A key that was found is remembered for `keepMs`, so one that is revoked stops
 * working within that time, on every machine.
 */
export async function newSignIn(db: EntityManager, keepMs = 4_000): Promise<SignIn> {
  const secret = await readKeySecret(db);
  const known = new Map<string, Known>();

  return async (authorization) => {
    const key = bearerOf(authorization);
    if (key === undefined) return undefined;
    const hash = hashKey(secret, key);
    const name = hash.toString('base64');
    const now = performance.now();
    const remembered = known.get(name);
    if (remembered && now < remembered.untilMs) return remembered.viewer;
    known.delete(name);
    const row = await findKey(db, hash);
    if (!row || !timingSafeEqual(row.hash, hash)) return undefined;
    const { id: keyId, name: keyName, role, organizationId, organizationName } = row;
    const viewer: Viewer = { keyId, name: keyName, role, organizationId, organizationName };
    known.set(name, { viewer, untilMs: now + Math.min(keepMs, row.leftMs ?? keepMs) });
    return viewer;
  };
}

/** A key that is neither revoked nor expired, by the database's clock. */
async function findKey(db: EntityManager, hash: Buffer): Promise<KeyRow | undefined> {
  const rows = await db.query<KeyRow[]>(
    `SELECT k."id", k."name", k."role", k."hash", o."id" AS "organizationId", o."name" AS "organizationName",
       extract(epoch FROM k."expiresAt" - clock_timestamp())::float8 * 1000 AS "leftMs"
     FROM "api_key" k JOIN "organization" o ON o."id" = k."organizationId"
     WHERE k."hash" = $1 AND k."revokedAt" IS NULL AND (k."expiresAt" IS NULL OR k."expiresAt" > clock_timestamp())`,
    [hash],
  );
  return rows[0];
}
