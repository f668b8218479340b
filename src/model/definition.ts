import { readFields, type Rules } from './fields.ts';

/** The four kinds of thing that a model is made of, each after those it most often refers to. Ids begin with them. */
export const MODEL_KINDS = ['asset', 'threat', 'scenario', 'control'] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** What every entity of a model states. */
export interface Named {
  readonly name: string;
  readonly externalId: string | null;
}

/** Gives what stands in place of a reference: called with the kind and id that it names, and the path of the field it stands in. */
export type MapReference = (kind: ModelKind, id: string, path: string) => string;

/** All there is to know of one kind of entity before any is stored. */
export interface Definition<F extends Named> {
  readonly kind: ModelKind;
  readonly rules: Rules<F>;
  /**
   * What must hold between its own fields.
   *
   * @param self what a reference to itself would hold; absent while it has no id
   * @throws {InvalidInput}
   */
  check(fields: F, path: string, self?: string): void;
  /** The same fields with each reference to another entity replaced: one walk that serves to list, to resolve and to name them. */
  mapReferences(fields: F, map: MapReference, path: string): F;
}

export interface Reference {
  readonly kind: ModelKind;
  readonly id: string;
  readonly path: string;
}

/**
 * What an entity states, checked; after a patch, the whole of it with what was patched.
 *
 * @param before what it stated so far, with its id; absent for a new one
 * @throws {InvalidInput}
 */
export function parseEntity<F extends Named>(
  { rules, check }: Definition<F>,
  input: unknown,
  path: string,
  before?: F & { readonly id?: string },
): F {
  const fields = readFields(rules, input, path, before);
  check(fields, path, before?.id);
  return fields;
}

/** Everything that an entity refers to, in the order of its fields. */
export function referencesOf<F extends Named>(
  { mapReferences }: Definition<F>,
  fields: F,
  path: string,
): Reference[] {
  const found: Reference[] = [];
  mapReferences(
    fields,
    (kind, id, at) => {
      found.push({ kind, id, path: at });
      return id;
    },
    path,
  );
  return found;
}
