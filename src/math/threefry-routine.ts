import { I32, i32, routine, set, type Code, type Local } from './assembler.ts';
import { KEYS, ROTATIONS, ROUNDS } from './threefry-simd.ts';

const WORD_BYTES = 4;

const rotated = (word: Local, by: number): Code =>
  i32.or(i32.shiftLeft(word, i32.const(by)), i32.shiftRightUnsigned(word, i32.const(32 - by)));

/** `to` += `from`, then `from` rotated and combined with `to`. */
const mix = (to: Local, from: Local, by: number): Code => [
  set(to, i32.add(to, from)),
  set(from, i32.xor(rotated(from, by), to)),
];

/** `block` of threefry.ts: of one counter; the five words of the key stand at `keys`, and the four of the block go to `words`. */
export const blockRoutine = routine(
  'block',
  [I32, I32, I32, I32, I32, I32],
  undefined,
  ([a, b, c, d, keysAt, wordsAt], local) => {
    const counter = [a, b, c, d];
    const keys = Array.from({ length: KEYS }, () => local(I32));
    const inject = (turn: number): Code =>
      counter.map((word, place) => {
        const sum = i32.add(word, keys[(place + turn) % KEYS]);
        return set(word, place === 3 ? i32.add(sum, i32.const(turn)) : sum);
      });
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      const [first, second] = ROTATIONS[round % ROTATIONS.length];
      const mixes =
        round % 2 === 0 ? [mix(a, b, first), mix(c, d, second)] : [mix(a, d, first), mix(c, b, second)];
      return round % 4 === 3 ? [mixes, inject((round + 1) / 4)] : mixes;
    });
    return [
      keys.map((key, place) => set(key, i32.load(keysAt, place * WORD_BYTES))),
      inject(0),
      rounds,
      counter.map((word, place) => i32.store(wordsAt, word, place * WORD_BYTES)),
    ];
  },
);
