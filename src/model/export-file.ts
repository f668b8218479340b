import { assetColumns } from '../assets/columns.ts';
import { threatColumns } from '../threats/columns.ts';
import { writeRow, type Cell } from './cells.ts';
import { writeCsv } from './csv.ts';
import { MODEL_KINDS, type ModelKind } from './definition.ts';
import { DEFINITIONS, JSON_KEYS, type Model, type ModelFormat, type Stored } from './exchange.ts';
import { at, type Rule } from './fields.ts';

/**
 * A model as text that an import reads: all fields of each entity, so that importing it brings back exactly this state, in order of
 * their making, so that a model made again from it draws the same luck. The same model always gives the same bytes.
 */
export function writeFile(format: ModelFormat, model: Model): string {
  switch (format) {
    case 'JSON':
      return writeJsonModel(model);
    case 'CSV_ASSETS':
      return writeTable(assetColumns, model.asset);
    case 'CSV_THREATS':
      return writeTable(threatColumns, model.threat);
  }
}

/** One entity a line: as short as JSON gets, and a change of one entity is a change of one line. */
function writeJsonModel(model: Model): string {
  const names = new Map(
    MODEL_KINDS.flatMap((kind) => model[kind].map(({ id, name }) => [id, name] as const)),
  );
  const lists = MODEL_KINDS.map((kind) => {
    const lines = model[kind].map((stored) => JSON.stringify(statedOf(kind, stored, names)));
    return `${JSON.stringify(JSON_KEYS[kind])}: [${lines.map((line) => `\n${line}`).join(',')}${lines.length > 0 ? '\n' : ''}]`;
  });
  return `{\n"formatVersion": 1,\n${lists.join(',\n')}\n}\n`;
}

/** What an entity states, with names for ids and its parts in the order of their rules, whatever order the database keeps. */
function statedOf(kind: ModelKind, stored: Stored, names: ReadonlyMap<string, string>): object {
  const { rules, mapReferences } = DEFINITIONS[kind];
  const named = mapReferences(stored, (_kind, id) => names.get(id) ?? id, '') as unknown as Readonly<
    Record<string, unknown>
  >;
  return Object.fromEntries(
    Object.entries<Rule<unknown>>(rules).map(([key, rule]) => [
      key,
      statedField(rule, named[key], at(kind, key)),
    ]),
  );
}

function statedField({ read, absent }: Rule<unknown>, value: unknown, path: string): unknown {
  if (value === null) return null;
  // An empty list of ids cannot be stated: it is what comes of stating none.
  if (Array.isArray(value) && value.length === 0 && Array.isArray(absent)) return null;
  return read(value, path);
}

const writeTable = (columns: Readonly<Record<string, Cell>>, rows: readonly Stored[]): string =>
  writeCsv([
    Object.keys(columns),
    ...rows.map((stored) => writeRow(columns, stored as unknown as Readonly<Record<string, unknown>>)),
  ]);
