import { createArena, type Arena } from '../math/arena.ts';
import { sampleColumns, type SampleColumns } from '../math/sample-columns.ts';
import { eventColumns, type EventColumns } from './event-columns.ts';
import { yearColumns, type YearColumns } from './year-columns.ts';

/** The memory in which a kernel keeps its columns, and what works on them there. */
export interface KernelColumns {
  readonly arena: Arena;
  readonly samples: SampleColumns;
  readonly events: EventColumns;
  readonly years: YearColumns;
}

export function kernelColumns(): KernelColumns {
  const arena = createArena();
  return {
    arena,
    samples: sampleColumns(arena),
    events: eventColumns(arena),
    years: yearColumns(arena),
  };
}
