import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { Conflict, NotFound } from '../errors.ts';
import { MODEL_KINDS, referencesOf, type Definition, type ModelKind, type Named } from './definition.ts';
import { isIdOf } from './id.ts';

/** @throws {NotFound} with the path of the first reference that names nothing of the organisation */
export async function checkReferences<F extends Named>(
  tx: EntityManager,
  viewer: Viewer,
  definition: Definition<F>,
  fields: F,
  path: string,
): Promise<void> {
  const references = referencesOf(definition, fields, path);
  const known = new Set<string>();
  for (const kind of MODEL_KINDS) {
    const ids = references.filter((it) => it.kind === kind && isIdOf(kind, it.id)).map(({ id }) => id);
    for (const id of await existing(tx, viewer, kind, ids)) known.add(id);
  }
  const missing = references.find(({ id }) => !known.has(id));
  if (missing) throw new NotFound(undefined, missing.path);
}

async function existing(
  tx: EntityManager,
  viewer: Viewer,
  kind: ModelKind,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ id: string }[]>(
    `SELECT "id" FROM "${kind}" WHERE "organizationId" = $1 AND "id" = ANY($2)`,
    [viewer.organizationId, ids],
  );
  return rows.map(({ id }) => id);
}

/** Where each kind is referred to: of what table, under what condition on the id $2. */
const REFERRERS: Readonly<Record<ModelKind, Partial<Record<ModelKind, string>>>> = {
  asset: {
    asset: inList('dependsOn', 'assetId'),
    scenario: '"assetId" = $2',
    control: `${inLists('effects', 'assetIds')} OR ${inPart('tests', 'assetIds')}`,
  },
  threat: {
    scenario: `"threatId" = $2 OR ${inList('entries', 'threatId')}`,
    control: inLists('effects', 'threatIds'),
  },
  scenario: { control: inLists('effects', 'scenarioIds') },
  control: {
    control: [
      inLists('effects', 'controlIds'),
      inPart('tests', 'controlIds'),
      `"requires" @> ${LIST_OF_ID()}`,
      `"excludes" @> ${LIST_OF_ID()}`,
    ].join(' OR '),
  },
};

/** How many of those who refer to something are named; the rest are counted. */
const NAMED = 10;

/** @throws {Conflict} that names those of the model who refer to it, itself apart */
export async function refuseReferredTo(
  tx: EntityManager,
  viewer: Viewer,
  kind: ModelKind,
  id: string,
): Promise<void> {
  const selects = Object.entries(REFERRERS[kind]).map(
    ([table, condition]) =>
      `SELECT '${table}' AS "kind", "name" FROM "${table}"
       WHERE "organizationId" = $1 AND "id" <> $2 AND (${condition})`,
  );
  const rows = await tx.query<{ kind: string; name: string; total: number }[]>(
    `SELECT *, (count(*) OVER ())::integer AS "total" FROM (${selects.join(' UNION ALL ')}) AS "referrers"
     ORDER BY "kind", "name" LIMIT ${NAMED}`,
    [viewer.organizationId, id],
  );
  if (rows.length === 0) return;
  throw new Conflict(`others refer to it: ${namesOf(rows, rows[0].total)}`, 'id');
}

/** @example namesOf([{ kind: 'control', name: 'EDR' }], 3) // 'control "EDR" and 2 more' */
export function namesOf(
  some: readonly { readonly kind: string; readonly name: string }[],
  total: number,
): string {
  const named = some.map(({ kind, name }) => `${kind} ${JSON.stringify(name)}`).join(', ');
  return total > some.length ? `${named} and ${total - some.length} more` : named;
}

function LIST_OF_ID(): string {
  return 'jsonb_build_array($2::text)';
}
function inList(column: string, key: string): string {
  return `"${column}" @> jsonb_build_array(jsonb_build_object('${key}', $2::text))`;
}
function inLists(column: string, key: string): string {
  return `"${column}" @> jsonb_build_array(jsonb_build_object('${key}', ${LIST_OF_ID()}))`;
}
function inPart(column: string, key: string): string {
  return `"${column}" @> jsonb_build_object('${key}', ${LIST_OF_ID()})`;
}
