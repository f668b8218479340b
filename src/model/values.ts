import { InvalidInput } from '../errors.ts';
import { at, readFields, type Read, type Rules } from './fields.ts';
import { shown } from './shown.ts';
import { readText } from './text.ts';

/** No list that a caller states is longer: it bounds what one entity can cost. */
export const LONGEST_LIST = 1000;
/** A hundred years. */
const LONGEST_DAYS = 36_500;
const SHORTEST_INTERVAL_DAYS = 1 / 24;

export const label: Read<string> = (value, path) => readText(value, path, { longest: 200 });
export const phrase: Read<string> = (value, path) => readText(value, path, { longest: 500 });
export const prose: Read<string> = (value, path) => readText(value, path, { longest: 10_000, lines: true });

/** An id, or in an import a name: whether it means anything is found out where it is looked up. */
export const reference: Read<string> = (value, path) => {
  if (typeof value !== 'string') throw new InvalidInput(`needs text, got ${shown(value)}`, path);
  return value;
};

export const flag: Read<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new InvalidInput(`needs true or false, got ${shown(value)}`, path);
  return value;
};

/** @example oneOf(['IN_PLACE', 'RETIRED'])('RETIRED', 'input.status') // 'RETIRED' */
export const oneOf =
  <N extends string>(names: readonly N[]): Read<N> =>
  (value, path) => {
    if (!(names as readonly unknown[]).includes(value))
      throw new InvalidInput(`needs one of ${names.join(', ')}, got ${shown(value)}`, path);
    return value as N;
  };

/** Both ends included. */
export const numberFrom =
  (lowest: number, highest: number): Read<number> =>
  (value, path) => {
    if (typeof value !== 'number' || !(lowest <= value && value <= highest))
      throw new InvalidInput(`needs a number from ${lowest} to ${highest}, got ${shown(value)}`, path);
    return value + 0; // -0 becomes 0: JSON cannot keep it
  };

export const count: Read<number> = (value, path) => {
  const most = 2_147_483_647;
  if (!Number.isInteger(value))
    throw new InvalidInput(`needs a whole number from 0 to ${most}, got ${shown(value)}`, path);
  return numberFrom(0, most)(value, path);
};

/** How long something lasts: above 0, at most a hundred years. */
export const days: Read<number> = (value, path) => {
  if (typeof value !== 'number' || !(0 < value && value <= LONGEST_DAYS))
    throw new InvalidInput(
      `needs a number of days above 0 and at most ${LONGEST_DAYS}, got ${shown(value)}`,
      path,
    );
  return value;
};

/** How often something comes round: hourly at most, and at least once in a hundred years. */
export const intervalDays: Read<number> = (value, path) => {
  if (typeof value !== 'number' || !(SHORTEST_INTERVAL_DAYS <= value && value <= LONGEST_DAYS))
    throw new InvalidInput(
      `needs a number of days from 1/24 (an hour) to ${LONGEST_DAYS}, got ${shown(value)}`,
      path,
    );
  return value;
};

/**
 * A list in which nothing is named twice.
 *
 * @param keyOf what tells one item from another; absent: the item itself
 */
export const listOf =
  <T>(read: Read<T>, keyOf: (item: T) => unknown = (item) => item): Read<T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw new InvalidInput(`needs a list, got ${shown(value)}`, path);
    if (value.length > LONGEST_LIST)
      throw new InvalidInput(`needs at most ${LONGEST_LIST} items, got ${value.length}`, path);
    const items = Array.from(value, (item, place) => read(item, at(path, place)));
    const seen = new Set<unknown>();
    items.forEach((item, place) => {
      const key = keyOf(item);
      if (seen.has(key))
        throw new InvalidInput(`is named twice in this list: ${shown(key)}`, at(path, place));
      seen.add(key);
    });
    return items;
  };

/** A list that, where it is stated, names something: an absent one has a meaning of its own. */
export const someOf =
  <T>(read: Read<T>): Read<T[]> =>
  (value, path) => {
    const items = listOf(read)(value, path);
    if (items.length === 0) throw new InvalidInput('needs at least one item, or to be left out', path);
    return items;
  };

/** A part with fields of its own. */
export const partOf =
  <F extends object>(rules: Rules<F>): Read<F> =>
  (value, path) =>
    readFields(rules, value, path);
