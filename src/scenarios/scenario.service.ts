import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { connect, type Connection } from '../model/connection.type.ts';
import { createEntity, deleteEntity, updateEntity } from '../model/entity.service.ts';
import { checkFilterId, listEntities } from '../model/list.service.ts';
import { loadEntity, sinceChange, type Request } from '../model/load.service.ts';
import { readPage, type PageRequest, type Position } from '../model/page.ts';
import type { Slice } from '../model/slice.service.ts';
import { refuseEnabling } from './enabling.ts';
import { Scenario } from './scenario.entity.ts';
import type { ScenarioFilter, ScenarioInput, ScenarioPatch } from './scenario.input.ts';
import { scenarioDefinition, type ScenarioFields } from './scenario.ts';

export const scenarioSlice: Slice<ScenarioFields, Scenario> = {
  ...scenarioDefinition,
  entity: Scenario,
  checkAmongOthers: checkThreat,
};

export const createScenario = (db: EntityManager, viewer: Viewer, input: ScenarioInput): Promise<Scenario> =>
  createEntity(db, viewer, scenarioSlice, input);

export const updateScenario = (
  db: EntityManager,
  viewer: Viewer,
  id: string,
  version: number,
  patch: ScenarioPatch,
): Promise<Scenario> => updateEntity(db, viewer, scenarioSlice, id, version, patch);

export const deleteScenario = (
  db: EntityManager,
  viewer: Viewer,
  id: string,
  version: number,
): Promise<string> => deleteEntity(db, viewer, scenarioSlice, id, version);

/**
 * @throws {InvalidInput} for a page that is none
 * @throws {NotFound} for an asset or threat that is not the organisation's
 */
export async function listScenarios(
  db: EntityManager,
  viewer: Viewer,
  page: PageRequest,
  filter: ScenarioFilter = {},
): Promise<Connection<Scenario>> {
  const { assetId, threatId } = filter;
  await checkFilterId(db, viewer, 'asset', assetId, 'filter.assetId');
  await checkFilterId(db, viewer, 'threat', threatId, 'filter.threatId');
  return listEntities(db, viewer, scenarioSlice, page, filter, { assetId, threatId });
}

/** A page of the scenarios that strike an asset; those of all assets that a request asks about are found at once. */
export const scenariosOfAsset = (
  request: Request,
  assetId: string,
  page: PageRequest,
): Promise<Connection<Scenario>> => scenariosOf(request, 'assetId', assetId, page);

/** A page of the scenarios in which a threat strikes. */
export const scenariosOfThreat = (
  request: Request,
  threatId: string,
  page: PageRequest,
): Promise<Connection<Scenario>> => scenariosOf(request, 'threatId', threatId, page);

async function scenariosOf(
  request: Request,
  column: 'assetId' | 'threatId',
  id: string,
  asked: PageRequest,
): Promise<Connection<Scenario>> {
  const page = readPage(asked);
  const { db, viewer, loaders } = request;
  const positions = await loaders<string, Position[]>(
    sinceChange(loaders, `scenarios by ${column}`),
    async (ids) => {
      const rows = await db.query<(Position & { of: string })[]>(
        `SELECT "id", "name", "${column}" AS "of" FROM "scenario"
       WHERE "organizationId" = $1 AND "${column}" = ANY($2) ORDER BY "name", "id"`,
        [viewer.organizationId, ids],
      );
      const found = new Map<string, Position[]>(ids.map((it) => [it, []]));
      for (const row of rows) found.get(row.of)?.push(row);
      return ids.map((it) => found.get(it) ?? []);
    },
  ).load(id);
  return connect(positions, page, (position) => loadEntity(request, scenarioSlice, position.id));
}

async function checkThreat(
  tx: EntityManager,
  { organizationId }: Viewer,
  _id: string,
  fields: ScenarioFields,
  path: string,
): Promise<void> {
  const [threat] = await tx.query<{ enabling: boolean }[]>(
    `SELECT "enabling" FROM "threat" WHERE "organizationId" = $1 AND "id" = $2`,
    [organizationId, fields.threatId],
  );
  refuseEnabling(threat?.enabling === true, path);
}
