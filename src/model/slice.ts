import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import type { Definition, ModelKind, Named } from './definition.ts';
import type { ModelRow } from './model-row.entity.ts';

/** One kind of entity with the table that keeps it: what the shared services need to know of assets, threats, scenarios or controls. */
export interface Slice<F extends Named, R extends ModelRow & F> extends Definition<F> {
  readonly entity: new () => R;
  /**
   * What must hold between it and the rest of the model.
   *
   * @throws {InvalidInput} or {Conflict}
   */
  readonly checkAmongOthers?: (
    tx: EntityManager,
    viewer: Viewer,
    id: string,
    fields: F,
    path: string,
  ) => Promise<void>;
}

/** Whether a text has the form of an id of this kind; any other names nothing, and is not worth asking the database for. */
export const isIdOf = (kind: ModelKind, id: string): boolean =>
  id.length === kind.length + 33 && kindOf(id) === kind;

/** @example kindOf('asset_0199f7c0a4e87a0c8f6b3d2e1c4a5b60') // 'asset' */
export const kindOf = (id: string): string | undefined => /^([a-z]+)_[0-9a-f]{32}$/.exec(id)?.[1];
