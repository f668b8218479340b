import { GraphQLError } from 'graphql';
import { QueryFailedError } from 'typeorm';
import { expect, test } from 'vitest';
import { Conflict, NotFound } from '../../src/errors.ts';
import { format, statusOf, tell } from '../../src/server/answer.ts';
import { readQuery } from '../../src/server/limits.ts';
import { newLoaders } from '../../src/server/loaders.ts';
import { newRecent } from '../../src/server/recent.ts';
import { buildApi, unmarkedRootFields } from '../../src/server/schema.ts';

const wrapped = (originalError: Error) => new GraphQLError(originalError.message, { originalError });
const failed = (code: string) =>
  new QueryFailedError('SELECT secret', [], Object.assign(new Error('host 10.0.0.7'), { code }));

test('a caller hears of his own mistakes in full, and of ours only that there was one', () => {
  expect(tell(wrapped(new Conflict('stale', 'version')))).toEqual({
    code: 'CONFLICT',
    message: 'stale',
    field: 'version',
  });
  expect(tell(new NotFound()).code).toBe('NOT_FOUND');
  const ours = tell(wrapped(new RangeError('at /srv/app/src/math/beta.ts')));
  expect(ours).toEqual({ code: 'INTERNAL', message: 'something went wrong on our side' });
});

test.each([
  ['ECONNREFUSED', 'SERVICE_UNAVAILABLE'],
  ['57P01', 'SERVICE_UNAVAILABLE'],
  ['53300', 'SERVICE_UNAVAILABLE'],
  ['40001', 'CONFLICT'],
  ['22021', 'BAD_USER_INPUT'],
  ['42P01', 'INTERNAL'],
])('an error %s of the database is %s, without its words', (code, told) => {
  const { code: as, message } = tell(wrapped(failed(code)));
  expect(as).toBe(told);
  expect(message).not.toMatch(/secret|10\.0/);
});

test('the library’s messages name no type that was not asked for', () => {
  const error = new GraphQLError(
    'Cannot query field "asets" on type "Query". Did you mean "assets" or "threats"?',
    {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    },
  );
  expect(tell(error).message).toBe('Cannot query field "asets" on type "Query".');
});

test('an error has its code, field and request, and a place only where the query itself is wrong', () => {
  const at = { path: ['a'], locations: [{ line: 1, column: 2 }] };
  expect(format({ code: 'CONFLICT', message: 'm', field: 'f' }, 'id', at)).toEqual({
    message: 'm',
    path: ['a'],
    extensions: { code: 'CONFLICT', field: 'f', correlationId: 'id' },
  });
  expect(format({ code: 'GRAPHQL_PARSE_FAILED', message: 'm' }, 'id', at).locations).toEqual(at.locations);
});

test('the gravest error gives the status', () => {
  expect(statusOf(['NOT_FOUND', 'SERVICE_UNAVAILABLE', 'INTERNAL'], true, true)).toBe(503);
  expect(statusOf(['NOT_FOUND', 'INTERNAL'], true, false)).toBe(500);
  expect(statusOf(['FORBIDDEN'], true, false)).toBe(200);
  expect(statusOf(['QUERY_TOO_DEEP'], false, false)).toBe(400);
  expect(statusOf(['QUERY_TOO_DEEP'], false, true)).toBe(200);
  expect(statusOf(['BAD_REQUEST'], false, true)).toBe(400);
});

test('the schema is shown only to those who may see it', () => {
  for (const text of [
    '{ __schema { types { name } } }',
    '{ __type(name: "Asset") { name } }',
    '{ ...F } fragment F on Query { x: __schema { description } }',
  ]) {
    expect(() => readQuery(text, { mayIntrospect: false })).toThrow('the schema is not shown to this key');
    expect(readQuery(text, { mayIntrospect: true }).kind).toBe('Document');
  }
  expect(readQuery('{ __typename }', { mayIntrospect: false }).kind).toBe('Document');
});

test('a root field without a right does not go unnoticed', () => {
  const schema = buildApi();
  expect(unmarkedRootFields(schema)).toEqual([]);
  delete (schema.getQueryType()!.getFields()['assets'].extensions as { permission?: string }).permission;
  expect(unmarkedRootFields(schema)).toEqual(['Query.assets']);
});

test('the documented example holds: what is too large is not kept, and what was used longest ago goes first', () => {
  const recent = newRecent<number>(100);
  recent.set('a', 1, 101);
  expect(recent.get('a')).toBeUndefined();
  for (const key of ['b', 'c']) recent.set(key, 2, 50);
  recent.get('b');
  recent.set('d', 3, 50);
  expect(['b', 'c', 'd'].map((key) => recent.get(key))).toEqual([2, undefined, 3]);
  expect([recent.delete('b'), recent.delete('b')]).toEqual([true, false]);
});

test('one name is one loader, which asks once for all', async () => {
  const loaders = newLoaders();
  const asked: (readonly number[])[] = [];
  const double = (keys: readonly number[]) => {
    asked.push(keys);
    return Promise.resolve(keys.map((key) => key * 2));
  };
  const [two, four] = await Promise.all([loaders('x', double).load(1), loaders('x', double).load(2)]);
  expect([two, four, asked]).toEqual([2, 4, [[1, 2]]]);
});
