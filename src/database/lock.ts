import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartRefused } from '../config.ts';
import { identityOf } from './processes.ts';

interface Holder {
  readonly pid: number;
  readonly identity: string;
}

const lockOf = (folder: string) => join(folder, 'lock');

/**
 * Takes a folder for this process alone. A lock whose process has ended (killed, or before a reboot) is taken over, even if
 * its number has gone to another process since.
 *
 * @returns what gives the folder free again
 * @throws {StartRefused} while a living process holds it
 */
export async function takeFolder(folder: string): Promise<() => Promise<void>> {
  const lock = lockOf(folder);
  const mine = `${lock}.${randomUUID()}`;
  const holder: Holder = { pid: process.pid, identity: (await identityOf(process.pid)) ?? '' };
  await writeFile(mine, JSON.stringify(holder), { mode: 0o600 });
  try {
    while (!(await linked(mine, lock))) {
      const seen = await readFile(lock, 'utf8').catch(() => '');
      const pid = await livingHolder(seen);
      if (pid !== undefined)
        throw new StartRefused(
          `${folder} is in use by process ${pid}: stop that one first, or give this one another DATA_DIR`,
        );
      await setAside(lock, seen);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return async () => {
    if ((await readFile(lock, 'utf8').catch(() => '')) === JSON.stringify(holder))
      await rm(lock, { force: true });
  };
}

/** Whether a living process holds the folder. */
export const isTaken = async (folder: string): Promise<boolean> =>
  (await livingHolder(await readFile(lockOf(folder), 'utf8').catch(() => ''))) !== undefined;

/** A lock appears whole or not at all: a link to a file that is written already. */
const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );

async function livingHolder(text: string): Promise<number | undefined> {
  try {
    const { pid, identity } = JSON.parse(text) as Holder;
    return (await identityOf(pid)) === identity ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Removes a dead lock, unless another process was faster and it is a living one by now: that one is put back. */
async function setAside(lock: string, seen: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  const moved = await rename(lock, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await readFile(aside, 'utf8')) !== seen) await linked(aside, lock);
  await rm(aside, { force: true });
}
