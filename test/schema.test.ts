import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { schemaText } from '../src/server/schema-text.ts';

const read = (file: string) => readFileSync(`schema/${file}`, 'utf8');

test('schema.graphql is what the code serves: run `npm run schema`', () => {
  expect(read('schema.graphql')).toBe(schemaText());
});

test('nothing that was released has vanished or changed its meaning', () => {
  const released = buildSchema(read('released.graphql'));
  expect(findBreakingChanges(released, buildSchema(schemaText()))).toEqual([]);
});

test.each(readdirSync('schema/operations'))('the operation %s fits the schema', (file) => {
  expect(validate(buildSchema(schemaText()), parse(read(`operations/${file}`)))).toEqual([]);
});
