import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { InvalidInput } from '../errors.ts';
import type { Connection } from '../model/connection.type.ts';
import { createEntity, deleteEntity, updateEntity } from '../model/entity.service.ts';
import { at } from '../model/fields.ts';
import { listEntities } from '../model/list.service.ts';
import type { PageRequest } from '../model/page.ts';
import type { Slice } from '../model/slice.service.ts';
import { Control } from './control.entity.ts';
import type { ControlFilter, ControlInput, ControlPatch } from './control.input.ts';
import { controlDefinition, type ControlFields } from './control.ts';
import { circleIn, tellCircle } from './requires.ts';

export const controlSlice: Slice<ControlFields, Control> = {
  ...controlDefinition,
  entity: Control,
  checkAmongOthers: checkRequires,
};

export const createControl = (db: EntityManager, viewer: Viewer, input: ControlInput): Promise<Control> =>
  createEntity(db, viewer, controlSlice, input);

export const updateControl = (
  db: EntityManager,
  viewer: Viewer,
  id: string,
  version: number,
  patch: ControlPatch,
): Promise<Control> => updateEntity(db, viewer, controlSlice, id, version, patch);

export const deleteControl = (
  db: EntityManager,
  viewer: Viewer,
  id: string,
  version: number,
): Promise<string> => deleteEntity(db, viewer, controlSlice, id, version);

/** @throws {InvalidInput} for a page that is none */
export const listControls = (
  db: EntityManager,
  viewer: Viewer,
  page: PageRequest,
  filter: ControlFilter = {},
): Promise<Connection<Control>> =>
  listEntities(db, viewer, controlSlice, page, filter, { stance: filter.stance, status: filter.status });

/** What a control requires must not require it in turn. */
async function checkRequires(
  tx: EntityManager,
  { organizationId }: Viewer,
  id: string,
  { name, requires }: ControlFields,
  path: string,
): Promise<void> {
  if (requires.length === 0) return;
  const others = await tx.query<{ id: string; name: string; requires: string[] }[]>(
    `SELECT "id", "name", "requires" FROM "control"
     WHERE "organizationId" = $1 AND "id" <> $2 AND "requires" <> '[]'`,
    [organizationId, id],
  );
  const circle = circleIn(new Map([[id, requires], ...others.map((it) => [it.id, it.requires] as const)]));
  if (!circle) return;
  const names = new Map([[id, name], ...others.map((it) => [it.id, it.name] as const)]);
  throw new InvalidInput(tellCircle(circle.map((it) => names.get(it) ?? it)), at(path, 'requires'));
}
