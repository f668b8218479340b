import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { NotFound } from '../errors.ts';
import { pageInfo, type Connection } from './connection.type.ts';
import type { ModelKind, Named } from './definition.ts';
import type { ModelRow } from './model-row.entity.ts';
import { cursorOf, readPage, type PageRequest } from './page.ts';
import { isIdOf } from './id.ts';
import type { Slice } from './slice.service.ts';
import { readText } from './text.ts';

const sought = { longest: 500, blank: true } as const;

/** What every list of entities can be narrowed by. */
export interface CommonFilter {
  readonly text?: string | null;
  readonly updatedSince?: Date | null;
}

/**
 * A page of an organisation's entities of one kind, by name.
 *
 * @param columns which columns have a given value; one that is null or undefined is not asked about
 * @throws {InvalidInput} for a page that is none
 */
export async function listEntities<F extends Named, R extends ModelRow & F>(
  db: EntityManager,
  { organizationId }: Viewer,
  { entity, rules }: Slice<F, R>,
  request: PageRequest,
  { text, updatedSince }: CommonFilter,
  columns: Readonly<Record<string, string | boolean | null | undefined>>,
): Promise<Connection<R>> {
  const page = readPage(request);
  const query = db
    .createQueryBuilder(entity, 'it')
    .where('it.organizationId = :organizationId', { organizationId });
  if (text) containing(query, text, Object.hasOwn(rules, 'description'));
  if (updatedSince) query.andWhere('it.updatedAt >= :updatedSince', { updatedSince });
  for (const [column, value] of Object.entries(columns)) {
    if (value === null || value === undefined) continue;
    if (typeof value === 'string') readText(value, `filter.${column}`, sought);
    query.andWhere(`it.${column} = :${column}`, { [column]: value });
  }
  const all = query.clone();
  if (page.from) query.andWhere(`(it.name, it.id) ${page.backward ? '<' : '>'} (:name, :id)`, page.from);
  const direction = page.backward ? 'DESC' : 'ASC';
  const found = await query
    .orderBy('it.name', direction)
    .addOrderBy('it.id', direction)
    .limit(page.size + 1) // one more tells whether there is a next page
    .getMany();
  const more = found.length > page.size;
  const rows = found.slice(0, page.size);
  if (page.backward) rows.reverse();
  const beyond = page.from !== undefined; // the row of the cursor lies on the other side
  return {
    edges: rows.map((node) => ({ cursor: cursorOf(node), node })),
    pageInfo: pageInfo(rows, page.backward ? more : beyond, page.backward ? beyond : more),
    totalCount: () => all.getCount(),
  };
}

/** Narrows to rows in which the text stands anywhere, in capitals or not. */
function containing<R extends object>(query: SelectQueryBuilder<R>, text: string, described: boolean): void {
  const columns = ['name', 'externalId', ...(described ? ['description'] : [])];
  // Names are kept in the order of their bytes; the database's own collation knows which letters are alike.
  const condition = columns.map((column) => `it.${column} COLLATE "default" ILIKE :sought`).join(' OR ');
  query.andWhere(`(${condition})`, {
    sought: `%${readText(text, 'filter.text', sought).replace(/[\\%_]/g, '\\$&')}%`,
  });
}

/** @throws {NotFound} where a filter names what is not the organisation's */
export async function checkFilterId(
  db: EntityManager,
  { organizationId }: Viewer,
  kind: ModelKind,
  id: string | null | undefined,
  path: string,
): Promise<void> {
  if (id === null || id === undefined) return;
  const rows = isIdOf(kind, id)
    ? await db.query<unknown[]>(`SELECT FROM "${kind}" WHERE "organizationId" = $1 AND "id" = $2`, [
        organizationId,
        id,
      ])
    : [];
  if (rows.length === 0) throw new NotFound(undefined, path);
}
