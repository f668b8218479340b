import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { watchJob } from '../../src/simulation/watch.service.ts';
import { newViewer, openShared, storeJob } from '../support/jobs.ts';
import { planOf } from './small-plan.ts';

let source: DataSource;
let viewer: Viewer;

beforeAll(async () => {
  source = await openShared();
  viewer = await newViewer(source);
});
afterAll(() => source?.destroy());

test('a job is told as it is, and again when it has moved, until it is over', async () => {
  const id = await storeJob(source, viewer, planOf({}));
  const watch = await watchJob(source.manager, viewer, id);
  expect((await watch.next()).value).toMatchObject({ id, state: 'QUEUED' });
  const moved = watch.next();
  await source.query(`UPDATE "job" SET "state" = 'RUNNING', "progress" = 0.5 WHERE "id" = $1`, [id]);
  expect((await moved).value).toMatchObject({ state: 'RUNNING', progress: 0.5 });
  await source.query(
    `UPDATE "job" SET "state" = 'CANCELLED', "finishedAt" = clock_timestamp() WHERE "id" = $1`,
    [id],
  );
  expect((await watch.next()).value).toMatchObject({ state: 'CANCELLED' });
  expect((await watch.next()).done).toBe(true);
});

test('one who leaves ends the watch, though the job never moves again', async () => {
  const id = await storeJob(source, viewer, planOf({}));
  const watch = await watchJob(source.manager, viewer, id);
  await watch.next();
  const waiting = watch.next();
  await watch.return!();
  expect((await waiting).done).toBe(true);
});

test('what is another’s is not there', async () => {
  const id = await storeJob(source, viewer, planOf({}));
  await expect(watchJob(source.manager, await newViewer(source), id)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
