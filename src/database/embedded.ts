import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { StartRefused } from '../config.ts';
import type { Log } from '../log.ts';
import { findBinaries, type RunAs } from './binaries.ts';
import { createCluster, OWNER, reap, startServer, stopServer, type Cluster } from './cluster.ts';
import { isTaken, takeFolder } from './lock.ts';

/** Where the database of a data folder is reached. */
export interface DatabaseUrls {
  /** Owns the tables: for migrations. */
  readonly ownerUrl: string;
  /** For all else: it owns nothing and row security binds it. */
  readonly appUrl: string;
}

export interface Embedded extends DatabaseUrls {
  stop(): Promise<void>;
}

/** Kept in the data folder, for its owner's eyes: the passwords, for good; the port, as long as the server runs. */
interface Access {
  readonly ownerPassword: string;
  readonly appPassword: string;
  readonly port?: number;
}

const DATABASE = 'riposte';
export const APP_ROLE = 'riposte_app';
const NOBODY: RunAs = { uid: 65534, gid: 65534 };

/**
 * A PostgreSQL of our own in `dataDir`, made at the first opening. It stops with us, and starts again when it is ended by
 * something else.
 *
 * @throws {StartRefused} when another process has opened the folder, it cannot be written, or PostgreSQL cannot run here
 */
export async function openEmbedded(dataDir: string, log: Log): Promise<Embedded> {
  const { home, giveBack } = await take(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(`the DATA_DIR ${dataDir} cannot be used: ${error.code ?? error.message}`);
  });
  try {
    return await start(home, giveBack, log);
  } catch (error) {
    await giveBack();
    throw error;
  }
}

async function take(dataDir: string): Promise<{ home: string; giveBack: () => Promise<void> }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const home = await realpath(dataDir);
  return { home, giveBack: await takeFolder(home) };
}

/** The database that another process has opened in `dataDir`; undefined when none has. */
export async function joinEmbedded(dataDir: string): Promise<DatabaseUrls | undefined> {
  if (!existsSync(dataDir) || !(await isTaken(await realpath(dataDir)))) return undefined;
  const access = await readAccess(dataDir);
  return access?.port === undefined ? undefined : urlsOf(access, access.port);
}

async function start(home: string, giveBack: () => Promise<void>, log: Log): Promise<Embedded> {
  const folder = join(home, 'postgres');
  const runAs = await userFor(folder);
  const cluster: Cluster = {
    binaries: await findBinaries(runAs),
    folder,
    logFile: join(home, 'postgres.log'),
    runAs,
  };
  const fresh = !existsSync(join(folder, 'PG_VERSION'));
  const access = (await readAccess(home)) ?? newAccess(fresh, home);
  if (fresh) {
    await writeAccess(home, access);
    await createCluster(cluster, access.ownerPassword);
  } else await reap(folder);

  const port = await freePort(access.port); // the same as before, for the workers that have joined
  const urls = urlsOf(access, port);
  const server = keepRunning(cluster, await startServer(cluster, port), port, log);
  const stop = async () => {
    await server.stop();
    await giveBack();
  };
  try {
    await createDatabase(urls.ownerUrl);
    await writeAccess(home, { ...access, port });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ...urls, stop };
}

/** Starts the server again on its port whenever something else ends it, until it is stopped. */
function keepRunning(
  cluster: Cluster,
  first: ChildProcess,
  port: number,
  log: Log,
): { stop(): Promise<void> } {
  const state = { server: first, stopping: false };
  const watch = (server: ChildProcess) => {
    state.server = server;
    server.once('exit', (code, signal) => {
      if (state.stopping) return;
      log.warn({ code, signal }, 'the embedded PostgreSQL ended; starting it again');
      void again();
    });
  };
  const again = async () => {
    while (!state.stopping)
      try {
        await reap(cluster.folder);
        return watch(await startServer(cluster, port));
      } catch (error) {
        log.error({ err: error }, 'the embedded PostgreSQL does not start');
        await delay(1_000);
      }
  };
  watch(first);
  return {
    async stop() {
      state.stopping = true;
      await stopServer(state.server);
      await reap(cluster.folder); // one that was about to start
    },
  };
}

/** PostgreSQL refuses to run as root; there it runs as whoever has its files, at first the user who has nothing else. */
async function userFor(folder: string): Promise<RunAs | undefined> {
  const owner = await stat(folder).catch(() => undefined);
  const us = process.getuid?.();
  if (us !== 0) {
    if (owner && us !== undefined && owner.uid !== us)
      throw new StartRefused(
        `${folder} belongs to another user: start as that user, or set another DATA_DIR`,
      );
    return undefined;
  }
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}

const urlsOf = ({ ownerPassword, appPassword }: Access, port: number): DatabaseUrls => ({
  ownerUrl: `postgres://${OWNER}:${ownerPassword}@127.0.0.1:${port}/${DATABASE}`,
  appUrl: `postgres://${APP_ROLE}:${appPassword}@127.0.0.1:${port}/${DATABASE}`,
});

const password = () => randomBytes(24).toString('base64url');
const accessFile = (home: string) => join(home, 'access.json');

function newAccess(fresh: boolean, home: string): Access {
  if (!fresh)
    throw new StartRefused(
      `${accessFile(home)} is missing: it holds the passwords of the database beside it`,
    );
  return { ownerPassword: password(), appPassword: password() };
}

async function readAccess(home: string): Promise<Access | undefined> {
  const text = await readFile(accessFile(home), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Access);
}

/** On the disk before it returns: a database whose password was lost in a power cut is lost with it. */
async function writeAccess(home: string, access: Access): Promise<void> {
  const draft = `${accessFile(home)}.draft`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(JSON.stringify(access));
  await file.sync();
  await file.close();
  await rename(draft, accessFile(home));
}

async function createDatabase(ownerUrl: string): Promise<void> {
  const maintenance = new URL(ownerUrl);
  maintenance.pathname = '/postgres';
  const client = new Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A loopback port that is free now: the one wished for, or another. */
export const freePort = (wished = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wished ? resolve(freePort()) : reject(error)));
    probe.listen(wished, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
