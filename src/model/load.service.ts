import { In } from 'typeorm';
import { NotFound } from '../errors.ts';
import type { Context } from '../server/context.ts';
import type { Loaders } from '../server/loaders.ts';
import type { Named } from './definition.ts';
import type { ModelRow } from './model-row.entity.ts';
import { isIdOf } from './id.ts';
import type { Slice } from './slice.service.ts';

export type Request = Pick<Context, 'db' | 'viewer' | 'loaders'>;

/**
 * An entity by its id; all that one request asks for are fetched in one query.
 *
 * @throws {NotFound} for what is not the organisation's
 */
export const loadEntity = <F extends Named, R extends ModelRow & F>(
  { db, viewer: { organizationId }, loaders }: Request,
  { kind, entity }: Slice<F, R>,
  id: string,
): Promise<R> =>
  loaders<string, R>(sinceChange(loaders, kind), async (ids) => {
    const rows = await db
      .createQueryBuilder(entity, 'it')
      .where({ organizationId, id: In(ids.filter((it) => isIdOf(kind, it))) })
      .getMany();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((it) => byId.get(it) ?? new NotFound(undefined, 'id'));
  }).load(id);

/** The entities of a list of ids, in its order. */
export const loadEntities = <F extends Named, R extends ModelRow & F>(
  request: Request,
  slice: Slice<F, R>,
  ids: readonly string[],
): Promise<R[]> => Promise.all(ids.map((id) => loadEntity(request, slice, id)));

const changes = new WeakMap<Loaders, number>();

/** A loader's name, made anew by each change in its request: what was loaded before may no longer be so. */
export const sinceChange = (loaders: Loaders, name: string): string =>
  `${name} after change ${changes.get(loaders) ?? 0}`;

export const forgetLoaded = (loaders: Loaders): void => {
  changes.set(loaders, (changes.get(loaders) ?? 0) + 1);
};
