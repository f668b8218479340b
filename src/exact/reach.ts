import type { CompiledAsset } from '../simulation/compile.ts';

/** Assets that an event reaches beside the struck one, and how likely just these. */
export interface Reached {
  readonly chance: number;
  readonly assets: readonly number[];
}

const MOST_UNCERTAIN = 8;

/**
 * The sets of assets that go down, or are exposed, with a struck one: each dependency is open or not, by a draw of its own.
 *
 * @returns undefined where more dependencies are uncertain than are worth going through
 */
export function reachedFrom(
  assets: readonly CompiledAsset[],
  struck: number,
  which: 'propagation' | 'exposure',
  values: Float64Array,
): Reached[] | undefined {
  const uncertain = new Set<number>();
  const everything = walk(assets, struck, (dependent) => values[dependent[which]] > 0);
  for (const asset of [struck, ...everything])
    for (const dependent of assets[asset].dependents)
      if (values[dependent[which]] > 0 && values[dependent[which]] < 1) uncertain.add(dependent.place);
  if (uncertain.size > MOST_UNCERTAIN) return undefined;
  const places = [...uncertain];
  const sets = new Map<string, { chance: number; assets: number[] }>();
  const all = assets.flatMap(({ dependents }) => dependents);
  const chances = places.map((place) => values[all.find((dependent) => dependent.place === place)![which]]);
  for (let bits = 0; bits < 1 << places.length; bits++) {
    const isOpen = (place: number) => ((bits >> places.indexOf(place)) & 1) === 1;
    const found = walk(assets, struck, (dependent) =>
      uncertain.has(dependent.place) ? isOpen(dependent.place) : values[dependent[which]] > 0,
    );
    const chance = chances.reduce((product, its, i) => product * ((bits >> i) & 1 ? its : 1 - its), 1);
    const key = found.toSorted((a, b) => a - b).join();
    const set = sets.get(key) ?? { chance: 0, assets: found };
    set.chance += chance;
    sets.set(key, set);
  }
  return [...sets.values()];
}

function walk(
  assets: readonly CompiledAsset[],
  struck: number,
  isOpen: (dependent: CompiledAsset['dependents'][number]) => boolean,
): number[] {
  const found = [struck];
  for (const at of found)
    for (const dependent of assets[at].dependents)
      if (!found.includes(dependent.asset) && isOpen(dependent)) found.push(dependent.asset);
  return found.slice(1);
}
