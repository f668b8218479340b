import type { EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { record } from '../audit/audit.service.ts';
import type { Viewer } from '../access/viewer.ts';
import { Conflict, NotFound } from '../errors.ts';
import { changeModel } from './change.service.ts';
import { parseEntity, type Named } from './definition.ts';
import { newId } from './id.service.ts';
import type { ModelRow } from './model-row.entity.ts';
import { takeNumbers } from './number.service.ts';
import { checkReferences, refuseReferredTo } from './references.service.ts';
import { isIdOf } from './id.ts';
import type { Slice } from './slice.service.ts';

/** Adds what a caller states, with its entry in the audit trail: both or neither. */
export async function createEntity<F extends Named, R extends ModelRow & F>(
  db: EntityManager,
  viewer: Viewer,
  slice: Slice<F, R>,
  input: unknown,
): Promise<R> {
  const fields = parseEntity(slice, input, 'input');
  return changeModel(db, viewer, (tx) => addEntity(tx, viewer, slice, fields));
}

/** The same for fields that were parsed, as a part of a larger change of the model. */
export async function addEntity<F extends Named, R extends ModelRow & F>(
  tx: EntityManager,
  viewer: Viewer,
  slice: Slice<F, R>,
  fields: F,
): Promise<R> {
  const id = newId(slice.kind);
  await checkAgainstModel(tx, viewer, slice, id, fields);
  const now = new Date();
  const row = Object.assign(new slice.entity(), fields, {
    id,
    organizationId: viewer.organizationId,
    number: await takeNumbers(tx, viewer, slice.kind),
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
  await tx.insert(slice.entity, row as QueryDeepPartialEntity<R>);
  await record(tx, viewer, `${slice.kind}.created`, id, { name: fields.name });
  return row;
}

/**
 * Changes what a patch names and keeps the rest.
 *
 * @throws {NotFound}
 * @throws {Conflict} where someone else changed it since the caller read it
 */
export const updateEntity = <F extends Named, R extends ModelRow & F>(
  db: EntityManager,
  viewer: Viewer,
  slice: Slice<F, R>,
  id: string,
  version: number,
  patch: object,
): Promise<R> =>
  changeModel(db, viewer, async (tx) => {
    const row = await readVersion(tx, viewer, slice, id, version);
    return changeEntity(tx, viewer, slice, row, patch);
  });

/** The same for a row at hand, as a part of a larger change of the model. */
export async function changeEntity<F extends Named, R extends ModelRow & F>(
  tx: EntityManager,
  viewer: Viewer,
  slice: Slice<F, R>,
  row: R,
  patch: object,
): Promise<R> {
  const fields = parseEntity<F>(slice, patch, 'input', row);
  await checkAgainstModel(tx, viewer, slice, row.id, fields);
  const changed = { ...fields, version: row.version + 1, updatedAt: new Date() };
  await tx.update(slice.entity, row.id, changed as QueryDeepPartialEntity<R>);
  await record(tx, viewer, `${slice.kind}.updated`, row.id, {
    version: changed.version,
    fields: Object.keys(patch),
  });
  return Object.assign(row, changed);
}

/**
 * @returns the id of what is gone
 * @throws {NotFound}
 * @throws {Conflict} where it changed since the caller read it, or others refer to it
 */
export const deleteEntity = <F extends Named, R extends ModelRow & F>(
  db: EntityManager,
  viewer: Viewer,
  slice: Slice<F, R>,
  id: string,
  version: number,
): Promise<string> =>
  changeModel(db, viewer, async (tx) => {
    const { name } = await readVersion(tx, viewer, slice, id, version);
    await refuseReferredTo(tx, viewer, slice.kind, id);
    await tx.delete(slice.entity, id);
    await record(tx, viewer, `${slice.kind}.deleted`, id, { name });
    return id;
  });

/** The row, as long as it is still the version that the caller has seen. */
async function readVersion<F extends Named, R extends ModelRow & F>(
  tx: EntityManager,
  { organizationId }: Viewer,
  { kind, entity }: Slice<F, R>,
  id: string,
  version: number,
): Promise<R> {
  const row = isIdOf(kind, id)
    ? await tx.createQueryBuilder(entity, 'it').where({ id, organizationId }).getOne()
    : null;
  if (!row) throw new NotFound(undefined, 'id');
  if (row.version !== version)
    throw new Conflict(
      `needs version ${row.version}, got ${version}: it was changed since it was read`,
      'version',
    );
  return row;
}

async function checkAgainstModel<F extends Named, R extends ModelRow & F>(
  tx: EntityManager,
  viewer: Viewer,
  slice: Slice<F, R>,
  id: string,
  fields: F,
): Promise<void> {
  await checkNames(tx, viewer, slice, id, fields);
  await checkReferences(tx, viewer, slice, fields, 'input');
  await slice.checkAmongOthers?.(tx, viewer, id, fields, 'input');
}

async function checkNames<F extends Named, R extends ModelRow & F>(
  tx: EntityManager,
  { organizationId }: Viewer,
  { kind }: Slice<F, R>,
  id: string,
  { name, externalId }: F,
): Promise<void> {
  const others = await tx.query<Named[]>(
    `SELECT "name", "externalId" FROM "${kind}"
     WHERE "organizationId" = $1 AND "id" <> $2 AND ("name" = $3 OR "externalId" = $4)`,
    [organizationId, id, name, externalId],
  );
  if (others.some((other) => other.name === name))
    throw new Conflict(`another ${kind} has the name ${JSON.stringify(name)}`, 'input.name');
  if (others.length > 0)
    throw new Conflict(
      `another ${kind} has the externalId ${JSON.stringify(externalId)}`,
      'input.externalId',
    );
}
