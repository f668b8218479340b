import { compiled, functionsOn, type Arena, type CompiledModule } from '../math/arena.ts';
import { expOfSumRoutine, naturalLogRoutine, powRoutine } from '../math/power-routines.ts';
import { blockRoutine } from '../math/threefry-routine.ts';
import { BLOCK_ROUTINES, type SimdBlocks } from '../math/threefry-simd.ts';
import { COST_ROUTINES } from './cost-routines.ts';
import { EPISODE_ROUTINES } from './episode-routines.ts';
import { EVENT_ROUTINES, type EventColumns } from './event-columns.ts';
import { NAMES } from './meeting-calls.ts';
import { PASSING_ROUTINES } from './passing-routines.ts';

/** What is asked of the module from outside; `here` is the address of `CASE`, `its` that of a scenario. */
export interface MeetingFunctions
  extends
    SimdBlocks,
    Pick<EventColumns, 'fill' | 'addScaled' | 'addProducts' | 'findSecondary' | 'pickWords'> {
  listTrials(count: number, trialsAt: number, intoAt: number): number;
  countEpisodes(here: number, raw: number, trialsAt: number, count: number, from: number): number;
  meet(here: number, its: number, count: number): number;
  spread(here: number, its: number, rows: number): number;
  writeCosts(here: number, its: number, rows: number, secondaries: number): void;
}

const routines = new Map(
  [
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

/** Compiled when it is first needed, unlike others: many plans have nothing that changes in the course of a trial. */
let module: CompiledModule | undefined;

export function meetingFunctions(arena: Arena): MeetingFunctions {
  module ??= compiled(NAMES.map((name) => routines.get(name)!));
  return functionsOn<MeetingFunctions>(module, arena);
}
