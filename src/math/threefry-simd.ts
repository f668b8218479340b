import { compiledIfPossible, functionsOn, type Arena } from './arena.ts';
import { I32, i32, i32x4, repeatWhile, routine, set, V128, type Code, type Local } from './assembler.ts';

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
const ARRAY_BYTES = 4 * LANES;

/** One mix: `to` += `from`, then `from` rotated and combined with `to`. */
const mix = (to: Local, from: Local, rotation: number): Code => [
  set(to, i32x4.add(to, from)),
  set(
    from,
    i32x4.xor(
      i32x4.or(
        i32x4.shiftLeft(from, i32.const(rotation)),
        i32x4.shiftRightUnsigned(from, i32.const(32 - rotation)),
      ),
      to,
    ),
  ),
];

/** Adds the key, turned by `turn`, to the words. */
const inject = (words: readonly Local[], keys: readonly Local[], turn: number): Code =>
  words.map((word, place) => {
    const keyed = i32x4.add(word, keys[(place + turn) % KEYS]);
    return set(word, place === 3 ? i32x4.add(keyed, i32x4.splat(i32.const(turn))) : keyed);
  });

const I32S = [I32, I32, I32, I32, I32] as const;

/** blocks(count, stream, entity, key 0 to 4, lanes): the counters' and the words' arrays lie one after the other from `lanes` on. */
const blocks = routine(
  'blocks',
  [I32, I32, I32, ...I32S, I32],
  undefined,
  ([count, stream, entity, ...more], local): Code => {
    const lanes = more[KEYS];
    const keys = more.slice(0, KEYS).map((key) => ({ key, all: local(V128) }));
    const splats = keys.map(({ all }) => all);
    const streams = local(V128);
    const entities = local(V128);
    const words = [local(V128), local(V128), local(V128), local(V128)];
    const at = local(I32);
    const [a, b, c, d] = words;
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      const [first, second] = ROTATIONS[round % ROTATIONS.length];
      const mixes =
        round % 2 === 0 ? [mix(a, b, first), mix(c, d, second)] : [mix(a, d, first), mix(c, b, second)];
      return round % 4 === 3 ? [mixes, inject(words, splats, (round + 1) / 4)] : mixes;
    });
    return [
      keys.map(({ key, all }) => set(all, i32x4.splat(key))),
      // the key adds 0 to the last two words
      set(streams, i32x4.splat(stream)),
      set(entities, i32x4.splat(entity)),
      set(at, lanes),
      set(count, i32.add(lanes, i32.shiftLeft(count, i32.const(2)))), // from here on where the lanes end
      repeatWhile(
        [
          set(a, i32x4.add(i32x4.load(at), splats[0])),
          set(b, i32x4.add(i32x4.load(at, ARRAY_BYTES), splats[1])),
          set(c, streams),
          set(d, entities),
          rounds,
          words.map((word, place) => i32x4.store(at, word, (2 + place) * ARRAY_BYTES)),
          set(at, i32.add(at, i32.const(16))),
        ],
        i32.lessUnsigned(at, count),
      ),
    ];
  },
);

type Blocks = (
  count: number,
  stream: number,
  entity: number,
  k0: number,
  k1: number,
  k2: number,
  k3: number,
  k4: number,
  lanes: number,
) => void;

const MODULE = compiledIfPossible([blocks]);

/**
 * Threefry 4x32-20 for many counters at once, four to a vector: a block costs a third of what it does in plain code, and gives the same words.
 *
 * @returns a function that computes the blocks of lanes in the arena, where six arrays of LANES 32-bit words each stand one after the other:
 * trial, event, and the four words; nothing where the machine has no vectors of 128 bits
 */
export function simdBlocks(arena: Arena): Blocks | undefined {
  return MODULE && functionsOn<{ readonly blocks: Blocks }>(MODULE, arena).blocks;
}
