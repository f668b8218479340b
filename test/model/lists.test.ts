import { beforeAll, describe, expect, test } from 'vitest';
import { cursorOf, readPage, slice } from '../../src/model/page.ts';
import { newTenant, type Api } from '../support/api.ts';
import { constant, newAsset, newControl, newScenario, newThreat, refusal } from '../support/model.ts';

interface Listed {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly name: string } }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  readonly totalCount: number;
}

const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: AssetFilter) {
  list: assets(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
}`;

// by code point: a letter beyond the 16-bit ones sorts last, capitals come first
const names = ['A', 'B', 'Z', 'a', 'b', 'z', 'é', '中', '\u{1F3E5}'];

let api: Api;
beforeAll(async () => {
  api = await newTenant();
  for (const name of [...names].reverse()) await newAsset(api, { name, description: `the asset ${name}` });
});

const list = async (variables: object) => (await api.ask<{ list: Listed }>(LIST, variables)).list;
const namesOf = ({ edges }: Listed) => edges.map(({ node }) => node.name);

test('the documented example holds', () => {
  expect(readPage({ first: 50 })).toEqual({ size: 50, backward: false });
});

test('forwards, pages follow one another and meet', async () => {
  const seen: string[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Listed = await list({ first: 4, after });
    seen.push(...namesOf(page));
    expect(page.totalCount).toBe(names.length);
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    expect(page.pageInfo.startCursor).toBe(page.edges[0].cursor);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) break;
  }
  expect(seen).toEqual(names);
});

test('backwards, too', async () => {
  const last = await list({ last: 4 });
  expect(namesOf(last)).toEqual(names.slice(-4));
  expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const before = await list({ last: 10, before: last.pageInfo.startCursor });
  expect(namesOf(before)).toEqual(names.slice(0, -4));
  expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
});

test('a cursor keeps its place while the row that it stands for goes', async () => {
  const mine = await newTenant();
  const made = [];
  for (const name of ['one', 'three', 'two']) made.push(await newAsset(mine, { name }));
  const { list: page } = await mine.ask<{ list: Listed }>(LIST, { first: 2 });
  await mine.ask(`mutation ($id: ID!) { deleteAsset(id: $id, version: 1) }`, { id: made[1].id });
  await newAsset(mine, { name: 'before them all' });
  const { list: rest } = await mine.ask<{ list: Listed }>(LIST, { first: 2, after: page.pageInfo.endCursor });
  expect(namesOf(rest)).toEqual(['two']);
});

test('an empty page has no cursors', async () => {
  const page = await list({ filter: { text: 'nowhere' } });
  expect(page).toEqual({
    edges: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    totalCount: 0,
  });
});

test.each([
  [{ first: 0 }, 'first', 'needs 1 to 100, got 0'],
  [{ first: -1 }, 'first', 'needs 1 to 100, got -1'],
  [{ first: 101 }, 'first', 'needs 1 to 100, got 101'],
  [{ last: 101 }, 'last', 'needs 1 to 100, got 101'],
  [{ first: 1, last: 1 }, 'last', 'needs first or last, got both'],
  [{ after: 'x', before: 'x' }, 'before', 'needs after or before, got both'],
  [{ first: 1, before: 'x' }, 'before', 'goes with last, not with first'],
  [{ last: 1, after: 'x' }, 'after', 'goes with first, not with last'],
  [{ after: 'x' }, 'after', 'needs a cursor that a page of this list gave'],
  [{ after: '' }, 'after', 'needs a cursor that a page of this list gave'],
  [
    { before: cursorOf({ name: 'a\u0000', id: 'b' }) },
    'before',
    'needs a cursor that a page of this list gave',
  ],
  [
    { after: `${cursorOf({ name: 'a', id: 'b' })}=` },
    'after',
    'needs a cursor that a page of this list gave',
  ],
])('the page %j is refused', async (page, field, message) => {
  expect(await refusal(api, LIST, page)).toEqual({ code: 'BAD_USER_INPUT', field, message });
});

test('a page in memory is the page that the database gives', () => {
  const rows = names.map((name) => ({ name, id: 'x' }));
  for (const from of [undefined, rows[0], { name: 'm', id: '' }, rows.at(-1)])
    for (const backward of [false, true]) {
      const inside = rows.filter(
        (row) =>
          !from ||
          (backward
            ? names.indexOf(row.name) < place(from.name)
            : names.indexOf(row.name) > place(from.name) - (names.includes(from.name) ? 0 : 1)),
      );
      const wanted = backward ? inside.slice(-3) : inside.slice(0, 3);
      expect(slice(rows, { size: 3, backward, from }).rows).toEqual(wanted);
    }
});
/** Where a name stands, or would stand. */
const place = (name: string) =>
  names.includes(name) ? names.indexOf(name) : names.filter((it) => it < name).length;

describe('filters', () => {
  const found = async (kind: string, filter: object) => {
    const query = `query ($filter: ${kind}Filter) { list: ${kind.toLowerCase()}s(filter: $filter) { edges { node { name } } totalCount } }`;
    const page = (await api.ask<{ list: Listed }>(query, { filter })).list;
    expect(page.totalCount).toBe(page.edges.length);
    return namesOf(page);
  };

  test('text stands anywhere, in capitals or not, and means itself', async () => {
    await newAsset(api, { name: 'x 100%', externalId: 'ID_7', description: 'Back\\slash', kind: 'NETWORK' });
    for (const text of ['00%', 'id_7', 'k\\S', 'X 1'])
      expect([text, await found('Asset', { text })]).toEqual([text, ['x 100%']]);
    for (const text of ['%%', '_%', "' OR 1=1--", '"; DROP TABLE asset'])
      expect([text, await found('Asset', { text })]).toEqual([text, []]);
    expect(await found('Asset', { text: 'É' })).toEqual(['é']);
    expect(await found('Asset', { kind: 'NETWORK', text: 'x' })).toEqual(['x 100%']);
  });

  test('updatedSince takes what was made or changed then or later', async () => {
    const at = await api.ask('{ assets(first: 1) { edges { node { updatedAt } } } }');
    const { updatedAt } = at.assets.edges[0].node;
    expect(await found('Asset', { updatedSince: updatedAt })).toContain('A');
    expect(await found('Asset', { updatedSince: '9999-12-31T23:59:59Z' })).toEqual([]);
    expect((await found('Asset', { updatedSince: '0001-01-01T00:00:00Z' })).length).toBeGreaterThan(5);
  });

  test.each([
    '0000-00-00',
    '2026-02-30T00:00:00Z',
    '275761-01-01T00:00:00Z',
    'yesterday',
    '',
    5,
    '2026-11-23',
    '0000-01-01T00:00:00Z',
  ])('updatedSince %j is refused or served, and never breaks anything', async (updatedSince) => {
    const query = `query ($filter: AssetFilter) { assets(filter: $filter) { totalCount } }`;
    const { errors = [] } = await api.send(query, { filter: { updatedSince } });
    expect(['', 'BAD_USER_INPUT']).toContain(errors[0]?.extensions.code ?? '');
    if (errors[0]) expect(errors[0].message).toContain('needs a date and time such as');
  });

  test('each kind has its own', async () => {
    const asset = await newAsset(api, { name: 'struck' });
    const threat = await newThreat(api, { name: 'T', category: 'spies', aiCapable: true });
    await newScenario(api, { name: 'S', assetId: asset.id, threatId: threat.id });
    await newScenario(api, { name: 'S2' });
    await newControl(api, { name: 'C', stance: 'OFFENSIVE', status: 'RETIRED' });
    await newControl(api, { name: 'C2' });
    expect(await found('Threat', { category: 'spies' })).toEqual(['T']);
    expect(await found('Threat', { aiCapable: true })).toEqual(['T']);
    expect(await found('Scenario', { assetId: asset.id })).toEqual(['S']);
    expect(await found('Scenario', { threatId: threat.id })).toEqual(['S']);
    expect(await found('Control', { stance: 'OFFENSIVE' })).toEqual(['C']);
    expect(await found('Control', { status: 'PROPOSED' })).toEqual(['C2']);
  });

  test('an id that is not the caller’s is NOT_FOUND', async () => {
    const theirs = await newAsset(await newTenant());
    const query = `query ($id: ID) { scenarios(filter: { assetId: $id }) { totalCount } }`;
    for (const id of [theirs.id, 'x'])
      expect(await refusal(api, query, { id })).toMatchObject({ code: 'NOT_FOUND', field: 'filter.assetId' });
  });

  test('a text that is too long or cannot be stored is refused', async () => {
    const query = `query ($filter: ThreatFilter) { threats(filter: $filter) { totalCount } }`;
    for (const [filter, field] of [
      [{ text: 'x'.repeat(501) }, 'filter.text'],
      [{ text: '\u0000' }, 'filter.text'],
      [{ category: '\uD800' }, 'filter.category'],
    ] as const)
      expect(await refusal(api, query, { filter })).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});

test('nested fields answer what an entity refers to and what refers to it', async () => {
  const mine = await newTenant();
  const asset = await newAsset(mine, { name: 'EHR' });
  const portal = await newAsset(mine, {
    name: 'portal',
    dependsOn: [{ assetId: asset.id, propagationProbability: constant(0.5) }],
  });
  const threat = await newThreat(mine, { name: 'gang', category: 'crime' });
  const phishing = await newThreat(mine, { name: 'phishing', enabling: true });
  const scenario = await newScenario(mine, {
    name: 'S',
    assetId: asset.id,
    threatId: threat.id,
    entries: [{ threatId: phishing.id, share: 0.5 }],
  });
  const effect = { factor: 'ATTEMPTS', efficacy: constant(0.5), mechanism: 'm' };
  const touching = [
    { assetIds: [asset.id] },
    { threatIds: [phishing.id] },
    { scenarioIds: [scenario.id] },
    { categories: ['crime'] },
    {},
  ];
  for (const [place, lists] of touching.entries())
    await newControl(mine, { name: `touching ${place}`, effects: [{ ...effect, ...lists }] });
  await newControl(mine, { name: 'retired', status: 'RETIRED', effects: [effect] });
  await newControl(mine, { name: 'elsewhere', effects: [{ ...effect, assetIds: [portal.id] }] });
  await newControl(mine, {
    name: 'variance',
    effects: [{ ...effect, factor: 'VARIANCE_REPAIR', assetIds: [asset.id] }],
  });
  const { node } = await mine.ask(
    `query ($id: ID!) { node(id: $id) { ... on Scenario {
      asset { name scenarios { totalCount } } threat { name scenarios(first: 1) { edges { node { name } } } }
      entries { share threat { name } } controls(first: 2) { totalCount edges { node { name coverage { mean } } } }
      lossEventFrequency { shape value mean p5 p95 } } } }`,
    scenario,
  );
  expect(node).toEqual({
    asset: { name: 'EHR', scenarios: { totalCount: 1 } },
    threat: { name: 'gang', scenarios: { edges: [{ node: { name: 'S' } }] } },
    entries: [{ share: 0.5, threat: { name: 'phishing' } }],
    controls: {
      totalCount: 5,
      edges: [0, 1].map((place) => ({ node: { name: `touching ${place}`, coverage: { mean: 1 } } })),
    },
    lossEventFrequency: { shape: 'CONSTANT', value: 1, mean: 1, p5: 1, p95: 1 },
  });
});
