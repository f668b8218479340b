/** What is kept under a key, made where it is not. */
export type Keep<T> = (key: string, make: () => T) => T;

/**
 * Keeps what was made for a key, so that what costs much is made once; beyond `most` of them, what was made first is made anew.
 *
 * @example const lawOf = newKept<Law>(1000); lawOf('uniform 0 1', () => uniform(0, 1)) // made now, and given again later
 */
export function newKept<T>(most: number): Keep<T> {
  const kept = new Map<string, T>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (kept.size >= most) kept.delete(kept.keys().next().value!);
    kept.set(key, made);
    return made;
  };
}
