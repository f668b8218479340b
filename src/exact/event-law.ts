import type { SeverityLaw } from './severity-law.ts';

/** One independent part of what an event costs: `scale` times a draw of the law, US dollars. */
export interface Part {
  readonly law: SeverityLaw;
  readonly scale: number;
}

/** Events that meet the same controls, and expose and take down the same. */
export interface EventKind {
  /** Of all loss events of the scenario. */
  readonly chance: number;
  readonly primary: readonly Part[];
  readonly secondaryChance: number;
  readonly secondary: readonly Part[];
  /** That one record or more is disclosed. */
  readonly breachChance: number;
}

/** A cent, to which each form of an event's loss is rounded. */
const CENTS_PER_USD = 100;
/** What a value of its own probability comes to; half a cent goes up. */
export const atomUsd = (value: number, scale: number): number =>
  Math.floor(value * scale * CENTS_PER_USD + 0.5) / CENTS_PER_USD;

/** US dollars of a part on average, and the mean of its square. */
function partMoments({ law, scale }: Part): { readonly mean: number; readonly variance: number } {
  const { continuous, atoms, mean, meanSquare } = law;
  // only what has a probability of its own is worth rounding: the rest goes up as often as down
  if (continuous) return { mean: mean * scale, variance: (meanSquare - mean * mean) * scale * scale };
  let rounded = 0;
  let square = 0;
  for (const { value, mass } of atoms) {
    const usd = atomUsd(value, scale);
    rounded += usd * mass;
    square += usd * usd * mass;
  }
  return { mean: rounded, variance: square - rounded * rounded };
}

/**
 * The mean of what an event of one kind costs, and of its square; Infinity where there is none.
 *
 * @example kindMoments({ primary: [{ law: exponential, scale: 1000 }], secondary: [], ... }) // mean 1000, meanSquare 2e6
 */
export function kindMoments({ primary, secondary, secondaryChance }: EventKind): {
  readonly mean: number;
  readonly meanSquare: number;
} {
  let mean = 0;
  let variance = 0;
  for (const part of primary) {
    const its = partMoments(part);
    mean += its.mean;
    variance += its.variance;
  }
  let secondaryMean = 0;
  let secondaryVariance = 0;
  for (const part of secondary) {
    const its = partMoments(part);
    secondaryMean += its.mean;
    secondaryVariance += its.variance;
  }
  const both = mean + secondaryMean;
  const meanSquare =
    (1 - secondaryChance) * (mean * mean + variance) +
    (secondaryChance > 0 ? secondaryChance * (both * both + variance + secondaryVariance) : 0);
  return { mean: mean + secondaryChance * secondaryMean, meanSquare };
}

/** The same of an event of any kind. */
export function eventMoments(kinds: readonly EventKind[]): {
  readonly mean: number;
  readonly meanSquare: number;
} {
  let mean = 0;
  let meanSquare = 0;
  for (const kind of kinds) {
    const its = kindMoments(kind);
    mean += kind.chance * its.mean;
    meanSquare += kind.chance * its.meanSquare;
  }
  return { mean, meanSquare };
}
