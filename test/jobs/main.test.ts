import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { apiOf, finished, repeat } from '../support/api.ts';
import { giveHospital, simulate } from '../support/hospital.ts';
import { newDataDir, startServer } from '../support/server.ts';
import { startWorker } from '../support/services.ts';

test('a worker that joined an embedded database goes on when the API was killed and is back', async () => {
  const dataDir = await newDataDir();
  const environment = { DATA_DIR: dataDir, WORKER: 'off', BOOTSTRAP_KEY: 'k'.repeat(40) };
  const first = await startServer(environment);
  const worker = await startWorker({ DATA_DIR: dataDir });
  const api = apiOf(first.url, first.key);
  await giveHospital(api);
  const before = await finished(api, await simulate(api, { trials: 500, horizonYears: 1, seed: '1' }));
  expect(before.state).toBe('SUCCEEDED');
  await first.stop('SIGKILL');

  const second = await startServer(environment);
  try {
    const again = apiOf(second.url, second.key);
    expect(await finished(again, before.id)).toEqual(before);
    const after = await finished(again, await repeat(again, before.id));
    expect(after).toMatchObject({ state: 'SUCCEEDED', resultHash: before.resultHash });
    await worker.stop();
    expect(await worker.ended).toBe(0);
  } finally {
    await worker.stop('SIGKILL');
    await second.stop();
    await rm(dataDir, { recursive: true });
  }
});
