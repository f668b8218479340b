import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { finished, newTenant, type Api } from '../support/api.ts';
import { COMPARE, giveHospital, simulate } from '../support/hospital.ts';
import { constant, refusal } from '../support/model.ts';

const EXPLAIN = readFileSync('schema/operations/explain-change.graphql', 'utf8');
const short = { trials: 1_000, horizonYears: 1, seed: '20261125' };

let api: Api;
let ids: Readonly<Record<string, string>>;
let before: string;

const succeeded = async (input: object): Promise<string> => {
  const id = await simulate(api, input);
  expect(await finished(api, id)).toMatchObject({ state: 'SUCCEEDED' });
  return id;
};

beforeAll(async () => {
  api = await newTenant();
  ids = await giveHospital(api);
  before = await succeeded(short);
});

interface Driver {
  readonly entity: { readonly id: string; readonly name: string } | null;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly changeInExpectedLoss: { readonly value: number; readonly low: number; readonly high: number };
}

const explain = async (fromId: string, toId: string): Promise<Driver[]> =>
  (await api.ask(EXPLAIN, { fromId, toId })).explainChange;

test('what an analyst changed, in order, each with what it did; and back again', async () => {
  await api.ask(
    'mutation ($id: ID!, $input: ScenarioPatch!) { updateScenario(id: $id, version: 1, input: $input) { id } }',
    { id: ids['Records stolen'], input: { threatEventFrequency: constant(20) } },
  );
  const after = await succeeded({ ...short, seed: '7', addControlIds: [ids['Endpoint detection']] });
  const drivers = await explain(before, after);
  expect(drivers).toMatchObject([
    {
      entity: { id: ids['Records stolen'], name: 'Records stolen' },
      field: 'threatEventFrequency',
      before: 'UNIFORM 2, 12',
      after: '20',
    },
    {
      entity: { id: ids['Endpoint detection'], name: 'Endpoint detection' },
      field: 'portfolio',
      before: null,
      after: 'added',
    },
  ]);
  const [more, less] = drivers.map(({ changeInExpectedLoss }) => changeInExpectedLoss);
  expect(more.low).toBeGreaterThan(0);
  expect(less.high).toBeLessThan(0);
  const back = await explain(after, before);
  expect(back.map(({ field }) => field)).toEqual(['portfolio', 'threatEventFrequency']);
  const sum = (list: Driver[]) => list.reduce((total, it) => total + it.changeInExpectedLoss.value, 0);
  expect(sum(back)).toBeCloseTo(-sum(drivers), 2);
});

test('one simulation with itself, or with its repetition: nothing', async () => {
  expect(await explain(before, before)).toEqual([]);
});

test('what has been deleted since is told without its entity', async () => {
  const { createScenario } = await api.ask(
    'mutation ($input: ScenarioInput!) { createScenario(input: $input) { id } }',
    {
      input: {
        name: 'Short-lived',
        assetId: ids['Portal'],
        threatId: ids['Phishing'],
        effect: 'AVAILABILITY',
        lossEventFrequency: constant(1),
        primaryLosses: [{ form: 'RESPONSE', magnitude: constant(5_000) }],
      },
    },
  );
  const without = await succeeded(short);
  const scenarioIds = [ids['Records stolen'], ids['Portal held']];
  const withIt = without;
  await api.ask('mutation ($id: ID!) { deleteScenario(id: $id, version: 1) }', {
    id: createScenario.id,
  });
  const after = await succeeded({ ...short, scenarioIds });
  expect(await explain(withIt, after)).toMatchObject([
    { entity: null, field: 'scenario', before: 'Short-lived', after: null },
  ]);
});

test('only simulations that have SUCCEEDED, and only one’s own', async () => {
  const { job } = await api.ask(COMPARE, {
    input: { ...short, options: [{ name: 'a', addControlIds: [ids['Endpoint detection']] }] },
  });
  const running = await simulate(api, { trials: 10_000_000, horizonYears: 3 });
  expect(await refusal(api, EXPLAIN, { fromId: before, toId: running })).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'toId',
    message: expect.stringMatching(
      /^needs a simulation that has SUCCEEDED, got one that is (QUEUED|RUNNING)$/,
    ),
  });
  await api.ask('mutation ($id: ID!) { cancelJob(id: $id) { id } }', { id: running });
  expect(await refusal(api, EXPLAIN, { fromId: running, toId: before })).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'fromId',
    message: 'needs a simulation that has SUCCEEDED, got one that is CANCELLED',
  });
  for (const id of [job.id, `simulation_${'0'.repeat(32)}`, 'nonsense'])
    expect(await refusal(api, EXPLAIN, { fromId: id, toId: before })).toMatchObject({
      code: 'NOT_FOUND',
      field: 'fromId',
    });
  const stranger = await newTenant();
  expect(await refusal(stranger, EXPLAIN, { fromId: before, toId: before })).toEqual(
    await refusal(stranger, EXPLAIN, { fromId: `simulation_${'0'.repeat(32)}`, toId: before }),
  );
  await finished(api, job.id);
});

test('five in one request are too many', async () => {
  const five = `query ($id: ID!) { ${Array.from(
    { length: 5 },
    (_, at) => `a${at}: explainChange(fromId: $id, toId: $id) { field }`,
  ).join(' ')} }`;
  expect(await refusal(api, five, { id: before })).toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
});
