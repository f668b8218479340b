import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, open, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartRefused } from '../config.ts';
import type { RunAs } from './binaries.ts';
import { postgresIn, postmasterOf, signal, until } from './processes.ts';

const run = promisify(execFile);
const linux = process.platform === 'linux';

/** The files of one PostgreSQL, and what runs it. */
export interface Cluster {
  /** Holds bin/, lib/ and share/. */
  readonly binaries: string;
  /** Its data; a real path. */
  readonly folder: string;
  readonly logFile: string;
  readonly runAs: RunAs | undefined;
}

export const OWNER = 'riposte_owner';

/**
 * What PostgreSQL is told its folder is. It works in that folder all its life, and Linux lets it say so: then it need not
 * come in by the folders above, which are often closed to any user but the one who started us.
 */
const placeOf = ({ folder, runAs }: Cluster) => (linux && runAs ? '/proc/self/cwd' : folder);

/** Makes the files, whole or not at all. */
export async function createCluster(cluster: Cluster, ownerPassword: string): Promise<void> {
  const { runAs } = cluster;
  const unfinished = `${cluster.folder}.unfinished`;
  const passwordFile = `${unfinished}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, ownerPassword, { mode: 0o600 });
  if (runAs) for (const path of [unfinished, passwordFile]) await chown(path, runAs.uid, runAs.gid);
  const password = await open(passwordFile, 'r');
  try {
    const settings = {
      pgdata: placeOf({ ...cluster, folder: unfinished }),
      username: OWNER,
      pwfile: runAs ? '/dev/stdin' : passwordFile, // handed over, for the reason that `placeOf` has
      auth: 'scram-sha-256',
      encoding: 'UTF8',
      // PostgreSQL's own C.UTF-8: the same order and letters on every machine, whatever locales it has
      locale: 'C',
      'locale-provider': 'builtin',
      'builtin-locale': 'C.UTF-8',
    };
    // One that outlived us would write into the folder of the next.
    const [command, ...words] = await tied('KILL', [
      join(cluster.binaries, 'bin', 'initdb'),
      ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`),
      '--no-instructions',
    ]);
    const initdb = spawn(command, words, {
      ...runAs,
      cwd: unfinished,
      stdio: [password.fd, 'ignore', 'pipe'],
      env: plainEnvironment(),
    });
    const said: string[] = [];
    initdb.stderr?.on('data', (part: Buffer) => said.push(part.toString()));
    const [code] = (await once(initdb, 'close')) as [number | null];
    if (code !== 0)
      throw new StartRefused(`the embedded database could not be made: ${said.join('').trim()}`);
  } finally {
    await password.close();
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, cluster.folder);
}

/** Ours, but in English and without what would point PostgreSQL's tools to another server. */
const plainEnvironment = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))),
  LC_ALL: 'C',
  TZ: 'UTC',
});

/**
 * Starts the server on a loopback port and waits until it answers.
 *
 * @throws {StartRefused} with what it said, when it ends instead
 */
export async function startServer(cluster: Cluster, port: number): Promise<ChildProcess> {
  const log = await open(cluster.logFile, 'w', 0o600);
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off', // its queries are short
    io_method: 'sync', // three processes fewer
    // What it logs holds no statement and no value of one.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
  const [command, ...words] = await tied('INT', [
    join(cluster.binaries, 'bin', 'postgres'),
    '-D',
    placeOf(cluster),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const server = spawn(command, words, {
    ...cluster.runAs,
    cwd: cluster.folder,
    detached: true, // Ctrl-C is for us; we stop it when we have done our last work
    stdio: ['ignore', log.fd, log.fd],
    env: plainEnvironment(),
  });
  const failed = new Promise<Error>((resolve) => server.once('error', resolve));
  await log.close();
  const ready = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return true;
    const note = await readFile(join(cluster.folder, 'postmaster.pid'), 'utf8').catch(() => '');
    const lines = note.split('\n');
    return lines[0] === String(server.pid) && lines[7]?.trim() === 'ready';
  };
  // A long wait is a recovery after a power cut.
  const answers = await Promise.race([until(ready, 300_000), failed.then(() => false)]);
  if (answers && server.exitCode === null && server.signalCode === null) return server;
  server.kill('SIGQUIT');
  throw new StartRefused(`the embedded PostgreSQL did not start: ${await lastWords(cluster)}`);
}

/** A command that Linux sends a signal to when we end in whatever way, even by kill -9. */
async function tied(signalName: string, command: readonly string[]): Promise<[string, ...string[]]> {
  const all = (await canTie()) ? ['setpriv', '--pdeathsig', signalName, ...command] : command;
  return all as [string, ...string[]];
}

let tie: Promise<boolean> | undefined;
const canTie = (): Promise<boolean> =>
  (tie ??= linux
    ? run('setpriv', ['--pdeathsig', 'INT', 'true']).then(
        () => true,
        () => false,
      )
    : Promise.resolve(false));

async function lastWords({ logFile }: Cluster): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n');
  return lines.findLast((line) => line.includes('FATAL')) ?? lines.at(-1) ?? 'it said nothing';
}

/** Stops a server: it ends its sessions and writes what it holds; when it does not, it is ended and recovers at the next start. */
export async function stopServer(server: ChildProcess): Promise<void> {
  const ended = () => server.exitCode !== null || server.signalCode !== null;
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (ended()) return;
    server.kill(name);
    if (await until(ended, 10_000)) return;
  }
}

/**
 * Ends what is left of a server of this folder whose parent was killed, and its note, which would keep the next from starting.
 * Call it only while holding the folder's lock.
 */
export async function reap(folder: string): Promise<void> {
  const path = await realpath(folder).catch(() => undefined);
  if (!path) return;
  const gone = async () => (await postgresIn(path)).length === 0;
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const left = await postgresIn(path);
    if (left.length === 0) break;
    const first = await postmasterOf(path);
    signal(first !== undefined && left.includes(first) ? [first] : left, name);
    await until(gone, 10_000, 20);
  }
  if (!(await gone()))
    throw new StartRefused(`a PostgreSQL of ${dirname(path)} is still running and cannot be stopped`);
  await rm(join(path, 'postmaster.pid'), { force: true });
}
