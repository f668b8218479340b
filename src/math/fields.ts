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
  /** Makes a thing; fields that are not told are 0. */
  put(arena: Arena, values: { readonly [name in D | W]?: number }): Thing<D | W>;
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
  const doublePlaces = new Map<string, number>(doubles.map((name, place) => [name, place]));
  const wordPlaces = new Map<string, number>(
    words.map((name, place) => [name, 2 * doubles.length + place] as const),
  );
  const doubleOffset = (name: D): number => doublePlaces.get(name)! * DOUBLE_BYTES;
  const wordOffset = (name: W): number => wordPlaces.get(name)! * WORD_BYTES;
  const isDouble = (name: D | W): name is D => doublePlaces.has(name);
  return {
    double: (of, name) => f64.load(of, doubleOffset(name)),
    word: (of, name) => i32.load(of, wordOffset(name)),
    setDouble: (of, name, value) => f64.store(of, value, doubleOffset(name)),
    setWord: (of, name, value) => i32.store(of, value, wordOffset(name)),
    addressOf: (of, name) =>
      i32.add(of, i32.const(isDouble(name) ? doubleOffset(name) : wordOffset(name as W))),
    put(arena, values) {
      const inDoubles = arena.doubles(doubles.length + Math.ceil(words.length / 2));
      const inWords = new Int32Array(inDoubles.buffer, inDoubles.byteOffset, 2 * inDoubles.length);
      const thing: Thing<D | W> = {
        at: inDoubles.byteOffset,
        get: (name) => (isDouble(name) ? inDoubles[doublePlaces.get(name)!] : inWords[wordPlaces.get(name)!]),
        set(name, value) {
          if (isDouble(name)) inDoubles[doublePlaces.get(name)!] = value;
          else inWords[wordPlaces.get(name)!] = value;
        },
      };
      for (const name of Object.keys(values) as (D | W)[]) thing.set(name, values[name]!);
      return thing;
    },
  };
}

/** Writes a list of words, its length before them; returns its address. */
export function putList(arena: Arena, items: readonly number[]): number {
  const list = arena.words(items.length + 1);
  list[0] = items.length;
  list.set(items, 1);
  return list.byteOffset;
}
