import '../src/simulation/compile-loops.v8.ts';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EntityManager } from 'typeorm';
import { readConfig, StartRefused } from '../src/config.ts';
import { joinEmbedded } from '../src/database/embedded.ts';
import { openSource } from '../src/database/source.ts';
import { checkDatabase } from '../src/database/upgrade.ts';
import { newLog, type Log } from '../src/log.ts';
import { createPool, type Pool } from '../src/simulation/kernel.pool.ts';
import { keepAsking } from './ask-again.ts';
import { openWorker, type QueueHome } from './connection.ts';
import { closeQueues, inTime, openQueues } from './queues.ts';
import { runJob } from './run.worker.ts';

/** What jobs are worked on with, and where they are asked for. */
export interface JobsOptions extends QueueHome {
  readonly db: EntityManager;
  readonly log: Log;
  /** Threads that simulate; 0: jobs are only asked for here, and others work on them. */
  readonly threads: number;
  /** Futures in a piece of work; any number gives the same figures. */
  readonly chunkTrials?: number;
  /** Instead of threads of our own. */
  readonly pool?: Pool;
}

export interface Jobs {
  /** Stops taking jobs up, puts back what is under way, and closes the queue. */
  close(): Promise<void>;
}

/** Jobs at once in one process: they share its threads, so that a short one need not wait for a long one to end. */
const CONCURRENCY = 2;

/** Opens this process's queue and, unless `threads` is 0, works on what is asked for. The database must be up to date. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { db, log, threads, chunkTrials } = options;
  const closing = new AbortController();
  const complain = (error: unknown) => log.warn({ err: error }, 'the queue does not answer as it should');
  openQueues(options, complain);
  void keepAsking(db, log, closing.signal);
  if (threads === 0)
    return {
      async close() {
        closing.abort();
        await closeQueues();
      },
    };

  const pool = options.pool ?? createPool(threads);
  const work = runJob({ db, pool, chunkTrials, log, closing: closing.signal });
  const underWay = new Set<Promise<void>>();
  const worker = openWorker(
    options,
    (queued) => {
      const working = work(queued).finally(() => underWay.delete(working));
      underWay.add(working);
      return working;
    },
    CONCURRENCY,
  );
  worker.on('error', complain);
  return {
    async close() {
      closing.abort();
      await Promise.allSettled(underWay); // each has put its job back
      // One whose queue is away would wait for it.
      await inTime(worker.close()).catch(() => inTime(worker.disconnect()).catch(complain));
      await pool.close();
      await closeQueues();
    },
  };
}

/** A worker alone, as `npm run worker` starts it. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = newLog(config.logLevel);
  const embedded = config.databaseUrl === undefined;
  const databaseUrl = config.databaseUrl ?? (await joinEmbedded(config.dataDir))?.appUrl;
  if (!databaseUrl)
    throw new StartRefused(
      `a worker needs a database: set DATABASE_URL, or start the API first, on the DATA_DIR ${config.dataDir}`,
    );
  const source = await openSource(databaseUrl, 6);
  await checkDatabase(source).catch(async (error: unknown) => {
    await source.destroy(); // its idle connections would keep the process for ten seconds
    throw error;
  });
  const { redisUrl, threads } = config;
  const jobs = await startJobs({ db: source.manager, log, databaseUrl, redisUrl, embedded, threads });
  log.info({ threads, queue: redisUrl ? 'redis' : 'postgres' }, 'working');

  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_MS).unref();
    void jobs
      .close()
      .then(() => source.destroy())
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

const STOP_MS = 20_000;
/** What sysexits.h gives for a configuration that cannot be used. */
const EX_CONFIG = 78;

const started = process.argv[1];
if (started && realpathSync(started) === fileURLToPath(import.meta.url))
  await main().catch((error: unknown) => {
    if (!(error instanceof StartRefused)) throw error;
    process.stderr.write(`riposte: ${error.message}\n`);
    process.exitCode = EX_CONFIG;
  });
