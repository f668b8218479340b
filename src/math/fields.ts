import type { Arena } from './arena.ts';
import { f64, i32, type Code } from './assembler.ts';

/**
 * Things of named fields in an arena: plain code writes them, routines read them. What a loop looks up again and again - which columns, which
 * lists, which numbers - so lies where both reach it, and no loop need be compiled for the shapes of objects.
 */
export interface Fields<D extends string, W extends string> {
  /** Reads a field of the thing at an address: a double or a word. */
  double(of: Code, name: D): Code;
  word(of: Code, name: W): Code;
  setDouble(of: Code, name: D, value: Code): Code;
  setWord(of: Code, name: W, value: Code): Code;
  /** Where a field of the thing at an address is. */
  addressOf(of: Code, name: D | W): Code;
  /** Makes a thing; fields that are not told are 0. Returns its address. */
  put(arena: Arena, values: { readonly [name in D | W]?: number }): number;
  /** Makes one whose fields change. */
  putChanging(arena: Arena, values: { readonly [name in D | W]?: number }): Thing<D | W>;
}

export interface Thing<N extends string> {
  /** Its address. */
  readonly at: number;
  get(name: N): number;
  set(name: N, value: number): void;
}

const DOUBLE_BYTES = 8;
const WORD_BYTES = 4;

/** @example fields(['day'], ['trial']).word(thing, 'trial') // the word behind the double */
export function fields<const D extends string, const W extends string>(
  doubles: readonly D[],
  words: readonly W[],
): Fields<D, W> {
  const offsets = new Map<string, number>([
    ...doubles.map((name, place) => [name, place * DOUBLE_BYTES] as const),
    ...words.map((name, place) => [name, doubles.length * DOUBLE_BYTES + place * WORD_BYTES] as const),
  ]);
  const endOfDoubles = doubles.length * DOUBLE_BYTES;
  const length = doubles.length + Math.ceil(words.length / 2);
  const offsetOf = (name: D | W): number => offsets.get(name)!;

  function putChanging(arena: Arena, values: { readonly [name in D | W]?: number }): Thing<D | W> {
    const inDoubles = arena.doubles(length);
    const inWords = new Int32Array(inDoubles.buffer, inDoubles.byteOffset, 2 * length);
    const thing: Thing<D | W> = {
      at: inDoubles.byteOffset,
      get(name) {
        const offset = offsetOf(name);
        return offset < endOfDoubles ? inDoubles[offset / DOUBLE_BYTES] : inWords[offset / WORD_BYTES];
      },
      set(name, value) {
        const offset = offsetOf(name);
        if (offset < endOfDoubles) inDoubles[offset / DOUBLE_BYTES] = value;
        else inWords[offset / WORD_BYTES] = value;
      },
    };
    for (const name of Object.keys(values) as (D | W)[]) thing.set(name, values[name]!);
    return thing;
  }

  return {
    double: (of, name) => f64.load(of, offsetOf(name)),
    word: (of, name) => i32.load(of, offsetOf(name)),
    setDouble: (of, name, value) => f64.store(of, value, offsetOf(name)),
    setWord: (of, name, value) => i32.store(of, value, offsetOf(name)),
    addressOf: (of, name) => i32.add(of, i32.const(offsetOf(name))),
    put: (arena, values) => putChanging(arena, values).at,
    putChanging,
  };
}

/** Writes a list of words, its length before them; returns its address. */
export function putList(arena: Arena, items: readonly number[]): number {
  const list = arena.words(items.length + 1);
  list[0] = items.length;
  list.set(items, 1);
  return list.byteOffset;
}
