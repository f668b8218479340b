import { beforeAll, expect, test } from 'vitest';
import { newTenant, type Api } from '../support/api.ts';
import { refusal } from '../support/model.ts';

let api: Api;
beforeAll(async () => {
  api = await newTenant();
});

const times = (count: number, text: (i: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, i) => text(i)).join(between);

const deep = (levels: number) =>
  `{ node(id: "x") { ... on Control { ${'requires { '.repeat(levels - 2)}id${' }'.repeat(levels - 2)} } } }`;
const pages = (size: number) =>
  `assets(first: ${size}) { edges { node { scenarios(first: ${size}) { edges { node { controls(first: ${size}) { edges { node { id } } } } } } } } }`;

test.each([
  ['QUERY_TOO_DEEP', 'the query is 12 fields deep; the limit is 11', () => deep(12)],
  [
    'QUERY_TOO_COMPLEX',
    'the query uses 101 aliases; the limit is 100',
    () => `{ ${times(101, (i) => `a${i}: __typename`)} }`,
  ],
  [
    'QUERY_TOO_COMPLEX',
    'the query uses 51 directives; the limit is 50',
    () => `{ __typename ${times(51, () => '@aa')} }`,
  ],
  [
    'QUERY_TOO_COMPLEX',
    'the query uses 101 fragments; the limit is 100',
    () => `{ ${times(101, () => '... { __typename }')} }`,
  ],
  [
    'QUERY_TOO_COMPLEX',
    'the query uses 21 repeats of one field; the limit is 20',
    () => `{ ${times(21, () => '__typename')} }`,
  ],
  [
    'QUERY_TOO_COMPLEX',
    'the query costs 1020201; the limit is 20000: ask for smaller pages or fewer levels',
    () => `{ ${pages(100)} }`,
  ],
  [
    'GRAPHQL_PARSE_FAILED',
    'Syntax Error: Document contains more that 5000 tokens. Parsing aborted.',
    () => `{ ${times(5000, () => '__typename')} }`,
  ],
  [
    'BAD_REQUEST',
    'the query has 1000010 characters; the limit is 200000: send long values as variables',
    () => `{ a(b: "${'x'.repeat(1_000_000)}"`.padEnd(1_000_010, ' '),
  ],
  [
    'BAD_USER_INPUT',
    'needs a finite number, got 1e999',
    () => 'mutation { createThreat(input: { name: "x", category: "c", volatility: 1e999 }) { id } }',
  ],
])('%s: %s', async (code, message, text) => {
  const { status, data } = await api.send(text());
  expect([status, data]).toEqual([400, undefined]);
  expect(await refusal(api, text())).toMatchObject({ code, message });
});

test('an Infinity in variables is no JSON, and a huge number there is refused', async () => {
  const query = 'mutation ($input: ThreatInput!) { createThreat(input: $input) { id } }';
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${api.key}` },
    body: `{"query": ${JSON.stringify(query)}, "variables": {"input": {"name": "x", "category": "c", "volatility": 1e999}}}`,
  });
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});

test('at the limit a query is served', async () => {
  const eleven = pages(1).replace('{ id }', '{ requires { id } }');
  expect((await api.send(`{ ${eleven} }`)).errors).toBeUndefined();
  expect((await api.send(`{ ${times(100, (i) => `a${i}: __typename`)} }`)).errors).toBeUndefined();
  expect((await api.send(`{ ${pages(20)} }`)).errors).toBeUndefined();
});

test('depth and cost count what fragments, variables and defaults bring', async () => {
  const fragments = `{ ...F } fragment F on Query { ...G } fragment G on Query ${deep(12)}`;
  expect(await refusal(api, fragments)).toMatchObject({ code: 'QUERY_TOO_DEEP' });
  const sized = pages(100).replaceAll('100', '$n');
  for (const [head, variables] of [
    ['query ($n: Int)', { n: 100 }],
    ['query ($n: Int = 100)', {}],
    ['query ($n: Int)', { n: 1e9 }],
  ] as const)
    expect(await refusal(api, `${head} { ${sized} }`, variables)).toMatchObject({
      code: 'QUERY_TOO_COMPLEX',
    });
});

test('an argument that cannot be counted does not let the rest run uncounted', async () => {
  for (const head of ['query ($f: ModelFormat)', 'query ($f: ModelFormat = null)']) {
    const { status, data, errors } = await api.send(`${head} { exportModel(format: $f) ${pages(100)} }`, {
      f: null,
    });
    expect([status, data, errors![0].extensions.code]).toEqual([400, undefined, 'BAD_USER_INPUT']);
  }
});

test('one hundred unknown fields are not all told', async () => {
  const { errors } = await api.send(`{ ${times(100, (i) => `unknown${i}`)} }`);
  expect(errors!.length).toBeLessThanOrEqual(4);
});

test.each([
  ['lists', () => `{ assets(filter: ${'['.repeat(2400)}${']'.repeat(2400)}) { totalCount } }`],
  ['selections', () => `${'{ a '.repeat(1600)}${'}'.repeat(1600)}`],
])('%s within one another by the thousand are QUERY_TOO_DEEP', async (_, text) => {
  expect(await refusal(api, text())).toMatchObject({ code: 'QUERY_TOO_DEEP' });
});

test('of a hundred thousand unknown fields in variables the first is told', async () => {
  const input = Object.fromEntries(Array.from({ length: 100_000 }, (__, i) => [`k${i}`, 1]));
  const query = 'mutation ($input: AssetInput!) { createAsset(input: $input) { id } }';
  expect(await refusal(api, query, { input })).toMatchObject({ code: 'BAD_USER_INPUT' });
});
