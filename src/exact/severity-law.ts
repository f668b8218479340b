import { distribution, type Domain, type Estimate } from '../math/estimate.ts';
import { normalCdf, normalQuantile } from '../math/normal.ts';
import { nodesOf, type Nodes } from '../simulation/severity.ts';
import { gaussRule } from './gauss.ts';
import { integratedCdf, type IntegratedCdf } from './integrated-cdf.ts';
import { newKept } from '../math/kept.ts';
import { kinks, lawKey, pointsBetween, SCORES, scoresBetween, valueAt } from './law-points.ts';

/** What one part of an event may cost: values of their own probability, and a law without any. Values are 0 or more. */
export interface SeverityLaw {
  readonly mean: number;
  /** Infinity where there is none. */
  readonly meanSquare: number;
  readonly atoms: readonly Atom[];
  readonly continuous?: ContinuousLaw;
}

export interface Atom {
  readonly value: number;
  readonly mass: number;
}

export interface ContinuousLaw {
  readonly standardDeviation: number;
  readonly integrated: IntegratedCdf;
  /** The law as a few points with the same moments, for a step that is coarse against it. */
  readonly points: Nodes;
}

/** Pieces of a law's distribution function are this wide, in normal scores. */
const PIECE = 1 / 8;
/** Points of a law that is narrow against a step: frequencies turn by a few times pi across it. */
const RULE = 32;
/** A hospital's model has a few hundred laws. */
const keep = newKept<SeverityLaw>(4000);

/** The law of an estimate; what was asked for before is kept, since a preview asks again with each control that is tried. */
export const severityLaw = (estimate: Estimate, domain: Domain): SeverityLaw =>
  keep(lawKey(estimate, domain), () => {
    const law = distribution(estimate, domain);
    if (law.constant !== undefined || estimate.shape === 'EMPIRICAL')
      return atomicLaw(nodesOf(estimate, domain));
    const { mean, standardDeviation, low } = law;
    const scores = scoresBetween(SCORES.low, SCORES.high, PIECE, kinks(estimate, law));
    return {
      mean,
      meanSquare: mean * mean + standardDeviation * standardDeviation,
      atoms: [],
      continuous: continuousLaw(standardDeviation, scores, (score) => valueAt(law, score), law.cdf, low),
    };
  });

/** More values than these are not told apart: one by one they would take longer than a law without atoms. */
const MOST_ATOMS = 100;

function atomicLaw({ values, weights }: Nodes): SeverityLaw {
  const masses = new Map<number, number>();
  values.forEach((value, i) => masses.set(value, (masses.get(value) ?? 0) + weights[i]));
  const atoms = [...masses].map(([value, mass]) => ({ value, mass })).filter(({ mass }) => mass > 0);
  const mean = atoms.reduce((sum, { value, mass }) => sum + value * mass, 0);
  const meanSquare = atoms.reduce((sum, { value, mass }) => sum + value * value * mass, 0);
  if (atoms.length <= MOST_ATOMS) return { mean, meanSquare, atoms };
  return {
    mean,
    meanSquare,
    atoms: [],
    continuous: {
      standardDeviation: Math.sqrt(Math.max(0, meanSquare - mean * mean)),
      integrated: integratedSteps(atoms.toSorted((a, b) => a.value - b.value)),
      points: gaussRule({ values, weights }, RULE),
    },
  };
}

/** Of a distribution function that rises at the atoms only. */
const integratedSteps = (ascending: readonly Atom[]): IntegratedCdf => ({
  fill(step, into) {
    let next = 0;
    let mass = 0;
    let moment = 0;
    for (let j = 0; j < into.length; j++) {
      for (; next < ascending.length && ascending[next].value <= j * step; next++) {
        mass += ascending[next].mass;
        moment += ascending[next].mass * ascending[next].value;
      }
      into[j] = mass * j * step - moment;
    }
  },
});

function continuousLaw(
  standardDeviation: number,
  scores: readonly number[],
  value: (score: number) => number,
  cdf: (x: number) => number,
  low: number,
): ContinuousLaw {
  const ends = [low, ...scores.map(value)].filter((end, i, all) => i === 0 || end > all[i - 1]);
  let points: Nodes | undefined;
  return {
    standardDeviation,
    integrated: integratedCdf(cdf, ends),
    get points() {
      // most laws are wide against any step that is asked for
      return (points ??= gaussRule(pointsBetween(scores, value), RULE));
    },
  };
}

/**
 * The law of an increasing function of a quantity, 0 at 0, that is cut off above: what a number of records costs, of which no more than
 * are held can be disclosed.
 *
 * @param most of the quantity; Infinity where nothing cuts it off
 * @param key tells the function from all others
 */
export function transformedLaw(
  estimate: Estimate,
  domain: Domain,
  most: number,
  cost: (quantity: number) => number,
  inverse: (cost: number) => number,
  key: string,
): SeverityLaw {
  return keep(`${lawKey(estimate, domain)} ${most} ${key}`, () => {
    const law = distribution(estimate, domain);
    const costOf = (quantity: number) => cost(Math.min(most, quantity));
    if (law.constant !== undefined || estimate.shape === 'EMPIRICAL') {
      const { values, weights } = nodesOf(estimate, domain);
      return atomicLaw({ values: values.map(costOf), weights });
    }
    const below = most === Infinity ? 1 : law.cdf(most);
    const atoms = below < 1 ? [{ value: cost(most), mass: 1 - below }] : [];
    const high = below < 1 ? Math.max(SCORES.low, Math.min(SCORES.high, normalQuantile(below))) : SCORES.high;
    const rest = { atoms, mean: 0, meanSquare: 0 };
    if (below <= normalCdf(SCORES.low)) return moments(rest);
    const scores = scoresBetween(SCORES.low, high, PIECE, kinks(estimate, law));
    const value = (score: number) => costOf(valueAt(law, score));
    const cdf = (x: number) => Math.min(below, law.cdf(inverse(x)));
    const draft = continuousLaw(0, scores, value, cdf, cost(law.low));
    const { mean, meanSquare } = moments({ ...rest, continuous: draft });
    const standardDeviation = Math.sqrt(Math.max(0, meanSquare - mean * mean));
    return { ...rest, mean, meanSquare, continuous: { ...draft, points: draft.points, standardDeviation } };
  });
}

function moments(law: Omit<SeverityLaw, 'mean' | 'meanSquare'>): SeverityLaw {
  let mean = 0;
  let meanSquare = 0;
  const add = (value: number, mass: number) => {
    mean += value * mass;
    meanSquare += value * value * mass;
  };
  for (const { value, mass } of law.atoms) add(value, mass);
  law.continuous?.points.values.forEach((value, i) => add(value, law.continuous!.points.weights[i]));
  return { ...law, mean, meanSquare };
}
