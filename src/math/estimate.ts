import { beta } from './beta.ts';
import { cutNormal } from './cut-normal.ts';
import { pointMass, type Distribution } from './distribution.ts';
import { DOMAINS, isUnbounded, type Domain } from './domain.ts';
import { empirical } from './empirical.ts';
import { gamma } from './gamma.ts';
import { lognormalGpd } from './lognormal-gpd.ts';
import { lognormal, lognormalFromRange } from './lognormal.ts';
import { Z90 } from './normal.ts';
import { pert } from './pert.ts';
import { triangular } from './triangular.ts';
import { uniform } from './uniform.ts';

export type { Domain } from './domain.ts';

/** The shapes that an estimate may have, in the order of model.md, section 1. */
export const SHAPES = [
  'CONSTANT',
  'UNIFORM',
  'TRIANGULAR',
  'PERT',
  'NORMAL',
  'LOGNORMAL',
  'BETA',
  'GAMMA',
  'EMPIRICAL',
  'LOGNORMAL_GPD',
] as const;
export type Shape = (typeof SHAPES)[number];

/** Where an estimate comes from. */
export const BASES = ['MEASURED', 'PUBLISHED', 'EXPERT', 'ASSUMED'] as const;
export type Basis = (typeof BASES)[number];

/** One uncertain quantity as it was stated: which numbers it has depends on its shape. */
export interface Estimate {
  readonly shape: Shape;
  readonly value?: number;
  readonly low?: number;
  readonly likely?: number;
  readonly high?: number;
  readonly concentration?: number;
  readonly alpha?: number;
  readonly beta?: number;
  readonly shapeParameter?: number;
  readonly scale?: number;
  readonly values?: readonly number[];
  readonly weights?: readonly number[];
  readonly threshold?: number;
  readonly tailShape?: number;
  readonly tailScale?: number;
  readonly basis: Basis;
  readonly source?: string;
  readonly note?: string;
}

/**
 * The law of an estimate that was checked when it was stated. Only a NORMAL is cut to its domain; a range whose ends meet is a point mass.
 *
 * @throws {RangeError} for numbers that no checked estimate has
 * @example distribution({ shape: 'PERT', low: 1, likely: 2, high: 9, basis: 'EXPERT' }, 'RATE').mean // 3
 */
export function distribution(estimate: Estimate, domain: Domain): Distribution {
  const stated = (
    name: 'value' | 'low' | 'likely' | 'high' | 'alpha' | 'beta' | 'shapeParameter' | 'scale',
  ) => need(estimate[name], name, estimate);
  switch (estimate.shape) {
    case 'CONSTANT':
      return pointMass(stated('value'));
    case 'BETA':
      return beta(stated('alpha'), stated('beta'));
    case 'GAMMA':
      return gamma(stated('shapeParameter'), stated('scale'));
    case 'EMPIRICAL':
      return empirical(estimate.values ?? [], estimate.weights);
    case 'LOGNORMAL_GPD':
      return lognormalGpd(lognormalFromRange(stated('low'), stated('high')), {
        threshold: need(estimate.threshold, 'threshold', estimate),
        shape: need(estimate.tailShape, 'tailShape', estimate),
        scale: need(estimate.tailScale, 'tailScale', estimate),
      });
    default:
      return range(estimate.shape, stated('low'), stated('high'), estimate, domain);
  }
}

function range(
  shape: 'UNIFORM' | 'TRIANGULAR' | 'PERT' | 'NORMAL' | 'LOGNORMAL',
  low: number,
  high: number,
  estimate: Estimate,
  domain: Domain,
): Distribution {
  if (low === high) return pointMass(low);
  switch (shape) {
    case 'UNIFORM':
      return uniform(low, high);
    case 'TRIANGULAR':
      return triangular(low, need(estimate.likely, 'likely', estimate), high);
    case 'PERT':
      return pert(low, need(estimate.likely, 'likely', estimate), high, estimate.concentration);
    case 'NORMAL':
      return normalWithin(low, high, domain);
    case 'LOGNORMAL':
      return lognormal(lognormalFromRange(low, high));
  }
}

/** A normal of which 5% fall below `low` and 5% above `high` before it is cut to its domain. */
export function normalWithin(low: number, high: number, domain: Domain) {
  const ends = DOMAINS[domain];
  const mean = low + (high - low) / 2;
  const deviation = (high - low) / (2 * Z90);
  return cutNormal(mean, deviation, ends.low, isUnbounded(domain) ? Infinity : ends.high);
}

function need(value: number | undefined, name: string, { shape }: Estimate): number {
  if (value === undefined) throw new RangeError(`an estimate of shape ${shape} needs ${name}`);
  return value;
}
