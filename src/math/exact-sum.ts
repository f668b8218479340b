import { highWord } from './elementary.ts';

/**
 * Sums that do not depend on the order of their terms, so that any sharing of trials among threads gives the same bytes.
 *
 * Each term is cut into pieces on fixed grids (multiples of 2^-40, 2^-16, ... 2^152), and each grid's pieces are added as doubles,
 * which is exact for up to 2^28 terms: whole multiples of the grid below 2^53 of it. What lies below 2^-41 is dropped, term by term.
 *
 * Source: the binned summation of Demmel & Nguyen, "Fast reproducible floating-point summation", ARITH 2013, with fixed bins.
 */
export interface ExactSums {
  /** Adds `value` to the sum numbered `index`. */
  add(index: number, value: number): void;
  /** Adds all sums of another of the same size. */
  merge(bins: Float64Array): void;
  /** The sum numbered `index`, rounded once. */
  total(index: number): number;
  /** The state, as it passes between threads. */
  readonly bins: Float64Array;
}

const GRID_EXPONENTS = [-40, -16, 8, 32, 56, 80, 104, 128, 152];
/** Doubles that a sum takes. */
export const SUM_BINS = GRID_EXPONENTS.length;

/** 2 to a whole power, exactly. */
const powerOfTwo = (exponent: number): number => {
  let power = 1;
  for (let i = 0; i < Math.abs(exponent); i++) power *= 2;
  return exponent < 0 ? 1 / power : power;
};

/** Adding and subtracting this rounds a number to its grid. */
export const ROUNDERS = Float64Array.from(GRID_EXPONENTS, (exponent) => 1.5 * powerOfTwo(52 + exponent));
/** By the exponent bits of a term: the coarsest grid that it needs, which is the first that it is below 2^24 times of. */
export const GRID_OF = Uint8Array.from({ length: 2048 }, (_, bits) => {
  const grid = GRID_EXPONENTS.findIndex((exponent) => bits - 1023 < exponent + 24);
  return grid < 0 ? SUM_BINS - 1 : grid;
});

/**
 * `count` sums, all 0, or those in `bins`.
 *
 * @example
 * const sums = exactSums(1);
 * for (const term of [1e16, 1, -1e16]) sums.add(0, term);
 * sums.total(0); // 1, in any order
 */
export function exactSums(count: number, bins: Float64Array = new Float64Array(count * SUM_BINS)): ExactSums {
  return {
    bins,
    add(index, value) {
      if (value === 0) return;
      let bin = GRID_OF[(highWord(value) >>> 20) & 0x7ff];
      const base = index * SUM_BINS;
      let rest = value;
      for (; bin >= 0; bin--) {
        const rounder = ROUNDERS[bin];
        const piece = rest + rounder - rounder;
        bins[base + bin] += piece;
        rest -= piece;
        if (rest === 0) return;
      }
    },
    merge(other) {
      for (let i = 0; i < bins.length; i++) bins[i] += other[i];
    },
    total(index) {
      let sum = 0;
      for (let bin = SUM_BINS - 1; bin >= 0; bin--) sum += bins[index * SUM_BINS + bin];
      return sum;
    },
  };
}
