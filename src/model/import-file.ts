import { readAssetRow } from '../assets/columns.ts';
import { readThreatRow } from '../threats/columns.ts';
import type { RowReader } from './cells.ts';
import { readCsv } from './csv.ts';
import type { ModelKind } from './definition.ts';
import { MODEL_KINDS } from './definition.ts';
import { JSON_KEYS, MOST_PROBLEMS, type Item, type ModelFormat, type Problem } from './exchange.ts';
import { jsonLines, type JsonLines } from './json-lines.ts';
import { shown } from './shown.ts';

/** Takes a file apart into what it states of each entity, and says where it cannot be read. */
export function readFile(
  format: ModelFormat,
  content: string,
): { readonly items: readonly Item[]; readonly problems: readonly Problem[] } {
  switch (format) {
    case 'JSON':
      return readJsonModel(content);
    case 'CSV_ASSETS':
      return readTable(content, 'asset', readAssetRow);
    case 'CSV_THREATS':
      return readTable(content, 'threat', readThreatRow);
  }
}

type FileRead = ReturnType<typeof readFile>;

function readJsonModel(content: string): FileRead {
  const text = content.startsWith('\uFEFF') ? content.slice(1) : content;
  // where things stand is found when somebody has to be told
  let lines: JsonLines | undefined;
  const where = () => (lines ??= jsonLines(text));
  let model: unknown;
  try {
    model = JSON.parse(text);
  } catch {
    return { items: [], problems: [{ line: where().fault, message: 'this is not JSON from here on' }] };
  }
  if (typeof model !== 'object' || model === null || Array.isArray(model))
    return { items: [], problems: [{ line: 1, message: `needs an object, got ${shown(model)}` }] };
  const { formatVersion } = model as { readonly formatVersion?: unknown };
  if (formatVersion !== 1)
    return {
      items: [],
      problems: [{ field: 'formatVersion', message: `needs 1, got ${shown(formatVersion)}` }],
    };
  const items: Item[] = [];
  const problems: Problem[] = [];
  const kinds = new Map<string, ModelKind>(MODEL_KINDS.map((kind) => [JSON_KEYS[kind], kind]));
  for (const [key, list] of Object.entries(model)) {
    const kind = kinds.get(key);
    if (key === 'formatVersion') continue;
    if (!kind) problems.push({ field: key.slice(0, 100), message: 'there is no such field here' });
    else if (!Array.isArray(list)) problems.push({ field: key, message: `needs a list, got ${shown(list)}` });
    else
      list.forEach((input: unknown, place) =>
        items.push({
          kind,
          get line() {
            return where().items.get(key)?.[place] ?? 1;
          },
          path: `${key}.${place}`,
          input,
        }),
      );
  }
  return { items, problems };
}

function readTable(content: string, kind: ModelKind, readRow: RowReader): FileRead {
  const { rows, fault } = readCsv(content);
  if (fault) return { items: [], problems: [fault] };
  if (rows.length === 0) return { items: [], problems: [{ line: 1, message: 'needs a row of field names' }] };
  const [header, ...records] = rows;
  const fields = header.cells.map((name) => name.trim());
  const strange = fields.filter((name) => !readRow.fields.has(name)).slice(0, MOST_PROBLEMS);
  const known = fields.filter((name) => readRow.fields.has(name));
  const seen = new Set<string>();
  const twice = known.filter((name) => seen.size === seen.add(name).size).slice(0, MOST_PROBLEMS);
  const problems: Problem[] = [
    ...strange.map((name) => ({
      line: header.line,
      field: name.slice(0, 100),
      message: `there is no such field here: there are ${[...readRow.fields].join(', ')}`,
    })),
    ...twice.map((name) => ({ line: header.line, field: name.slice(0, 100), message: 'stands here twice' })),
  ];
  if (problems.length > 0) return { items: [], problems };
  const items: Item[] = [];
  for (const { line, cells } of records) {
    if (cells.length !== fields.length)
      problems.push({ line, message: `needs ${fields.length} cells, got ${cells.length}` });
    else items.push({ kind, line, path: '', input: readRow.read(fields, cells) });
  }
  return { items, problems };
}
