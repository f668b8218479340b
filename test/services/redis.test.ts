import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { apiOf, comesTo, finished, repeat, type Api } from '../support/api.ts';
import { giveHospital, SIMULATE, simulate } from '../support/hospital.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { newDatabase, newRedis, startWorker, type TestRedis, type TestWorker } from '../support/services.ts';

/** A Redis that is killed, emptied and stopped, under an API that keeps its promises: what it accepted is done. */

let database: Awaited<ReturnType<typeof newDatabase>>;
let redis: TestRedis;
let server: TestServer;
let worker: TestWorker | undefined;
let api: Api;
let environment: Record<string, string>;

const short = { trials: 500, horizonYears: 1, seed: '20261124' };

beforeAll(async () => {
  database = await newDatabase();
  redis = await newRedis();
  environment = { ...database.environment, REDIS_URL: redis.url };
  server = await startServer({ ...environment, WORKER: 'off' });
  api = apiOf(server.url, server.key);
  await giveHospital(api);
});

beforeEach(() => () => worker?.stop().then(() => (worker = undefined)));

afterAll(async () => {
  await worker?.stop('SIGKILL');
  await server?.stop();
  await redis?.remove();
  await database?.drop();
});

const askFor = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => simulate(api, short)));

async function allDone(ids: readonly string[]): Promise<void> {
  for (const id of ids) expect(await finished(api, id)).toMatchObject({ state: 'SUCCEEDED' });
}

test('a kill loses none of what was accepted', async () => {
  const ids = await askFor(5);
  await redis.stop('SIGKILL');
  await redis.start();
  worker = await startWorker(environment);
  await allDone(ids);
});

test('an emptied queue loses none, neither of those that wait nor of those that run', async () => {
  worker = await startWorker(environment);
  const long = await simulate(api, { trials: 200_000, seed: '1' });
  await comesTo(api, long, 0.05);
  const waiting = await askFor(5);
  await redis.flush();
  await allDone([long, ...waiting]);
});

test('while it is away runs are accepted and wait, all else is answered, and they are done after its return', async () => {
  worker = await startWorker(environment);
  await allDone(await askFor(1));
  await redis.stop();
  const { job } = await api.ask(SIMULATE, { input: short });
  expect(job.state).toBe('QUEUED');
  const ready = await fetch(`${server.url}/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({ ready: false, database: true, queue: false });
  const { node } = await api.ask('query ($id: ID!) { node(id: $id) { ... on Job { state } } }', {
    id: job.id,
  });
  expect(node.state).toBe('QUEUED');
  const again = await repeat(api, job.id);
  await redis.start();
  await allDone([job.id, again]);
});

test('programs stop in order though it is away', async () => {
  const other = await startServer({ ...environment, BOOTSTRAP_KEY: server.key, THREADS: '1' });
  const apart = await startWorker(environment);
  await redis.stop();
  for (const [log, stop] of [
    [other.log, () => other.stop()],
    [apart.log, () => apart.stop()],
  ] as const) {
    await stop();
    expect(log.filter((line) => line.includes('did not stop in order'))).toEqual([]);
  }
  expect([await other.ended, await apart.ended]).toEqual([0, 0]);
  await redis.start();
});
