import { auditServer } from 'graphql-http';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { newTenant, type Api } from '../support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await newTenant();
});

const NEWER = 'application/graphql-response+json';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: RequestInit['body'];
}

async function send({ method = 'POST', path = '/graphql', headers = {}, body }: Sent) {
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${api.key}`,
      'content-type': 'application/json',
      accept: NEWER,
      ...headers,
    },
    body,
  });
  const text = await response.text();
  const { data, errors } = (text.startsWith('{') ? JSON.parse(text) : {}) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string; correlationId: string } }[];
  };
  return {
    status: response.status,
    headers: response.headers,
    text,
    data,
    errors,
    code: errors?.[0].extensions.code,
  };
}

const query = (text: string, more: object = {}) => JSON.stringify({ query: text, ...more });

test('the GraphQL over HTTP audit passes: all it demands, all it advises, what we mean to serve of the rest', async () => {
  const results = await auditServer({
    url: `${api.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...(init.headers as object), authorization: `Bearer ${api.key}` } }),
  });
  const count = (word: string) => {
    const of = results.filter(({ name }) => name.startsWith(word));
    return [of.filter(({ status }) => status === 'ok').length, of.length];
  };
  expect(count('MUST')).toEqual([13, 13]);
  expect(count('SHOULD')).toEqual([23, 23]);
  const [passed, all] = count('MAY');
  expect(all).toBe(25);
  expect(passed).toBeGreaterThanOrEqual(22);
});

describe('each mistake has its code and status', () => {
  test.each([
    ['no query', '{}', 'BAD_REQUEST', 400, 400],
    ['an empty query', query(' '), 'BAD_REQUEST', 400, 400],
    ['a query that is no text', '{"query": 5}', 'BAD_REQUEST', 400, 400],
    ['variables that are a list', query('{ __typename }', { variables: [] }), 'BAD_REQUEST', 400, 400],
    ['a batch', `[${query('{ __typename }')}]`, 'BAD_REQUEST', 400, 400],
    ['null', 'null', 'BAD_REQUEST', 400, 400],
    ['no JSON', '{"query": ', 'BAD_REQUEST', 400, 400],
    ['a prototype', '{"query": "{ __typename }", "__proto__": {"a": 1}}', 'BAD_REQUEST', 400, 400],
    [
      'an unknown operation',
      query('query A { __typename }', { operationName: 'B' }),
      'BAD_REQUEST',
      400,
      400,
    ],
    ['a syntax error', query('{ assets {'), 'GRAPHQL_PARSE_FAILED', 400, 200],
    ['an unknown field', query('{ asets { id } }'), 'GRAPHQL_VALIDATION_FAILED', 400, 200],
    [
      'a circle of fragments',
      query('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
      'GRAPHQL_VALIDATION_FAILED',
      400,
      200,
    ],
    ['a page of 101', query('{ assets(first: 101) { totalCount } }'), 'BAD_USER_INPUT', 200, 200],
    [
      'a variable that does not fit',
      query('query ($n: Int) { assets(first: $n) { totalCount } }', { variables: { n: 'x' } }),
      'BAD_USER_INPUT',
      400,
      200,
    ],
    ['an unknown id', query('{ node(id: "x") { id } }'), 'NOT_FOUND', 200, 200],
    [
      'a persisted query',
      '{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "00"}}}',
      'PERSISTED_QUERY_NOT_SUPPORTED',
      200,
      200,
    ],
    ['a subscription', query('subscription { jobProgress(id: "x") { id } }'), 'BAD_REQUEST', 400, 400],
  ])('%s', async (_, body, code, status, legacy) => {
    const newer = await send({ body });
    expect([newer.code, newer.status]).toEqual([code, status]);
    const older = await send({ body, headers: { accept: 'application/json' } });
    expect([older.code, older.status]).toEqual([code, legacy]);
    for (const { extensions } of newer.errors!) expect(extensions.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    if (code !== 'NOT_FOUND' && code !== 'BAD_USER_INPUT') expect(newer.text).not.toContain('"data"');
  });

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset=latin1', 415],
    ['application/jsonp', 415],
  ])('a body of %s', async (type, status) => {
    const answer = await send({
      body: query('mutation { createAsset(input: { name: "csrf", kind: NETWORK }) { id } }'),
      headers: { 'content-type': type },
    });
    expect([answer.status, answer.code]).toEqual([status, 'BAD_REQUEST']);
    expect(await api.ask('{ assets(filter: { text: "csrf" }) { totalCount } }')).toEqual({
      assets: { totalCount: 0 },
    });
  });

  test('a body that is not UTF-8, is compressed or is too large', async () => {
    expect((await send({ body: Uint8Array.of(0x7b, 0xff, 0xfe) })).status).toBe(400);
    const bomb = gzipSync(Buffer.alloc(20_000_000, 32));
    expect((await send({ body: bomb, headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
    const large = await send({ body: `"${'x'.repeat(12_000_000)}"` }).catch(() => ({
      status: 413,
      code: 'BAD_REQUEST',
    }));
    expect([large.status, large.code]).toEqual([413, 'BAD_REQUEST']);
  });

  test.each(['/graphql/', '//graphql', '/graphql%00', '/GRAPHQL', '/x/../graphql/', '/graphql/x', '/'])(
    'nothing is served at %s',
    async (path) => {
      const { status, code } = await send({ path, body: query('{ __typename }') });
      expect([status, code]).toEqual([404, 'NOT_FOUND']);
    },
  );

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is not a way to ask', async (method) => {
    const { status, headers } = await send({ method, body: '{}' });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  test('a mutation by GET is refused and writes nothing', async () => {
    const asked = encodeURIComponent(
      'mutation { createAsset(input: { name: "by GET", kind: NETWORK }) { id } }',
    );
    expect((await send({ method: 'GET', path: `/graphql?query=${asked}` })).status).toBe(405);
    expect(await api.ask('{ assets(filter: { text: "by GET" }) { totalCount } }')).toEqual({
      assets: { totalCount: 0 },
    });
  });

  test('another origin is given no leave', async () => {
    const preflight = await send({ method: 'OPTIONS', headers: { origin: 'https://evil.example' } });
    const read = await send({ body: query('{ __typename }'), headers: { origin: 'https://evil.example' } });
    for (const { headers } of [preflight, read])
      expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('no error says what the server is made of', async () => {
  const bodies = [
    query('{ asets { id } }'),
    query('{ assets(first: "x", orderBy: "name; DROP TABLE") { totalCount } }'),
    query('query ($f: AssetFilter) { assets(filter: $f) { totalCount } }', {
      variables: { f: { text: '\u0000' } },
    }),
    query('query ($f: AssetFilter) { assets(filter: $f) { totalCount } }', {
      variables: { f: { updatedSince: '2026-02-30' } },
    }),
    query('query ($c: String) { assets(after: $c) { totalCount } }', { variables: { c: "' OR 1=1--" } }),
    query(`{ node(id: "'; DROP TABLE asset; --") { id } }`),
  ];
  for (const body of bodies) {
    const { status, text } = await send({ body });
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/Did you mean|node_modules|SELECT |typeorm|postgres|\.ts|at \/|stack/i);
  }
});

test('health and readiness are told without a key', async () => {
  expect(await (await fetch(`${api.url}/health`)).json()).toEqual({ alive: true });
  expect(await (await fetch(`${api.url}/ready`)).json()).toEqual({
    ready: true,
    database: true,
    queue: true,
  });
});
