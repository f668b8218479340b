import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf, finished, repeat, type Api } from '../support/api.ts';
import { giveHospital, simulate, COMPARE } from '../support/hospital.ts';
import { startServer } from '../support/server.ts';
import { newDatabase, redisUrl, startWorker } from '../support/services.ts';

let database: Awaited<ReturnType<typeof newDatabase>>;
const BOOTSTRAP_KEY = 'the key of a test, made of enough characters'.replaceAll(' ', '-');

beforeAll(async () => (database = await newDatabase()));
afterAll(() => database?.drop());

/** Serves with workers of its own, or with two apart, and lets a test ask. */
async function serving(
  environment: Record<string, string>,
  apart: boolean,
  ask: (api: Api) => Promise<void>,
) {
  const all = { ...database.environment, ...environment, BOOTSTRAP_KEY };
  const server = await startServer({ ...all, WORKER: apart ? 'off' : 'on', THREADS: '2' });
  const workers = apart ? await Promise.all([startWorker(all), startWorker(all)]) : [];
  try {
    await ask(apiOf(server.url, BOOTSTRAP_KEY));
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await server.stop();
  }
}

const hashes: (string | null)[] = [];
let ids: string[];

test('the whole way from import to result, with the queue in PostgreSQL', () =>
  serving({}, false, async (api) => {
    const parts = await giveHospital(api);
    const options = [{ name: 'both', addControlIds: [parts['Endpoint detection'], parts['Red team']] }];
    const input = { trials: 20_000, seed: '20261124' };
    const { job } = await api.ask(COMPARE, { input: { ...input, options } });
    ids = [await simulate(api, input), job.id];
    for (const id of ids) {
      const over = await finished(api, id);
      expect(over).toMatchObject({ state: 'SUCCEEDED', failure: null });
      hashes.push(over.resultHash);
    }
    const { comparison } = await api.ask(
      'query ($id: ID!) { comparison(id: $id) { options { name benefit { value } rosi { value } } baseline { trials } } }',
      { id: job.id },
    );
    expect(comparison).toMatchObject({ baseline: { trials: 20_000 }, options: [{ name: 'both' }] });
    expect(comparison.options[0].benefit.value).toBeGreaterThan(0);
  }));

test.each([
  ['PostgreSQL, by workers apart', false, true],
  ['Redis', true, false],
  ['Redis, by workers apart', true, true],
])('the same bytes with the queue in %s', (_, redis, apart) =>
  serving(redis ? { REDIS_URL: redisUrl() } : {}, apart, async (api) => {
    const again = await Promise.all(ids.map((id) => repeat(api, id)));
    for (const [place, id] of again.entries())
      expect(await finished(api, id)).toMatchObject({ state: 'SUCCEEDED', resultHash: hashes[place] });
  }),
);
