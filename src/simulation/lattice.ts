import { seedWords, threefry, uniform53 } from '../math/threefry.ts';
import { PURPOSE, stream } from './streams.ts';

/** One coordinate of the points of a lattice, keyed by what it is about. */
export interface Dimension {
  readonly stream: number;
  readonly entity: number;
  /** The set of points whose multiplier and shift these are. */
  begun: number;
  multiplier: number;
  /** Which of the points comes first. */
  offset: number;
  shift: number;
  /** The move whose coordinate `value` is. */
  move: number;
  value: number;
}

/** Shifted lattices of points in (0, 1), one dimension after the other as they are asked for. */
export interface Lattice {
  /** Another set of `points` (a power of two): another `draw` or seed, another lattice. */
  begin(seed: string, draw: number, points: number): void;
  move(point: number): void;
  /** Counts moves: what was found under an older count is stale. */
  readonly moves: () => number;
  dimension(about: number, entity: number): Dimension;
  coordinate(of: Dimension): number;
}

/**
 * Rank-1 lattices whose multiplier, first point and shift are drawn anew for each draw and dimension: any one point is uniform by itself.
 *
 * Source: Cranley & Patterson, "Randomization of number theoretic methods for multiple integration", SIAM J. Numer. Anal. 13 (1976).
 */
export function createLattice(): Lattice {
  let seed = '0';
  let random = threefry(0, 0);
  const dimensions = new Map<string, Dimension>();
  let draw = 0;
  let begun = 0;
  let points = 1;
  let point = 0;
  let moves = 0;
  return {
    begin(ofSeed, forDraw, count) {
      if (ofSeed !== seed) {
        const { low, high } = seedWords(ofSeed);
        random = threefry(low, high);
        seed = ofSeed;
      }
      draw = forDraw;
      begun++;
      points = count;
      moves++;
    },
    move(to) {
      point = to;
      moves++;
    },
    moves: () => moves,
    dimension(about, entity) {
      const word = stream(PURPOSE.LUCK, about);
      const key = `${word} ${entity}`;
      let found = dimensions.get(key);
      if (!found) {
        found = { stream: word, entity, begun: 0, multiplier: 1, offset: 0, shift: 0, move: -1, value: 0 };
        dimensions.set(key, found);
      }
      return found;
    },
    coordinate(of) {
      if (of.move === moves) return of.value;
      of.move = moves;
      if (of.begun !== begun) {
        random.block(draw, 0, of.stream, of.entity);
        of.multiplier = (random.words[0] >>> 0) | 1;
        of.offset = random.words[3];
        of.shift = uniform53(random.words[1], random.words[2]);
        of.begun = begun;
      }
      of.value = (((Math.imul(of.multiplier, point) + of.offset) & (points - 1)) + of.shift) / points;
      return of.value;
    },
  };
}
