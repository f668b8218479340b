import { LOSS_FACTORS } from '../controls/effects.ts';
import { LANES } from '../math/threefry-simd.ts';
import { countsWins } from './attempt-count.ts';
import type { CompiledAsset, CompiledLoss, CompiledScenario } from './compile.ts';
import type { EventShape, EventTable } from './event-table.ts';
import { CONTROL, EFFECT, FORM, GROUP, SCENARIO, VARIANT } from './meeting-fields.ts';
import type { MeetingRoom } from './meeting-room.ts';
import { LOSS_FORMS } from './plan.ts';
import { sharedParts } from './shared-parts.ts';
import { PURPOSE, stream } from './streams.ts';
import type { StateInArena } from './trial-state.ts';

const WORD_BYTES = 4;
const PRODUCTIVITY = LOSS_FORMS.indexOf('PRODUCTIVITY');
const RESPONSE = LOSS_FORMS.indexOf('RESPONSE');

/** A scenario where routines find it. */
export interface ScenarioInArena {
  readonly thing: ReturnType<typeof SCENARIO.putChanging>;
  readonly variants: readonly ReturnType<typeof VARIANT.putChanging>[];
  /** Places of the blocks that hold the uniforms of mechanisms, and where their words go. */
  readonly mechanisms: readonly { readonly block: number; readonly wordsAt: number }[];
  /** The sources of episodes that its attempts may ask for. */
  readonly sources: readonly number[];
  /** Whether events may reach other assets. */
  readonly hasSpread: boolean;
}

/** Puts a scenario where routines find it, but for the columns of its table. */
export function putScenario(
  room: MeetingRoom,
  scenario: CompiledScenario,
  assets: readonly CompiledAsset[],
  shape: EventShape,
  recordCost: number,
  state: StateInArena,
): ScenarioInArena {
  const { arena, columnAt, list } = room;
  const parts = sharedParts(scenario);
  room.reserveControls(parts.controls.length);
  const { entryEnds, aiCapable, primary, secondary } = scenario;
  const bytesAt = (flags: readonly boolean[]): number => {
    const bytes = arena.bytes(flags.length);
    bytes.set(flags.map(Number));
    return bytes.byteOffset;
  };

  const controls = parts.controls.map(({ coverage, leadTime, evasion, failures, requires, number }) =>
    CONTROL.put(arena, {
      coverage: columnAt(coverage),
      leadTime: columnAt(leadTime),
      evasion: columnAt(evasion),
      evasionStream: stream(PURPOSE.EVASION, number),
      failures: state.source(failures),
      requires: list(requires),
    }),
  );
  const blocks = [...new Set(parts.groups.flatMap(({ uniform }) => (uniform < 0 ? [] : [uniform >> 2])))];
  const mechanisms = blocks.map((block, at) => ({ block, wordsAt: room.mechanismWordsAt(at) }));
  const groups = parts.groups.map(({ uniform, effects }) =>
    GROUP.put(arena, {
      effects: list(
        effects.map(({ control, efficacy, touches, fading }) =>
          EFFECT.put(arena, {
            control,
            efficacy: columnAt(efficacy),
            touches: bytesAt(touches),
            fading: fading ? state.fading(fading) : 0,
          }),
        ),
      ),
      words:
        uniform < 0
          ? 0
          : mechanisms[blocks.indexOf(uniform >> 2)].wordsAt + (uniform & 3) * LANES * WORD_BYTES,
    }),
  );
  const groupList = (places: readonly number[]) => list(places.map((group) => groups[group]));
  const variants = parts.variants.map(({ weaknesses, faced, bypassed, losses }) =>
    VARIANT.putChanging(arena, {
      weaknesses: state.source(weaknesses),
      faced: groupList(faced),
      bypassed: groupList(bypassed),
      ...Object.fromEntries(LOSS_FACTORS.map((factor, at) => [factor, groupList(losses[at])])),
    }),
  );
  parts.variants.forEach(({ costsAs }, its) => variants[its].set('costsAs', variants[costsAs].at));

  const formsOf = (losses: readonly CompiledLoss[]) => new Set(losses.map(({ form }) => form));
  const [primaryForms, secondaryForms] = [formsOf(primary), formsOf(secondary)];
  const reached = reachable(assets, scenario.asset);
  const hasSpread = reached > 0 && (shape.hasHours || scenario.exposes);
  if (hasSpread) room.reserveReached(2 * reached);
  const ends = arena.doubles(entryEnds.length);
  ends.set(entryEnds);
  const thing = SCENARIO.putChanging(arena, {
    recordCost,
    entity: scenario.entity,
    asset: scenario.asset,
    assets: room.assetsAt + WORD_BYTES,
    exposes: Number(scenario.exposes),
    exploitability: columnAt(assets[scenario.asset].exploitability),
    entryEnds: ends.byteOffset,
    entries: entryEnds.length,
    aiCapable: bytesAt(aiCapable),
    controls: list(controls),
    groups: list(groups),
    variants: list(variants.map(({ at }) => at)),
    alwaysWins: Number(countsWins(scenario)),
    hours: scenario.outageHours ? room.hours.byteOffset : 0,
    records: scenario.records ? room.records.byteOffset : 0,
    forms: list(
      shape.forms.map((form) =>
        FORM.put(arena, {
          primary: primaryForms.has(form) ? room.primaryUsd[form].byteOffset : 0,
          secondary: secondaryForms.has(form) ? room.secondaryUsd[form].byteOffset : 0,
          isProductivity: Number(form === PRODUCTIVITY),
          isResponse: Number(form === RESPONSE),
        }),
      ),
    ),
    secondaryRows: room.secondaryRowsAt,
    secondaryUniforms: room.secondaryUniformsAt,
    secondaryChances: room.secondaryChancesAt,
    downFrom: hasSpread ? room.downFromAt : 0,
    exposedFrom: hasSpread ? room.exposedFromAt : 0,
    isReached: room.isReachedAt,
    reachedUsd: room.reachedUsdAt,
  });
  const sources = [
    ...parts.controls.map(({ failures }) => failures),
    ...parts.variants.map(({ weaknesses }) => weaknesses),
  ].filter((source) => source >= 0);
  return { thing, variants, mechanisms, sources, hasSpread };
}

/** Where the columns of a table are by now. */
export function findColumns({ thing, variants }: ScenarioInArena, table: EventTable): void {
  const { shape, arena } = table;
  thing.set('trial', table.trial.byteOffset);
  thing.set('cell', table.cell.byteOffset);
  thing.set('day', table.day.byteOffset);
  variants.forEach((variant, its) => {
    const into = table.variants[its];
    variant.set('happens', into.happens.byteOffset);
    variant.set('lossCents', into.lossCents.byteOffset);
    const formCents = arena.words(into.formCents.length);
    formCents.set(into.formCents.map(({ byteOffset }) => byteOffset));
    variant.set('formCents', formCents.byteOffset);
    if (shape.hasRecords) variant.set('records', into.records.byteOffset);
    if (shape.hasHours) variant.set('hours', into.outageHours.byteOffset);
    if (!shape.isBorne) return;
    variant.set('bornFrom', into.bornFrom.byteOffset);
    variant.set('bornBy', into.bornBy.byteOffset);
    variant.set('bornCents', into.bornCents.byteOffset);
  });
}

/** How many assets an event on one may reach in one way. */
function reachable(assets: readonly CompiledAsset[], asset: number, found = new Set([asset])): number {
  for (const { asset: next } of assets[asset].dependents)
    if (!found.has(next)) reachable(assets, next, found.add(next));
  return found.size - 1;
}
