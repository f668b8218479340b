import type { Arena } from '../math/arena.ts';

/**
 * Columns of cents for tables of events of which only one is read at a time: what fifty tables write in turn then stays in the processor's
 * caches, where a column for each would not.
 */
export interface CentsRoom {
  /** The column in a place, with room for so many rows at least; what it held is lost when it is another's turn. */
  column(place: number, rows: number): Float64Array;
}

export function centsRoom(arena: Arena): CentsRoom {
  const columns: Float64Array[] = [];
  return {
    column(place, rows) {
      const its = columns[place];
      if (its && rows <= its.length) return its;
      return (columns[place] = arena.doubles(its ? Math.max(rows, 2 * its.length) : rows));
    },
  };
}
