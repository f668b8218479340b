import { afterEach, expect, test } from 'vitest';
import { askFor, closeQueues, openQueues, queueAnswers } from '../../jobs/queues.ts';
import { freePort } from '../../src/database/embedded.ts';

afterEach(() => closeQueues());

const id = 'simulation_00000000000000000000000000000000';

test('a queue that is not open is asked in vain, and nothing is thrown', async () => {
  expect(await askFor([id])).toBe(false);
  expect(await queueAnswers()).toBe(false);
  await closeQueues();
});

test.each(['redis', 'postgres'])(
  'a queue in %s that is away is asked in vain, and can be closed',
  async (kind) => {
    const port = await freePort();
    const told: unknown[] = [];
    const home = {
      databaseUrl: `postgres://someone@127.0.0.1:${port}/none`,
      ...(kind === 'redis' && { redisUrl: `redis://127.0.0.1:${port}` }),
      embedded: false,
    };
    openQueues(home, (error) => told.push(error));
    expect(() => openQueues(home, () => {})).toThrow(RangeError);
    expect(await Promise.all([askFor([id]), queueAnswers(), askFor([])])).toEqual([false, false, false]);
    await closeQueues();
    expect(told.length).toBeGreaterThan(0);
  },
);
