import { FACTOR_KINDS } from '../controls/effects.ts';
import type { Model } from './model-rows.ts';

/**
 * Every mechanism of a model's controls, in the order whose places key their thinning uniforms. Neighbours share blocks of random words, so
 * mechanisms that stop attempts on the same scenarios stand together, and those that stop none come last: by the first scenario that their
 * thinning effects name, then by name. Nothing of it depends on which of the controls a portfolio has.
 *
 * @example mechanismOrder(model) // ['mail filter', 'sign-in', 'backup']: the backup stops no attempt
 */
export function mechanismOrder({ controls, scenarios }: Pick<Model, 'controls' | 'scenarios'>): string[] {
  const numbers = new Map(scenarios.map(({ id, number }) => [id, number]));
  const firsts = new Map<string, number>();
  for (const { effects } of controls)
    for (const { mechanism, factor, scenarioIds } of effects) {
      let first = firsts.get(mechanism) ?? Infinity;
      if (FACTOR_KINDS[factor] === 'thinning')
        if (scenarioIds) for (const id of scenarioIds) first = Math.min(first, numbers.get(id) ?? Infinity);
        else first = 0;
      firsts.set(mechanism, first);
    }
  return [...firsts.keys()]
    .sort()
    .sort((one, other) =>
      firsts.get(one) === firsts.get(other) ? 0 : firsts.get(one)! - firsts.get(other)!,
    );
}
