import type { Job as QueuedJob } from 'bullmq';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Payload } from '../../jobs/connection.ts';
import { runJob } from '../../jobs/run.worker.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { newLog } from '../../src/log.ts';
import { cancelJob } from '../../src/simulation/job.service.ts';
import { createPool, type Pool } from '../../src/simulation/kernel.pool.ts';
import { canonicalJson, sha256 } from '../../src/simulation/hash.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { ENGINE_VERSION } from '../../src/simulation/version.ts';
import { newViewer, openShared, storeJob } from '../support/jobs.ts';
import { constant, effect, inThisThread, planOf, uniform } from '../simulation/small-plan.ts';

let source: DataSource;
let viewer: Viewer;
const pools = new Map<number, Pool>();
const poolOf = (threads: number): Pool => {
  const pool = pools.get(threads) ?? createPool(threads);
  pools.set(threads, pool);
  return pool;
};

beforeAll(async () => {
  source = await openShared();
  viewer = await newViewer(source);
});

afterAll(async () => {
  await Promise.all([...pools.values()].map((pool) => pool.close()));
  await source?.destroy();
});

const plan = planOf({
  controls: [{ id: 'detection', annualCost: uniform(1_000, 9_000), effects: [effect('PRIMARY_LOSS', 0.3)] }],
  options: [{ name: 'detect', add: ['detection'] }],
  plan: { engineVersion: ENGINE_VERSION, trials: 12_000, horizonYears: 1, discountRate: uniform(0.01, 0.06) },
});

interface How {
  readonly pool?: Pool;
  readonly chunkTrials?: number;
  readonly closing?: AbortSignal;
}

function work(
  jobId: string,
  { pool = poolOf(1), chunkTrials = 4_096, closing = new AbortController().signal }: How = {},
) {
  const workshop = { db: source.manager, pool, chunkTrials, log: newLog('silent'), closing };
  return runJob(workshop)({ data: { jobId } } as QueuedJob<Payload, void>);
}

const read = async (id: string) =>
  (
    await source.query(`SELECT "state", "attempts", "failure", "resultHash" FROM "job" WHERE "id" = $1`, [id])
  )[0];

test.each([
  [1, 1_000],
  [1, 10_000],
  [2, 4_096],
  [4, 1_000],
])('one plan has the same bytes on %i threads, in pieces of %i', async (threads, chunkTrials) => {
  const id = await storeJob(source, viewer, plan);
  await work(id, { pool: poolOf(threads), chunkTrials });
  const here = await runPlan(plan, inThisThread, { chunkTrials: 12_000, parallel: 1, progress: () => {} });
  expect(await read(id)).toMatchObject({ state: 'SUCCEEDED', resultHash: sha256(canonicalJson(here)) });
});

test('a job that the queue brings twice is done once', async () => {
  const id = await storeJob(source, viewer, plan);
  await Promise.all([work(id), work(id)]);
  expect(await read(id)).toMatchObject({ state: 'SUCCEEDED', attempts: 1 });
  await work(id);
  expect(await read(id)).toMatchObject({ state: 'SUCCEEDED', attempts: 1 });
  await work('simulation_00000000000000000000000000000000'); // what is not there is not work
});

test('a process that stops puts its job back, and the next ends it', async () => {
  const id = await storeJob(source, viewer, { ...plan, trials: 400_000 });
  const closing = new AbortController();
  const under = work(id, { closing: closing.signal });
  while ((await read(id)).state !== 'RUNNING');
  closing.abort();
  await under;
  expect(await read(id)).toMatchObject({ state: 'QUEUED', attempts: 0 });
});

test('a job that is cancelled is let go, and its result is not stored', async () => {
  const id = await storeJob(source, viewer, { ...plan, trials: 2_000_000 });
  const under = work(id).catch((error: Error) => error);
  while ((await read(id)).state !== 'RUNNING');
  await cancelJob(source.manager, viewer, id);
  expect(await under).toMatchObject({ name: 'UnrecoverableError' });
  expect(await read(id)).toMatchObject({ state: 'CANCELLED', resultHash: null });
});

describe('a job that cannot be computed fails in words', () => {
  const broken = (error: Error): Pool => ({
    threads: 1,
    executeUnder: () => () => Promise.reject(error),
    close: async () => undefined,
  });

  test('when its engine is another', async () => {
    const id = await storeJob(source, viewer, { ...plan, engineVersion: '0.0.1' });
    await expect(work(id)).rejects.toMatchObject({ name: 'UnrecoverableError' });
    expect((await read(id)).failure).toEqual({
      code: 'CONFLICT',
      message: expect.stringMatching(/engine was version 0\.0\.1; this is version .*: repeat it/),
    });
  });

  test('when the mistake is ours, without what the mistake said', async () => {
    const id = await storeJob(source, viewer, plan);
    await expect(work(id, { pool: broken(new RangeError('/secret/path')) })).rejects.toThrow();
    const { state, failure } = await read(id);
    expect(state).toBe('FAILED');
    expect(failure).toMatchObject({ code: 'INTERNAL' });
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  test('but is tried again when a thread was lost', async () => {
    const id = await storeJob(source, viewer, plan);
    await expect(work(id, { pool: broken(new Error('the thread has gone')) })).rejects.toThrow(
      'the thread has gone',
    );
    expect(await read(id)).toMatchObject({ state: 'QUEUED', attempts: 1, failure: null });
    await work(id);
    expect(await read(id)).toMatchObject({ state: 'SUCCEEDED', attempts: 2 });
  });

  test('when a thread finds that the caller asked for what cannot be', async () => {
    // What the controls in place leave of a CURRENT frequency is nothing: refused before a run, unless it is an old one repeated.
    const impossible = planOf({
      scenarios: [{ id: 'scenario', statedAs: 'CURRENT', lossEventFrequency: constant(1) }],
      controls: [{ id: 'wall', status: 'IN_PLACE', effects: [effect('SUSCEPTIBILITY', 1)] }],
      plan: { engineVersion: ENGINE_VERSION, trials: 100 },
    });
    const id = await storeJob(source, viewer, impossible);
    await expect(work(id)).rejects.toMatchObject({ name: 'UnrecoverableError' });
    expect(await read(id)).toMatchObject({ state: 'FAILED', failure: { code: 'BAD_USER_INPUT' } });
  });
});
