import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import type { Definition, Named } from './definition.ts';
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
