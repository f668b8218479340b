import { threefry, uniform53 } from '../../src/math/threefry.ts';

/** Draws between 0 and 1, independent of those of any other seed. */
export function uniforms(seed: number, n: number): Float64Array {
  const random = threefry(seed, 0);
  return Float64Array.from({ length: n }, (_, at) => {
    random.block(at, 0, 0, 0);
    return uniform53(random.words[0], random.words[1]);
  });
}

/** The mean of some figures, and its standard error. */
export function meanOf(figures: readonly number[]): { readonly mean: number; readonly error: number } {
  const mean = figures.reduce((sum, it) => sum + it, 0) / figures.length;
  const squares = figures.reduce((sum, it) => sum + (it - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / figures.length / (figures.length - 1)) };
}
