import { InvalidInput } from '../errors.ts';

export const USUAL_PAGE = 20;
export const LARGEST_PAGE = 100;

/** What a caller asks of a list: its beginning (`first`, `after`) or its end (`last`, `before`). */
export interface PageRequest {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** Where a row stands in its list: lists are by name, and by id where names are alike. */
export interface Position {
  readonly name: string;
  readonly id: string;
}

/** A page to fetch: so many rows from one side of a position. */
export interface Page {
  readonly size: number;
  readonly backward: boolean;
  readonly from?: Position;
}

/**
 * @throws {InvalidInput}
 * @example readPage({ first: 50 }) // { size: 50, backward: false }
 */
export function readPage({ first, after, last, before }: PageRequest): Page {
  if (isStated(first) && isStated(last)) throw new InvalidInput('needs first or last, got both', 'last');
  if (isStated(after) && isStated(before))
    throw new InvalidInput('needs after or before, got both', 'before');
  if (isStated(first) && isStated(before)) throw new InvalidInput('goes with last, not with first', 'before');
  if (isStated(last) && isStated(after)) throw new InvalidInput('goes with first, not with last', 'after');
  const backward = isStated(last) || isStated(before);
  const size = last ?? first ?? USUAL_PAGE;
  const cursor = before ?? after;
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    throw new InvalidInput(`needs 1 to ${LARGEST_PAGE}, got ${size}`, isStated(last) ? 'last' : 'first');
  if (!isStated(cursor)) return { size, backward };
  return { size, backward, from: readCursor(cursor, backward ? 'before' : 'after') };
}

/** A position as callers see it: opaque. */
export const cursorOf = ({ name, id }: Position): string =>
  Buffer.from(JSON.stringify([name, id])).toString('base64url');

function readCursor(cursor: string, path: string): Position {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(position) && position.length === 2) {
      const [name, id] = position as readonly unknown[];
      const storable = typeof name === 'string' && typeof id === 'string' && !UNSTORABLE.test(name + id);
      // Only what we gave out: a cursor that merely resembles one is refused, too.
      if (storable && cursorOf({ name, id }) === cursor) return { name, id };
    }
  } catch {
    // not even JSON: refused below
  }
  throw new InvalidInput('needs a cursor that a page of this list gave', path);
}

const UNSTORABLE = /[\0\p{Cs}]/u;

/** What is asked of a list that is already in order and in memory. */
export function slice<R extends Position>(rows: readonly R[], { size, backward, from }: Page): Sliced<R> {
  if (backward) {
    const end = from ? rows.findIndex((row) => comparePositions(row, from) >= 0) : rows.length;
    const stop = end < 0 ? rows.length : end;
    const start = Math.max(0, stop - size);
    return { rows: rows.slice(start, stop), hasPrevious: start > 0, hasNext: stop < rows.length };
  }
  const begin = from ? rows.findIndex((row) => comparePositions(row, from) > 0) : 0;
  const start = begin < 0 ? rows.length : begin;
  const stop = Math.min(rows.length, start + size);
  return { rows: rows.slice(start, stop), hasPrevious: start > 0, hasNext: stop < rows.length };
}

export interface Sliced<R> {
  readonly rows: readonly R[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

/** By name, then by id, both by code point: the order of the database's "C" collation. */
export const comparePositions = (one: Position, other: Position): number =>
  compareText(one.name, other.name) || compareText(one.id, other.id);

/** UTF-8 keeps the order of code points, which the units of a JavaScript string do not. */
const compareText = (one: string, other: string): number =>
  one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));

const isStated = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
