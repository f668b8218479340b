/**
 * A circle among controls of which each requires the next: none of them could ever work.
 *
 * @param requires what each control requires, by id; an id without an entry requires nothing
 * @returns the ids on the circle, the first one again at its end; undefined where there is none
 * Time and memory grow with the number of requirements; chains of any length are fine.
 * @example circleIn(new Map([['a', ['b']], ['b', ['a']]])) // ['a', 'b', 'a']
 */
export function circleIn(requires: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cleared = new Set<string>();
  for (const start of requires.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    const open: { readonly id: string; readonly leaving: boolean }[] = [{ id: start, leaving: false }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { id, leaving } = next;
      if (leaving) {
        path.pop();
        onPath.delete(id);
        cleared.add(id);
        continue;
      }
      if (onPath.has(id)) return [...path.slice(path.indexOf(id)), id];
      if (cleared.has(id)) continue;
      path.push(id);
      onPath.add(id);
      open.push({ id, leaving: true });
      for (const needed of [...(requires.get(id) ?? [])].reverse()) open.push({ id: needed, leaving: false });
    }
  }
  return undefined;
}

/** @example tellCircle(['EDR', 'SOC', 'EDR']) // 'goes in a circle: "EDR" requires "SOC" requires "EDR"' */
export const tellCircle = (names: readonly string[]): string =>
  `goes in a circle: ${names
    .slice(0, 12)
    .map((name) => JSON.stringify(name))
    .join(' requires ')}`;
