import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const linux = process.platform === 'linux';
const run = promisify(execFile);

/**
 * What tells a process from every other that ever had its number: when it started, and in which boot of the machine.
 * Undefined when no such process is alive.
 */
export async function identityOf(pid: number): Promise<string | undefined> {
  try {
    if (!linux) return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim() || undefined;
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    const [state, ...rest] = await statOf(pid);
    return state === 'Z' || state === 'X' ? undefined : `${boot} ${rest[18]}`;
  } catch {
    return undefined;
  }
}

/** The fields of /proc/…/stat from the third (its state) on; the name before it may hold spaces and brackets. */
async function statOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** The PostgreSQL processes that work in `folder` (a real path), which is where they all stay. */
export async function postgresIn(folder: string): Promise<number[]> {
  if (!linux) return (await isPostgres(folder)) ?? [];
  const found = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => {
        const [cwd, exe] = await Promise.all([place(`/proc/${pid}/cwd`), place(`/proc/${pid}/exe`)]);
        return cwd === folder && basename(exe ?? '').startsWith('postgres') ? [Number(pid)] : [];
      }),
  );
  return found.flat();
}

const place = (link: string) => readlink(link).catch(() => undefined);

async function isPostgres(folder: string): Promise<number[] | undefined> {
  const pid = await postmasterOf(folder);
  if (!pid) return undefined;
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres') && stdout.includes(folder) ? [pid] : undefined;
}

/** The first process of the PostgreSQL of a folder, as its own note says; it may be long gone. */
export async function postmasterOf(folder: string): Promise<number | undefined> {
  const note = await readFile(`${folder}/postmaster.pid`, 'utf8').catch(() => '');
  return Number.parseInt(note, 10) || undefined;
}

export function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, name);
    } catch {
      // it ended before we came to it
    }
}

/** Asks again until `done`, for `limitMs` at most. @returns whether it came about */
export async function until(
  done: () => boolean | Promise<boolean>,
  limitMs: number,
  everyMs = 10,
): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!(await done())) {
    if (performance.now() > end) return false;
    await delay(everyMs);
  }
  return true;
}
