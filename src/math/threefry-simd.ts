import { compiledIfPossible, functionsOn, type Arena } from './arena.ts';
import { I32, i32, i32x4, repeatWhile, routine, set, V128, type Code, type Local } from './assembler.ts';

/** Blocks that are computed together. */
export const LANES = 8192;

/** Rotations of the two mixes of each round, which repeat after eight rounds (Random123). */
export const ROTATIONS = [
  [10, 26],
  [11, 21],
  [13, 27],
  [23, 5],
  [6, 20],
  [17, 11],
  [25, 10],
  [18, 20],
];
export const ROUNDS = 20;
export const KEYS = 5;
/** Blocks that go through the rounds side by side: four are a vector, and each round of one waits for the round before. */
const TOGETHER = 8;
const VECTOR_BYTES = 16;

/** One mix of each of some words: `to` += `from`, then `from` rotated and combined with `to`. */
const mix = (to: readonly Local[], from: readonly Local[], rotation: number): Code => [
  to.map((word, place) => set(word, i32x4.add(word, from[place]))),
  from.map((word, place) =>
    set(
      word,
      i32x4.xor(
        i32x4.or(
          i32x4.shiftLeft(word, i32.const(rotation)),
          i32x4.shiftRightUnsigned(word, i32.const(32 - rotation)),
        ),
        to[place],
      ),
    ),
  ),
];

/** Adds the key, turned by `turn`, to the words, and what the last takes. */
const inject = (words: readonly Local[], keys: readonly Local[], forLast: Local, turn: number): Code =>
  words.map((word, place) => set(word, i32x4.add(word, place === 3 ? forLast : keys[(place + turn) % KEYS])));

const I32S = [I32, I32, I32, I32, I32] as const;
/**
 * blocks(count, stream, entity, key 0 to 4, counters, words): the arrays of the trials and of the events of the counters stand one after the
 * other from `counters` on, `bytesAnArray` each, and those of the four words from `words` on; both may be the same, as counters are read first.
 */
const blocks = (bytesAnArray: number) =>
  routine(
    'blocks',
    [I32, I32, I32, ...I32S, I32, I32],
    undefined,
    ([count, stream, entity, ...more], local) => {
      const counters = more[KEYS];
      const lanes = more[KEYS + 1];
      const keys = more.slice(0, KEYS).map((key) => ({ key, all: local(V128) }));
      const splats = keys.map(({ all }) => all);
      /** By turn, from 1: the last word takes the number of the turn beside the key. */
      const forLast = Array.from({ length: ROUNDS / 4 }, () => local(V128));
      const [mixedStream, mixedEntity] = [local(V128), local(V128)];
      const vectors = Array.from({ length: TOGETHER / 4 }, () => [0, 1, 2, 3].map(() => local(V128)));
      const [a, b, c, d] = [0, 1, 2, 3].map((word) => vectors.map((words) => words[word]));
      const at = local(I32);
      const counterAt = i32.add(at, counters);
      const rounds = Array.from({ length: ROUNDS }, (_, round) => {
        const [first, second] = ROTATIONS[round % ROTATIONS.length];
        const mixes =
          // the second mix of the first round is the same for all
          round === 0
            ? mix(a, b, first)
            : round % 2 === 0
              ? [mix(a, b, first), mix(c, d, second)]
              : [mix(a, d, first), mix(c, b, second)];
        return round % 4 === 3
          ? [mixes, vectors.map((words) => inject(words, splats, forLast[(round - 3) / 4], (round + 1) / 4))]
          : mixes;
      });
      return [
        keys.map(({ key, all }) => set(all, i32x4.splat(key))),
        forLast.map((its, place) =>
          set(its, i32x4.add(splats[(4 + place) % KEYS], i32x4.splat(i32.const(place + 1)))),
        ),
        // the key adds 0 to the last two words
        set(mixedStream, i32x4.splat(stream)),
        set(mixedEntity, i32x4.splat(entity)),
        mix([mixedStream], [mixedEntity], ROTATIONS[0][1]),
        set(at, lanes),
        // from here on where the lanes end, and where counters are from words on
        set(count, i32.add(lanes, i32.shiftLeft(count, i32.const(2)))),
        set(counters, i32.sub(counters, lanes)),
        repeatWhile(
          [
            vectors.map((words, vector) => [
              set(words[0], i32x4.add(i32x4.load(counterAt, vector * VECTOR_BYTES), splats[0])),
              set(
                words[1],
                i32x4.add(i32x4.load(counterAt, bytesAnArray + vector * VECTOR_BYTES), splats[1]),
              ),
              set(words[2], mixedStream),
              set(words[3], mixedEntity),
            ]),
            rounds,
            vectors.map((words, vector) =>
              words.map((word, place) => i32x4.store(at, word, place * bytesAnArray + vector * VECTOR_BYTES)),
            ),
            set(at, i32.add(at, i32.const(vectors.length * VECTOR_BYTES))),
          ],
          i32.lessUnsigned(at, count),
        ),
      ];
    },
  );

/** countTrials(count, first, event, counters): the counters of so many trials from `first` on. */
const countTrials = (bytesAnArray: number) =>
  routine('countTrials', [I32, I32, I32, I32], undefined, ([count, first, event, counters], local) => {
    const [at, trials, events] = [local(I32), local(V128), local(V128)];
    return [
      set(trials, i32x4.add(i32x4.splat(first), i32x4.const(0, 1, 2, 3))),
      set(events, i32x4.splat(event)),
      set(at, counters),
      set(count, i32.add(counters, i32.shiftLeft(count, i32.const(2)))), // from here on where they end
      repeatWhile(
        [
          i32x4.store(at, trials),
          i32x4.store(at, events, bytesAnArray),
          set(trials, i32x4.add(trials, i32x4.splat(i32.const(4)))),
          set(at, i32.add(at, i32.const(VECTOR_BYTES))),
        ],
        i32.lessUnsigned(at, count),
      ),
    ];
  });

export type Keys = readonly [k0: number, k1: number, k2: number, k3: number, k4: number];

export interface SimdBlocks {
  /** Computes the blocks of counters; where these are, and where the words go. */
  blocks(
    count: number,
    stream: number,
    entity: number,
    ...keysAndArrays: [...Keys, counters: number, words: number]
  ): void;
  /** Writes the counters of trials from one on. */
  countTrials(count: number, first: number, event: number, counters: number): void;
}

export const BLOCK_ROUTINES = [blocks(4 * LANES), countTrials(4 * LANES)];
const MODULE = compiledIfPossible(BLOCK_ROUTINES);

/**
 * Threefry 4x32-20 for many counters at once, four to a vector: a block costs a third of what it does in plain code, and gives the same words.
 *
 * @returns functions that work on arrays of LANES 32-bit words in the arena, which stand one after the other: of counters trial and event, and
 * the four words; those of a few lanes beyond `count` are written too. Nothing where the machine has no vectors of 128 bits
 */
export function simdBlocks(arena: Arena): SimdBlocks | undefined {
  return MODULE && functionsOn<SimdBlocks>(MODULE, arena);
}
