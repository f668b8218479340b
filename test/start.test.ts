import { readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { expect, inject, test } from 'vitest';
import { joinEmbedded, freePort } from '../src/database/embedded.ts';
import { runProgram } from './support/program.ts';
import { newDataDir } from './support/server.ts';

const PROGRAMS = ['src/main.js', 'jobs/main.js', 'src/database/migrate.js', 'src/access/organization.cli.js'];

test.each(PROGRAMS)('%s tells every fault of a configuration at once, and starts nothing', async (file) => {
  const dataDir = await newDataDir();
  const { code, stdout, stderr } = await runProgram(file, ['add', 'name'], {
    DATA_DIR: dataDir,
    PORT: '70000',
    REDIS_URL: 'http://nowhere',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    THREADS: 'many',
  });
  expect(code).toBe(78);
  expect(stdout).toBe('');
  expect(stderr.split('\n').map((line) => line.trim().split(' ')[0])).toEqual([
    'riposte:',
    'PORT',
    'DATABASE_URL',
    'REDIS_URL',
    'THREADS',
    '',
  ]);
  expect(stderr).not.toContain('hunter2');
  expect(await readdir(dataDir)).toEqual([]);
  await rm(dataDir, { recursive: true });
});

test('every program says in one sentence that the database does not answer', async () => {
  const DATABASE_URL = `postgres://someone:hunter2@127.0.0.1:${await freePort()}/riposte`;
  const MIGRATION_DATABASE_URL = DATABASE_URL.replace('someone', 'owner');
  for (const file of PROGRAMS) {
    // The owner is asked first where there is one; a worker has none.
    const owner = file === 'jobs/main.js' ? undefined : { MIGRATION_DATABASE_URL };
    const { code, stderr } = await runProgram(file, ['add', 'name'], { DATABASE_URL, ...owner });
    expect(code, file).toBe(78);
    expect(stderr).toMatch(
      /^riposte: the database of (MIGRATION_)?DATABASE_URL does not let .* in: ECONNREFUSED\n$/,
    );
  }
});

test('a worker without a database is told how to have one', async () => {
  const dataDir = await newDataDir();
  const { code, stderr } = await runProgram('jobs/main.js', [], { DATA_DIR: dataDir });
  expect(code).toBe(78);
  expect(stderr).toMatch(
    /^riposte: a worker needs a database: set DATABASE_URL, or start the API first.*\n$/,
  );
  await rm(dataDir, { recursive: true });
});

test('a DATA_DIR that cannot be one is refused in one sentence', async () => {
  const { code, stderr } = await runProgram('src/main.js', [], { DATA_DIR: 'package.json', PORT: '0' });
  expect(code).toBe(78);
  expect(stderr).toMatch(/^riposte: the DATA_DIR .*package\.json cannot be used: E\w+\n$/);
});

test('a port that is taken is refused in one sentence, and what had started is stopped', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  const { appUrl } = (await joinEmbedded(inject('dataDir')))!;
  const { code, stderr } = await runProgram('src/main.js', [], { DATABASE_URL: appUrl, PORT: String(port) });
  taken.close();
  expect({ code, stderr }).toEqual({
    code: 78,
    stderr: `riposte: cannot listen on 127.0.0.1 port ${port}: EADDRINUSE\n`,
  });
});
