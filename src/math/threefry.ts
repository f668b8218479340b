import { createArena, type Arena } from './arena.ts';
import { LANES, simdBlocks, type Keys } from './threefry-simd.ts';

/**
 * Threefry 4x32 with 20 rounds: a block of four random words for a counter of four words under a 64-bit key. Any draw can be
 * computed by itself, in any order and on any thread, so a run does not depend on how its work was shared out.
 *
 * Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11; constants of Random123.
 *
 * The rounds are written out because this is the innermost loop of every run: about 12 ns a block.
 */
export interface Threefry {
  /** The four words of the latest block, as signed 32-bit integers. */
  readonly words: Int32Array;
  /** Computes the block of one counter into `words`. */
  block(trial: number, event: number, stream: number, entity: number): void;
  /** The key, as the vector routines take it. */
  readonly keys: Keys;
  /** Room for the counters and the words of many blocks that share a stream and an entity. */
  readonly lanes: Lanes;
  /** Computes the blocks of the first `count` lanes, at most `LANES`; those of a few lanes more may be computed along. */
  blocks(count: number, stream: number, entity: number): void;
  /** The same for `count` trials from `first` on and one event, whatever the lanes' counters are, which stay as they are. */
  blocksFrom(first: number, count: number, event: number, stream: number, entity: number): void;
}

/** The first two words of each lane's counter, to be filled by the caller, and the four words of its block, as signed 32-bit integers. */
export interface Lanes {
  readonly trial: Int32Array;
  readonly event: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly third: Int32Array;
  readonly fourth: Int32Array;
}

const PARITY = 0x1bd11bda;
const TWO_TO_THE_32 = 4294967296;
// powers of two: multiplying by them is exact, and quicker than dividing
const TWO_TO_THE_MINUS_32 = 2.3283064365386963e-10;
const TWO_TO_THE_MINUS_52 = 2.220446049250313e-16;
const TWO_TO_THE_MINUS_64 = 5.421010862427522e-20;

/**
 * A generator under one key.
 *
 * @param seedLow  low 32 bits of the seed
 * @param seedHigh high 32 bits of the seed
 * @param arena    where its lanes stand
 * @example
 * const random = threefry(0, 0);
 * random.block(0, 0, 0, 0); // words[0] >>> 0 is 0x9c6ca96a
 */
export function threefry(seedLow: number, seedHigh: number, arena?: Arena): Threefry {
  const words = new Int32Array(4);
  const k0 = seedLow | 0;
  const k1 = seedHigh | 0;
  const k2 = 0;
  const k3 = 0;
  const k4 = PARITY ^ k0 ^ k1 ^ k2 ^ k3;
  const keys = [k0, k1, k2, k3, k4] as const;

  // prettier-ignore
  function block(trial: number, event: number, stream: number, entity: number): void {
    let a = (trial + k0) | 0;
    let b = (event + k1) | 0;
    let c = (stream + k2) | 0;
    let d = (entity + k3) | 0;

    // rounds 1 to 4
    a = (a + b) | 0; b = ((b << 10) | (b >>> 22)) ^ a; c = (c + d) | 0; d = ((d << 26) | (d >>> 6)) ^ c;
    a = (a + d) | 0; d = ((d << 11) | (d >>> 21)) ^ a; c = (c + b) | 0; b = ((b << 21) | (b >>> 11)) ^ c;
    a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a; c = (c + d) | 0; d = ((d << 27) | (d >>> 5)) ^ c;
    a = (a + d) | 0; d = ((d << 23) | (d >>> 9)) ^ a; c = (c + b) | 0; b = ((b << 5) | (b >>> 27)) ^ c;
    a = (a + k1) | 0; b = (b + k2) | 0; c = (c + k3) | 0; d = (d + k4 + 1) | 0;
    // rounds 5 to 8
    a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a; c = (c + d) | 0; d = ((d << 20) | (d >>> 12)) ^ c;
    a = (a + d) | 0; d = ((d << 17) | (d >>> 15)) ^ a; c = (c + b) | 0; b = ((b << 11) | (b >>> 21)) ^ c;
    a = (a + b) | 0; b = ((b << 25) | (b >>> 7)) ^ a; c = (c + d) | 0; d = ((d << 10) | (d >>> 22)) ^ c;
    a = (a + d) | 0; d = ((d << 18) | (d >>> 14)) ^ a; c = (c + b) | 0; b = ((b << 20) | (b >>> 12)) ^ c;
    a = (a + k2) | 0; b = (b + k3) | 0; c = (c + k4) | 0; d = (d + k0 + 2) | 0;
    // rounds 9 to 12
    a = (a + b) | 0; b = ((b << 10) | (b >>> 22)) ^ a; c = (c + d) | 0; d = ((d << 26) | (d >>> 6)) ^ c;
    a = (a + d) | 0; d = ((d << 11) | (d >>> 21)) ^ a; c = (c + b) | 0; b = ((b << 21) | (b >>> 11)) ^ c;
    a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a; c = (c + d) | 0; d = ((d << 27) | (d >>> 5)) ^ c;
    a = (a + d) | 0; d = ((d << 23) | (d >>> 9)) ^ a; c = (c + b) | 0; b = ((b << 5) | (b >>> 27)) ^ c;
    a = (a + k3) | 0; b = (b + k4) | 0; c = (c + k0) | 0; d = (d + k1 + 3) | 0;
    // rounds 13 to 16
    a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a; c = (c + d) | 0; d = ((d << 20) | (d >>> 12)) ^ c;
    a = (a + d) | 0; d = ((d << 17) | (d >>> 15)) ^ a; c = (c + b) | 0; b = ((b << 11) | (b >>> 21)) ^ c;
    a = (a + b) | 0; b = ((b << 25) | (b >>> 7)) ^ a; c = (c + d) | 0; d = ((d << 10) | (d >>> 22)) ^ c;
    a = (a + d) | 0; d = ((d << 18) | (d >>> 14)) ^ a; c = (c + b) | 0; b = ((b << 20) | (b >>> 12)) ^ c;
    a = (a + k4) | 0; b = (b + k0) | 0; c = (c + k1) | 0; d = (d + k2 + 4) | 0;
    // rounds 17 to 20
    a = (a + b) | 0; b = ((b << 10) | (b >>> 22)) ^ a; c = (c + d) | 0; d = ((d << 26) | (d >>> 6)) ^ c;
    a = (a + d) | 0; d = ((d << 11) | (d >>> 21)) ^ a; c = (c + b) | 0; b = ((b << 21) | (b >>> 11)) ^ c;
    a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a; c = (c + d) | 0; d = ((d << 27) | (d >>> 5)) ^ c;
    a = (a + d) | 0; d = ((d << 23) | (d >>> 9)) ^ a; c = (c + b) | 0; b = ((b << 5) | (b >>> 27)) ^ c;
    words[0] = (a + k0) | 0;
    words[1] = (b + k1) | 0;
    words[2] = (c + k2) | 0;
    words[3] = (d + k3 + 5) | 0;
  }

  let many: ManyLanes | undefined;
  const lanesInUse = (): ManyLanes => (many ??= manyLanes(arena ?? createArena()));

  return {
    words,
    block,
    keys,
    get lanes() {
      return lanesInUse().lanes;
    },
    blocks(count, stream, entity) {
      const { lanes, simd, countersAt, wordsAt } = lanesInUse();
      if (simd) simd.blocks(count, stream, entity, k0, k1, k2, k3, k4, countersAt, wordsAt);
      else
        for (let lane = 0; lane < count; lane++) {
          block(lanes.trial[lane], lanes.event[lane], stream, entity);
          keep(lanes, lane);
        }
    },
    blocksFrom(first, count, event, stream, entity) {
      const { lanes, simd, wordsAt } = lanesInUse();
      if (simd) {
        // the words take the place of their counters
        simd.countTrials(count, first, event, wordsAt);
        simd.blocks(count, stream, entity, k0, k1, k2, k3, k4, wordsAt, wordsAt);
      } else
        for (let lane = 0; lane < count; lane++) {
          block(first + lane, event, stream, entity);
          keep(lanes, lane);
        }
    },
  };

  /** Puts the latest block into a lane. */
  function keep({ first, second, third, fourth }: Lanes, lane: number): void {
    first[lane] = words[0];
    second[lane] = words[1];
    third[lane] = words[2];
    fourth[lane] = words[3];
  }
}

/** Made when they are first used: most generators give one block at a time. */
interface ManyLanes {
  readonly lanes: Lanes;
  readonly countersAt: number;
  readonly wordsAt: number;
  readonly simd: ReturnType<typeof simdBlocks>;
}

function manyLanes(arena: Arena): ManyLanes {
  const all = arena.words(6 * LANES);
  const array = (place: number) => all.subarray(place * LANES, (place + 1) * LANES);
  return {
    lanes: {
      trial: array(0),
      event: array(1),
      first: array(2),
      second: array(3),
      third: array(4),
      fourth: array(5),
    },
    countersAt: all.byteOffset,
    wordsAt: all.byteOffset + 2 * LANES * all.BYTES_PER_ELEMENT,
    simd: simdBlocks(arena),
  };
}

/** A decimal seed, 0 to 2^64 - 1, as its low and high 32 bits. */
export function seedWords(seed: string): { low: number; high: number } {
  const value = BigInt(seed);
  return { low: Number(value & 0xffffffffn), high: Number(value >> 32n) };
}

/** One word as a uniform strictly inside (0, 1), 32 bits. */
export const uniform32 = (word: number): number => ((word >>> 0) + 0.5) * TWO_TO_THE_MINUS_32;

/**
 * Two words as a distance from the nearer end of (0, 1), in (0, 0.5]: 63 bits, so both tails are fine enough for severities.
 * The side is the top bit of the first word (see `isUpper`).
 */
export const tailDistance = (first: number, second: number): number =>
  ((first & 0x7fffffff) * TWO_TO_THE_32 + (second >>> 0) + 0.5) * TWO_TO_THE_MINUS_64;

/** Whether a pair of words lies in the upper half of (0, 1). */
export const isUpper = (first: number): boolean => first < 0;

/** Two words as one uniform strictly inside (0, 1): 52 bits and a half. */
export const uniform53 = (first: number, second: number): number =>
  ((first >>> 6) * 67108864 + (second >>> 6) + 0.5) * TWO_TO_THE_MINUS_52;
