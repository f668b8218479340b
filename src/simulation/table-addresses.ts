import type { EventTable } from './event-table.ts';

/** Where the columns of a table of events are in the arena. */
export interface TableAddresses {
  readonly trial: number;
  readonly cell: number;
  readonly variants: readonly VariantAddresses[];
}

export interface VariantAddresses {
  readonly happens: number;
  readonly lossCents: number;
  readonly formCents: readonly number[];
  /** All of cents, each once. */
  readonly cents: readonly number[];
}

/** Finds them, anew only when the table has grown: asking each array costs as much as a short loop over it. */
export function tableAddresses(table: EventTable): () => TableAddresses {
  let room = -1;
  let addresses!: TableAddresses;
  return () => {
    if (room !== table.trial.length) {
      room = table.trial.length;
      addresses = {
        trial: table.trial.byteOffset,
        cell: table.cell.byteOffset,
        variants: table.variants.map(({ happens, lossCents, formCents }) => {
          const forms = formCents.map(({ byteOffset }) => byteOffset);
          return {
            happens: happens.byteOffset,
            lossCents: lossCents.byteOffset,
            formCents: forms,
            cents: forms.length === 1 ? forms : [lossCents.byteOffset, ...forms],
          };
        }),
      };
    }
    return addresses;
  };
}
