import { beforeAll, expect, test } from 'vitest';
import { newTenant, type Api } from '../support/api.ts';
import { auditOf, rowsOf } from '../support/database.ts';
import { constant, newControl, newScenario, refusal } from '../support/model.ts';

const PREVIEW = `query ($scenarioIds: [ID!], $addControlIds: [ID!], $removeControlIds: [ID!], $changeControls: [ControlChangeInput!]) {
  preview(scenarioIds: $scenarioIds, addControlIds: $addControlIds, removeControlIds: $removeControlIds, changeControls: $changeControls) {
    expectedAnnualLoss percentiles { p value } lossEventProbability breachProbability approximate } }`;

const halving = { factor: 'SUSCEPTIBILITY', efficacy: constant(0.5), mechanism: 'strong sign-in' };
const loss = { primaryLosses: [{ form: 'RESPONSE', magnitude: constant(1000) }] };

let api: Api;
let scenario: string;
let other: string;
let proposed: string;
let inPlace: string;
beforeAll(async () => {
  api = await newTenant();
  scenario = (await newScenario(api, { ...loss, statedAs: 'CURRENT' })).id;
  other = (await newScenario(api, { ...loss, lossEventFrequency: constant(3), statedAs: 'INHERENT' })).id;
  proposed = (
    await newControl(api, { effects: [{ ...halving, mechanism: 'filter', scenarioIds: [scenario] }] })
  ).id;
  inPlace = (
    await newControl(api, { status: 'IN_PLACE', effects: [{ ...halving, scenarioIds: [scenario] }] })
  ).id;
});

const ask = async (variables: object = {}) => (await api.ask(PREVIEW, variables)).preview;

test('what is in place, exactly: certain losses of 1,000 at a rate of 4', async () => {
  expect(await ask()).toEqual({
    expectedAnnualLoss: expect.closeTo(4000, 8),
    percentiles: [
      { p: 0.5, value: 4000 },
      { p: 0.8, value: 6000 },
      { p: 0.9, value: 7000 },
      { p: 0.95, value: 8000 },
      { p: 0.99, value: 9000 },
      { p: 0.999, value: 11_000 },
    ],
    lossEventProbability: expect.closeTo(1 - Math.exp(-4), 12),
    breachProbability: 0,
    approximate: false,
  });
});

test('controls are added, removed and changed as in a simulation', async () => {
  const mean = async (variables: object) => (await ask(variables)).expectedAnnualLoss;
  expect(await mean({ addControlIds: [proposed] })).toBeCloseTo(3500, 8);
  expect(await mean({ removeControlIds: [inPlace] })).toBeCloseTo(5000, 8);
  expect(await mean({ changeControls: [{ controlId: inPlace, coverage: constant(0.5) }] })).toBeCloseTo(
    4500,
    8,
  );
  expect(await mean({ scenarioIds: [other], addControlIds: [proposed] })).toBeCloseTo(3000, 8);
});

test.each<[string, () => object, string, string]>([
  ['an unknown scenario', () => ({ scenarioIds: ['scenario_x'] }), 'NOT_FOUND', 'scenarioIds.0'],
  ['an unknown control', () => ({ addControlIds: ['control_x'] }), 'NOT_FOUND', 'addControlIds.0'],
  ['one that is in place', () => ({ addControlIds: [inPlace] }), 'BAD_USER_INPUT', 'addControlIds.0'],
  ['an empty list', () => ({ scenarioIds: [] }), 'BAD_USER_INPUT', 'scenarioIds'],
  [
    'nothing to change',
    () => ({ changeControls: [{ controlId: inPlace }] }),
    'BAD_USER_INPUT',
    'changeControls.0',
  ],
])('%s is refused', async (_, variables, code, field) => {
  expect(await refusal(api, PREVIEW, variables())).toMatchObject({ code, field });
});

test('another tenant’s control is as unknown as any', async () => {
  const stranger = await newTenant();
  await newScenario(stranger);
  expect(await refusal(stranger, PREVIEW, { addControlIds: [proposed] })).toEqual(
    await refusal(stranger, PREVIEW, { addControlIds: [`control_${'0'.repeat(32)}`] }),
  );
});

test('an empty model, and one that the controls in place stop entirely, are told of', async () => {
  const empty = await newTenant();
  expect(await refusal(empty, PREVIEW)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'scenarioIds' });
  await newScenario(empty, loss);
  await newControl(empty, { status: 'IN_PLACE', effects: [{ ...halving, efficacy: constant(1) }] });
  expect(await refusal(empty, PREVIEW)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'scenarioIds' });
});

test('nothing is stored, and a key is needed', async () => {
  const before = await auditOf(api.organizationId);
  await ask();
  expect(await auditOf(api.organizationId)).toEqual(before);
  expect(await rowsOf('SELECT 1 FROM "job" WHERE "organizationId" = $1', [api.organizationId])).toEqual([]);
  expect(await rowsOf('SELECT 1 FROM "rebase" WHERE "organizationId" = $1', [api.organizationId])).toEqual(
    [],
  );
  const bare = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: PREVIEW }),
  });
  expect(bare.status).toBe(401);
});

test('it costs what it takes to compute', async () => {
  const many = Array.from({ length: 41 }, (_, i) => `p${i}: preview { approximate }`).join(' ');
  expect(await refusal(api, `{ ${many} }`)).toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
});
