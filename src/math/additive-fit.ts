import { DIRECTIONS, sharedFitColumns, type FitColumns } from './fit-columns.ts';
import type { SmoothBasis } from './smooth-basis.ts';

/** What one input adds to the mean. */
export interface AdditivePart {
  /** Of each direction of its basis; in the basis's arena. */
  readonly amounts: Float64Array;
  /** The variance of its true values, in the square of the quantity's unit: 0 or more, what the fit followed of noise taken out. */
  readonly variance: number;
}

/** A quantity as its mean, a smooth function of each input that moves it, and what none of them alone explains. */
export interface AdditiveFit {
  readonly mean: number;
  /** By input; undefined where nothing was found beyond noise. */
  readonly parts: readonly (AdditivePart | undefined)[];
  /** In the arena of the bases. */
  readonly residuals: Float64Array;
}

/** A quantity's mean and how far from it each draw is, in the arena of columns. */
export interface AboutMean {
  readonly mean: number;
  readonly residuals: Float64Array;
  readonly columns: FitColumns;
  /** The sum of their squares. */
  readonly squares: number;
}

/** An input is fitted where its share beats what noise alone would explain by so many deviations: once or twice in a thousand irrelevant inputs. */
const DEVIATIONS = 6;
/** Inputs are independent, so each round leaves but a small part of what the last did. */
const ROUNDS = 8;

/**
 * Fits a quantity by independent inputs, each on its own first; then those that show are fitted together, round after round, each to what
 * the others leave, which takes their noise away from each other. E[quantity | input] is the mean and the input's part.
 *
 * A fit follows noise by its leverage: of the squares of a part, the sum of leverage x squared error is such, with errors as they would be
 * had their draw been left out. Without that, an irrelevant input would seem to explain a thousandth of the variance of 4,096 draws.
 *
 * Sources: Plischke, Borgonovo & Smith, "Global sensitivity measures from given data", European J. of Operational Research 226 (2013);
 * Strong, Oakley & Brennan, "Estimating multiparameter partial expected value of perfect information from a probabilistic sensitivity
 * analysis sample: a nonparametric regression approach", Medical Decision Making 34 (2014); Buja, Hastie & Tibshirani, "Linear smoothers
 * and additive models", Annals of Statistics 17 (1989).
 *
 * Directions are orthonormal, so a round adds to an input's amounts of them what the residuals still have of each, and takes that from those.
 *
 * @param quantity by draw
 * @param bases    all of the same columns
 */
export function additiveFit(quantity: Float64Array, bases: readonly SmoothBasis[]): AdditiveFit {
  const about = aboutMean(quantity, bases[0]?.columns ?? sharedFitColumns());
  return fitShown(
    about,
    bases,
    bases.map((basis) => isExplained(about, basis)),
  );
}

/**
 * As `additiveFit`, where it is known which inputs show.
 *
 * @param about  what is left of it takes the place of its residuals
 * @param shows by input
 */
export function fitShown(
  { mean, residuals, columns }: AboutMean,
  bases: readonly SmoothBasis[],
  shows: readonly boolean[],
): AdditiveFit {
  const n = residuals.length;
  const { amounts: found, ones, spare: followed, others: squared } = columns.room(n);
  const amounts = shows.map((does) => (does ? columns.arena.doubles(DIRECTIONS) : undefined));
  const places = shows.flatMap((does, input) => (does ? [input] : []));
  for (let round = 0; round < (places.length > 1 ? ROUNDS : 1); round++)
    for (const input of places) {
      const { at, bytes } = bases[input];
      columns.refit(n, residuals.byteOffset, at, bytes, found.byteOffset, amounts[input]!.byteOffset);
    }

  followed.fill(places.length > 0 ? (1 - places.length) / n : 1 / n);
  for (const input of places) columns.addScaled(n, bases[input].leverage.byteOffset, 1, followed.byteOffset);
  columns.squaredErrors(n, residuals.byteOffset, followed.byteOffset, squared.byteOffset);
  const total = places.length > 0 ? columns.dot(n, squared.byteOffset, ones.byteOffset) : 0;
  const parts = amounts.map((its, input): AdditivePart | undefined => {
    if (!its) return undefined;
    const noise = columns.dot(n, squared.byteOffset, bases[input].leverage.byteOffset) - total / n;
    let squares = 0;
    for (const amount of its) squares += amount * amount; // directions are orthonormal
    return { amounts: its, variance: Math.max(0, squares - noise) / n };
  });
  return { mean, residuals, parts };
}

/** What a part adds at a draw, or at a point behind the draws. */
export function partAt({ amounts }: AdditivePart, { directions }: SmoothBasis, place: number): number {
  let sum = 0;
  for (let at = 0; at < directions.length; at++) sum += amounts[at] * directions[at][place];
  return sum;
}

export function aboutMean(quantity: Float64Array, columns: FitColumns): AboutMean {
  const n = quantity.length;
  const { dot, scale } = columns;
  const { ones } = columns.room(n);
  const residuals = columns.arena.doubles(n);
  const at = residuals.byteOffset;
  residuals.set(quantity);
  const mean = dot(n, at, ones.byteOffset) / n;
  scale(n, at, 1, -mean, at);
  return { mean, residuals, columns, squares: dot(n, at, at) };
}

/** Whether an input by itself explains more of a quantity than noise would; both are of the same columns. */
export function isExplained(
  { residuals, squares: whole, columns }: AboutMean,
  { directions, leverage, at, bytes }: SmoothBasis,
): boolean {
  const n = residuals.length;
  const { byteOffset: amountsAt } = columns.room(n).amounts;
  const squares = columns.measure(n, residuals.byteOffset, at, bytes, amountsAt);
  // most inputs end here: they explain less than noise that is the same everywhere would
  if (!(squares * n > directions.length * whole)) return false;
  const noise = columns.noiseBeside(
    n,
    residuals.byteOffset,
    at,
    bytes,
    amountsAt,
    leverage.byteOffset,
    1 / n,
  );
  return squares > noise * (1 + DEVIATIONS * Math.sqrt(2 / directions.length));
}
