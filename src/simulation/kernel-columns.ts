import { compiled, createArena, functionsOn, type Arena } from '../math/arena.ts';
import { recorder, replayOf, type Recorder, type Recording, type Replay } from '../math/recorded-calls.ts';
import { sampleColumns, type SampleColumns } from '../math/sample-columns.ts';
import { SAMPLE_ROUTINES, type SampleFunctions } from '../math/sample-routines.ts';
import { BLOCK_ROUTINES, type SimdBlocks } from '../math/threefry-simd.ts';
import { EVENT_ROUTINES, type EventColumns } from './event-columns.ts';
import { yearColumns, type YearColumns } from './year-columns.ts';

/** The memory in which a kernel keeps its columns, and what works on them there. */
export interface KernelColumns {
  readonly arena: Arena;
  readonly samples: SampleColumns;
  readonly events: EventColumns;
  readonly years: YearColumns;
  /** Of what is done to each block alike. */
  readonly calls: Recorder<KernelFunctions>;
}

type KernelFunctions = EventColumns & SampleFunctions & SimdBlocks;
export type KernelRecording = Recording<KernelFunctions>;

/** All of one module, so that a record may call any. */
const ROUTINES = [...SAMPLE_ROUTINES, ...BLOCK_ROUTINES, ...EVENT_ROUTINES];
const MODULE = compiled([...ROUTINES, replayOf(ROUTINES)]);

export function kernelColumns(): KernelColumns {
  const arena = createArena();
  const functions = functionsOn<EventColumns & Replay>(MODULE, arena);
  return {
    arena,
    samples: sampleColumns(arena),
    events: functions,
    years: yearColumns(arena),
    calls: recorder(arena, ROUTINES, functions),
  };
}
