import { randomUUID } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { postgresIn } from '../../src/database/processes.ts';
import { apiOf } from '../support/api.ts';
import { runProgram } from '../support/program.ts';
import { newDataDir } from '../support/server.ts';

const organization = (words: readonly string[], DATA_DIR: string = inject('dataDir')) =>
  runProgram('src/access/organization.cli.js', words, { DATA_DIR });

test('a new tenant’s key is shown once and lets its holder in', async () => {
  const name = `Saint Elsewhere ${randomUUID()}`;
  const { code, stdout, stderr } = await organization(['add', name]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [, key] = stdout.match(/shown only now: (\S+)\n$/)!;
  const { viewer } = await apiOf(inject('serverUrl'), key).ask('{ viewer { role organization { name } } }');
  expect(viewer).toEqual({ role: 'ADMIN', organization: { name } });

  const again = await organization(['add', name]);
  expect(again).toEqual({ code: 1, stdout: '', stderr: `riposte: there is a ${name} already\n` });
});

test.each([[[]], [['add', 'two', 'names']], [['add', 'one', '--example', 'bank']]])(
  '%j is answered with how to say it',
  async (words) => {
    expect(await organization(words)).toEqual({
      code: 78,
      stdout: '',
      stderr:
        'riposte: usage: npm run organization -- add NAME [--example hospital | clinic | health-plan]\n',
    });
  },
);

test.each([
  ['clinic', 8],
  ['health-plan', 10],
])('a tenant may begin with the example %s', async (example, assets) => {
  const { code, stdout } = await organization(['add', `Example ${randomUUID()}`, '--example', example]);
  expect(code).toBe(0);
  const [, key] = stdout.match(/shown only now: (\S+)\n$/)!;
  const answer = await apiOf(inject('serverUrl'), key).ask('{ assets { totalCount } }');
  expect(answer).toEqual({ assets: { totalCount: assets } });
});

test('a name that is none is refused in words', async () => {
  const { code, stderr } = await organization(['add', ' ']);
  expect(code).toBe(1);
  expect(stderr).toBe('riposte: the name needs 1 to 200 characters, got 0\n');
});

test('opens a database that nobody serves, and leaves nothing running', async () => {
  const dataDir = await newDataDir();
  const { code, stdout } = await organization(['add', 'First'], dataDir);
  expect({ code, said: stdout.startsWith('First: its first key (ADMIN)') }).toEqual({ code: 0, said: true });
  const second = await organization(['add', 'Second'], dataDir);
  expect(second.code).toBe(0);
  expect(await postgresIn(await realpath(join(dataDir, 'postgres')))).toEqual([]);
  await rm(dataDir, { recursive: true });
});
