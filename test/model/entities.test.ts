import { beforeAll, describe, expect, test } from 'vitest';
import { newTenant, type Api } from '../support/api.ts';
import { auditOf, rowsOf } from '../support/database.ts';
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
let stranger: Api;
beforeAll(async () => {
  api = await newTenant();
  stranger = await newTenant();
});

const kinds = [
  { kind: 'Asset', make: newAsset, cleared: 'owner', set: 'IT' },
  { kind: 'Threat', make: newThreat, cleared: 'actor', set: 'a gang' },
  { kind: 'Scenario', make: newScenario, cleared: 'externalId', set: 'S-1' },
  { kind: 'Control', make: newControl, cleared: 'description', set: 'on every server' },
];
const update = (kind: string, fields = 'version') =>
  `mutation ($id: ID!, $version: Int!, $input: ${kind}Patch!) { it: update${kind}(id: $id, version: $version, input: $input) { ${fields} } }`;
const remove = (kind: string) =>
  `mutation ($id: ID!, $version: Int!) { delete${kind}(id: $id, version: $version) }`;

describe.each(kinds)('$kind', ({ kind, make, cleared, set }) => {
  const create = `mutation ($input: ${kind}Input!) { create${kind}(input: $input) { id } }`;

  test('a patch keeps what it does not name, and null clears', async () => {
    const { id } = await make(api, { [cleared]: set });
    const fields = `version name ${cleared}`;
    const input = { name: `renamed ${kind}` };
    const { it } = await api.ask(update(kind, fields), { id, version: 1, input });
    expect(it).toEqual({ version: 2, name: `renamed ${kind}`, [cleared]: set });
    const after = await api.ask(update(kind, fields), { id, version: 2, input: { [cleared]: null } });
    expect(after.it).toEqual({ version: 3, name: `renamed ${kind}`, [cleared]: null });
  });

  test('a stale version is a CONFLICT for an update and for a deletion', async () => {
    const { id } = await make(api);
    await api.ask(update(kind), { id, version: 1, input: {} });
    const stale = {
      code: 'CONFLICT',
      field: 'version',
      message: 'needs version 2, got 1: it was changed since it was read',
    };
    expect(await refusal(api, update(kind), { id, version: 1, input: {} })).toEqual(stale);
    expect(await refusal(api, remove(kind), { id, version: 1 })).toEqual(stale);
    expect(await api.ask(remove(kind), { id, version: 2 })).toEqual({ [`delete${kind}`]: id });
  });

  test('name and externalId are unique', async () => {
    const made = await make(api, { externalId: `${kind} 7` });
    const other = await make(api);
    const { node } = await api.ask(`query ($id: ID!) { node(id: $id) { ... on ${kind} { name } } }`, made);
    for (const [field, value] of [
      ['name', node.name],
      ['externalId', `${kind} 7`],
    ]) {
      const conflict = await refusal(api, update(kind), {
        id: other.id,
        version: 1,
        input: { [field]: value },
      });
      expect(conflict).toMatchObject({ code: 'CONFLICT', field: `input.${field}` });
      expect(conflict.message).toContain(JSON.stringify(value));
      await expect(make(api, { [field]: value })).rejects.toThrow('CONFLICT');
    }
    await expect(make(stranger, { externalId: `${kind} 7` })).resolves.toHaveProperty('id');
  });

  test('what is unknown and what is another’s are told by the same bytes', async () => {
    const { id } = await make(stranger);
    const unknown = id.replace(/[0-9a-f]{8}$/, '00000000');
    const node = `query ($id: ID!) { node(id: $id) { id } }`;
    for (const [query, more] of [
      [node, {}],
      [update(kind), { version: 1, input: {} }],
      [remove(kind), { version: 1 }],
    ] as const) {
      const bytes = async (asked: string) =>
        JSON.stringify(await api.send(query, { id: asked, ...more })).replace(/"correlationId":"[^"]*"/, '');
      expect(await bytes(id)).toBe(await bytes(unknown));
      expect(await bytes(id)).toContain('NOT_FOUND');
      for (const odd of [
        '',
        'x',
        `${kind.toLowerCase()}_`,
        '../..',
        'toString_00000000000000000000000000000000',
      ])
        expect(await bytes(odd)).toBe(await bytes(unknown));
    }
  });

  test('a required field cannot be left out or cleared', async () => {
    const { errors } = await api.send(create, { input: {} });
    expect(errors?.map(({ extensions }) => extensions.code)).toContain('BAD_USER_INPUT');
    const { id } = await make(api);
    expect(await refusal(api, update(kind), { id, version: 1, input: { name: null } })).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'input.name',
      message: 'cannot be null',
    });
  });

  test.each([
    ['', 'needs at least one visible character, got ""'],
    ['  \u2003 ', 'needs at least one visible character, got "  \u2003 "'],
    ['x'.repeat(201), 'needs at most 200 characters, got 201'],
    ['x'.repeat(10_001), 'needs at most 200 characters, got 10,001'],
    ['a\u0000b', 'needs text without control characters or halves of characters'],
    ['a\nb', 'needs text without control characters or halves of characters'],
  ])(
    'a name is refused that is %#: none, blank, long, longer, broken, of two lines',
    async (name, message) => {
      const { id } = await make(api);
      expect(await refusal(api, update(kind), { id, version: 1, input: { name } })).toEqual({
        code: 'BAD_USER_INPUT',
        field: 'input.name',
        message,
      });
    },
  );

  test('text that means something to a page or a database is kept letter for letter', async () => {
    for (const name of [
      `<script>alert("${kind}")</script>`,
      `'; DROP TABLE "${kind}"; -- 👩‍⚕️`,
      `%_\\ ${kind}`,
    ]) {
      const { id } = await make(api, { name });
      const { node } = await api.ask(`query ($id: ID!) { node(id: $id) { ... on ${kind} { name } } }`, {
        id,
      });
      expect(node.name).toBe(name);
    }
  });

  test('each change leaves an entry in the audit trail, a refused one leaves nothing', async () => {
    const mine = await newTenant();
    const { id } = await make(mine);
    await mine.send(update(kind), { id, version: 9, input: {} });
    await mine.ask(update(kind), { id, version: 1, input: { [cleared]: set } });
    await mine.ask(remove(kind), { id, version: 2 });
    const entries = (await auditOf(mine.organizationId)).filter(({ target }) => target === id);
    const of = kind.toLowerCase();
    expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([
      [`${of}.created`, 'SUCCEEDED'],
      [`${of}.updated`, 'SUCCEEDED'],
      [`${of}.deleted`, 'SUCCEEDED'],
    ]);
  });

  test('of 50 that claim one name at once exactly 1 gets it', async () => {
    const name = `claimed ${kind}`;
    const needs = kind === 'Scenario' ? await scenarioNeeds() : {};
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => make(api, { name, ...needs })));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(String(answer.reason)).toContain('"CONFLICT"');
  });

  test('of those who write one version at once exactly 1 wins', async () => {
    const { id } = await make(api);
    for (let version = 1; version <= 10; version++) {
      const write = () => api.send(update(kind), { id, version, input: { [cleared]: `${set}${version}` } });
      const answers = await Promise.all([write(), write(), write()]);
      expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    }
  });
});

const scenarioNeeds = async () => ({
  assetId: (await newAsset(api)).id,
  threatId: (await newThreat(api)).id,
});

describe('what others refer to', () => {
  const refuseRemoval = async (kind: string, { id }: Made, names: RegExp) => {
    const conflict = await refusal(api, remove(kind), { id, version: 1 });
    expect(conflict).toMatchObject({ code: 'CONFLICT', field: 'id' });
    expect(conflict.message).toMatch(names);
  };

  test('cannot be deleted, and is told by whom', async () => {
    const asset = await newAsset(api);
    const threat = await newThreat(api);
    const phishing = await newThreat(api, { enabling: true });
    const entries = [{ threatId: phishing.id, share: 0.5 }];
    const name = 'the one that refers';
    const scenario = await newScenario(api, { name, assetId: asset.id, threatId: threat.id, entries });
    const rests = await newControl(api);
    const effect = {
      factor: 'ATTEMPTS',
      efficacy: constant(0.5),
      mechanism: 'm',
      scenarioIds: [scenario.id],
    };
    await newControl(api, { name: 'C1', requires: [rests.id], effects: [effect] });
    await newAsset(api, { name: 'A1', dependsOn: [{ assetId: asset.id }] });
    await refuseRemoval('Asset', asset, /^others refer to it: asset "A1", scenario "the one that refers"$/);
    await refuseRemoval('Threat', threat, /^others refer to it: scenario "the one that refers"$/);
    await refuseRemoval('Threat', phishing, /^others refer to it: scenario "the one that refers"$/);
    await refuseRemoval('Scenario', scenario, /^others refer to it: control "C1"$/);
    await refuseRemoval('Control', rests, /^others refer to it: control "C1"$/);
  });

  test('in a list of an effect, of tests or of exclusions counts as well', async () => {
    const [asset, threat, control] = [await newAsset(api), await newThreat(api), await newControl(api)];
    const tests = { everyDays: 90, findProbability: constant(0.5), authorization: 'CISO' };
    const effect = { efficacy: constant(0.5), mechanism: 'm' };
    await newControl(api, { name: 'C2', excludes: [control.id] });
    await newControl(api, {
      name: 'C3',
      tests: { ...tests, controlIds: [control.id], assetIds: [asset.id] },
    });
    const effects = [
      { ...effect, factor: 'ATTEMPTS', threatIds: [threat.id], assetIds: [asset.id] },
      { ...effect, factor: 'VARIANCE_REPAIR', controlIds: [control.id] },
    ];
    await newControl(api, { name: 'C4', effects });
    await refuseRemoval('Asset', asset, /: control "C3", control "C4"$/);
    await refuseRemoval('Threat', threat, /: control "C4"$/);
    await refuseRemoval('Control', control, /: control "C2", control "C3", control "C4"$/);
  });

  test('must be the caller’s own, wherever an id may stand', async () => {
    const theirs = {
      asset: (await newAsset(stranger)).id,
      threat: (await newThreat(stranger)).id,
      scenario: (await newScenario(stranger)).id,
      control: (await newControl(stranger)).id,
    };
    const effect = (lists: object) => [
      { factor: 'ATTEMPTS', efficacy: constant(0.5), mechanism: 'm', ...lists },
    ];
    const tests = { everyDays: 9, findProbability: constant(1), authorization: 'CISO' };
    const own = await scenarioNeeds();
    for (const [kind, input, field] of [
      ['Asset', { dependsOn: [{ assetId: theirs.asset }] }, 'dependsOn.0.assetId'],
      ['Scenario', { ...own, assetId: theirs.asset }, 'assetId'],
      ['Scenario', { ...own, threatId: theirs.threat }, 'threatId'],
      ['Scenario', { ...own, entries: [{ threatId: theirs.threat, share: 1 }] }, 'entries.0.threatId'],
      ['Control', { effects: effect({ threatIds: [theirs.threat] }) }, 'effects.0.threatIds.0'],
      ['Control', { effects: effect({ assetIds: [theirs.asset] }) }, 'effects.0.assetIds.0'],
      ['Control', { effects: effect({ scenarioIds: [theirs.scenario] }) }, 'effects.0.scenarioIds.0'],
      ['Control', { requires: [theirs.control] }, 'requires.0'],
      ['Control', { excludes: [theirs.control] }, 'excludes.0'],
      ['Control', { tests: { ...tests, controlIds: [theirs.control] } }, 'tests.controlIds.0'],
      ['Control', { tests: { ...tests, assetIds: [theirs.asset] } }, 'tests.assetIds.0'],
    ] as const) {
      const { make } = kinds.find((it) => it.kind === kind)!;
      const refused = make(api, { ...input }).then(
        () => 'made',
        (error: Error) => error.message,
      );
      expect(await refused).toContain(`"code":"NOT_FOUND","field":"input.${field}"`);
    }
  });
});

test('a change and its entry in the audit trail are one: row counts do not move for what is refused', async () => {
  const count = () =>
    rowsOf(
      `SELECT (SELECT count(*) FROM "asset" WHERE "organizationId" = $1) AS rows,
         (SELECT count(*) FROM "audit_entry" WHERE "organizationId" = $1) AS entries`,
      [api.organizationId],
    );
  const before = await count();
  for (const input of [
    { name: 'x', kind: 'APPLICATION', records: -1 },
    { name: '', kind: 'NETWORK' },
  ])
    await api.send('mutation ($input: AssetInput!) { createAsset(input: $input) { id } }', { input });
  expect(await count()).toEqual(before);
});
