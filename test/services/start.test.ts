import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrations } from '../../src/database/source.ts';
import { runProgram } from '../support/program.ts';
import { startServer } from '../support/server.ts';
import { newDatabase, query, type DatabaseEnvironment } from '../support/services.ts';

let environment: DatabaseEnvironment;
let drop: () => Promise<void>;

beforeAll(async () => ({ environment, drop } = await newDatabase()));
afterAll(() => drop?.());

test('an empty database is refused until its owner has brought it up to date', async () => {
  const { DATABASE_URL } = environment;
  const { code, stderr } = await runProgram('src/main.js', [], { DATABASE_URL, PORT: '0' });
  expect(code).toBe(78);
  expect(stderr).toMatch(
    /^riposte: the database lacks \d+ of \d+ migrations: set MIGRATION_DATABASE_URL .*\n$/,
  );
});

test('of programs that start at once on an empty database each serves, and all is made once', async () => {
  const servers = await Promise.all([1, 2, 3].map(() => startServer({ ...environment, WORKER: 'off' })));
  try {
    const ran = servers.flatMap(({ log }) =>
      log.filter((line) => line.includes('database brought up to date')),
    );
    expect(ran).toHaveLength(1);
    const owner = environment.MIGRATION_DATABASE_URL;
    expect(await query(owner, 'SELECT name FROM migrations')).toHaveLength(migrations.length);
    expect(await query(owner, 'SELECT name FROM organization')).toEqual([{ name: 'First organisation' }]);
    for (const { url } of servers) expect((await fetch(`${url}/ready`)).status).toBe(200);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
});

test('the owner of the tables is refused where the application belongs', async () => {
  const DATABASE_URL = environment.MIGRATION_DATABASE_URL;
  for (const file of ['src/main.js', 'jobs/main.js']) {
    const { code, stderr } = await runProgram(file, [], { DATABASE_URL, PORT: '0' });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^riposte: the role \S+ of DATABASE_URL .*row security.*\n$/);
  }
});

test('npm run migrate and organization work on it', async () => {
  expect(await runProgram('src/database/migrate.js', [], environment)).toMatchObject({
    code: 0,
    stdout: 'the database is up to date\n',
  });
  expect(
    await runProgram('src/access/organization.cli.js', ['add', 'Saint Elsewhere'], environment),
  ).toMatchObject({ code: 0 });
});
