import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import type { Connection } from '../model/connection.type.ts';
import { createEntity, deleteEntity, updateEntity } from '../model/entity.service.ts';
import { listEntities } from '../model/list.service.ts';
import type { PageRequest } from '../model/page.ts';
import type { Slice } from '../model/slice.service.ts';
import { Asset } from './asset.entity.ts';
import type { AssetFilter, AssetInput, AssetPatch } from './asset.input.ts';
import { assetDefinition, type AssetFields } from './asset.ts';

export const assetSlice: Slice<AssetFields, Asset> = { ...assetDefinition, entity: Asset };

export const createAsset = (db: EntityManager, viewer: Viewer, input: AssetInput): Promise<Asset> =>
  createEntity(db, viewer, assetSlice, input);

export const updateAsset = (
  db: EntityManager,
  viewer: Viewer,
  id: string,
  version: number,
  patch: AssetPatch,
): Promise<Asset> => updateEntity(db, viewer, assetSlice, id, version, patch);

export const deleteAsset = (
  db: EntityManager,
  viewer: Viewer,
  id: string,
  version: number,
): Promise<string> => deleteEntity(db, viewer, assetSlice, id, version);

/** @throws {InvalidInput} for a page that is none */
export const listAssets = (
  db: EntityManager,
  viewer: Viewer,
  page: PageRequest,
  filter: AssetFilter = {},
): Promise<Connection<Asset>> => listEntities(db, viewer, assetSlice, page, filter, { kind: filter.kind });
