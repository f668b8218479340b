import { createPostgresBackend, Queue, withBackend, Worker, type Processor } from 'bullmq';

/** Where the queue lives: in Redis where there is one, else in the PostgreSQL that holds everything else. */
export interface QueueHome {
  /** `postgres://…` of the application's role. */
  readonly databaseUrl: string;
  /** `redis://…` */
  readonly redisUrl?: string;
  /** Whether the database is the embedded one, for which a queue that forgets its last moments in a power cut will do. */
  readonly embedded: boolean;
}

/** What a queue's job carries: an id. All else stands in the database. */
export interface Payload {
  readonly jobId: string;
}

/** As much of a queue as those who ask need; both backends have it. */
export interface JobQueue {
  addBulk(jobs: { name: string; data: Payload; opts: { jobId: string } }[]): Promise<unknown>;
  getJobCountByTypes(...types: 'waiting'[]): Promise<number>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

export interface JobWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

export const QUEUE = 'runs';
/** Its tables in PostgreSQL live beside ours, in a schema of their own. */
export const QUEUE_SCHEMA = 'bullmq';
/** Those who wait for the database to let them in wait no longer. */
const CONNECT_MS = 2_000;

const postgres = withBackend(createPostgresBackend);

/** The queue for those who ask. */
export function openQueue(home: QueueHome): JobQueue {
  const defaultJobOptions = {
    // The row in the database remembers what became of a job; a queue that remembered it too would take a second asking for a copy.
    removeOnComplete: true,
    removeOnFail: true,
    attempts: 20,
    backoff: { type: 'fixed', delay: 1_000 },
  };
  return home.redisUrl
    ? new Queue(QUEUE, { connection: redis(home.redisUrl), defaultJobOptions })
    : new postgres.Queue(QUEUE, { connection: pool(home, 2), defaultJobOptions });
}

/**
 * A worker on the queue. The lock is short, so that the jobs of one that was killed are taken up again within seconds; nothing
 * heavy may run in its thread, or it loses the lock while it lives.
 *
 * @param concurrency jobs at once
 */
export function openWorker(
  home: QueueHome,
  processor: Processor<Payload, void>,
  concurrency: number,
): JobWorker {
  const options = {
    concurrency,
    lockDuration: 5_000,
    stalledInterval: 2_000,
    maxStalledCount: 1_000_000, // we count attempts ourselves, and say in words when they are too many
    runRetryDelay: 1_000,
  };
  return home.redisUrl
    ? new Worker(QUEUE, processor, { connection: redis(home.redisUrl), ...options })
    : new postgres.Worker(QUEUE, processor, { connection: pool(home, concurrency + 2), ...options });
}

const redis = (url: string) => ({
  url,
  maxRetriesPerRequest: null,
  connectTimeout: CONNECT_MS,
  keepAlive: 5_000,
  retryStrategy: (times: number) => Math.min(times * 100, 2_000),
});

const pool = ({ databaseUrl, embedded }: QueueHome, max: number) => ({
  connectionString: databaseUrl,
  schema: QUEUE_SCHEMA,
  max,
  connectionTimeoutMillis: CONNECT_MS,
  // Ten times faster. What it can lose at a power cut is asked for again: the rows that matter are not written by these connections.
  ...(embedded && { options: '-c synchronous_commit=off' }),
});
