import { numbered } from './numbered.ts';
import type { CompiledScenario, Fading, ThinningGroup, VariantControl, VariantEffect } from './compile.ts';

/** A control as one or more variants of a scenario have it. */
export interface SharedControl extends Omit<VariantControl, 'requires'> {
  /** Places among the shared controls. */
  readonly requires: readonly number[];
}

export interface SharedEffect {
  /** Place among the shared controls. */
  readonly control: number;
  readonly efficacy: number;
  readonly touches: readonly boolean[];
  readonly fading: Fading | null;
}

/** Effects of one mechanism on one factor, of which the strongest counts. */
export interface SharedGroup {
  /** Keys the uniform of a thinning factor; -1 for a loss factor. */
  readonly uniform: number;
  readonly effects: readonly SharedEffect[];
}

/** A variant by the groups that it is made of, as places in the scenario's. */
export interface SharingVariant {
  readonly weaknesses: number;
  /** Those that stop any attempt, and those that an exploit bypasses. */
  readonly faced: readonly number[];
  readonly bypassed: readonly number[];
  /** For each of LOSS_FACTORS. */
  readonly losses: readonly (readonly number[])[];
  /** The first variant under which an event costs the same. */
  readonly costsAs: number;
}

export interface SharedParts {
  readonly controls: readonly SharedControl[];
  readonly groups: readonly SharedGroup[];
  readonly variants: readonly SharingVariant[];
}

const known = new WeakMap<CompiledScenario, SharedParts>();

/**
 * What the variants of a scenario have in common: portfolios differ in a few controls, so what the others do to an attempt is found once
 * for all of them.
 */
export function sharedParts(scenario: CompiledScenario): SharedParts {
  const parts = known.get(scenario) ?? findParts(scenario);
  known.set(scenario, parts);
  return parts;
}

function findParts({ variants }: CompiledScenario): SharedParts {
  const controls = numbered<SharedControl>();
  const groups = numbered<SharedGroup>();
  const costs = numbered<SharingVariant['losses']>();
  const firstOfCosts: number[] = [];
  return {
    controls: controls.list,
    groups: groups.list,
    variants: variants.map(({ weaknesses, attempts, susceptibility, losses, ...variant }, its) => {
      const places: number[] = [];
      for (const { requires, ...control } of variant.controls)
        places.push(controls.place({ ...control, requires: requires.map((needed) => places[needed]) }));
      const group = (uniform: number, effects: readonly VariantEffect[]) =>
        groups.place({
          uniform,
          effects: effects.map((effect) => ({ ...effect, control: places[effect.control] })),
        });
      const thinning = (list: readonly ThinningGroup[]) =>
        list.map(({ uniform, effects }) => group(uniform, effects));
      const lossGroups = losses.map((factor) => factor.map((effects) => group(-1, effects)));
      return {
        weaknesses,
        faced: thinning([...attempts, ...susceptibility.filter(({ bypassed }) => !bypassed)]),
        bypassed: thinning(susceptibility.filter(({ bypassed }) => bypassed)),
        losses: lossGroups,
        costsAs: (firstOfCosts[costs.place(lossGroups)] ??= its),
      };
    }),
  };
}
