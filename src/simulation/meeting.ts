import { LOSS_FACTORS } from '../controls/effects.ts';
import type { Arena } from '../math/arena.ts';
import { EXP_TABLE } from '../math/elementary-routines.ts';
import { putList } from '../math/fields.ts';
import type { Sampler } from '../math/quantile-table.ts';
import { sampleColumns, type FillColumn } from '../math/sample-columns.ts';
import { LANES } from '../math/threefry-simd.ts';
import type { Threefry } from '../math/threefry.ts';
import { countsWins } from './attempt-count.ts';
import type { Attempts } from './attempts.ts';
import { STRIDE } from './block.ts';
import type { CompiledAsset, CompiledLoss, CompiledPlan, CompiledScenario } from './compile.ts';
import type { EventTable } from './event-table.ts';
import { ASSET, CASE, CONTROL, DEPENDENT, EFFECT, FORM, GROUP, SCENARIO, VARIANT } from './meeting-fields.ts';
import { meetingFunctions } from './meeting-module.ts';
import { LOSS_FORMS } from './plan.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { sharedParts } from './shared-parts.ts';
import { PURPOSE, stream } from './streams.ts';
import type { CountEpisodes, TrialState } from './trial-state.ts';

const DOUBLE_BYTES = 8;
const WORD_BYTES = 4;
const PRODUCTIVITY = LOSS_FORMS.indexOf('PRODUCTIVITY');
const RESPONSE = LOSS_FORMS.indexOf('RESPONSE');
const PRIMARY_LOSS = LOSS_FACTORS.indexOf('PRIMARY_LOSS');
const OUTAGE = LOSS_FACTORS.indexOf('OUTAGE');
const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');

/** Puts attempts to the variants of their scenario, one after the other, and notes what each lets through. */
export type Meet = (place: number, attempts: Attempts, table: EventTable) => void;

/**
 * The whole tree of model.md, sections 2 to 4: each attempt is drawn once and put to each variant of its scenario, so portfolios differ only
 * in what they keep of the same draws. That is done by routines, since it runs millions of times; what is drawn of every attempt, or of every
 * event, is drawn column by column.
 *
 * @param columns the parameters of the block
 * @param random with its lanes in the arena of the tables
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
  return {
    begin(block: number): void {
      first = block;
      inArena?.begin(block);
    },
    meet: ((place, attempts, table) => {
      if (!inArena) {
        inArena = meetingsIn(table.arena, compiled, rebase, columns, state, random);
        inArena.begin(first);
      }
      inArena.meet(place, attempts, table);
    }) satisfies Meet,
  };
}

/** A scenario, where routines find it, and what is done for it column by column. */
interface Prepared {
  readonly thing: ReturnType<typeof SCENARIO.put>;
  readonly scenario: CompiledScenario;
  readonly constants: RebaseConstants;
  readonly variants: readonly ReturnType<typeof VARIANT.put>[];
  /** Places of the blocks that hold the uniforms of mechanisms, and where their words go. */
  readonly mechanisms: readonly { readonly block: number; readonly wordsAt: number }[];
  readonly countEpisodes: CountEpisodes;
  readonly hasEpisodes: boolean;
  readonly losses: readonly DrawnLoss[];
  readonly hasSecondary: boolean;
  /** Whether events may reach other assets. */
  readonly hasSpread: boolean;
  /** Rows for which its table had room when columns were last found. */
  rows: number;
}

/** Something that is drawn of each event, or of each secondary loss. */
interface DrawnLoss {
  /** Place of the block that holds its words, and which pair of them it is. */
  readonly block: number;
  readonly pair: readonly [Int32Array, Int32Array];
  readonly fill: FillColumn;
  readonly intoAt: number;
  /** Whether none before it goes where it goes. */
  readonly isFirst: boolean;
  /** Absent where it is a secondary loss, each of which has its own. */
  readonly scale: number | undefined;
}

function meetingsIn(
  arena: Arena,
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  columns: Float64Array,
  trialState: TrialState,
  random: Threefry,
) {
  const { scenarios, assets } = compiled;
  const functions = meetingFunctions(arena);
  const state = trialState.in(arena, functions);
  const samples = sampleColumns(arena);
  const { lanes, keys } = random;
  const columnAt = (parameter: number): number =>
    parameter < 0 ? 0 : columns.byteOffset + parameter * STRIDE * DOUBLE_BYTES;
  const list = (items: readonly number[]) => putList(arena, items);
  const doubles = () => arena.doubles(LANES);
  const doublesAt = () => doubles().byteOffset;
  const wordsAt = () => arena.words(LANES).byteOffset;

  const key = arena.words(keys.length);
  key.set(keys);
  const roots = arena.doubles(EXP_TABLE.length);
  roots.set(EXP_TABLE);
  const passed = arena.words(LANES);
  const trials = arena.words(LANES);
  const mostControls = Math.max(1, ...scenarios.map((scenario) => sharedParts(scenario).controls.length));
  const here = CASE.put(arena, {
    years: state.years,
    keys: key.byteOffset,
    roots: roots.byteOffset,
    passed: passed.byteOffset,
    operatives: arena.bytes(LANES * mostControls).byteOffset,
  });

  const assetsAt = list(assets.map(putAsset));
  const isReached = arena.bytes(assets.length);
  const drawn = doubles();
  const primaryUsdAt = LOSS_FORMS.map(doublesAt);
  const secondaryUsdAt = LOSS_FORMS.map(doublesAt);
  const [hoursAt, recordsAt] = [doublesAt(), doublesAt()];
  const secondaryRowsAt = wordsAt();
  const [secondaryUniformsAt, secondaryChancesAt, secondaryScalesAt] = [
    doublesAt(),
    doublesAt(),
    doublesAt(),
  ];
  const [downFrom, exposedFrom] = [arena.words(LANES + 1), arena.words(LANES)];
  const reachedUsd = arena.doubles(2 * assets.length);
  const known: Prepared[] = [];
  const mechanismWords: number[] = [];

  function putAsset({
    records,
    costPerRecord,
    recordsExponent,
    outageCostPerHour,
    dependents,
  }: CompiledAsset) {
    return ASSET.put(arena, {
      held: records,
      costPerRecord: columnAt(costPerRecord),
      recordsExponent: columnAt(recordsExponent),
      costPerHour: columnAt(outageCostPerHour),
      dependents: list(
        dependents.map(
          ({ asset, place, propagation, exposure }) =>
            DEPENDENT.put(arena, {
              asset,
              about: place >> 2,
              word: place & 3,
              propagation: columnAt(propagation),
              exposure: columnAt(exposure),
            }).at,
        ),
      ),
    }).at;
  }

  /** Where the words of a scenario's blocks go, whichever scenario it is. */
  function wordsOfMechanisms(place: number): number {
    // a little apart, so that the same attempt's do not fall into the same places of the cache
    mechanismWords[place] ??= arena.words(4 * LANES + 64).byteOffset;
    return mechanismWords[place];
  }

  /** How many assets an event on one may reach in one way. */
  function reachable(asset: number, found = new Set([asset])): number {
    for (const { asset: next } of assets[asset].dependents)
      if (!found.has(next)) reachable(next, found.add(next));
    return found.size - 1;
  }

  function prepare(place: number, { shape }: EventTable): Prepared {
    const scenario = scenarios[place];
    const constants = rebase[place];
    const parts = sharedParts(scenario);
    const { entryEnds, aiCapable, primary, secondary, secondaryProbability } = scenario;
    const bytesAt = (flags: readonly boolean[]): number => {
      const bytes = arena.bytes(flags.length);
      bytes.set(flags.map(Number));
      return bytes.byteOffset;
    };

    const controls = parts.controls.map(
      ({ coverage, leadTime, evasion, failures, requires, number }) =>
        CONTROL.put(arena, {
          coverage: columnAt(coverage),
          leadTime: columnAt(leadTime),
          evasion: columnAt(evasion),
          evasionStream: stream(PURPOSE.EVASION, number),
          failures: state.source(failures),
          requires: list(requires),
        }).at,
    );
    const blocks = [...new Set(parts.groups.flatMap(({ uniform }) => (uniform < 0 ? [] : [uniform >> 2])))];
    const mechanisms = blocks.map((block, at) => ({ block, wordsAt: wordsOfMechanisms(at) }));
    const groups = parts.groups.map(
      ({ uniform, effects }) =>
        GROUP.put(arena, {
          effects: list(
            effects.map(
              ({ control, efficacy, touches, fading }) =>
                EFFECT.put(arena, {
                  control,
                  efficacy: columnAt(efficacy),
                  touches: bytesAt(touches),
                  fading: fading ? state.fading(fading) : 0,
                }).at,
            ),
          ),
          words:
            uniform < 0
              ? 0
              : mechanisms[blocks.indexOf(uniform >> 2)].wordsAt + (uniform & 3) * LANES * WORD_BYTES,
        }).at,
    );
    const groupList = (places: readonly number[]) => list(places.map((group) => groups[group]));
    const variants = parts.variants.map(({ weaknesses, faced, bypassed, losses }) =>
      VARIANT.put(arena, {
        weaknesses: state.source(weaknesses),
        faced: groupList(faced),
        bypassed: groupList(bypassed),
        ...Object.fromEntries(LOSS_FACTORS.map((factor, at) => [factor, groupList(losses[at])])),
      }),
    );
    parts.variants.forEach(({ costsAs }, its) => variants[its].set('costsAs', variants[costsAs].at));

    const formsOf = (losses: readonly CompiledLoss[]) => new Set(losses.map(({ form }) => form));
    const [primaryForms, secondaryForms] = [formsOf(primary), formsOf(secondary)];
    const hasSpread = reachable(scenario.asset) > 0 && (shape.hasHours || scenario.exposes);
    const ends = arena.doubles(entryEnds.length);
    ends.set(entryEnds);
    const thing = SCENARIO.put(arena, {
      recordCost: constants.recordCost,
      entity: scenario.entity,
      asset: scenario.asset,
      assets: assetsAt + WORD_BYTES,
      exposes: Number(scenario.exposes),
      exploitability: columnAt(assets[scenario.asset].exploitability),
      entryEnds: ends.byteOffset,
      entries: entryEnds.length,
      aiCapable: bytesAt(aiCapable),
      controls: list(controls),
      groups: list(groups),
      variants: list(variants.map(({ at }) => at)),
      alwaysWins: Number(countsWins(scenario)),
      hours: scenario.outageHours ? hoursAt : 0,
      records: scenario.records ? recordsAt : 0,
      forms: list(
        shape.forms.map(
          (form) =>
            FORM.put(arena, {
              primary: primaryForms.has(form) ? primaryUsdAt[form] : 0,
              secondary: secondaryForms.has(form) ? secondaryUsdAt[form] : 0,
              isProductivity: Number(form === PRODUCTIVITY),
              isResponse: Number(form === RESPONSE),
            }).at,
        ),
      ),
      secondaryRows: secondaryRowsAt,
      secondaryUniforms: secondaryUniformsAt,
      secondaryChances: secondaryChancesAt,
      reached: hasSpread ? arena.words(2 * LANES * reachable(scenario.asset)).byteOffset : 0,
      downFrom: hasSpread ? downFrom.byteOffset : 0,
      exposedFrom: hasSpread ? exposedFrom.byteOffset : 0,
      isReached: isReached.byteOffset,
      reachedUsd: reachedUsd.byteOffset,
    });
    const sources = [
      ...parts.controls.map(({ failures }) => failures),
      ...parts.variants.map(({ weaknesses }) => weaknesses),
    ].filter((source) => source >= 0);
    return {
      thing,
      scenario,
      constants,
      variants,
      mechanisms,
      countEpisodes: state.counting(sources),
      hasEpisodes: sources.length > 0,
      losses: drawnLosses(scenario, constants),
      hasSecondary: secondaryProbability >= 0,
      hasSpread,
      rows: -1,
    };
  }

  /** What is drawn of an event, in the order of its words. */
  function drawnLosses(scenario: CompiledScenario, { losses: scales }: RebaseConstants): DrawnLoss[] {
    const { primary, secondary, outageHours, records } = scenario;
    const drawnLoss = (
      sampler: Sampler,
      place: number,
      intoAt: number,
      isFirst: boolean,
      scale?: number,
    ): DrawnLoss => {
      let fill: FillColumn | undefined;
      return {
        block: place >> 1,
        pair: place & 1 ? [lanes.third, lanes.fourth] : [lanes.first, lanes.second],
        // found when it is first needed, since that may build its table
        fill: (...to) => (fill ??= samples.filling(sampler))(...to),
        intoAt,
        isFirst,
        scale,
      };
    };
    const money = (losses: readonly CompiledLoss[], into: readonly number[], scale?: number) =>
      losses.map(({ sampler, form, place }, at) =>
        drawnLoss(sampler, place, into[form], losses.findIndex((loss) => loss.form === form) === at, scale),
      );
    const places = primary.length + secondary.length;
    return [
      ...money(primary, primaryUsdAt, scales[PRIMARY_LOSS]),
      ...money(secondary, secondaryUsdAt),
      ...(outageHours ? [drawnLoss(outageHours, places, hoursAt, true, scales[OUTAGE])] : []),
      ...(records ? [drawnLoss(records, places + 1, recordsAt, true, scales[RECORDS])] : []),
    ];
  }

  /** Where the columns of a table are by now. */
  function findColumns({ thing, variants }: Prepared, table: EventTable): void {
    const { shape } = table;
    thing.set('trial', table.trial.byteOffset);
    thing.set('cell', table.cell.byteOffset);
    thing.set('day', table.day.byteOffset);
    variants.forEach((variant, its) => {
      const into = table.variants[its];
      variant.set('happens', into.happens.byteOffset);
      variant.set('lossCents', into.lossCents.byteOffset);
      variant.set('formCents', arena.words(into.formCents.length).byteOffset);
      new Int32Array(arena.memory.buffer, variant.get('formCents')).set(
        into.formCents.map(({ byteOffset }) => byteOffset),
      );
      if (shape.hasRecords) variant.set('records', into.records.byteOffset);
      if (shape.hasHours) variant.set('hours', into.outageHours.byteOffset);
      if (!shape.isBorne) return;
      variant.set('bornFrom', into.bornFrom.byteOffset);
      variant.set('bornBy', into.bornBy.byteOffset);
      variant.set('bornCents', into.bornCents.byteOffset);
    });
  }

  function takeUp({ thing, scenario, mechanisms, countEpisodes, hasEpisodes }: Prepared, attempts: Attempts) {
    const { count } = attempts;
    here.set('trials', attempts.trialAt);
    here.set('events', lanes.event.byteOffset);
    here.set('cells', attempts.cellAt);
    here.set('days', attempts.day.byteOffset);
    here.set('forCoverages', attempts.forCoverage.byteOffset);
    here.set('forEntries', attempts.forEntry.byteOffset);
    here.set('forExploits', attempts.forExploit.byteOffset);
    here.set('winning', attempts.wins.byteOffset);
    for (const { block, wordsAt } of mechanisms)
      functions.blocks(
        count,
        stream(PURPOSE.MECHANISM, block),
        scenario.entity,
        ...keys,
        lanes.trial.byteOffset,
        wordsAt,
      );
    if (hasEpisodes)
      countEpisodes(here.at, trials, functions.listTrials(count, attempts.trialAt, trials.byteOffset));
    return functions.meet(here.at, thing.at, count);
  }

  /** Draws what the events of rows would cost without any control; returns how many of them have a secondary loss. */
  function drawLosses(
    { scenario, constants, losses, hasSecondary }: Prepared,
    attempts: Attempts,
    rows: number,
  ) {
    for (const { byteOffset } of [lanes.trial, lanes.event])
      functions.pickWords(rows, passed.byteOffset, byteOffset, byteOffset);
    const secondaries = hasSecondary
      ? functions.findSecondary(
          rows,
          passed.byteOffset,
          attempts.trialAt,
          columnAt(scenario.secondaryProbability),
          constants.losses[SECONDARY_PROBABILITY],
          constants.losses[SECONDARY_LOSS],
          attempts.forSecondaryAt,
          secondaryRowsAt,
          secondaryUniformsAt,
          secondaryChancesAt,
          secondaryScalesAt,
        )
      : 0;
    let inLanes = -1;
    for (const { block, pair, fill, intoAt, isFirst, scale } of losses) {
      const count = scale === undefined ? secondaries : rows;
      if (count === 0) continue;
      if (block !== inLanes) random.blocks(rows, stream(PURPOSE.LOSS, block), scenario.entity);
      inLanes = block;
      if (scale === undefined)
        for (const { byteOffset } of pair)
          functions.pickWords(count, secondaryRowsAt, byteOffset, byteOffset);
      fill(pair[0], pair[1], count, drawn, 0, 1);
      if (isFirst) functions.fill(count, 0, intoAt);
      if (scale === undefined) functions.addProducts(count, drawn.byteOffset, secondaryScalesAt, intoAt);
      else functions.addScaled(count, drawn.byteOffset, scale, intoAt);
    }
    return secondaries;
  }

  const meet: Meet = (place, attempts, table) => {
    const its = (known[place] ??= prepare(place, table));
    const { thing } = its;
    table.reserve(table.count + attempts.count);
    if (table.trial.length !== its.rows) findColumns(its, table);
    its.rows = table.trial.length;
    thing.set('row', table.count);
    const rows = takeUp(its, attempts);
    if (rows === 0) return;
    const secondaries = drawLosses(its, attempts, rows);
    if (its.hasSpread && table.reserveBorne(functions.spread(here.at, thing.at, rows)))
      findColumns(its, table);
    functions.writeCosts(here.at, thing.at, rows, secondaries);
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
