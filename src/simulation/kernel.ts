import { seedWords, threefry } from '../math/threefry.ts';
import { attemptDraws, type Attempts } from './attempts.ts';
import { countAtOnce, frequencyParameters } from './attempt-count.ts';
import { centsRoom } from './cents-room.ts';
import type { CompiledPlan } from './compile.ts';
import { eventShape, EventTable } from './event-table.ts';
import { kernelColumns, type KernelColumns } from './kernel-columns.ts';
import { meetings } from './meeting.ts';
import { uncertainParameters, parameterColumns, type ParameterColumns } from './parameters.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { steadyMeetings } from './steady-meeting.ts';
import { isSteady } from './steady-scenario.ts';
import { trialState } from './trial-state.ts';

/** Simulates trials, a block at a time. */
export interface Kernel {
  /**
   * Simulates `count` trials from `first`, an even number, on: at most BLOCK_TRIALS, whose events stand in `tables` until the next call, but
   * for cents in a room that tables share: those stand until the next scenario.
   *
   * @param use told of each scenario as soon as its table is filled, when it still is in the processor's caches
   */
  simulate(first: number, count: number, use?: (scenario: number) => void): void;
  /** Simulates other futures under the parameters of one trial. */
  simulateGiven(knowledge: number, first: number, count: number): void;
  /** By scenario. */
  readonly tables: readonly EventTable[];
  readonly parameters: ParameterColumns;
  /** Where all of its columns are. */
  readonly inArena: KernelColumns;
}

/**
 * One trial is one simulated future of the horizon. Scenarios are taken one after the other, each over all trials of the block.
 *
 * @param isGiven whether futures are simulated under given parameters
 * @param isTold whether events are read as `use` is told of them: steady scenarios then share a room for their cents, unless a policy pays
 * for events of all scenarios in order of time
 */
export function createKernel(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  isGiven = false,
  isTold = false,
): Kernel {
  const { plan, scenarios, assets } = compiled;
  const seed = seedWords(plan.seed);
  const inArena = kernelColumns();
  const random = threefry(seed.low, seed.high, inArena.arena);
  const counts = scenarios.map((scenario, place) =>
    isGiven ? undefined : countAtOnce(compiled, scenario, rebase[place]),
  );
  const inCounts = new Set(
    scenarios.flatMap((scenario, place) => (counts[place] ? frequencyParameters(scenario) : [])),
  );
  const parameters = parameterColumns(
    compiled.parameters,
    random,
    uncertainParameters(compiled.parameters).filter((place) => !inCounts.has(place)),
    inArena,
  );
  const { columns } = parameters;
  const isInsured = [plan.baseline, ...plan.options].some(({ insurance }) => insurance);
  const shapes = scenarios.map((scenario) => eventShape(scenario, assets));
  const areSteady = scenarios.map((scenario, place) => isSteady(scenario, shapes[place]));
  const room = isTold && !isInsured ? centsRoom(inArena.arena) : undefined;
  const tables = scenarios.map(
    ({ variants }, place) =>
      new EventTable(shapes[place], variants.length, inArena.arena, areSteady[place] ? room : undefined),
  );
  const needsDay = areSteady.map((steady) => isInsured || !steady);
  const attempts = attemptDraws(compiled, rebase, counts, needsDay, columns, random, inArena);
  const state = trialState(compiled, columns, random);
  const meeting = meetings(compiled, rebase, columns, state, random);
  const steady = steadyMeetings(compiled, rebase, columns, random, inArena);

  const uses = tables.map((table, place) => {
    const { meet } = areSteady[place] ? steady : meeting;
    return (some: Attempts) => meet(place, some, table);
  });

  function fill(first: number, count: number, use?: (scenario: number) => void): void {
    state.begin(first);
    meeting.begin(first);
    attempts.begin(first, count);
    for (let place = 0; place < tables.length; place++) {
      tables[place].clear();
      attempts.each(place, uses[place]);
      use?.(place);
    }
  }

  return {
    tables,
    parameters,
    inArena,
    simulate(first, count, use) {
      parameters.draw(first, count);
      fill(first, count, use);
    },
    simulateGiven(knowledge, first, count) {
      parameters.hold(knowledge);
      fill(first, count);
    },
  };
}
