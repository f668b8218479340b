import { beforeAll, expect, test } from 'vitest';
import { newTenant, type Api } from '../support/api.ts';
import {
  constant,
  newAsset,
  newControl,
  newScenario,
  newThreat,
  refusal,
  type Made,
} from '../support/model.ts';

let api: Api;
let asset: Made;
let threat: Made;
let enabling: Made;
beforeAll(async () => {
  api = await newTenant();
  asset = await newAsset(api);
  threat = await newThreat(api);
  enabling = await newThreat(api, { enabling: true });
});

const refused = (kind: string, input: object) =>
  refusal(api, `mutation ($input: ${kind}Input!) { create${kind}(input: $input) { id } }`, { input });
const one = constant(1);
const half = constant(0.5);

test.each([
  [
    {},
    'lossEventFrequency',
    'one of lossEventFrequency, threatEventFrequency, contactFrequency must be stated',
  ],
  [
    { lossEventFrequency: one, threatEventFrequency: one },
    'threatEventFrequency',
    'only one level of frequency can be stated, got lossEventFrequency and threatEventFrequency',
  ],
  [
    { lossEventFrequency: one, susceptibility: half },
    'susceptibility',
    'cannot be stated with lossEventFrequency, which counts successes already',
  ],
  [
    { threatEventFrequency: one },
    'susceptibility',
    'must be stated where attempts are counted; or threatCapability and resistanceStrength instead',
  ],
  [
    { threatEventFrequency: one, susceptibility: half, threatCapability: one },
    'threatCapability',
    'cannot be stated with susceptibility: either says how many attempts succeed',
  ],
  [
    { threatEventFrequency: one, threatCapability: one },
    'resistanceStrength',
    'must be stated where threatCapability is',
  ],
  [
    { threatEventFrequency: one, resistanceStrength: one },
    'threatCapability',
    'must be stated where resistanceStrength is',
  ],
  [
    { contactFrequency: one, susceptibility: half },
    'probabilityOfAction',
    'must be stated where contactFrequency is',
  ],
  [
    { lossEventFrequency: one, probabilityOfAction: half },
    'probabilityOfAction',
    'can be stated only with contactFrequency',
  ],
  [
    { lossEventFrequency: constant(-1) },
    'lossEventFrequency.value',
    'needs 0 or more a year, at most 1e8, got -1',
  ],
  [
    { threatEventFrequency: one, susceptibility: constant(1.0000001) },
    'susceptibility.value',
    'needs a share from 0 to 1, got 1.0000001',
  ],
  [
    { threatEventFrequency: one, threatCapability: constant(110), resistanceStrength: one },
    'threatCapability.value',
    'needs a percentile from 0 to 100, got 110',
  ],
  [
    { lossEventFrequency: one, secondaryProbability: half },
    'secondaryLosses',
    'must be stated where secondaryProbability is',
  ],
  [
    { lossEventFrequency: one, secondaryLosses: [{ form: 'RESPONSE', magnitude: one }] },
    'secondaryProbability',
    'must be stated where secondaryLosses are',
  ],
  [
    { lossEventFrequency: one, primaryLosses: [{ form: 'RESPONSE', magnitude: constant(-5) }] },
    'primaryLosses.0.magnitude.value',
    'needs 0 or more US dollars, at most 1e13, got -5',
  ],
  [
    {
      lossEventFrequency: one,
      primaryLosses: [
        { form: 'RESPONSE', magnitude: one },
        { form: 'RESPONSE', magnitude: one },
      ],
    },
    'primaryLosses.1',
    'is named twice in this list: "RESPONSE"',
  ],
  [
    { lossEventFrequency: { shape: 'PERT', low: 5, likely: 1, high: 9 } },
    'lossEventFrequency.likely',
    'needs likely to lie from low to high, got low 5, likely 1 and high 9',
  ],
  [
    { threatEventFrequency: one, susceptibility: { shape: 'GAMMA', shapeParameter: 1, scale: 0.1 } },
    'susceptibility.shape',
    'needs a share from 0 to 1: the shape GAMMA reaches above any number',
  ],
])('the scenario %j is refused', async (numbers, field, message) => {
  const input = { name: 'refused', assetId: asset.id, threatId: threat.id, effect: 'INTEGRITY', ...numbers };
  expect(await refused('Scenario', input)).toEqual({
    code: 'BAD_USER_INPUT',
    field: `input.${field}`,
    message,
  });
});

test('the shares of entries are at most 1 in sum, of other threats than the scenario’s', async () => {
  const entries = (...shares: number[]) =>
    shares.map((share, i) => ({ threatId: i === 0 ? enabling.id : `t${i}`, share }));
  const input = {
    name: 'e',
    assetId: asset.id,
    threatId: threat.id,
    effect: 'INTEGRITY',
    lossEventFrequency: one,
  };
  expect(await refused('Scenario', { ...input, entries: entries(0.7, 0.4) })).toMatchObject({
    field: 'input.entries',
    message: 'needs shares of at most 1 in sum, got 1.1',
  });
  expect(await refused('Scenario', { ...input, entries: entries(-0.1) })).toMatchObject({
    field: 'input.entries.0.share',
  });
  expect(
    await refused('Scenario', { ...input, entries: [{ threatId: threat.id, share: 0.1 }] }),
  ).toMatchObject({ field: 'input.entries.0.threatId' });
});

test('an enabling threat is no scenario’s own, and a scenario’s own does not become enabling', async () => {
  const says = 'needs a threat that strikes: this one is enabling, and can only be an entry of scenarios';
  const input = {
    name: 'e',
    assetId: asset.id,
    threatId: enabling.id,
    effect: 'INTEGRITY',
    lossEventFrequency: one,
  };
  expect(await refused('Scenario', input)).toEqual({
    code: 'BAD_USER_INPUT',
    field: 'input.threatId',
    message: says,
  });
  const own = await newThreat(api);
  await newScenario(api, { name: 'owner', threatId: own.id });
  const update =
    'mutation ($id: ID!) { updateThreat(id: $id, version: 1, input: { enabling: true }) { id } }';
  expect(await refusal(api, update, own)).toEqual({
    code: 'CONFLICT',
    field: 'input.enabling',
    message: 'is the threat of others: scenario "owner"',
  });
});

test.each([
  [{ weaknessesPerYear: one }, 'weaknessDiscoveryDays', 'must be stated where weaknessesPerYear is'],
  [
    { weaknessesPerYear: one, weaknessDiscoveryDays: one },
    'exploitability',
    'must be stated where weaknessesPerYear is',
  ],
  [
    { weaknessDiscoveryDays: constant(0) },
    'weaknessDiscoveryDays.value',
    'needs above 0 days, at most 36,500, got 0',
  ],
  [{ recordsExponent: constant(0) }, 'recordsExponent.value', 'needs above 0, at most 2, got 0'],
  [{ records: -1 }, 'records', 'needs a number from 0 to 2147483647, got -1'],
  [{ weaknessBypasses: ['a', 'a'] }, 'weaknessBypasses.1', 'is named twice in this list: "a"'],
])('the asset %j is refused', async (fields, field, message) => {
  const input = { name: 'refused', kind: 'NETWORK', ...fields };
  expect(await refused('Asset', input)).toEqual({ code: 'BAD_USER_INPUT', field: `input.${field}`, message });
});

test('an asset does not depend on itself, and circles of several are legal', async () => {
  const update =
    'mutation ($id: ID!, $on: ID!) { updateAsset(id: $id, version: 1, input: { dependsOn: [{ assetId: $on }] }) { dependsOn { asset { id } } } }';
  const [a, b] = [await newAsset(api), await newAsset(api)];
  expect(await refusal(api, update, { id: a.id, on: a.id })).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'input.dependsOn.0.assetId',
  });
  await api.ask(update, { id: a.id, on: b.id });
  expect(await api.ask(update, { id: b.id, on: a.id })).toEqual({
    updateAsset: { dependsOn: [{ asset: { id: a.id } }] },
  });
});

const effect = { factor: 'ATTEMPTS', efficacy: half, mechanism: 'm' };
const tests = { everyDays: 90, findProbability: half, authorization: 'CISO' };

test.each([
  [{ failuresPerYear: one }, 'discoveryDays', 'must be stated where failuresPerYear or poisoningsPerYear is'],
  [
    { aiBased: true, poisoningsPerYear: one },
    'discoveryDays',
    'must be stated where failuresPerYear or poisoningsPerYear is',
  ],
  [
    { poisoningsPerYear: one, discoveryDays: one },
    'poisoningsPerYear',
    'can be stated only where aiBased is true',
  ],
  [{ evasionProbability: half }, 'evasionProbability', 'can be stated only where aiBased is true'],
  [{ coverage: constant(110) }, 'coverage.value', 'needs a share from 0 to 1, got 110'],
  [{ staffFte: -1 }, 'staffFte', 'needs a number from 0 to 1000000, got -1'],
  [{ requires: [] }, 'requires', 'needs at least one item, or to be left out'],
  [{ excludes: [] }, 'excludes', 'needs at least one item, or to be left out'],
  [
    { effects: [{ ...effect, threatIds: [] }] },
    'effects.0.threatIds',
    'needs at least one item, or to be left out',
  ],
  [
    { effects: [{ ...effect, categories: [] }] },
    'effects.0.categories',
    'needs at least one item, or to be left out',
  ],
  [
    { effects: [{ ...effect, efficacy: constant(-0.0001) }] },
    'effects.0.efficacy.value',
    'needs a share from 0 to 1, got -0.0001',
  ],
  [
    { effects: [{ ...effect, controlIds: ['x'] }] },
    'effects.0.controlIds',
    'cannot be stated for the factor ATTEMPTS',
  ],
  [
    { effects: [{ ...effect, renewEveryDays: 30 }] },
    'effects.0.renewEveryDays',
    'can be stated only with halfLifeDays: what does not fade needs no renewal',
  ],
  [
    { effects: [{ ...effect, halfLifeDays: 0 }] },
    'effects.0.halfLifeDays',
    'needs a number of days above 0 and at most 36500, got 0',
  ],
  [
    { effects: [{ ...effect, factor: 'VARIANCE_REPAIR' }] },
    'effects.0',
    'needs controlIds or assetIds: what the factor VARIANCE_REPAIR acts on',
  ],
  [
    { effects: [{ ...effect, factor: 'VARIANCE_REPAIR', assetIds: ['x'], halfLifeDays: 1 }] },
    'effects.0.halfLifeDays',
    'cannot be stated for the factor VARIANCE_REPAIR',
  ],
  [{ tests }, 'tests', 'needs controlIds or assetIds: what it tests'],
  [{ tests: { ...tests, assetIds: [] } }, 'tests.assetIds', 'needs at least one item, or to be left out'],
  [
    { tests: { ...tests, assetIds: ['x'], everyDays: 0 } },
    'tests.everyDays',
    'needs a number of days from 1/24 (an hour) to 36500, got 0',
  ],
  [
    { tests: { ...tests, assetIds: ['x'], authorization: ' ' } },
    'tests.authorization',
    'needs at least one visible character, got " "',
  ],
  [
    { hipaaSpecifications: ['164.308'] },
    'hipaaSpecifications.0',
    'needs a specification such as 308.a.1.ii.A, got "164.308"',
  ],
])('the control %j is refused', async (fields, field, message) => {
  const input = { name: 'refused', stance: 'DEFENSIVE', ...fields };
  expect(await refused('Control', input)).toEqual({
    code: 'BAD_USER_INPUT',
    field: `input.${field}`,
    message,
  });
});

test('controls do not require one another in a circle, which is named', async () => {
  const a = await newControl(api, { name: 'EDR' });
  const b = await newControl(api, { name: 'SOC', requires: [a.id] });
  const c = await newControl(api, { name: 'SIEM', requires: [b.id] });
  const update =
    'mutation ($id: ID!, $input: ControlPatch!) { updateControl(id: $id, version: 1, input: $input) { id } }';
  expect(await refusal(api, update, { id: a.id, input: { requires: [c.id] } })).toEqual({
    code: 'BAD_USER_INPUT',
    field: 'input.requires',
    message: 'goes in a circle: "EDR" requires "SIEM" requires "SOC" requires "EDR"',
  });
  expect(await refusal(api, update, { id: a.id, input: { requires: [a.id] } })).toMatchObject({
    field: 'input.requires.0',
  });
  expect(await refusal(api, update, { id: c.id, input: { excludes: [b.id] } })).toMatchObject({
    field: 'input.excludes.0',
    message: 'cannot be both required and excluded',
  });
});

test('what is not stated has its default', async () => {
  const { id } = await newControl(api, { tests: { ...tests, assetIds: [asset.id] } });
  const { node } = await api.ask(
    `query ($id: ID!) { node(id: $id) { ... on Control { status staffFte aiBased coverage { value }
      tests { renews fixProbability { value } reachShare { value } controls { id } } effects { factor } upfrontCost { mean } } } }`,
    { id },
  );
  expect(node).toEqual({
    status: 'PROPOSED',
    staffFte: 0,
    aiBased: false,
    coverage: { value: 1 },
    tests: { renews: false, fixProbability: { value: 1 }, reachShare: { value: 1 }, controls: [] },
    effects: [],
    upfrontCost: null,
  });
});
