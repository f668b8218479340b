import { log, exp } from '../math/elementary.ts';
import type { Distribution, NormalPoints } from '../math/distribution.ts';
import { distribution, type Domain, type Estimate } from '../math/estimate.ts';
import { newKept } from '../math/kept.ts';
import { normalCdf } from '../math/normal.ts';

/** A law as points with weights that add up to 1. */
export interface Nodes {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

const SQRT_TWO_PI = 2.5066282746310002;
const density = (z: number): number => exp((-z * z) / 2) / SQRT_TWO_PI;

/** Points of the standard normal for the trapezoidal rule, which is exact to many digits for smooth integrands. */
export function normalNodes(step: number, reach: number): NormalPoints {
  const middle = Math.round(reach / step);
  const values = Float64Array.from({ length: 2 * middle + 1 }, (_, i) => (i - middle) * step);
  const weights = values.map((z) => density(z) * step);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    values,
    weights: weights.map((weight) => weight / total),
    tails: values.slice(0, middle + 1).map(normalCdf),
  };
}

const STANDARD = normalNodes(1 / 32, 8.25);

/**
 * A law as points: its own where it is discrete, else its quantiles along the normal, so that both tails are well covered.
 * Error of a mean below 1e-6 for the smooth shapes.
 *
 * @param normal points of the standard normal to go along
 */
export function nodesOf(estimate: Estimate, domain: Domain, normal = STANDARD): Nodes {
  const law = distribution(estimate, domain);
  if (law.constant !== undefined)
    return { values: Float64Array.of(law.constant), weights: Float64Array.of(1) };
  if (estimate.shape === 'EMPIRICAL') {
    const values = Float64Array.from(estimate.values!);
    const stated: readonly number[] = estimate.weights ?? estimate.values!.map(() => 1);
    const total = stated.reduce((sum, weight) => sum + weight, 0);
    return { values, weights: Float64Array.from(stated, (weight) => weight / total) };
  }
  return { values: law.quantilesAlong?.(normal) ?? quantilesAlong(law, normal), weights: normal.weights };
}

function quantilesAlong(law: Distribution, { values, tails }: NormalPoints): Float64Array {
  const last = values.length - 1;
  return values.map((z, i) => (z > 0 ? law.upperQuantile(tails[last - i]) : law.quantile(tails[i])));
}

/** An attempt of equal strength fails: what wins is stronger by this much. */
const STRONGER = 1e-9;

/** P(capability > resistance), both drawn anew for each attempt. */
export const contestProbability = (capability: Estimate, resistance: Estimate): number =>
  keepContest(`${JSON.stringify(capability)} ${JSON.stringify(resistance)}`, () => {
    const { values, below, weights } = capabilityNodes(capability);
    const against = distribution(resistance, 'PERCENTILE');
    if (against.constant === undefined && against.meanCdf) return against.meanCdf(below, weights);
    let sum = 0;
    values.forEach((value, i) => {
      sum +=
        weights[i] *
        (against.constant === undefined ? against.cdf(below[i]) : Number(against.constant < value));
    });
    return sum;
  });

/** A capability as points, and what each of them is above. */
interface CapabilityNodes extends Nodes {
  readonly below: Float64Array;
}

const capabilityNodes = (capability: Estimate): CapabilityNodes =>
  keepNodes(JSON.stringify(capability), () => {
    const nodes = nodesOf(capability, 'PERCENTILE');
    return { ...nodes, below: nodes.values.map((value) => value - STRONGER) };
  });

/** Kept, since the same attackers meet the same defences in one scenario after another. */
const keepContest = newKept<number>(1000);
const keepNodes = newKept<CapabilityNodes>(20);

/** The number of records drawn by a scenario, scaled and capped at what is held (-1: no cap). */
export interface RecordsLaw {
  /** E[(n / 10,000)^exponent], 0 for no records. */
  powerMean(exponent: number): number;
  /** P(n >= atLeast). */
  reaches(atLeast: number): number;
}

export function recordsLaw(estimate: Estimate, scale: number, held: number): RecordsLaw {
  const { values, weights } = nodesOf(estimate, 'QUANTITY');
  const law = distribution(estimate, 'QUANTITY');
  const capped = values.map((value) => (held >= 0 ? Math.min(value * scale, held) : value * scale));
  const logs = capped.map((value) => (value > 0 ? log(value / 10_000) : -Infinity));
  // asked for again and again with one exponent, or one number, at a time
  let latestExponent = NaN;
  let latestMean = 0;
  let latestNeeded = NaN;
  let latestChance = 0;
  return {
    powerMean(exponent) {
      if (exponent === latestExponent) return latestMean;
      let mean = 0;
      for (let i = 0; i < logs.length; i++)
        if (logs[i] > -Infinity) mean += weights[i] * exp(exponent * logs[i]);
      latestExponent = exponent;
      latestMean = mean;
      return mean;
    },
    reaches(atLeast) {
      if (held >= 0 && atLeast > held) return 0;
      if (atLeast <= 0) return 1;
      const needed = atLeast / scale;
      if (law.constant !== undefined) return Number(law.constant >= needed);
      if (needed !== latestNeeded) {
        latestNeeded = needed;
        latestChance = 1 - law.cdf(needed * (1 - 1e-12));
      }
      return latestChance;
    },
  };
}
