import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf, comesTo, finished, repeat, type Api, type JobAnswer } from '../support/api.ts';
import { giveHospital, simulate } from '../support/hospital.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { newDatabase, query, redisUrl, seeded, startWorker, type TestWorker } from '../support/services.ts';

/** A lease lasts so long; see lease.service.ts. */
const LEASE_MS = 5_000;

let database: Awaited<ReturnType<typeof newDatabase>>;
const BOOTSTRAP_KEY = 'k'.repeat(40);

beforeAll(async () => (database = await newDatabase()));
afterAll(() => database?.drop());

const random = seeded(20261124);

interface Site {
  readonly api: Api;
  readonly server: TestServer;
  readonly newWorker: () => Promise<TestWorker>;
  /** Of a run that nothing disturbed. */
  readonly undisturbed: JobAnswer;
}

let run: string | undefined;

/** An API without workers, and a run of 200,000 trials that one worker did. */
async function at(environment: Record<string, string>, visit: (site: Site) => Promise<void>): Promise<void> {
  const all = { ...database.environment, ...environment, BOOTSTRAP_KEY };
  const server = await startServer({ ...all, WORKER: 'off' });
  const workers: TestWorker[] = [];
  const newWorker = async () => {
    const worker = await startWorker(all);
    workers.push(worker);
    return worker;
  };
  try {
    const api = apiOf(server.url, BOOTSTRAP_KEY);
    if (!run) {
      await giveHospital(api);
      run = await simulate(api, { trials: 200_000, seed: '20261124' });
      const first = await newWorker();
      await finished(api, run);
      await first.stop();
    }
    await visit({ api, server, newWorker, undisturbed: await finished(api, run) });
  } finally {
    await Promise.all(workers.map((worker) => worker.stop('SIGKILL')));
    await server.stop();
  }
}

const queues: [string, () => Record<string, string>][] = [
  ['PostgreSQL', () => ({})],
  ['Redis', () => ({ REDIS_URL: redisUrl() })],
];

test.each(queues)(
  'a run whose worker is killed has the bytes of one that was not, with the queue in %s',
  (_, environment) =>
    at(environment(), async ({ api, newWorker, undisturbed }) => {
      expect(undisturbed.state).toBe('SUCCEEDED');
      const id = await repeat(api, undisturbed.id);
      for (const share of [random() * 0.2, 0.2 + random() * 0.2]) {
        const worker = await newWorker();
        await comesTo(api, id, share);
        await worker.stop('SIGKILL');
      }
      await newWorker();
      expect(await finished(api, id)).toMatchObject({
        state: 'SUCCEEDED',
        resultHash: undisturbed.resultHash,
      });
    }),
);

test('what a worker brings that stood still for three leases is refused, and it goes on with other jobs', () =>
  at({ REDIS_URL: redisUrl() }, async ({ api, newWorker, undisturbed }) => {
    const zombie = await newWorker();
    const id = await repeat(api, undisturbed.id);
    await comesTo(api, id, 0.1);
    zombie.signal('SIGSTOP');
    const other = await newWorker();
    const over = await finished(api, id);
    expect(over).toMatchObject({ state: 'SUCCEEDED', resultHash: undisturbed.resultHash });
    const stored = () =>
      query(
        database.environment.MIGRATION_DATABASE_URL,
        `SELECT j."attempts", j."fence", j."finishedAt", (SELECT count(*)::int FROM "job_result" WHERE "jobId" = j."id") AS "results",
           (SELECT count(*)::int FROM "audit_entry" WHERE "target" = j."id" AND "action" = 'simulation.succeeded') AS "entries"
         FROM "job" j WHERE j."id" = $1`,
        [id],
      );
    const before = await stored();
    expect(before).toMatchObject([{ attempts: 2, results: 1, entries: 1 }]);
    await other.stop();
    await new Promise((resolve) => setTimeout(resolve, 2 * LEASE_MS)); // with what the other took: three
    zombie.signal('SIGCONT');
    const next = await finished(api, await repeat(api, undisturbed.id));
    expect(next).toMatchObject({ state: 'SUCCEEDED', resultHash: undisturbed.resultHash });
    expect(await stored()).toEqual(before);
  }));
