import { compiled, functionsOn, type Arena, type CompiledModule } from '../math/arena.ts';
import { expOfSumRoutine, naturalLogRoutine, powRoutine } from '../math/power-routines.ts';
import { recorder, replayOf, type Recording, type Replay } from '../math/recorded-calls.ts';
import { SAMPLE_ROUTINES, type SampleFunctions } from '../math/sample-routines.ts';
import { blockRoutine } from '../math/threefry-routine.ts';
import { BLOCK_ROUTINES, type SimdBlocks } from '../math/threefry-simd.ts';
import { COST_ROUTINES } from './cost-routines.ts';
import { EPISODE_ROUTINES } from './episode-routines.ts';
import { EVENT_ROUTINES, type EventColumns } from './event-columns.ts';
import { NAMES } from './meeting-calls.ts';
import { PASSING_ROUTINES } from './passing-routines.ts';

/** What is asked of the module from outside, or recorded; `here` is the address of `CASE`, `its` that of a scenario. */
export interface MeetingFunctions
  extends
    SampleFunctions,
    SimdBlocks,
    Pick<EventColumns, 'fill' | 'addScaled' | 'addProducts' | 'findSecondary' | 'pickWords'> {
  listTrials(count: number, trialsAt: number, intoAt: number): number;
  countEpisodes(here: number, raw: number, trialsAt: number, count: number, from: number): number;
  meet(here: number, its: number, count: number): number;
  spread(here: number, its: number, rows: number): number;
  writeCosts(here: number, its: number, rows: number, secondaries: number): void;
}

export type MeetingRecording = Recording<MeetingFunctions>;

const routines = new Map(
  [
    ...SAMPLE_ROUTINES,
    ...BLOCK_ROUTINES,
    blockRoutine,
    expOfSumRoutine,
    naturalLogRoutine,
    powRoutine(NAMES.indexOf('expOfSum')),
    ...EPISODE_ROUTINES,
    ...PASSING_ROUTINES,
    ...COST_ROUTINES,
    ...EVENT_ROUTINES,
  ].map((routine) => [routine.name, routine]),
);

const inOrder = NAMES.map((name) => routines.get(name)!);

/** Compiled when it is first needed, unlike others: many plans have nothing that changes in the course of a trial. */
let module: CompiledModule | undefined;

/** The functions at work on an arena, and what records calls of them. */
export function meetingFunctions(arena: Arena) {
  module ??= compiled([...inOrder, replayOf(inOrder)]);
  const functions = functionsOn<MeetingFunctions & Replay>(module, arena);
  return { functions, calls: recorder<MeetingFunctions>(arena, inOrder, functions) };
}
