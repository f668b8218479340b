import { LOSS_FACTORS } from '../controls/effects.ts';
import type { Arena } from '../math/arena.ts';
import type { Sampler } from '../math/quantile-table.ts';
import { wordOf, type Recorded } from '../math/recorded-calls.ts';
import { sampleColumns } from '../math/sample-columns.ts';
import { LANES } from '../math/threefry-simd.ts';
import type { Threefry } from '../math/threefry.ts';
import type { Attempts } from './attempts.ts';
import type { CompiledLoss, CompiledPlan, CompiledScenario } from './compile.ts';
import type { EventTable } from './event-table.ts';
import { meetingFunctions, type MeetingRecording } from './meeting-module.ts';
import { meetingRoom } from './meeting-room.ts';
import { findColumns, putScenario, type ScenarioInArena } from './meeting-scenario.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { PURPOSE, stream } from './streams.ts';
import type { CountEpisodes, TrialState } from './trial-state.ts';

const PRIMARY_LOSS = LOSS_FACTORS.indexOf('PRIMARY_LOSS');
const OUTAGE = LOSS_FACTORS.indexOf('OUTAGE');
const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');

/** Places among the numbers that records read and write. */
const [COUNT, ROWS, SECONDARIES, REACHED] = [0, 1, 2, 3];
const NUMBERS = 4;

/** Puts attempts to the variants of their scenario, one after the other, and notes what each lets through. */
export type Meet = (place: number, attempts: Attempts, table: EventTable) => void;

/**
 * The whole tree of model.md, sections 2 to 4: each attempt is drawn once and put to each variant of its scenario, so portfolios differ only
 * in what they keep of the same draws. That is done by routines, since it runs millions of times; what is drawn of every attempt, or of every
 * event, is drawn column by column.
 *
 * @param columns the parameters of the block
 * @param random  with its lanes, like the attempts, in the arena of the tables
 */
export function meetings(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  columns: Float64Array,
  state: TrialState,
  random: Threefry,
) {
  let first = 0;
  let inArena: ReturnType<typeof meetingsIn> | undefined;
  const meet: Meet = (place, attempts, table) => {
    if (!inArena) {
      inArena = meetingsIn(table.arena, attempts, compiled, rebase, columns, state, random);
      inArena.begin(first);
    }
    inArena.meet(place, attempts, table);
  };
  return {
    begin(block: number): void {
      first = block;
      inArena?.begin(block);
    },
    meet,
  };
}

/** A scenario, and what is done to the attempts at hand on it: draws for all of them, then all that concerns those that pass. */
interface Known {
  readonly its: ScenarioInArena;
  readonly countEpisodes: CountEpisodes | undefined;
  readonly calls: { readonly toDraw: Recorded; readonly toMeet: Recorded };
  /** Rows for which its table had room when columns were last found. */
  rows: number;
}

function meetingsIn(
  arena: Arena,
  attempts: Attempts,
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  columns: Float64Array,
  trialState: TrialState,
  random: Threefry,
) {
  const { scenarios, assets } = compiled;
  const { functions, calls } = meetingFunctions(arena);
  const state = trialState.in(arena, functions);
  const samples = sampleColumns(arena);
  const room = meetingRoom(arena, compiled, columns, random, attempts, state.years);
  const { here, drawn } = room;
  const { lanes } = random;
  const words = [lanes.first, lanes.second, lanes.third, lanes.fourth];
  const countersAt = lanes.trial.byteOffset;
  const trials = arena.words(LANES);
  const numbers = arena.words(NUMBERS);
  const now = (place: number) => wordOf(numbers, place);
  const known: Known[] = [];

  /** Random words for as many counters in the lanes as a number says. */
  const drawWords = (recording: MeetingRecording, of: number, about: number, key: number, wordsAt: number) =>
    recording.add('blocks', [now(of), about, key, ...random.keys, countersAt, wordsAt]);

  /** Records what is drawn of every attempt: the uniforms of mechanisms. */
  const drawing = ({ entity }: CompiledScenario, { mechanisms }: ScenarioInArena) =>
    calls.record((recording) => {
      for (const { block, wordsAt } of mechanisms)
        drawWords(recording, COUNT, stream(PURPOSE.MECHANISM, block), entity, wordsAt);
    });

  /** Records how attempts meet the variants, and what is drawn of those that pass. */
  const meeting = (scenario: CompiledScenario, constants: RebaseConstants, its: ScenarioInArena) =>
    calls.record((recording) => {
      recording.add('meet', [here.at, its.thing.at, now(COUNT)], now(ROWS));
      // from here on the lanes hold the counters of rows
      for (const at of [countersAt, lanes.event.byteOffset])
        recording.add('pickWords', [now(ROWS), room.passedAt, at, at]);
      drawLosses(recording, scenario, constants);
      if (its.hasSpread) recording.add('spread', [here.at, its.thing.at, now(ROWS)], now(REACHED));
    });

  /** Draws what the events of rows would cost without any control. */
  function drawLosses(
    recording: MeetingRecording,
    scenario: CompiledScenario,
    constants: RebaseConstants,
  ): void {
    const { primary, secondary, outageHours, records, entity } = scenario;
    const { losses: scales } = constants;
    let inLanes = -1;
    /** A loss goes into a column, to those that are there already unless it is the first; a secondary loss has a scale of its own. */
    function draw(
      sampler: Sampler,
      place: number,
      into: Float64Array,
      isFirst: boolean,
      scale?: number,
    ): void {
      const block = place >> 1;
      const pair = words.slice((place & 1) * 2, (place & 1) * 2 + 2) as [Int32Array, Int32Array];
      const of = scale === undefined ? SECONDARIES : ROWS;
      const fill = (column: Float64Array) =>
        samples.recordFilling(recording, sampler, pair, now(of), () => numbers[of], column);
      if (block !== inLanes)
        drawWords(recording, ROWS, stream(PURPOSE.LOSS, block), entity, words[0].byteOffset);
      inLanes = block;
      if (scale === 1 && isFirst) {
        fill(into);
        return;
      }
      if (scale === undefined)
        for (const { byteOffset } of pair)
          recording.add('pickWords', [now(of), room.secondaryRowsAt, byteOffset, byteOffset]);
      fill(drawn);
      if (isFirst) recording.add('fill', [now(of), 0, into.byteOffset]);
      if (scale === undefined)
        recording.add('addProducts', [now(of), drawn.byteOffset, room.secondaryScalesAt, into.byteOffset]);
      else recording.add('addScaled', [now(of), drawn.byteOffset, scale, into.byteOffset]);
    }
    const drawAll = (losses: readonly CompiledLoss[], into: readonly Float64Array[], scale?: number) =>
      losses.forEach(({ sampler, form, place }, at) =>
        draw(sampler, place, into[form], losses.findIndex((loss) => loss.form === form) === at, scale),
      );

    findSecondary(recording, scenario, scales);
    drawAll(primary, room.primaryUsd, scales[PRIMARY_LOSS]);
    if (scenario.secondaryProbability >= 0) drawAll(secondary, room.secondaryUsd);
    const places = primary.length + secondary.length;
    if (outageHours) draw(outageHours, places, room.hours, true, scales[OUTAGE]);
    if (records) draw(records, places + 1, room.records, true, scales[RECORDS]);
  }

  /** A variant only lowers the chance of a secondary loss, so other rows than these need none. */
  function findSecondary(
    recording: MeetingRecording,
    { secondaryProbability }: CompiledScenario,
    scales: readonly number[],
  ): void {
    if (secondaryProbability < 0) return;
    recording.add(
      'findSecondary',
      [
        now(ROWS),
        room.passedAt,
        attempts.trialAt,
        room.columnAt(secondaryProbability),
        scales[SECONDARY_PROBABILITY],
        scales[SECONDARY_LOSS],
        attempts.forSecondaryAt,
        room.secondaryRowsAt,
        room.secondaryUniformsAt,
        room.secondaryChancesAt,
        room.secondaryScalesAt,
      ],
      now(SECONDARIES),
    );
  }

  function prepare(place: number, { shape }: EventTable): Known {
    const scenario = scenarios[place];
    const constants = rebase[place];
    const its = putScenario(room, scenario, assets, shape, constants.recordCost, state);
    return {
      its,
      countEpisodes: its.sources.length > 0 ? state.counting(its.sources) : undefined,
      calls: { toDraw: drawing(scenario, its), toMeet: meeting(scenario, constants, its) },
      rows: -1,
    };
  }

  const meet: Meet = (place, { count, trialAt, day }, table) => {
    const scenario = (known[place] ??= prepare(place, table));
    const { its, countEpisodes } = scenario;
    table.reserve(table.count + count);
    if (table.trial.length !== scenario.rows) findColumns(its, table);
    scenario.rows = table.trial.length;
    its.thing.set('row', table.count);
    here.set('days', day.byteOffset);
    numbers.fill(0);
    numbers[COUNT] = count;
    calls.run(scenario.calls.toDraw);
    if (countEpisodes)
      countEpisodes(here.at, trials, functions.listTrials(count, trialAt, trials.byteOffset));
    calls.run(scenario.calls.toMeet);
    const rows = numbers[ROWS];
    if (rows === 0) return;
    if (its.hasSpread && table.reserveBorne(numbers[REACHED])) findColumns(its, table);
    functions.writeCosts(here.at, its.thing.at, rows, numbers[SECONDARIES]);
    table.count += rows;
    table.mayBeCostless = true; // what they cost is not known here
  };

  return {
    begin(block: number): void {
      here.set('first', block);
    },
    meet,
  };
}

/** By which entry an attempt comes, from 1; 0 where by none that is named. */
export function entryOf(entryEnds: readonly number[], u: number): number {
  for (let end = 0; end < entryEnds.length; end++) if (u < entryEnds[end]) return end + 1;
  return 0;
}
