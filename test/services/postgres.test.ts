import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf, comesTo, finished, repeat, type Api, type JobAnswer } from '../support/api.ts';
import { giveHospital, simulate } from '../support/hospital.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { newPostgres, type TestPostgres } from '../support/services.ts';

let postgres: TestPostgres;
let server: TestServer;
let api: Api;
let undisturbed: JobAnswer;

beforeAll(async () => {
  postgres = await newPostgres();
  server = await startServer({ ...postgres.environment, THREADS: '1' });
  api = apiOf(server.url, server.key);
  await giveHospital(api);
  undisturbed = await finished(api, await simulate(api, { trials: 100_000, seed: '20261124' }));
});

afterAll(async () => {
  await server?.stop();
  await postgres?.remove();
});

const ask = (query: string) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${server.key}`,
    },
    body: JSON.stringify({ query }),
  });

test.each(['SIGQUIT', 'SIGKILL'] as const)(
  'while it is away (%s) callers are told to come again; then all goes on, and a run ends as if nothing had been',
  async (signal) => {
    const id = await repeat(api, undisturbed.id);
    await comesTo(api, id, 0.05);
    await postgres.stop(signal);

    for (const query of [
      '{ viewer { name } }',
      '{ assets { totalCount } }',
      'mutation { cancelJob(id: "x") { id } }',
    ]) {
      const answer = await ask(query);
      expect(answer.status, query).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await answer.json()).toMatchObject({
        errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
      });
    }
    const ready = await fetch(`${server.url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, database: false, queue: false },
    ]);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);

    await postgres.start();
    expect((await ask('{ viewer { name } }')).status).toBe(200);
    expect(await finished(api, id)).toMatchObject({ state: 'SUCCEEDED', resultHash: undisturbed.resultHash });
    // The queue is back as well.
    const next = await finished(api, await repeat(api, undisturbed.id));
    expect(next).toMatchObject({ state: 'SUCCEEDED', resultHash: undisturbed.resultHash });
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  },
);
