/**
 * A list without equal items, each known by its place.
 *
 * @example const days = numbered<number[]>(); days.place([1]); days.place([2]); days.place([1]) // 0, 1, 0
 */
export function numbered<T>() {
  const list: T[] = [];
  const places = new Map<string, number>();
  return {
    list,
    /** The place of an equal item, which is added where there is none. */
    place(item: T): number {
      const text = JSON.stringify(item);
      const at = places.get(text) ?? list.push(item) - 1;
      places.set(text, at);
      return at;
    },
  };
}
