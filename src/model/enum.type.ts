import { registerEnumType } from 'type-graphql';

/**
 * The names of a list as an enum of the API, for decorators to point to.
 *
 * @example const Stance = newEnum('Stance', STANCES, 'Whether a control defends or attacks.')
 */
export function newEnum<N extends string>(
  name: string,
  names: readonly N[],
  description: string,
  meanings: Partial<Record<N, string>> = {},
): { readonly [K in N]: K } {
  const values = Object.fromEntries(names.map((it) => [it, it])) as { [K in N]: K };
  registerEnumType(values, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      Object.entries<string | undefined>(meanings).map(([it, meaning]) => [it, { description: meaning }]),
    ) as Record<N, { description: string }>,
  });
  return values;
}
