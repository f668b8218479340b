import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf, comesTo, finished, repeat, type Api, type JobAnswer } from '../support/api.ts';
import { giveHospital, simulate } from '../support/hospital.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { newPostgres, seeded, startWorker, type TestPostgres, type TestWorker } from '../support/services.ts';

const KILLS = 10;

let postgres: TestPostgres;
let server: TestServer;
let api: Api;
let worker: TestWorker;
let undisturbed: JobAnswer;
const random = seeded(20261124);
const newWorker = () => startWorker({ ...postgres.environment, THREADS: '2' });

beforeAll(async () => {
  postgres = await newPostgres();
  server = await startServer({ ...postgres.environment, WORKER: 'off' });
  api = apiOf(server.url, server.key);
  await giveHospital(api);
  worker = await newWorker();
  undisturbed = await finished(api, await simulate(api, { trials: 2_000_000, seed: '20261124' }));
}, 600_000);

afterAll(async () => {
  await worker?.stop('SIGKILL');
  await server?.stop();
  await postgres?.remove();
});

async function killAt(id: string, share: number): Promise<void> {
  await comesTo(api, id, share);
  await worker.stop('SIGKILL');
  worker = await newWorker();
}

test(`${KILLS} runs whose worker was killed once`, async ({ task }) => {
  let same = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const id = await repeat(api, undisturbed.id);
    await killAt(id, random() * 0.7);
    const { state, resultHash } = await finished(api, id);
    if (state === 'SUCCEEDED' && resultHash === undisturbed.resultHash) same++;
    task.meta.figure = `${same} of ${kill + 1} have the undisturbed run's hash`;
  }
  expect(same).toBe(KILLS);
});

test(`one run whose worker was killed ${KILLS} times`, async ({ task }) => {
  const id = await repeat(api, undisturbed.id);
  // What is shown never goes back, so each kill is a little later than the one before.
  for (let kill = 0; kill < KILLS; kill++) await killAt(id, 0.05 + (kill + random()) * 0.02);
  const { state, resultHash } = await finished(api, id);
  task.meta.figure = `${state}, ${resultHash === undisturbed.resultHash ? 'with' : 'without'} the undisturbed run's hash`;
  expect([state, resultHash]).toEqual(['SUCCEEDED', undisturbed.resultHash]);
});
