import { exp } from '../math/elementary.ts';

/** One exponential of a relaxed problem: weight x exp(-sum of the exponents of its places x how much of each is chosen). */
export interface Exponential {
  readonly weight: number;
  readonly places: Int32Array;
  readonly exponents: Float64Array;
}

/** A problem whose candidates may be chosen in part. */
export interface Relaxed {
  readonly terms: readonly Exponential[];
  /** By place; only the open ones are varied. */
  readonly open: readonly number[];
  readonly costUsd: Float64Array;
  readonly staffFte: Float64Array;
  /** What is left to spend. */
  readonly budgetUsd: number;
  readonly people: number;
  readonly countsCost: boolean;
}

const STEPS = 30;
const HALVINGS = 14;
/** Steps that narrow the price of a person down. */
const PRICE_STEPS = 14;

/**
 * A number that no choice among the open candidates goes below, and how much of each the best mixture takes. Wherever a convex sum is looked
 * at, its tangent lies below it, so the least of the tangent plane is such a number (Frank & Wolfe 1956).
 *
 * @param share where to begin, by place; left at the mixture found
 * @param enough no more is done once the number reaches it
 */
export function lowerBound(relaxed: Relaxed, share: Float64Array, enough: number): number {
  const { terms, open, costUsd, countsCost } = relaxed;
  const slope = new Float64Array(share.length);
  const target = new Float64Array(share.length);
  let bound = -Infinity;
  for (let step = 0; step < STEPS; step++) {
    let value = 0;
    slope.fill(0);
    for (const { weight, places, exponents } of terms) {
      const its = weight * exp(-dot(places, exponents, share));
      value += its;
      for (let i = 0; i < places.length; i++) slope[places[i]] -= its * exponents[i];
    }
    for (const place of open) {
      value -= slope[place] * share[place];
      if (countsCost) slope[place] += costUsd[place];
    }
    const least = value + leastOfPlane(relaxed, slope, target);
    if (least > bound) bound = least;
    if (bound >= enough || step === STEPS - 1) break;
    const along = stepLength(relaxed, share, target);
    if (along === 0) break;
    for (const place of open) share[place] += along * (target[place] - share[place]);
  }
  return bound;
}

/** How far to go from one mixture to another so that the sum is least between them, 0 to 1. */
function stepLength(
  { terms, open, costUsd, countsCost }: Relaxed,
  from: Float64Array,
  to: Float64Array,
): number {
  const towards = new Float64Array(from.length);
  let constant = 0;
  for (const place of open) {
    towards[place] = to[place] - from[place];
    if (countsCost) constant += costUsd[place] * towards[place];
  }
  const moving = terms.flatMap(({ weight, places, exponents }) => {
    const rate = dot(places, exponents, towards);
    return rate === 0 ? [] : [{ now: weight * exp(-dot(places, exponents, from)), rate }];
  });
  const slopeAt = (along: number) =>
    moving.reduce((sum, { now, rate }) => sum - now * rate * exp(-rate * along), constant);
  if (slopeAt(0) >= 0) return 0;
  if (slopeAt(1) <= 0) return 1;
  let low = 0;
  let high = 1;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (slopeAt(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The least of a plane over all mixtures within the limits, or somewhat less where people are limited too, and where it is. */
function leastOfPlane(relaxed: Relaxed, slope: Float64Array, target: Float64Array): number {
  const { open, staffFte, people } = relaxed;
  // any price of a person gives a number that is low enough (Lagrange); the best price gives the highest
  const priced = (price: number) =>
    open.length === 0
      ? 0
      : leastWithinBudget(relaxed, slope, price, target) - (price > 0 ? price * people : 0);
  const free = priced(0);
  const used = open.reduce((sum, place) => sum + staffFte[place] * target[place], 0);
  if (used <= people) return free;
  let low = 0;
  let high = open.reduce(
    (most, place) => (staffFte[place] > 0 ? Math.max(most, -slope[place] / staffFte[place]) : most),
    0,
  );
  let best = free;
  for (let i = 0; i < PRICE_STEPS; i++) {
    const price = (low + high) / 2;
    best = Math.max(best, priced(price));
    if (open.reduce((sum, place) => sum + staffFte[place] * target[place], 0) > people) low = price;
    else high = price;
  }
  return best;
}

/** The least of a plane over all mixtures that the budget allows: what brings most for a dollar first, the last of it in part. */
function leastWithinBudget(
  { open, costUsd, staffFte, budgetUsd }: Relaxed,
  slope: Float64Array,
  price: number,
  target: Float64Array,
): number {
  const gains: { place: number; gain: number; cost: number }[] = [];
  for (const place of open) {
    target[place] = 0;
    const gain = -(slope[place] + price * staffFte[place]);
    if (gain > 0) gains.push({ place, gain, cost: costUsd[place] });
  }
  if (budgetUsd < Infinity) gains.sort((a, b) => b.gain * a.cost - a.gain * b.cost);
  let left = budgetUsd;
  let sum = 0;
  for (const { place, gain, cost } of gains) {
    const part = cost <= left ? 1 : Math.max(0, left) / cost;
    target[place] = part;
    sum -= gain * part;
    left -= cost * part;
    if (part < 1) break;
  }
  return sum;
}

function dot(places: Int32Array, exponents: Float64Array, share: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += exponents[i] * share[places[i]];
  return sum;
}
