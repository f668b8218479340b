import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { findBinaries } from '../../src/database/binaries.ts';
import { createCluster, OWNER, startServer, stopServer, type Cluster } from '../../src/database/cluster.ts';
import { freePort } from '../../src/database/embedded.ts';
import { endsWithUs, plainEnvironment } from './program.ts';

/** Servers of others that tests of services use, and those that they start and end themselves. */

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: see test:services in CONTRIBUTING.md, or run .ci/run`);
  return value;
}

/** The environment that names a database. */
export interface DatabaseEnvironment extends Record<string, string> {
  readonly DATABASE_URL: string;
  readonly MIGRATION_DATABASE_URL: string;
}

export const redisUrl = (): string => needed('REDIS_URL');

/** An empty database of its own on the PostgreSQL at hand. */
export async function newDatabase(): Promise<{ environment: DatabaseEnvironment; drop(): Promise<void> }> {
  const name = `riposte_${randomBytes(8).toString('hex')}`;
  const owner = needed('MIGRATION_DATABASE_URL');
  await query(owner, `CREATE DATABASE ${name}`);
  const at = (url: string) => {
    const to = new URL(url);
    to.pathname = `/${name}`;
    return to.href;
  };
  return {
    environment: { DATABASE_URL: at(needed('DATABASE_URL')), MIGRATION_DATABASE_URL: at(owner) },
    drop: async () => void (await query(owner, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

export async function query<T>(url: string, sql: string, values?: unknown[]): Promise<T[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as T[];
  } finally {
    await client.end();
  }
}

/** A worker as its users have it: the built program, a process of its own. */
export interface TestWorker {
  readonly pid: number;
  readonly log: readonly string[];
  /** Its exit status, once it has ended. */
  readonly ended: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  stop(name?: NodeJS.Signals): Promise<void>;
}

export async function startWorker(environment: Readonly<Record<string, string>>): Promise<TestWorker> {
  const worker = endsWithUs(
    spawn(process.execPath, ['dist/jobs/main.js'], {
      env: plainEnvironment({ THREADS: '1', ...environment, LOG_LEVEL: 'info' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const log: string[] = [];
  const ended = once(worker, 'close');
  createInterface({ input: worker.stderr }).on('line', (line) => log.push(line));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: worker.stdout }).on('line', (line) => {
      log.push(line);
      if (line.includes('"working"')) resolve();
    });
    void ended.then(() => reject(new Error(`the worker ended:\n${log.join('\n')}`)));
  });
  return {
    pid: worker.pid!,
    log,
    ended: ended.then(([code]) => code as number | null),
    signal: (name) => void worker.kill(name),
    async stop(name = 'SIGTERM') {
      worker.kill(name);
      await ended;
    },
  };
}

/** A Redis that a test may kill: it keeps its files, as docker-compose.yml has it. */
export interface TestRedis {
  readonly url: string;
  start(): Promise<void>;
  stop(name?: NodeJS.Signals): Promise<void>;
  flush(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

export async function newRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'riposte-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const words = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
    save: '',
  };
  let server: ChildProcess | undefined;
  const ask = async (what: (redis: Redis) => Promise<unknown>) => {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: null });
    redis.on('error', () => {});
    await redis.connect();
    await what(redis).finally(() => redis.disconnect());
  };
  const redis: TestRedis = {
    url,
    async start() {
      const started = endsWithUs(
        spawn(
          'redis-server',
          Object.entries(words).flatMap(([name, value]) => [`--${name}`, String(value)]),
          { stdio: 'ignore' },
        ),
      );
      await once(started, 'spawn');
      server = started;
      for (;;) {
        const answers = await ask((it) => it.ping()).then(
          () => true,
          () => false,
        );
        if (answers) return;
        if (started.exitCode !== null) throw new Error('redis-server ended');
        await delay(50);
      }
    },
    async stop(name = 'SIGTERM') {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill(name);
      await ended;
    },
    flush: () => ask((it) => it.flushall()),
    async remove() {
      await redis.stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}

/** A PostgreSQL that a test may stop. */
export interface TestPostgres {
  readonly environment: DatabaseEnvironment;
  start(): Promise<void>;
  stop(name?: NodeJS.Signals): Promise<void>;
  remove(): Promise<void>;
}

export async function newPostgres(): Promise<TestPostgres> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'riposte-postgres-')));
  const runAs = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  if (runAs) await chown(home, runAs.uid, runAs.gid);
  const cluster: Cluster = {
    binaries: await findBinaries(runAs),
    folder: join(home, 'data'),
    logFile: join(home, 'log'),
    runAs,
  };
  await createCluster(cluster, 'secret');
  const port = await freePort();
  const at = (role: string, database: string) => `postgres://${role}:secret@127.0.0.1:${port}/${database}`;
  let server = await startServer(cluster, port);
  await query(at(OWNER, 'postgres'), 'CREATE DATABASE riposte');
  const stop = async (name?: NodeJS.Signals) => {
    if (!name) return stopServer(server);
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(name);
    await ended;
  };
  return {
    environment: { DATABASE_URL: at('riposte_app', 'riposte'), MIGRATION_DATABASE_URL: at(OWNER, 'riposte') },
    async start() {
      server = await startServer(cluster, port);
    },
    stop,
    async remove() {
      await stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The same numbers from 0 to 1 at every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
