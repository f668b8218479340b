import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { MOST_ATTEMPTS } from '../../src/simulation/job.ts';
import {
  fail,
  giveBack,
  renew,
  succeed,
  takeUp,
  toAskAgain,
  type Lease,
} from '../../src/simulation/lease.service.ts';
import type { RunResult } from '../../src/simulation/result.ts';
import { newViewer, openShared, storeJob } from '../support/jobs.ts';
import { planOf } from './small-plan.ts';

let source: DataSource;
let viewer: Viewer;

beforeAll(async () => {
  source = await openShared();
  viewer = await newViewer(source);
});
afterAll(() => source?.destroy());

const newJob = () => storeJob(source, viewer, planOf({}));
const result = (of: number) => ({ of }) as unknown as RunResult;

async function taken(id: string): Promise<Lease> {
  const reached = await takeUp(source.manager, id);
  if (reached.state !== 'TAKEN') throw new Error(reached.state);
  return reached.lease;
}

const read = async (id: string) =>
  (
    await source.query(
      `SELECT "state", "attempts", "progress", "failure", "resultHash" FROM "job" WHERE "id" = $1`,
      [id],
    )
  )[0];

/** What a worker that stands still for so long looks like from outside. */
const runOut = (id: string) =>
  source.query(`UPDATE "job" SET "leaseUntil" = clock_timestamp() - interval '1 ms' WHERE "id" = $1`, [id]);

const resultsOf = async (id: string): Promise<string[]> =>
  (await source.query(`SELECT "resultText" FROM "job_result" WHERE "jobId" = $1`, [id])).map(
    ({ resultText }: { resultText: string }) => resultText,
  );

test('of many who reach for a job at once, one has it', async () => {
  const id = await newJob();
  const reached = await Promise.all(Array.from({ length: 20 }, () => takeUp(source.manager, id)));
  expect(reached.filter(({ state }) => state === 'TAKEN')).toHaveLength(1);
  expect(reached.filter(({ state }) => state === 'HELD')).toHaveLength(19);
});

describe('a worker that was thought dead', () => {
  test('may write nothing once another has taken its job up', async () => {
    const { manager } = source;
    for (let round = 0; round < 20; round++) {
      const id = await newJob();
      const zombie = await taken(id);
      expect(await renew(manager, zombie, 0.5)).toBe(true);
      await runOut(id);
      const living = await taken(id);
      expect(await renew(manager, zombie, 0.9)).toBe(false);
      expect(await fail(manager, zombie, { code: 'INTERNAL', message: 'late' })).toBe(false);
      await giveBack(manager, zombie, { spent: true });
      // Both come at once; the outcome is the same in any order.
      const late = [
        () => succeed(manager, zombie, result(1), []),
        () => succeed(manager, living, result(2), []),
      ];
      if (round % 2) late.reverse();
      const stored = await Promise.all(late.map((store) => store()));
      expect(round % 2 ? stored.reverse() : stored).toEqual([false, true]);
      expect(await succeed(manager, zombie, result(1), [])).toBe(false);
      expect(await resultsOf(id)).toEqual(['{"of":2}']);
      expect(await read(id)).toMatchObject({ state: 'SUCCEEDED', progress: 1, attempts: 2 });
    }
  });

  test('may store what it has while nobody else took it up', async () => {
    const id = await newJob();
    const lease = await taken(id);
    await runOut(id);
    expect(await succeed(source.manager, lease, result(1), [])).toBe(true);
    expect(await takeUp(source.manager, id)).toEqual({ state: 'OVER' });
  });
});

test('a result whose storing was not heard of is stored once, and told as stored', async () => {
  const id = await newJob();
  const lease = await taken(id);
  expect(await succeed(source.manager, lease, result(1), [])).toBe(true);
  expect(await succeed(source.manager, lease, result(1), [])).toBe(true);
  expect(await succeed(source.manager, lease, result(2), [])).toBe(false);
  expect(await resultsOf(id)).toEqual(['{"of":1}']);
  const [{ entries }] = await source.query(
    `SELECT count(*)::int AS "entries" FROM "audit_entry" WHERE "target" = $1 AND "action" = 'simulation.succeeded'`,
    [id],
  );
  expect(entries).toBe(1);
});

test('what is shown of progress never goes back', async () => {
  const id = await newJob();
  await renew(source.manager, await taken(id), 0.7);
  await runOut(id);
  await renew(source.manager, await taken(id), 0.1);
  expect((await read(id)).progress).toBe(0.7);
});

test('a job that ends every worker fails in words', async () => {
  const id = await newJob();
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    await taken(id);
    await runOut(id);
  }
  expect(await takeUp(source.manager, id)).toEqual({ state: 'OVER' });
  expect(await read(id)).toMatchObject({
    state: 'FAILED',
    failure: { code: 'WORKER_LOST', message: expect.stringContaining(`begun ${MOST_ATTEMPTS} times`) },
  });
});

test('a worker that is only told to stop spends no attempt', async () => {
  const id = await newJob();
  for (let stop = 0; stop < MOST_ATTEMPTS + 1; stop++)
    await giveBack(source.manager, await taken(id), { spent: false });
  expect(await read(id)).toMatchObject({ state: 'QUEUED', attempts: 0 });
});

test('jobs that wait, and those of the dead, are asked for again; those of the living are not', async () => {
  const asked = async (id: string) => {
    await source.query(`UPDATE "job" SET "askedAt" = clock_timestamp() - interval '1 hour' WHERE "id" = $1`, [
      id,
    ]);
    // The server that all tests share may ask for it first: then it was asked for just now.
    const again = await toAskAgain(source.manager, 600_000, 500);
    const [{ now }] = await source.query(
      `SELECT "askedAt" > clock_timestamp() - interval '1 minute' AS "now" FROM "job" WHERE "id" = $1`,
      [id],
    );
    expect(again.includes(id) && !now).toBe(false);
    return now as boolean;
  };
  const [waits, dead, living] = [await newJob(), await newJob(), await newJob()];
  await taken(dead);
  await runOut(dead);
  await source.query(`UPDATE "job" SET "state" = 'RUNNING', "leaseUntil" = 'infinity' WHERE "id" = $1`, [
    living,
  ]);
  expect([await asked(waits), await asked(dead), await asked(living)]).toEqual([true, true, false]);
});
