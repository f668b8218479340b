import { existsSync, readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { CONTROLS } from '../../src/catalog/controls/all.ts';
import { THREATS } from '../../src/catalog/threats/all.ts';

const text = readFileSync('src/catalog/DEMANDS.md', 'utf8');
const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const entries = new Set([...THREATS, ...CONTROLS].map(({ id }) => id));

const lines = text.split('\n').filter((line) => line.startsWith('|'));
const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

interface Row {
  readonly number: number;
  readonly demand: string;
  readonly metBy: string;
  readonly howFar: string;
}
const rows = lines.slice(2).map((line): Row => {
  const [number, demand, metBy, howFar] = cells(line);
  return { number: Number(number), demand, metBy, howFar };
});

const namesIn = (part: string): string[] => [...part.matchAll(/`([^`]*)`/g)].map(([, name]) => name);

/** Whether a type has a field, or an enum a value. */
function isInSchema(typeName: string, member: string): boolean {
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(member) !== undefined;
  const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
  return hasFields && Object.hasOwn(type.getFields(), member);
}

/** A name is an entry of the catalogue, a path, or a part of the schema: nothing else may be named. */
function exists(name: string): boolean {
  if (/^[TDO]-/.test(name)) return entries.has(name);
  if (name.includes('/')) return existsSync(name);
  const [typeName, member, ...more] = name.split('.');
  return member !== undefined && more.length === 0 && isInSchema(typeName, member);
}

test('there is one table, of four columns', () => {
  expect(cells(lines[0])).toEqual(['no.', 'demand', 'met by', 'how far']);
  expect(lines.filter((line) => cells(line).length !== 4)).toEqual([]);
  expect(lines.filter((line) => /^\|[\s|:-]+$/.test(line))).toHaveLength(1);
});

test('it has the 87 demands in their order', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 87 }, (_, place) => place + 1));
});

test('what a name must be', () => {
  expect(
    ['T-BEC', 'Query.simulation', 'Effect.INTEGRITY', 'src/catalog/site.ts'].filter(exists),
  ).toHaveLength(4);
  expect(
    ['T-NONE', 'Query.none', 'None.id', 'Effect.NONE', 'src/none.ts', 'Query', 'Query.simulation.id'].filter(
      exists,
    ),
  ).toEqual([]);
});

describe.each(rows.map((row) => [row.number, row] as const))('%i', (_number, row) => {
  const { demand, metBy, howFar } = row;

  test('says how far it is met: yes, partly and what is missing, or not yet and what that would be', () => {
    expect(demand).not.toBe('');
    expect(howFar).toMatch(/^(?:yes$|partly: \S|not yet: \S)/);
  });

  test('names what meets it, unless nothing does yet', () => {
    expect(namesIn(metBy).length > 0).toBe(!howFar.startsWith('not yet'));
  });

  test('names only what there is', () => {
    expect([...namesIn(metBy), ...namesIn(howFar)].filter((name) => !exists(name))).toEqual([]);
  });
});

test('the head, too, names only what there is', () => {
  expect(namesIn(text.slice(0, text.indexOf('\n|'))).filter((name) => !exists(name))).toEqual([]);
});
