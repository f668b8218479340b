import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartRefused } from '../config.ts';
import { identityOf } from './processes.ts';

interface Holder {
  readonly pid: number;
  readonly identity: string;
}

/**
 * A folder's locks are numbered files, of which the last says who holds it. Whoever takes it over from a dead process makes the next
 * number, which only one can; the last is never removed, so a slow one cannot take a place that was another's already.
 */
const lockOf = (folder: string, number: number) => join(folder, `lock.${number}`);

/**
 * Takes a folder for this process alone. A lock whose process has ended (killed, or before a reboot) is taken over, even if
 * its number has gone to another process since.
 *
 * @returns what gives the folder free again
 * @throws {StartRefused} while a living process holds it
 */
export async function takeFolder(folder: string): Promise<() => Promise<void>> {
  const draft = join(folder, `lock.${randomUUID()}`);
  const holder: Holder = { pid: process.pid, identity: (await identityOf(process.pid)) ?? '' };
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  let mine: number;
  try {
    for (;;) {
      const last = (await numbersIn(folder)).at(-1) ?? 0;
      const pid = await livingHolder(folder, last);
      if (pid !== undefined)
        throw new StartRefused(
          `${folder} is in use by process ${pid}: stop that one first, or give this one another DATA_DIR`,
        );
      mine = last + 1;
      if (!(await linked(draft, lockOf(folder, mine)))) continue;
      if ((await numbersIn(folder)).at(-1) === mine) break;
      await rm(lockOf(folder, mine)); // others took it and went on while we were held up
    }
  } finally {
    await rm(draft, { force: true });
  }
  for (const number of await numbersIn(folder))
    if (number < mine - 1) await rm(lockOf(folder, number), { force: true });
  return async () => {
    await writeFile(draft, '{}', { mode: 0o600 });
    await rename(draft, lockOf(folder, mine));
  };
}

/** Whether a living process holds the folder. */
export const isTaken = async (folder: string): Promise<boolean> =>
  (await livingHolder(folder, (await numbersIn(folder)).at(-1) ?? 0)) !== undefined;

/** Lowest first. */
const numbersIn = async (folder: string): Promise<number[]> =>
  (await readdir(folder))
    .flatMap((name) => /^lock\.(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

/** A lock appears whole or not at all: a link to a file that is written already. */
const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );

async function livingHolder(folder: string, number: number): Promise<number | undefined> {
  try {
    const { pid, identity } = JSON.parse(await readFile(lockOf(folder, number), 'utf8')) as Holder;
    return (await identityOf(pid)) === identity ? pid : undefined;
  } catch {
    return undefined;
  }
}
