import type { ModelKind } from './definition.ts';

/** Whether a text has the form of an id of this kind; any other names nothing, and is not worth asking the database for. */
export const isIdOf = (kind: ModelKind, id: string): boolean =>
  id.length === kind.length + 33 && kindOf(id) === kind;

/** @example kindOf('asset_0199f7c0a4e87a0c8f6b3d2e1c4a5b60') // 'asset' */
export const kindOf = (id: string): string | undefined => /^([a-z]+)_[0-9a-f]{32}$/.exec(id)?.[1];
