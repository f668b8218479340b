import type { Arena } from '../math/arena.ts';
import { EXP_TABLE } from '../math/elementary-routines.ts';
import { putList } from '../math/fields.ts';
import { LANES } from '../math/threefry-simd.ts';
import type { Threefry } from '../math/threefry.ts';
import type { Attempts } from './attempts.ts';
import { STRIDE } from './block.ts';
import type { CompiledAsset, CompiledPlan } from './compile.ts';
import { ASSET, CASE, DEPENDENT } from './meeting-fields.ts';
import { LOSS_FORMS } from './plan.ts';

const DOUBLE_BYTES = 8;

export type MeetingRoom = ReturnType<typeof meetingRoom>;

/**
 * What all scenarios of a plan have in common where routines meet their attempts: the attempt at hand, the assets, and columns for what is found of
 * attempts, of rows (those that some variant lets through), and of secondary losses.
 *
 * @param columns  the parameters of the block
 * @param attempts always the same, filled anew
 * @param years    in how many years episodes start
 */
export function meetingRoom(
  arena: Arena,
  { assets }: CompiledPlan,
  columns: Float64Array,
  { lanes, keys }: Threefry,
  attempts: Attempts,
  years: number,
) {
  /** Where a parameter's column is; 0 where there is none. */
  const columnAt = (parameter: number): number =>
    parameter < 0 ? 0 : columns.byteOffset + parameter * STRIDE * DOUBLE_BYTES;
  const list = (items: readonly number[]) => putList(arena, items);
  const doubles = () => arena.doubles(LANES);
  const doublesAt = () => doubles().byteOffset;
  const keyWords = arena.words(keys.length);
  keyWords.set(keys);
  const roots = arena.doubles(EXP_TABLE.length);
  roots.set(EXP_TABLE);
  const passedAt = arena.words(LANES).byteOffset;
  const here = CASE.putChanging(arena, {
    trials: attempts.trialAt,
    events: lanes.event.byteOffset,
    cells: attempts.cellAt,
    forCoverages: attempts.forCoverage.byteOffset,
    forEntries: attempts.forEntry.byteOffset,
    forExploits: attempts.forExploit.byteOffset,
    winning: attempts.wins.byteOffset,
    years,
    keys: keyWords.byteOffset,
    roots: roots.byteOffset,
    passed: passedAt,
  });
  const mechanismWords: number[] = [];
  let mostControls = 0;
  let mostReached = 0;

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
        dependents.map(({ asset, place, propagation, exposure }) =>
          DEPENDENT.put(arena, {
            asset,
            about: place >> 2,
            word: place & 3,
            propagation: columnAt(propagation),
            exposure: columnAt(exposure),
          }),
        ),
      ),
    });
  }

  return {
    arena,
    here,
    columnAt,
    list,
    attempts,
    passedAt,
    assetsAt: list(assets.map(putAsset)),
    isReachedAt: arena.bytes(assets.length).byteOffset,
    reachedUsdAt: arena.doubles(2 * assets.length).byteOffset,
    downFromAt: arena.words(LANES + 1).byteOffset,
    exposedFromAt: arena.words(LANES).byteOffset,
    drawn: doubles(),
    primaryUsd: LOSS_FORMS.map(doubles),
    secondaryUsd: LOSS_FORMS.map(doubles),
    hours: doubles(),
    records: doubles(),
    secondaryRowsAt: arena.words(LANES).byteOffset,
    secondaryUniformsAt: doublesAt(),
    secondaryChancesAt: doublesAt(),
    secondaryScalesAt: doublesAt(),
    /** Makes room for what is known of so many controls of each attempt. */
    reserveControls(count: number): void {
      if (count <= mostControls) return;
      mostControls = Math.max(count, 2 * mostControls);
      here.set('operatives', arena.bytes(LANES * mostControls).byteOffset);
    },
    /** Makes room for so many assets that each event reaches. */
    reserveReached(count: number): void {
      if (count <= mostReached) return;
      mostReached = Math.max(count, 2 * mostReached);
      here.set('reached', arena.words(LANES * mostReached).byteOffset);
    },
    /** Where the four columns of random words go of a scenario's first, second ... block of them. */
    mechanismWordsAt(place: number): number {
      // a little apart, so that the same attempt's do not fall into the same places of the cache
      mechanismWords[place] ??= arena.words(4 * LANES + 64).byteOffset;
      return mechanismWords[place];
    },
  };
}
