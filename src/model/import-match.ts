import { MODEL_KINDS, type ModelKind } from './definition.ts';
import type { Item, Model, Problem, Stored } from './exchange.ts';
import { at } from './fields.ts';
import { shown } from './shown.ts';

/** An item of a file, and which entity it is about. */
export interface Match {
  readonly item: Item;
  /** Of what is stored, or new. */
  readonly id: string;
  /** The name that it has once the import is done. */
  readonly name: string;
  readonly stored?: Stored;
}

/** Finds what each item is about: the entity with its externalId, else the one with its name, else a new one. */
export function matchItems(
  items: readonly Item[],
  model: Model,
  newId: (kind: ModelKind) => string,
  problems: Problem[],
): Match[] {
  return MODEL_KINDS.flatMap((kind) => {
    const ofKind = items.filter((item) => item.kind === kind);
    const known = {
      byExternalId: indexOf(model[kind], ({ externalId }) => externalId),
      byName: indexOf(model[kind], ({ name }) => name),
    };
    const matches = ofKind.flatMap((item) => {
      const match = matchItem(item, known, newId);
      if ('message' in match) problems.push(match);
      return 'message' in match ? [] : [match];
    });
    findClashes(matches, model[kind], problems);
    return matches;
  });
}

interface Known {
  readonly byExternalId: ReadonlyMap<string, Stored>;
  readonly byName: ReadonlyMap<string, Stored>;
}

function matchItem(
  item: Item,
  { byExternalId, byName }: Known,
  newId: (kind: ModelKind) => string,
): Match | Problem {
  if (typeof item.input !== 'object' || item.input === null || Array.isArray(item.input))
    return { line: item.line, field: item.path, message: `needs an object, got ${shown(item.input)}` };
  const { name, externalId } = item.input as { readonly name?: unknown; readonly externalId?: unknown };
  const byOwnId = typeof externalId === 'string' ? byExternalId.get(externalId) : undefined;
  const stored = byOwnId ?? (typeof name === 'string' ? byName.get(name) : undefined);
  if (!stored)
    return typeof name === 'string'
      ? { item, id: newId(item.kind), name }
      : { line: item.line, field: at(item.path, 'name'), message: `needs text, got ${shown(name)}` };
  if (!byOwnId && typeof externalId === 'string' && stored.externalId !== null)
    return {
      line: item.line,
      field: at(item.path, 'externalId'),
      message: `the ${item.kind} with this name has another externalId: ${shown(stored.externalId)}`,
    };
  return { item, id: stored.id, name: typeof name === 'string' ? name : stored.name, stored };
}

/** Two items about one entity, or two entities under one name or externalId. */
function findClashes(matches: readonly Match[], rows: readonly Stored[], problems: Problem[]): void {
  const about = new Map<string, Item>();
  const named = new Map<string, string>();
  const ids = OWN_IDS.map((key) => ({ key, taken: new Set<string>() }));
  const touched = new Set(matches.map(({ id }) => id));
  for (const row of rows) {
    if (touched.has(row.id)) continue;
    named.set(row.name, row.id);
    for (const { key, taken } of ids) if (row[key]) taken.add(row[key]);
  }
  for (const { item, id, name, stored } of matches) {
    const fault = (field: string, message: string) =>
      problems.push({ line: item.line, field: at(item.path, field), message });
    const first = about.get(id);
    if (first) fault('name', `is about the same ${item.kind} as line ${first.line}`);
    else if (named.has(name)) fault('name', `another ${item.kind} has the name ${shown(name)}`);
    for (const { key, taken } of first ? [] : ids) {
      const stated = (item.input as Readonly<Record<string, unknown>>)[key];
      const own = stated === undefined ? (stored?.[key] ?? null) : stated;
      if (typeof own !== 'string') continue;
      if (taken.has(own)) fault(key, `another ${item.kind} has the ${key} ${shown(own)}`);
      taken.add(own);
    }
    about.set(id, item);
    named.set(name, id);
  }
}

/** What is unique beside the name, where it is stated. */
const OWN_IDS = ['externalId', 'catalogId'] as const;

function indexOf<R>(rows: readonly R[], keyOf: (row: R) => string | null): Map<string, R> {
  const index = new Map<string, R>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) index.set(key, row);
  }
  return index;
}
