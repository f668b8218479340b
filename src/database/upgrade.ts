import { runMigrations as migrateQueue } from 'bullmq';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { QUEUE, QUEUE_SCHEMA } from '../../jobs/connection.ts';
import { StartRefused } from '../config.ts';
import { grantsFor, usualGrants } from './grants.ts';
import { migrations, newSource } from './source.ts';

const UPGRADE_LOCK = 7_474_100;

/**
 * Brings the database up to date, as its owner: our tables, the queue's, and what the application's role may do with them.
 * Any number of processes may ask at once; they take turns.
 *
 * The application's role is the one that `appUrl` names. Where it does not exist it is made, with the password of that URL,
 * if the owner may make roles.
 *
 * @returns the names of the migrations that were run
 */
export async function upgrade(ownerUrl: string, appUrl: string): Promise<string[]> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [UPGRADE_LOCK]);
    const ran = await migrateTables(ownerUrl);
    await migrateQueue(owner, QUEUE_SCHEMA);
    await makeQueueSequence(owner);
    await makeRole(owner, appUrl);
    await grant(owner, decodeURIComponent(new URL(appUrl).username));
    return ran;
  } finally {
    await owner.end();
  }
}

async function migrateTables(ownerUrl: string): Promise<string[]> {
  const source = newSource(ownerUrl, 2);
  await source.initialize();
  try {
    if ((await pendingMigrations(source)).length === 0) return [];
    return (await source.runMigrations({ transaction: 'each' })).map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}

/** The migrations that this program knows and the database has not had. */
export async function pendingMigrations(source: DataSource): Promise<string[]> {
  const [{ known }] = await source.query<[{ known: boolean }]>(
    `SELECT to_regclass('public.migrations') IS NOT NULL AS known`,
  );
  const done = known ? await source.query<{ name: string }[]>(`SELECT "name" FROM "migrations"`) : [];
  const names = new Set(done.map(({ name }) => name));
  return migrations.map(({ name }) => name).filter((name) => !names.has(name));
}

/** The queue makes its sequence at its first job, which the application's role may not: its owner does so before. */
async function makeQueueSequence(owner: Client): Promise<void> {
  const schema = owner.escapeIdentifier(QUEUE_SCHEMA);
  const { rows } = await owner.query<{ name: string }>(`SELECT ${schema}.job_id_seq_name($1) AS "name"`, [
    QUEUE,
  ]);
  await owner.query(`CREATE SEQUENCE IF NOT EXISTS ${schema}.${owner.escapeIdentifier(rows[0].name)}`);
}

async function makeRole(owner: Client, appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl);
  const role = decodeURIComponent(username);
  const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount) return;
  const secret = password ? `PASSWORD ${owner.escapeLiteral(decodeURIComponent(password))}` : '';
  await owner.query(`CREATE ROLE ${owner.escapeIdentifier(role)} LOGIN ${secret}`).catch((error: Error) => {
    throw new StartRefused(
      `the role ${role} of DATABASE_URL does not exist, and the owner may not make it: ${error.message}`,
    );
  });
}

interface Granted {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'TABLE' | 'SEQUENCE';
  readonly held: readonly string[];
}

/** Makes what the role holds equal to what it should hold; touches nothing that is so already. */
async function grant(owner: Client, role: string): Promise<void> {
  const to = owner.escapeIdentifier(role);
  const { rows } = await owner.query<Granted>(
    `SELECT n.nspname AS "schema", c.relname AS "name",
       CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS "kind",
       ARRAY(
         SELECT acl.privilege_type FROM aclexplode(c.relacl) acl JOIN pg_roles r ON r.oid = acl.grantee
         WHERE r.rolname = $1 ORDER BY 1
       ) AS "held"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('public', '${QUEUE_SCHEMA}') AND c.relkind IN ('r', 'p', 'S')
       AND pg_has_role(c.relowner, 'MEMBER')`,
    [role],
  );
  const changes = rows.flatMap(({ schema, name, kind, held }) => {
    const wanted = wantedOn(schema, name, kind).toSorted();
    if (wanted.join() === held.join()) return [];
    const on = `ON ${kind} ${owner.escapeIdentifier(schema)}.${owner.escapeIdentifier(name)}`;
    return [`REVOKE ALL ${on} FROM ${to}`, `GRANT ${wanted.join(', ')} ${on} TO ${to}`];
  });
  if (changes.length === 0) return;
  const all = [
    `REVOKE CREATE ON SCHEMA public FROM PUBLIC`,
    `GRANT USAGE ON SCHEMA public, ${QUEUE_SCHEMA} TO ${to}`,
    ...changes,
  ];
  await owner.query(`BEGIN; ${all.join('; ')}; COMMIT`);
}

function wantedOn(schema: string, name: string, kind: Granted['kind']): readonly string[] {
  if (kind === 'SEQUENCE') return ['SELECT', 'USAGE'];
  return schema === QUEUE_SCHEMA ? usualGrants : grantsFor(name);
}

/**
 * Refuses a connection that row security does not bind: an owner of tables, a superuser, a role that bypasses it; and one
 * to a database that lacks migrations.
 *
 * @throws {StartRefused}
 */
export async function checkDatabase(source: DataSource): Promise<void> {
  const [role] = await source.query<
    { name: string; rolsuper: boolean; rolbypassrls: boolean; owns: boolean }[]
  >(
    `SELECT current_user AS "name", rolsuper, rolbypassrls, EXISTS (
       SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(c.relowner, 'MEMBER')
     ) AS "owns"
     FROM pg_roles WHERE rolname = current_user`,
  );
  const reason = role?.rolsuper
    ? 'is a superuser'
    : role?.rolbypassrls
      ? 'bypasses row security'
      : role?.owns
        ? 'owns tables, or may act as their owner'
        : undefined;
  if (reason)
    throw new StartRefused(
      `the role ${role?.name} of DATABASE_URL ${reason}: name a role that is bound by row security there, ` +
        'and the owner in MIGRATION_DATABASE_URL',
    );
  const pending = await pendingMigrations(source);
  if (pending.length > 0)
    throw new StartRefused(
      `the database lacks ${pending.length} of ${migrations.length} migrations: set MIGRATION_DATABASE_URL to its owner, ` +
        'or run npm run migrate with it',
    );
}
