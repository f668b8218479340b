import type { ControlFields } from '../controls/control.ts';
import type { PlanEffect } from '../simulation/plan.ts';

/** What ties a control to the rest of a model. */
export type Ties = Pick<ControlFields, 'effects' | 'requires' | 'excludes' | 'tests'>;

const LISTS = ['threatIds', 'assetIds', 'controlIds'] as const;

/**
 * The ties of an adopted control after something more of the catalogue was adopted: what the catalogue then says and did not say before
 * is added, all else stays as its owner made it. So it does not matter in which order things are adopted, nor is an edit undone.
 *
 * @param before what the catalogue said of it, given what had been adopted
 * @param after the same, with the newcomer
 * @returns undefined when nothing is added
 */
export function tiesAdded(now: Ties, before: Ties, after: Ties): Ties | undefined {
  const effects = after.effects.reduce<readonly PlanEffect[]>((all, effect) => {
    const said = before.effects.find((it) => isSameWay(it, effect));
    const fresh = said ? newIds(said, effect) : effect;
    return fresh ? withEffect(all, fresh) : all;
  }, now.effects);
  const requires = withNew(now.requires, before.requires, after.requires);
  const excludes = withNew(now.excludes, before.excludes, after.excludes);
  const tests = testsAdded(now.tests, before.tests, after.tests);
  const changed =
    effects !== now.effects || requires !== now.requires || excludes !== now.excludes || tests !== now.tests;
  return changed ? { effects, requires, excludes, tests } : undefined;
}

/** Whether two effects are one line of the catalogue: all the same but what they touch. */
const isSameWay = (one: PlanEffect, other: PlanEffect): boolean => wayOf(one) === wayOf(other);

const wayOf = ({ factor, mechanism, efficacy, halfLifeDays, renewEveryDays }: PlanEffect): string =>
  JSON.stringify([
    factor,
    mechanism,
    [efficacy.shape, efficacy.value, efficacy.low, efficacy.likely, efficacy.high, efficacy.note],
    halfLifeDays,
    renewEveryDays,
  ]);

/** The effect on what it touches only since the newcomer came, or undefined. */
function newIds(before: PlanEffect, after: PlanEffect): PlanEffect | undefined {
  const { threatIds: _threats, assetIds: _assets, controlIds: _controls, ...way } = after;
  const lists = LISTS.flatMap((list) => {
    const fresh = (after[list] ?? []).filter((id) => !before[list]?.includes(id));
    return fresh.length > 0 ? [[list, fresh] as const] : [];
  });
  return lists.length > 0 ? { ...way, ...Object.fromEntries(lists) } : undefined;
}

/** Effects and one more: added to the one that works in the same way, where there is one. */
export function withEffect(effects: readonly PlanEffect[], fresh: PlanEffect): readonly PlanEffect[] {
  const place = effects.findIndex((it) => isSameWay(it, fresh));
  if (place < 0) return [...effects, fresh];
  const effect = effects[place];
  const lists = LISTS.flatMap((list) => {
    const now = effect[list];
    // Without threats it acts on all of them: to name one would narrow it.
    if (now === undefined && list === 'threatIds') return [];
    const ids = withNew(now ?? [], [], fresh[list] ?? []);
    return ids.length > 0 ? [[list, ids] as const] : [];
  });
  return effects.with(place, { ...effect, ...Object.fromEntries(lists) });
}

function testsAdded(
  now: ControlFields['tests'],
  before: ControlFields['tests'],
  after: ControlFields['tests'],
): ControlFields['tests'] {
  if (!after) return now;
  if (!now) return before ? now : after; // an owner who took the tests out keeps them out
  const controlIds = withNew(now.controlIds ?? [], before?.controlIds ?? [], after.controlIds ?? []);
  return controlIds === now.controlIds || controlIds.length === (now.controlIds ?? []).length
    ? now
    : { ...now, controlIds };
}

/** The list with what stands in `after` and not in `before`; itself where that is nothing. */
function withNew(
  now: readonly string[],
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const fresh = after.filter((id) => !before.includes(id) && !now.includes(id));
  return fresh.length > 0 ? [...now, ...fresh] : now;
}
