import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { joinEmbedded, type DatabaseUrls } from '../../src/database/embedded.ts';
import { migrations, newSource } from '../../src/database/source.ts';
import { checkDatabase, pendingMigrations, upgrade } from '../../src/database/upgrade.ts';
import { runProgram } from '../support/program.ts';

let urls: DatabaseUrls;
let app: Client;
let owner: Client;

beforeAll(async () => {
  urls = (await joinEmbedded(inject('dataDir')))!;
  app = new Client({ connectionString: urls.appUrl });
  owner = new Client({ connectionString: urls.ownerUrl });
  await Promise.all([app.connect(), owner.connect()]);
});

afterAll(() => Promise.all([app?.end(), owner?.end()]));

describe('the application’s role', () => {
  test('owns nothing, and may make nothing', async () => {
    const { rows } = await app.query(
      `SELECT relname FROM pg_class WHERE pg_has_role(relowner, 'MEMBER') AND relnamespace::regnamespace::text !~ '^pg_toast|^pg_temp'`,
    );
    expect(rows).toEqual([]);
    for (const sql of ['CREATE TABLE public.mine (n integer)', 'CREATE SCHEMA mine', 'CREATE ROLE mine'])
      await expect(app.query(sql), sql).rejects.toThrow(/permission denied/);
  });

  test.each([
    `UPDATE audit_entry SET action = 'none'`,
    'DELETE FROM audit_entry',
    'TRUNCATE audit_entry',
    'ALTER TABLE audit_entry ADD COLUMN more text',
    'DROP TABLE audit_entry',
    `UPDATE hipaa_decision SET reason = 'none'`,
    'DELETE FROM hipaa_decision',
    `UPDATE server_secret SET value = ''`,
    'DELETE FROM migrations',
    'TRUNCATE job_result',
    'SET ROLE riposte_owner',
    `SET session_replication_role = 'replica'`,
    `COPY audit_entry TO PROGRAM 'cat'`,
    `SELECT pg_read_file('/etc/passwd')`,
  ])('is refused: %s', async (sql) => {
    await expect(app.query(sql)).rejects.toThrow(/permission denied|must be owner|must be able to/);
  });

  test('may add to the audit trail', async () => {
    await app.query('BEGIN');
    const { rowCount } = await app.query(
      `INSERT INTO audit_entry ("organizationId", "actor", "actorKeyId", "action", "outcome")
       SELECT id, 'test', gen_random_uuid(), 'tested', 'SUCCEEDED' FROM organization LIMIT 1`,
    );
    await app.query('ROLLBACK');
    expect(rowCount).toBe(1);
  });
});

test('an upgrade of what is up to date changes nothing, however many ask at once', async () => {
  const ran = await Promise.all([1, 2, 3].map(() => upgrade(urls.ownerUrl, urls.appUrl)));
  expect(ran).toEqual([[], [], []]);
});

describe('a database is refused', () => {
  const refusalOf = async (url: string): Promise<unknown> => {
    const source = await newSource(url, 1).initialize();
    return checkDatabase(source)
      .then(() => undefined)
      .catch((error: unknown) => error)
      .finally(() => source.destroy());
  };

  test('with the owner where the application belongs', async () => {
    expect(await refusalOf(urls.ownerUrl)).toMatchObject({ name: 'StartRefused' });
    expect(String(await refusalOf(urls.ownerUrl))).toContain('riposte_owner of DATABASE_URL is a superuser');
    expect(await refusalOf(urls.appUrl)).toBeUndefined();
  });

  test('that lacks migrations', async () => {
    const maintenance = new URL(urls.ownerUrl);
    await owner.query('CREATE DATABASE empty');
    maintenance.pathname = '/empty';
    const ours = new URL(urls.appUrl);
    ours.pathname = '/empty';
    const source = await newSource(ours.href, 1).initialize();
    expect(await pendingMigrations(source)).toHaveLength(migrations.length);
    await source.destroy();
    expect(String(await refusalOf(ours.href))).toMatch(
      /lacks \d+ of \d+ migrations: set MIGRATION_DATABASE_URL/,
    );
    expect(await upgrade(maintenance.href, ours.href)).toHaveLength(migrations.length);
    expect(await refusalOf(ours.href)).toBeUndefined();
    await owner.query('DROP DATABASE empty');
  });
});

describe('npm run migrate', () => {
  test('joins the database of a server that runs', async () => {
    expect(await runProgram('src/database/migrate.js', [], { DATA_DIR: inject('dataDir') })).toEqual({
      code: 0,
      stdout: 'the database is up to date\n',
      stderr: '',
    });
  });

  test('needs the owner of a database that is not its own', async () => {
    const { code, stderr } = await runProgram('src/database/migrate.js', [], { DATABASE_URL: urls.appUrl });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^riposte: MIGRATION_DATABASE_URL is needed: .*\n$/);
  });
});
