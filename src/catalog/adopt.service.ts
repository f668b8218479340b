import { In, type EntityManager } from 'typeorm';
import { Organization } from '../access/organization.entity.ts';
import type { Viewer } from '../access/viewer.ts';
import { ASSET_KINDS, type AssetKind } from '../assets/asset.ts';
import { Asset } from '../assets/asset.entity.ts';
import { Control } from '../controls/control.entity.ts';
import { controlSlice } from '../controls/control.service.ts';
import type { ControlStatus } from '../controls/control.ts';
import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import { changeModel } from '../model/change.service.ts';
import { parseEntity } from '../model/definition.ts';
import { addEntity, changeEntity } from '../model/entity.service.ts';
import { shown } from '../model/shown.ts';
import { Scenario } from '../scenarios/scenario.entity.ts';
import { scenarioSlice } from '../scenarios/scenario.service.ts';
import { Threat } from '../threats/threat.entity.ts';
import { threatSlice } from '../threats/threat.service.ts';
import { controlFields, given, scenarioFields, threatFields, type Adopted } from './adopt.ts';
import { controlOf, threatOf } from './catalog.ts';
import { tiesAdded } from './link.ts';
import { scaleFor, type Factors } from './scale.ts';

/** What a tenant's model holds, as far as adopting from the catalogue needs to know. */
interface Holding {
  readonly adopted: Adopted;
  readonly factors: Factors;
}

/**
 * Copies a threat of the catalogue into the model, keeps the link, and ties the controls that were adopted before to it.
 *
 * @throws {InvalidInput} for an id that the catalogue does not have
 * @throws {Conflict} where it was adopted before, or its name is taken
 */
export function adoptThreat(db: EntityManager, viewer: Viewer, catalogId: string): Promise<Threat> {
  const entry = threatOf(catalogId, 'catalogId');
  return changeModel(db, viewer, async (tx) => {
    await refuseTwice(tx, viewer, 'threat', catalogId);
    const before = await holdingOf(tx, viewer);
    const fields = parseEntity(threatSlice, threatFields(entry), 'catalogId');
    const row = await addEntity(tx, viewer, threatSlice, fields);
    await tie(tx, viewer, before, withOne(before.adopted, 'threats', catalogId, row.id));
    return row;
  });
}

/**
 * Copies a control of the catalogue into the model, priced for the organisation's size, tied to what it holds of what the control
 * concerns, keeps the link, and ties the controls that were adopted before to it.
 *
 * @throws {InvalidInput} for an id that the catalogue does not have
 * @throws {Conflict} where it was adopted before, or its name is taken
 */
export function adoptControl(
  db: EntityManager,
  viewer: Viewer,
  catalogId: string,
  status: ControlStatus,
): Promise<Control> {
  const entry = controlOf(catalogId, 'catalogId');
  return changeModel(db, viewer, async (tx) => {
    await refuseTwice(tx, viewer, 'control', catalogId);
    const before = await holdingOf(tx, viewer);
    const stated = controlFields(entry, status, before.adopted, before.factors);
    const row = await addEntity(
      tx,
      viewer,
      controlSlice,
      parseEntity(controlSlice, given(stated), 'catalogId'),
    );
    await tie(tx, viewer, before, withOne(before.adopted, 'controls', catalogId, row.id));
    return row;
  });
}

/**
 * Makes the scenario of an adopted threat's striking one asset, with the catalogue's rate and cost, scaled to the organisation's size.
 *
 * @param share the part, above 0 and up to 1, of the organisation's events that fall on this asset
 * @throws {InvalidInput} for an unknown id, a threat that was not adopted or only opens doors, a share that is none
 * @throws {NotFound} for an asset that is not the organisation's
 */
export function adoptScenario(
  db: EntityManager,
  viewer: Viewer,
  catalogId: string,
  assetId: string,
  share: number,
): Promise<Scenario> {
  const entry = threatOf(catalogId, 'catalogId');
  if (entry.enabling)
    throw new InvalidInput(
      `needs a threat that strikes: ${shown(entry.name)} only opens doors, and can be an entry of scenarios`,
      'catalogId',
    );
  if (!(share > 0 && share <= 1))
    throw new InvalidInput(`needs a share above 0 and up to 1, got ${shown(share)}`, 'share');
  return changeModel(db, viewer, async (tx) => {
    const { adopted, factors } = await holdingOf(tx, viewer);
    if (!adopted.threats.has(catalogId))
      throw new InvalidInput(
        `needs a threat that was adopted: adopt ${shown(entry.name)} (${catalogId}) first`,
        'catalogId',
      );
    const asset = await tx.findOneBy(Asset, { id: assetId, organizationId: viewer.organizationId });
    if (!asset) throw new NotFound(undefined, 'assetId');
    const stated = given(scenarioFields(entry, asset, share, adopted, factors));
    return addEntity(tx, viewer, scenarioSlice, parseEntity(scenarioSlice, stated, 'catalogId'));
  });
}

async function refuseTwice(
  tx: EntityManager,
  { organizationId }: Viewer,
  kind: 'threat' | 'control',
  catalogId: string,
): Promise<void> {
  const row = await tx.findOneBy<Threat | Control>(kind === 'threat' ? Threat : Control, {
    organizationId,
    catalogId,
  });
  if (row)
    throw new Conflict(`${catalogId} was adopted before: it is the ${kind} ${shown(row.name)}`, 'catalogId');
}

async function holdingOf(tx: EntityManager, { organizationId }: Viewer): Promise<Holding> {
  const idsOf = async (kind: 'threat' | 'control') => {
    const rows = await tx.query<{ id: string; catalogId: string }[]>(
      `SELECT "id", "catalogId" FROM "${kind}" WHERE "organizationId" = $1 AND "catalogId" IS NOT NULL`,
      [organizationId],
    );
    return new Map(rows.map(({ id, catalogId }) => [catalogId, id]));
  };
  const assets = await tx.query<{ id: string; kind: AssetKind }[]>(
    `SELECT "id", "kind" FROM "asset" WHERE "organizationId" = $1 AND "weaknessesPerYear" IS NOT NULL ORDER BY "number"`,
    [organizationId],
  );
  return {
    adopted: {
      threats: await idsOf('threat'),
      controls: await idsOf('control'),
      assets: new Map(
        ASSET_KINDS.map((kind) => [kind, assets.filter((it) => it.kind === kind).map(({ id }) => id)]),
      ),
    },
    factors: scaleFor(await tx.findOneByOrFail(Organization, { id: organizationId })),
  };
}

const withOne = (adopted: Adopted, list: 'threats' | 'controls', catalogId: string, id: string): Adopted => ({
  ...adopted,
  [list]: new Map([...adopted[list], [catalogId, id]]),
});

/** Ties the controls that were adopted before to what was adopted now. */
async function tie(
  tx: EntityManager,
  viewer: Viewer,
  { adopted, factors }: Holding,
  after: Adopted,
): Promise<void> {
  const rows = await tx.findBy(Control, { id: In([...adopted.controls.values()]) });
  for (const row of rows) {
    const entry = controlOf(row.catalogId as string, 'catalogId');
    const said = (known: Adopted) => controlFields(entry, row.status, known, factors);
    const ties = tiesAdded(row, said(adopted), said(after));
    if (ties) await changeEntity(tx, viewer, controlSlice, row, given(ties));
  }
}
