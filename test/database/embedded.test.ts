import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { joinEmbedded, openEmbedded, type Embedded } from '../../src/database/embedded.ts';
import { postgresIn, postmasterOf, until } from '../../src/database/processes.ts';
import { newLog } from '../../src/log.ts';
import { apiOf } from '../support/api.ts';
import { runProgram } from '../support/program.ts';
import { newDataDir, startServer } from '../support/server.ts';

const log = newLog('silent');

async function query<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

describe('a data folder', () => {
  let dataDir: string;
  let folder: string;
  let embedded: Embedded;

  beforeAll(async () => {
    dataDir = await newDataDir();
    embedded = await openEmbedded(dataDir, log);
    folder = await realpath(join(dataDir, 'postgres'));
    await query(embedded.ownerUrl, 'CREATE TABLE kept (n integer); INSERT INTO kept VALUES (42)');
  });

  afterAll(async () => {
    await embedded?.stop();
    expect(await postgresIn(folder)).toEqual([]);
    await rm(dataDir, { recursive: true, force: true });
  });

  const kept = () => query(embedded.ownerUrl, 'SELECT n FROM kept');

  test('keeps what was written over a restart, on the port that others know', async () => {
    const { ownerUrl } = embedded;
    await embedded.stop();
    expect(await postgresIn(folder)).toEqual([]);
    expect(await joinEmbedded(dataDir)).toBeUndefined();
    embedded = await openEmbedded(dataDir, log);
    expect(embedded.ownerUrl).toBe(ownerUrl);
    expect(await kept()).toEqual([{ n: 42 }]);
  });

  test('is refused to a second opener in one sentence, with exit status 78, and the first goes on', async () => {
    const { code, stderr } = await runProgram('src/main.js', [], { DATA_DIR: dataDir, PORT: '0' });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^riposte: .* is in use by process \d+: stop that one first, or .*\n$/);
    expect(stderr).toContain(String(process.pid));
    expect(await kept()).toEqual([{ n: 42 }]);
  });

  test('has its secrets for its owner’s eyes only', async () => {
    for (const file of ['access.json', 'postgres.log'])
      expect((await stat(join(dataDir, file))).mode & 0o077, file).toBe(0);
    expect((await stat(dataDir)).mode & 0o077).toBe(0);
    await expect(query(embedded.ownerUrl.replace(/:[^:@]*@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  test('logs no value of a statement that fails', async () => {
    await expect(query(embedded.ownerUrl, `SELECT 'a secret'::integer`)).rejects.toThrow();
    expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).not.toContain('a secret');
  });

  test('is served again when PostgreSQL is ended by something else', async () => {
    const before = (await postmasterOf(folder))!;
    process.kill(before, 'SIGKILL');
    const again = await until(async () => {
      const now = await postmasterOf(folder);
      return now !== undefined && now !== before && (await kept().catch(() => [])).length === 1;
    }, 20_000);
    expect(again).toBe(true);
  });

  test('without its passwords is refused in words', async () => {
    await embedded.stop();
    const access = await readFile(join(dataDir, 'access.json'));
    await rm(join(dataDir, 'access.json'));
    await expect(openEmbedded(dataDir, log)).rejects.toThrow(
      /access.json is missing: it holds the passwords/,
    );
    await writeFile(join(dataDir, 'access.json'), access, { mode: 0o600 });
    embedded = await openEmbedded(dataDir, log); // and its lock was given back
    expect(await kept()).toEqual([{ n: 42 }]);
  });
});

test('a server that is killed leaves no PostgreSQL, and the next finds the data', async () => {
  const dataDir = await newDataDir();
  const first = await startServer({ DATA_DIR: dataDir, WORKER: 'off' });
  const made = await apiOf(first.url, first.key).ask(
    'mutation { createThreat(input: { name: "Ransomware", category: "extortion" }) { id } }',
  );
  const folder = await realpath(join(dataDir, 'postgres'));
  expect(await postgresIn(folder)).not.toEqual([]);
  await first.stop('SIGKILL');
  if (process.platform === 'linux')
    expect(await until(async () => (await postgresIn(folder)).length === 0, 20_000)).toBe(true);

  const second = await startServer({ DATA_DIR: dataDir, WORKER: 'off' });
  try {
    const { threats } = await apiOf(second.url, first.key).ask('{ threats { edges { node { id name } } } }');
    expect(threats.edges).toEqual([{ node: { id: made.createThreat.id, name: 'Ransomware' } }]);
  } finally {
    await second.stop();
  }
  expect(await postgresIn(folder)).toEqual([]);
  await rm(dataDir, { recursive: true });
});

const isRoot = process.getuid?.() === 0;

/** A user that the machine has, neither root nor the one that root's PostgreSQL runs as; undefined when nobody else can run the program. */
function plainUser(): number | undefined {
  const uids = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => Number(line.split(':')[2]));
  const uid = uids.find((it) => it > 0 && it < 65_534);
  if (uid === undefined) return undefined;
  const { status } = spawnSync(process.execPath, ['dist/src/main.js'], {
    uid,
    gid: uid,
    env: { PORT: 'none' },
  });
  return status === 78 ? uid : undefined; // a wrong configuration: the program could be read
}

test('starts as a plain user', async ({ skip }) => {
  if (!isRoot) skip('it is what all others here do: root alone can try it apart');
  const uid = plainUser();
  if (uid === undefined) return skip('no other user of this machine can read the program');
  const dataDir = await newDataDir();
  await chown(dataDir, uid, uid);
  const server = await startServer({ DATA_DIR: dataDir, WORKER: 'off' }, { uid, gid: uid });
  try {
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(uid);
    const { viewer } = await apiOf(server.url, server.key).ask('{ viewer { role } }');
    expect(viewer.role).toBe('ADMIN');
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
});

test('starts as root, with PostgreSQL as a user who has nothing else', async ({ skip }) => {
  if (!isRoot) skip('only root can see to that');
  const dataDir = inject('dataDir');
  expect((await stat(dataDir)).uid).toBe(0);
  const folder = await realpath(join(dataDir, 'postgres'));
  expect((await stat(folder)).uid).toBe(65_534);
  const running = await postgresIn(folder);
  expect(running).not.toEqual([]);
  for (const pid of running) expect((await stat(`/proc/${pid}`)).uid).toBe(65_534);
});
