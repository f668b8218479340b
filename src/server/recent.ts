/** A map that holds what was used latest, and no more than `limit` of it by size. */
export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V, size: number): void;
  delete(key: string): boolean;
}

/** @example newRecent<true>(100).set('a', true, 101) // keeps nothing: it is too large */
export function newRecent<V>(limit: number): Recent<V> {
  const held = new Map<string, { readonly value: V; readonly size: number }>();
  let total = 0;

  const remove = (key: string): boolean => {
    total -= held.get(key)?.size ?? 0;
    return held.delete(key);
  };

  return {
    get(key) {
      const found = held.get(key);
      if (!found) return undefined;
      // A Map gives its keys in the order they were put in: the first is the one not used for longest.
      held.delete(key);
      held.set(key, found);
      return found.value;
    },
    set(key, value, size) {
      remove(key);
      if (size > limit) return;
      held.set(key, { value, size });
      total += size;
      for (const oldest of held.keys()) {
        if (total <= limit) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
