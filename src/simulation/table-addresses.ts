import type { Arena } from '../math/arena.ts';
import type { EventTable } from './event-table.ts';

/** Where the columns of a table of events are in the arena. */
export interface TableAddresses {
  readonly trial: number;
  readonly cell: number;
  readonly day: number;
  readonly variants: readonly VariantAddresses[];
}

export interface VariantAddresses {
  readonly happens: number;
  readonly lossCents: number;
  readonly formCents: readonly number[];
  /** All of cents, each once, and where a list of their addresses is. */
  readonly cents: readonly number[];
  readonly centsList: number;
}

/** Finds them; they hold until the table grows. */
export function addressesOf(table: EventTable, arena: Arena): TableAddresses {
  return {
    trial: table.trial.byteOffset,
    cell: table.cell.byteOffset,
    day: table.day.byteOffset,
    variants: table.variants.map(({ happens, lossCents, formCents }) => {
      const forms = formCents.map(({ byteOffset }) => byteOffset);
      const cents = forms.length === 1 ? forms : [lossCents.byteOffset, ...forms];
      const list = arena.words(cents.length);
      list.set(cents);
      return {
        happens: happens.byteOffset,
        lossCents: lossCents.byteOffset,
        formCents: forms,
        cents,
        centsList: list.byteOffset,
      };
    }),
  };
}
