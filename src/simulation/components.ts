import { LOSS_FACTORS } from '../controls/effects.ts';
import type { ThinningGroup, Variant, VariantControl, VariantEffect } from './compile.ts';

/**
 * Controls of a variant whose states matter together: they share a mechanism, one requires the other, or both lower records (whose number
 * counts in a threshold). Given who is covered and when, the components of a variant are independent of each other.
 */
export interface Component {
  /** Each after those it requires; places in `requires`, and of effects, are places in this list. */
  readonly controls: readonly VariantControl[];
  readonly attempts: readonly ThinningGroup[];
  readonly susceptibility: readonly ThinningGroup[];
  /** For each of LOSS_FACTORS. */
  readonly losses: readonly (readonly (readonly VariantEffect[])[])[];
  readonly lowersRecords: boolean;
}

const RECORDS = LOSS_FACTORS.indexOf('RECORDS');

/** @example componentsOf(variant).length // 2, for two controls of different mechanisms */
export function componentsOf(variant: Variant): Component[] {
  const { controls, attempts, susceptibility, losses } = variant;
  const leader = controls.map((_, at) => at);
  const find = (at: number): number => (leader[at] === at ? at : (leader[at] = find(leader[at])));
  const join = (places: readonly number[]) => places.forEach((at) => (leader[find(at)] = find(places[0])));
  const controlsOf = (effects: readonly VariantEffect[]) => effects.map(({ control }) => control);

  controls.forEach(({ requires }, at) => join([at, ...requires]));
  for (const { effects } of [...attempts, ...susceptibility]) join(controlsOf(effects));
  for (const effects of losses.flat()) join(controlsOf(effects));
  join(losses[RECORDS].flatMap(controlsOf));

  return [...new Set(leader.map((_, at) => find(at)))].map((component): Component => {
    const members = controls.flatMap((_, at) => (find(at) === component ? [at] : []));
    const local = (at: number) => members.indexOf(at);
    const mine = (effects: readonly VariantEffect[]) => members.includes(effects[0].control);
    const moved = (effects: readonly VariantEffect[]) =>
      effects.map((effect) => ({ ...effect, control: local(effect.control) }));
    const thinning = (groups: readonly ThinningGroup[]) =>
      groups
        .filter(({ effects }) => mine(effects))
        .map((group) => ({ ...group, effects: moved(group.effects) }));
    return {
      controls: members.map((at) => ({ ...controls[at], requires: controls[at].requires.map(local) })),
      attempts: thinning(attempts),
      susceptibility: thinning(susceptibility),
      losses: losses.map((groups) => groups.filter(mine).map(moved)),
      lowersRecords: losses[RECORDS].some(mine),
    };
  });
}

/** A variant as an attempt of one entry meets it: without what does not touch it, or what only matters to others. */
export function variantOfEntry(variant: Variant, entry: number, aiCapable: boolean): Variant {
  const { controls, attempts, susceptibility, losses, weaknesses } = variant;
  const touching = (effects: readonly VariantEffect[]) => effects.filter(({ touches }) => touches[entry]);
  const needed = new Set<number>();
  const need = (at: number): void => {
    if (needed.has(at)) return;
    needed.add(at);
    controls[at].requires.forEach(need);
  };
  for (const { effects } of [...attempts, ...susceptibility])
    touching(effects).forEach(({ control }) => need(control));
  for (const effects of losses.flat()) touching(effects).forEach(({ control }) => need(control));

  const members = controls.flatMap((_, at) => (needed.has(at) ? [at] : []));
  const local = (at: number) => members.indexOf(at);
  const kept = (effects: readonly VariantEffect[]) =>
    touching(effects).map((effect) => ({ ...effect, control: local(effect.control), touches: [] }));
  const thinning = (groups: readonly ThinningGroup[]) =>
    groups
      .map(({ bypassed, effects }) => ({
        uniform: 0, // keys draws, and none are made here
        bypassed: bypassed && weaknesses >= 0,
        effects: kept(effects),
      }))
      .filter(({ effects }) => effects.length > 0);
  return {
    controls: members.map((at) => ({
      ...controls[at],
      evasion: aiCapable ? controls[at].evasion : -1,
      requires: controls[at].requires.map(local),
    })),
    attempts: thinning(attempts),
    susceptibility: thinning(susceptibility),
    losses: losses.map((groups) => groups.map(kept).filter((effects) => effects.length > 0)),
    weaknesses,
  };
}
