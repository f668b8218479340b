import type { CompiledPlan, Variant } from './compile.ts';

interface Variability {
  readonly byPoint: boolean;
  readonly byYear: boolean;
}

/** Whether luck, and whether the year, make any difference to a variant of a scenario that has entries, or an asset with dependents. */
export function variability(
  compiled: CompiledPlan,
  variant: Variant,
  hasEntries: boolean,
  hasDependents: boolean,
): Variability {
  const its = known.get(variant) ?? findVariability(compiled, variant, hasEntries, hasDependents);
  known.set(variant, its);
  return its;
}

/** A variant is of one scenario of one plan, and is asked about again and again. */
const known = new WeakMap<Variant, Variability>();

function findVariability(
  compiled: CompiledPlan,
  variant: Variant,
  hasEntries: boolean,
  hasDependents: boolean,
): Variability {
  const { parameters, episodes: sources, programmes } = compiled;
  const isOne = (parameter: number) => !parameters[parameter].sampler && parameters[parameter].mean === 1;
  const effects = [
    ...variant.attempts.flatMap(({ effects: its }) => its),
    ...variant.susceptibility.flatMap(({ effects: its }) => its),
    ...variant.losses.flat(2),
  ];
  const failing = [...variant.controls.map(({ failures }) => failures), variant.weaknesses].filter(
    (place) => place >= 0,
  );
  const fading = effects.flatMap(({ fading: its }) => (its ? [its] : []));
  const tests = [
    ...failing.flatMap((place) => sources[place].programmes),
    ...fading.flatMap(({ programmes: its }) => its),
  ];
  const byYear =
    variant.controls.some(({ leadTime }) => leadTime >= 0) ||
    fading.some(({ schedule }) => schedule < 0) ||
    tests.some((place) => programmes[place].leadTimes.length > 0) ||
    failing.some((place) =>
      [sources[place].frequency, sources[place].discovery, sources[place].repair].some((groups) =>
        groups.some((group) => group.some(({ leadTimes }) => leadTimes.length > 0)),
      ),
    );
  const byPoint =
    byYear ||
    hasEntries ||
    hasDependents ||
    fading.length > 0 ||
    tests.length > 0 ||
    variant.controls.some(
      ({ coverage, evasion, failures }) => !isOne(coverage) || evasion >= 0 || failures >= 0,
    );
  return { byPoint, byYear };
}
