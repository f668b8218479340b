import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { StartRefused } from '../../src/config.ts';
import { isTaken, takeFolder } from '../../src/database/lock.ts';
import { identityOf } from '../../src/database/processes.ts';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'riposte-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const write = (folder: string, number: number, text: string) =>
  writeFile(join(folder, `lock.${number}`), text);
const holder = (pid: number, identity: string) => JSON.stringify({ pid, identity });

test('a folder that is held is refused to another, and free again afterwards', async () => {
  const folder = await newFolder();
  const giveBack = await takeFolder(folder);
  expect(await isTaken(folder)).toBe(true);
  await expect(takeFolder(folder)).rejects.toThrow(StartRefused);
  await expect(takeFolder(folder)).rejects.toThrow(
    `${folder} is in use by process ${process.pid}: stop that one`,
  );
  await giveBack();
  expect(await isTaken(folder)).toBe(false);
  await (
    await takeFolder(folder)
  )();
});

test.each([
  ['of a process that has ended', holder(2 ** 22 + 1, 'any')],
  ['whose number has gone to another process', holder(process.pid, 'an earlier boot 1')],
  ['that was cut off while it was written', '{"pid":'],
  ['that is empty', ''],
])('a lock %s is taken over', async (_, text) => {
  const folder = await newFolder();
  await write(folder, 7, text);
  expect(await isTaken(folder)).toBe(false);
  const giveBack = await takeFolder(folder);
  expect(await isTaken(folder)).toBe(true);
  await giveBack();
});

test('of many who take over a dead lock at once, one gets it', async () => {
  const folder = await newFolder();
  for (let round = 0; round < 30; round++) {
    await write(folder, 1 + 3 * round, holder(2 ** 22 + 1, 'any'));
    const reached = await Promise.allSettled(Array.from({ length: 12 }, () => takeFolder(folder)));
    const won = reached.filter((it) => it.status === 'fulfilled');
    expect(won).toHaveLength(1);
    await won[0].value();
  }
});

test('a process is told from every other that had its number, and the dead from the living', async () => {
  const ours = await identityOf(process.pid);
  expect(ours).toBe(await identityOf(process.pid));
  expect(ours).not.toBe(await identityOf(process.ppid));
  expect(await identityOf(2 ** 22 + 1)).toBeUndefined();
});
