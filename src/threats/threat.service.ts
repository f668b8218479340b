import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { Conflict } from '../errors.ts';
import type { Connection } from '../model/connection.type.ts';
import { createEntity, deleteEntity, updateEntity } from '../model/entity.service.ts';
import { at } from '../model/fields.ts';
import { listEntities } from '../model/list.service.ts';
import type { PageRequest } from '../model/page.ts';
import { namesOf } from '../model/references.service.ts';
import type { Slice } from '../model/slice.service.ts';
import { Threat } from './threat.entity.ts';
import type { ThreatFilter, ThreatInput, ThreatPatch } from './threat.input.ts';
import { threatDefinition, type ThreatFields } from './threat.ts';

export const threatSlice: Slice<ThreatFields, Threat> = {
  ...threatDefinition,
  entity: Threat,
  checkAmongOthers: refuseEnablingInUse,
};

export const createThreat = (db: EntityManager, viewer: Viewer, input: ThreatInput): Promise<Threat> =>
  createEntity(db, viewer, threatSlice, input);

export const updateThreat = (
  db: EntityManager,
  viewer: Viewer,
  id: string,
  version: number,
  patch: ThreatPatch,
): Promise<Threat> => updateEntity(db, viewer, threatSlice, id, version, patch);

export const deleteThreat = (
  db: EntityManager,
  viewer: Viewer,
  id: string,
  version: number,
): Promise<string> => deleteEntity(db, viewer, threatSlice, id, version);

/** @throws {InvalidInput} for a page that is none */
export const listThreats = (
  db: EntityManager,
  viewer: Viewer,
  page: PageRequest,
  filter: ThreatFilter = {},
): Promise<Connection<Threat>> =>
  listEntities(db, viewer, threatSlice, page, filter, {
    category: filter.category,
    aiCapable: filter.aiCapable,
  });

/** A threat that scenarios have for their own cannot become one that only opens doors. */
async function refuseEnablingInUse(
  tx: EntityManager,
  { organizationId }: Viewer,
  id: string,
  { enabling }: ThreatFields,
  path: string,
): Promise<void> {
  if (!enabling) return;
  const users = await tx.query<{ kind: string; name: string; total: number }[]>(
    `SELECT 'scenario' AS "kind", "name", (count(*) OVER ())::integer AS "total" FROM "scenario"
     WHERE "organizationId" = $1 AND "threatId" = $2 ORDER BY "name" LIMIT 10`,
    [organizationId, id],
  );
  if (users.length > 0)
    throw new Conflict(`is the threat of others: ${namesOf(users, users[0].total)}`, at(path, 'enabling'));
}
