import { InvalidInput } from '../errors.ts';
import { shown } from './shown.ts';

/** Reads one value that a caller sent, or says what is needed and what came. The path names the value in the message's `field`. */
export type Read<T> = (value: unknown, path: string) => T;

/** How one field is read, wherever it comes from: a new entity, a patch, an import. */
export interface Rule<T> {
  readonly read: Read<T>;
  /** Meaning and unit, for callers; shown on the type and on its inputs. */
  readonly says: string;
  /** It must be stated, and cannot be cleared. */
  readonly needed: boolean;
  /** What it is when it is not stated, or is cleared by null. */
  readonly absent?: T;
}

export type Rules<F> = { readonly [K in keyof F]-?: Rule<F[K]> };

export const needed = <T>(read: Read<T>, says: string): Rule<T> => ({ read, says, needed: true });
/** Null where it is not stated: a column of a row. */
export const optional = <T>(read: Read<T>, says: string): Rule<T | null> => ({
  read,
  says,
  needed: false,
  absent: null,
});
/** Left out where it is not stated: a part of a larger value. */
export const omissible = <T>(read: Read<T>, says: string): Rule<T | undefined> => ({
  read,
  says,
  needed: false,
});
export const defaulted = <T>(read: Read<T>, absent: T, says: string): Rule<T> => ({
  read,
  says,
  needed: false,
  absent,
});

/** More fields that nobody knows are not told of, nor more of their names. */
const MOST_STRANGE = 100;
const LONGEST_NAME = 100;

/**
 * Reads what a caller states about a thing. A field that is not named keeps what it was before; null clears it, or brings back
 * its default; a field that nobody knows is refused, so a misspelt one is not lost in silence.
 *
 * @param before what the thing was; absent for a new one
 * @param problem told of each field at fault, so that all are heard of; without it the first is thrown
 * @throws {InvalidInput}
 */
export function readFields<F extends object>(
  rules: Rules<F>,
  input: unknown,
  path: string,
  before?: F,
  problem: (fault: InvalidInput) => void = raise,
): F {
  const stated = objectOf(input, path);
  let strange = 0;
  for (const key in stated)
    if (!Object.hasOwn(rules, key) && ++strange <= MOST_STRANGE)
      problem(new InvalidInput('there is no such field here', at(path, key.slice(0, LONGEST_NAME))));
  const fields: Partial<F> = {};
  for (const name in rules) {
    const key = name as keyof F & string;
    const rule = rules[key];
    const value = stated[key];
    let field: F[typeof key] | undefined;
    if (value === undefined && before) field = before[key];
    else if ((value === undefined || value === null) && !rule.needed) field = rule.absent;
    else
      try {
        field = readStated(rule, value, at(path, key));
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        problem(error);
      }
    if (field !== undefined) fields[key] = field;
  }
  return fields as F;
}

function readStated<T>(rule: Rule<T>, value: unknown, path: string): T {
  if (value === undefined) return refuse('must be stated', path);
  if (value === null) return refuse('cannot be null', path);
  return rule.read(value, path);
}

/** An object with keys of its own, as JSON and GraphQL make them: no rule bears the name of what plain objects inherit. */
function objectOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidInput(`needs an object, got ${shown(value)}`, path);
  return value as Readonly<Record<string, unknown>>;
}

/** @example at('input', 'effects') // 'input.effects' */
export const at = (path: string, key: string | number): string =>
  path === '' ? String(key) : `${path}.${key}`;

export function attempt<T>(read: () => T, problem: (fault: InvalidInput) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    problem(error);
    return undefined;
  }
}

export function refuse(message: string, path: string): never {
  throw new InvalidInput(message, path);
}

function raise(fault: InvalidInput): never {
  throw fault;
}
