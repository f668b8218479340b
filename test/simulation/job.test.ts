import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { beforeAll, describe, expect, test } from 'vitest';
import { finished, newTenant, type Api, type JobAnswer } from '../support/api.ts';
import { COMPARE, giveHospital, SIMULATE, simulate } from '../support/hospital.ts';

let api: Api;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  api = await newTenant();
  ids = await giveHospital(api);
});

const seed = '20261124';
const short = { trials: 1_000, horizonYears: 1, seed };
/** Hours of work: it is never finished here. */
const LONG = { trials: 10_000_000, seed };

const stateOf = async (id: string): Promise<string> =>
  (await api.ask('query ($id: ID!) { node(id: $id) { ... on Job { state } } }', { id })).node.state;

const reaches = async (id: string, state: string): Promise<void> => {
  while ((await stateOf(id)) !== state) await delay(20);
};

const cancel = (id: string) => api.send('mutation ($id: ID!) { cancelJob(id: $id) { id state } }', { id });

describe('a run', () => {
  test('is there at once, and has its result later', async () => {
    const { job } = await api.ask(SIMULATE, { input: { ...short, name: 'as is' } });
    expect(['QUEUED', 'RUNNING']).toContain(job.state); // a worker may have taken it already
    const over = await finished(api, job.id);
    expect(over).toMatchObject({ state: 'SUCCEEDED', progress: 1, failure: null });
    expect(over.resultHash).toMatch(/^[0-9a-f]{64}$/);
    const { simulation } = await api.ask(
      `query ($id: ID!) { simulation(id: $id) { name seed trials startedAt finishedAt requestedBy plan outcome { trials expectedAnnualLoss { value } } } }`,
      { id: job.id },
    );
    expect(simulation).toMatchObject({ name: 'as is', seed, trials: 1_000, requestedBy: 'first key' });
    expect(simulation.outcome.trials).toBe(1_000);
    expect(simulation.outcome.expectedAnnualLoss.value).toBeGreaterThan(0);
    expect(JSON.parse(simulation.plan)).toMatchObject({ seed, trials: 1_000 });
  });

  test('of a comparison is no different', async () => {
    const options = [{ name: 'detect', addControlIds: [ids['Endpoint detection'], ids['Red team']] }];
    const { job } = await api.ask(COMPARE, { input: { ...short, options } });
    expect(['QUEUED', 'RUNNING']).toContain(job.state); // a worker may have taken it already
    expect(await finished(api, job.id)).toMatchObject({ state: 'SUCCEEDED' });
  });

  test('tells how far it is, never going back, until it is over', async () => {
    const id = await simulate(api, { ...short, trials: 60_000 });
    const client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${api.key}` },
    });
    const told: JobAnswer[] = [];
    for await (const { data, errors } of client.iterate<{ jobProgress: JobAnswer }>({
      query: 'subscription ($id: ID!) { jobProgress(id: $id) { state progress } }',
      variables: { id },
    })) {
      expect(errors).toBeUndefined();
      told.push(data!.jobProgress);
    }
    await client.dispose();
    expect(told.at(-1)).toEqual({ state: 'SUCCEEDED', progress: 1 });
    const shares = told.map(({ progress }) => progress);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test('repeated has the same plan and the same bytes', async () => {
    const first = await finished(api, await simulate(api, { trials: 1_000, horizonYears: 1 }));
    const { repeatJob } = await api.ask('mutation ($id: ID!) { repeatJob(id: $id) { id planHash } }', {
      id: first.id,
    });
    expect(repeatJob.id).not.toBe(first.id);
    expect(repeatJob.planHash).toBe(first.planHash);
    expect((await finished(api, repeatJob.id)).resultHash).toBe(first.resultHash);
  });

  test('is stopped while it RUNS and while it is QUEUED, and never begun again', async () => {
    const running = [await simulate(api, LONG), await simulate(api, LONG)];
    for (const id of running) await reaches(id, 'RUNNING');
    const waiting = await simulate(api, LONG); // two at once: this one waits for them
    expect(await stateOf(waiting)).toBe('QUEUED');
    for (const id of [waiting, ...running])
      expect((await cancel(id)).data).toEqual({ cancelJob: { id, state: 'CANCELLED' } });
    // Their threads are free for others.
    await finished(api, await simulate(api, short));
    for (const id of [waiting, ...running]) expect(await stateOf(id)).toBe('CANCELLED');
    const [error] = (await cancel(waiting)).errors!;
    expect(error).toMatchObject({
      message: 'the job is over: it has CANCELLED',
      extensions: { code: 'CONFLICT' },
    });
  });

  test('of another tenant cannot be seen, stopped or repeated', async () => {
    const id = await simulate(api, short);
    const stranger = await newTenant();
    const unknown = `${id.slice(0, -4)}0000`;
    for (const query of [
      'mutation ($id: ID!) { cancelJob(id: $id) { id } }',
      'mutation ($id: ID!) { repeatJob(id: $id) { id } }',
      'query ($id: ID!) { simulation(id: $id) { id } }',
    ]) {
      const bare = async (it: string) => {
        const { status, data, errors } = await stranger.send(query, { id: it });
        return {
          status,
          data,
          errors: errors?.map(({ message, extensions: { code } }) => ({ message, code })),
        };
      };
      expect(await bare(id)).toEqual(await bare(unknown));
      expect((await bare(id)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
  });
});

describe('an idempotencyKey', () => {
  const input = { ...short, idempotencyKey: 'the same' };

  test('has one job, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.ask(SIMULATE, { input })));
    expect(new Set(answers.map(({ job }) => job.id)).size).toBe(1);
    const { simulations } = await api.ask('{ simulations(first: 100) { edges { node { id } } } }');
    const [{ job }] = answers;
    expect(simulations.edges.filter((it: { node: { id: string } }) => it.node.id === job.id)).toHaveLength(1);
    await finished(api, job.id);
    expect((await api.ask(SIMULATE, { input })).job).toMatchObject({ id: job.id, state: 'SUCCEEDED' });
  });

  test('with anything else is a conflict', async () => {
    for (const more of [{ trials: 101 }, { name: 'other' }, { seed: '1' }, { precision: 0.1 }]) {
      const { errors } = await api.send(SIMULATE, { input: { ...input, ...more } });
      expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT', field: 'input.idempotencyKey' } }]);
    }
  });

  test('of another tenant is another', async () => {
    const other = await newTenant();
    await giveHospital(other);
    const ours = (await api.ask(SIMULATE, { input })).job;
    const theirs = (await other.ask(SIMULATE, { input: { ...input, name: 'another' } })).job;
    expect(theirs.id).not.toBe(ours.id);
  });

  test('of a repetition has one job as well', async () => {
    const { job } = await api.ask(SIMULATE, { input });
    const repeat = 'mutation ($id: ID!) { job: repeatJob(id: $id, idempotencyKey: "again") { id } }';
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.ask(repeat, { id: job.id })));
    expect(new Set(answers.map((it) => it.job.id)).size).toBe(1);
  });
});

describe('refused before there is a job', () => {
  type Refusal = [why: string, input: object, code: string, field: string];
  const cases = (): Refusal[] => [
    ['unknown scenario', { scenarioIds: [`scenario_${'0'.repeat(32)}`] }, 'NOT_FOUND', 'input.scenarioIds.0'],
    ['no trials', { trials: 0 }, 'BAD_USER_INPUT', 'input.trials'],
    ['too many trials', { trials: 1e9 }, 'BAD_USER_INPUT', 'input.trials'],
    ['no years', { horizonYears: 0 }, 'BAD_USER_INPUT', 'input.horizonYears'],
    ['too many years', { horizonYears: 11 }, 'BAD_USER_INPUT', 'input.horizonYears'],
    ['a seed that is none', { seed: '-1' }, 'BAD_USER_INPUT', 'input.seed'],
    ['no ids', { scenarioIds: [] }, 'BAD_USER_INPUT', 'input.scenarioIds'],
    [
      'adding what is in place',
      { addControlIds: [ids['Backups']] },
      'BAD_USER_INPUT',
      'input.addControlIds.0',
    ],
    [
      'removing what is not',
      { removeControlIds: [ids['Tapes']] },
      'BAD_USER_INPUT',
      'input.removeControlIds.0',
    ],
    [
      'adding what is RETIRED',
      { addControlIds: [ids['Antivirus']] },
      'BAD_USER_INPUT',
      'input.addControlIds.0',
    ],
    ['adding what is excluded', { addControlIds: [ids['Tapes']] }, 'BAD_USER_INPUT', 'input.addControlIds.0'],
  ];

  test('each names its field, and nothing is written', async () => {
    const tenant = await newTenant();
    ids = await giveHospital(tenant);
    for (const [why, input, code, field] of cases()) {
      const { errors } = await tenant.send(SIMULATE, {
        input: { ...input, idempotencyKey: 'kept for a run' },
      });
      expect(errors, why).toMatchObject([{ extensions: { code, field } }]);
    }
    const none = await tenant.send(COMPARE, { input: { options: [] } });
    expect(none.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'input.options' } }]);
    const { simulations, comparisons } = await tenant.ask(
      '{ simulations { totalCount } comparisons { totalCount } }',
    );
    expect([simulations.totalCount, comparisons.totalCount]).toEqual([0, 0]);
    // The key was not used up.
    const { job } = await tenant.ask(SIMULATE, { input: { ...short, idempotencyKey: 'kept for a run' } });
    await finished(tenant, job.id);
  });

  test('an empty model', async () => {
    const { errors } = await (await newTenant()).send(SIMULATE, { input: {} });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors![0].message).toContain('needs at least one scenario');
  });
});
