import { canonicalJson } from './hash.ts';

/** Where something stands in an entity, such as ['effects', 1, 'efficacy']. */
export type Path = readonly (string | number)[];

export interface Difference {
  readonly path: Path;
  /** Undefined where nothing is stated. */
  readonly before: unknown;
  readonly after: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * What differs between two states of one thing, as finely as can be told: estimates and lists of ids are wholes; a list of parts is a whole
 * where its parts are not the same ones in the same order. Fields come in alphabetical order. Where an estimate comes from, or what is noted
 * of it, is no difference.
 *
 * @example differences({ a: 1, b: [{ form: 'RESPONSE', c: 2 }] }, { a: 1, b: [{ form: 'RESPONSE', c: 3 }] }, [])
 * // [{ path: ['b', 0, 'c'], before: 2, after: 3 }]
 */
export function differences(before: unknown, after: unknown, path: Path): Difference[] {
  if (areSame(before, after)) return [];
  if (isPart(before) && isPart(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].sort().flatMap((name) => differences(before[name], after[name], [...path, name]));
  }
  if (areParts(before) && areParts(after) && before.length === after.length)
    if (before.every((part, place) => identity(part) === identity(after[place])))
      return before.flatMap((part, place) => differences(part, after[place], [...path, place]));
  return [{ path, before, after }];
}

/** The same thing with what stands at a path put in its place; undefined takes it away. */
export function withDifference<T>(thing: T, [step, ...rest]: Path, value: unknown): T {
  const inner = rest.length > 0 ? withDifference((thing as Fields)[step], rest, value) : value;
  if (Array.isArray(thing)) return thing.with(Number(step), inner) as T;
  const { [step]: _, ...others } = thing as Fields;
  return (inner === undefined ? others : { ...others, [step]: inner }) as T;
}

/** @example pathText(['effects', 1, 'efficacy']) // 'effects[1].efficacy' */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text ? `${text}.${step}` : step;
  }, '');

export const isEstimate = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && 'shape' in value;

const isPart = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isEstimate(value);

const areParts = (value: unknown): value is readonly Fields[] => Array.isArray(value) && value.every(isPart);

/** What makes a part of a list the same part: what it is about. */
const identity = ({ assetId, threatId, form, factor, mechanism }: Fields): string =>
  JSON.stringify([assetId, threatId, form, factor, mechanism]);

const areSame = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && textOf(a) === textOf(b));

const textOf = (value: unknown): string => canonicalJson(bare(value));

/** Without what is only said of estimates. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, its]) => [name, bare(its)] as const);
  return Object.fromEntries(
    isEstimate(value) ? fields.filter(([name]) => !['basis', 'source', 'note'].includes(name)) : fields,
  );
}
