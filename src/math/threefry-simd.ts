import { compiledIfPossible, functionsOn, type Arena } from './arena.ts';
import {
  I32,
  i32,
  i32x4,
  repeatWhile,
  routine,
  set,
  V128,
  type Code,
  type Local,
  type ValueType,
} from './assembler.ts';

/** Blocks that are computed together. */
export const LANES = 4096;

/** Rotations of the two mixes of each round, which repeat after eight rounds (Random123). */
const ROTATIONS = [
  [10, 26],
  [11, 21],
  [13, 27],
  [23, 5],
  [6, 20],
  [17, 11],
  [25, 10],
  [18, 20],
];
const ROUNDS = 20;
const KEYS = 5;
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
type NewLocal = (type: ValueType) => Local;

/**
 * The blocks of lanes that stand one after the other, with the four arrays of their words, `bytesAnArray` each, from `firstWordAt` on; the key
 * adds 0 to the last two words of a counter.
 *
 * @param trialAndEvent the first two words of the counters of the `vector`-th four lanes from `at` on
 * @param onward what makes those counters the next ones
 */
function allBlocks(
  [count, stream, entity, lanes]: readonly [Local, Local, Local, Local],
  keyWords: readonly Local[],
  bytesAnArray: number,
  firstWordAt: number,
  local: NewLocal,
  trialAndEvent: (at: Local, vector: number) => readonly [trial: Code, event: Code],
  onward: Code = [],
): Code {
  const keys = keyWords.map((key) => ({ key, all: local(V128) }));
  const splats = keys.map(({ all }) => all);
  /** By turn, from 1: the last word takes the number of the turn beside the key. */
  const forLast = Array.from({ length: ROUNDS / 4 }, () => local(V128));
  const [mixedStream, mixedEntity] = [local(V128), local(V128)];
  const vectors = Array.from({ length: TOGETHER / 4 }, () => [0, 1, 2, 3].map(() => local(V128)));
  const [a, b, c, d] = [0, 1, 2, 3].map((word) => vectors.map((words) => words[word]));
  const at = local(I32);
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
    set(mixedStream, i32x4.splat(stream)),
    set(mixedEntity, i32x4.splat(entity)),
    mix([mixedStream], [mixedEntity], ROTATIONS[0][1]),
    set(at, lanes),
    set(count, i32.add(lanes, i32.shiftLeft(count, i32.const(2)))), // from here on where the lanes end
    repeatWhile(
      [
        vectors.map((words, vector) => {
          const [trial, event] = trialAndEvent(at, vector);
          return [
            set(words[0], i32x4.add(trial, splats[0])),
            set(words[1], i32x4.add(event, splats[1])),
            set(words[2], mixedStream),
            set(words[3], mixedEntity),
          ];
        }),
        rounds,
        vectors.map((words, vector) =>
          words.map((word, place) =>
            i32x4.store(at, word, firstWordAt + place * bytesAnArray + vector * VECTOR_BYTES),
          ),
        ),
        onward,
        set(at, i32.add(at, i32.const(vectors.length * VECTOR_BYTES))),
      ],
      i32.lessUnsigned(at, count),
    ),
  ];
}

/** blocks(count, stream, entity, key 0 to 4, lanes): the counters' and the words' arrays lie one after the other from `lanes` on. */
const blocks = (bytesAnArray: number) =>
  routine('blocks', [I32, I32, I32, ...I32S, I32], undefined, ([count, stream, entity, ...more], local) =>
    allBlocks(
      [count, stream, entity, more[KEYS]],
      more.slice(0, KEYS),
      bytesAnArray,
      2 * bytesAnArray,
      local,
      (at, vector) => [
        i32x4.load(at, vector * VECTOR_BYTES),
        i32x4.load(at, bytesAnArray + vector * VECTOR_BYTES),
      ],
    ),
  );

/**
 * blocksFrom(count, stream, entity, first, event, key 0 to 4, words): the counters count trials up from `first`; the words' arrays lie one after the
 * other from `words` on.
 */
const blocksFrom = (bytesAnArray: number) =>
  routine(
    'blocksFrom',
    [I32, I32, I32, I32, I32, ...I32S, I32],
    undefined,
    ([count, stream, entity, first, event, ...more], local) => {
      const [trials, events] = [local(V128), local(V128)];
      const trial = (vector: number) => i32x4.add(trials, i32x4.splat(i32.const(4 * vector)));
      const words = more[KEYS];
      return [
        set(trials, i32x4.add(i32x4.splat(first), i32x4.const(0, 1, 2, 3))),
        set(events, i32x4.splat(event)),
        allBlocks(
          [count, stream, entity, words],
          more.slice(0, KEYS),
          bytesAnArray,
          0,
          local,
          (_, vector) => [trial(vector), events],
          set(trials, trial(TOGETHER / 4)),
        ),
      ];
    },
  );

type Keys = readonly [k0: number, k1: number, k2: number, k3: number, k4: number];

export interface SimdBlocks {
  blocks(count: number, stream: number, entity: number, ...keysAndLanes: [...Keys, lanes: number]): void;
  blocksFrom(
    count: number,
    stream: number,
    entity: number,
    first: number,
    event: number,
    ...keysAndWords: [...Keys, words: number]
  ): void;
}

const MODULE = compiledIfPossible([blocks(4 * LANES), blocksFrom(4 * LANES)]);

/**
 * Threefry 4x32-20 for many counters at once, four to a vector: a block costs a third of what it does in plain code, and gives the same words.
 *
 * @returns functions that compute the blocks of lanes in the arena, where six arrays of LANES 32-bit words each stand one after the other:
 * trial, event, and the four words, or of trials from one on into the last four of those; nothing where the machine has no vectors of 128 bits
 */
export function simdBlocks(arena: Arena): SimdBlocks | undefined {
  return MODULE && functionsOn<SimdBlocks>(MODULE, arena);
}
