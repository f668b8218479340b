import { mixedPoisson, type CountLaw } from '../math/mixed-poisson.ts';
import type { CompiledPlan, CompiledScenario } from './compile.ts';
import type { Parameter } from './parameters.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { nodesOf, normalNodes, type Nodes } from './severity.ts';

/** How many attempts one scenario meets over the horizon, whatever their number depends on taken together. */
export interface CountAtOnce {
  readonly law: CountLaw;
  /** Ends of the years' shares of the attempts, cumulated. */
  readonly yearEnds: readonly number[];
}

/** More attempts than this in a future are as quickly drawn year by year. */
const FEW_ATTEMPTS = 200;
const MOST_UNCERTAIN = 2;
/** Of the law of a rate: two long lists of observed values would make a hundred million pairs. */
const MOST_POINTS = 20_000;

/** Few points are enough for what is smooth along the normal; what lies beyond has a chance of 1e-12. */
const SMOOTH = normalNodes(1 / 4, 7);
const KINKED = ['TRIANGULAR', 'LOGNORMAL_GPD'];

/** Attempts are counted only when they win, where nothing lets those that lose in: there are no weaknesses to exploit. */
export const countsWins = ({ variants }: CompiledScenario): boolean =>
  variants.every(({ weaknesses }) => weaknesses < 0);

/** The parameters that say how many attempts are counted. */
export const frequencyParameters = (scenario: CompiledScenario): readonly number[] =>
  countsWins(scenario) && scenario.susceptibility >= 0
    ? [...scenario.rates, scenario.susceptibility]
    : scenario.rates;

/** The share of attempts that win as far as it is not a parameter, where only those are counted. */
export const fixedWinShare = (scenario: CompiledScenario): number =>
  countsWins(scenario) ? scenario.winProbability : 1;

/**
 * The law of a scenario's number of attempts over the whole horizon with the uncertainty of its rate inside, where nothing else depends
 * on that rate: no climate, no uncertain growth. The parameters need not be drawn then.
 *
 * @returns nothing where the count has to be drawn year by year, given the parameters
 */
export function countAtOnce(
  compiled: CompiledPlan,
  scenario: CompiledScenario,
  { rate }: RebaseConstants,
): CountAtOnce | undefined {
  const latest = knownCounts.get(scenario);
  if (latest?.rate === rate) return latest.count;
  const count = findCount(compiled, scenario, rate);
  knownCounts.set(scenario, { rate, count });
  return count;
}

/** Kept, since each piece of work asks anew. */
const knownCounts = new WeakMap<CompiledScenario, { readonly rate: number; readonly count?: CountAtOnce }>();

function findCount(
  { plan, parameters }: CompiledPlan,
  scenario: CompiledScenario,
  rebasedRate: number,
): CountAtOnce | undefined {
  if (scenario.volatility > 0) return undefined;
  const growth = scenario.growth < 0 ? undefined : parameters[scenario.growth];
  if (growth?.sampler && plan.horizonYears > 1) return undefined;
  const uncertain = frequencyParameters(scenario).map((place) => parameters[place]);
  if (uncertain.filter(({ sampler }) => sampler).length > MOST_UNCERTAIN) return undefined;

  const yearEnds: number[] = [];
  let years = 0;
  for (let year = 0, inYear = 1; year < plan.horizonYears; year++, inYear *= 1 + (growth?.mean ?? 0))
    yearEnds.push((years += inYear));
  const scale = rebasedRate * fixedWinShare(scenario) * years;
  const mean = uncertain.reduce((product, parameter) => product * parameter.mean, scale);
  if (!(mean <= FEW_ATTEMPTS)) return undefined;
  const laws = uncertain.map(points);
  if (laws.reduce((count, { values: its }) => count * its.length, 1) > MOST_POINTS) return undefined;
  const { values, weights } = laws.reduce(product);
  const means = values.map((value) => value * scale);
  if (means.some((value) => value > 2 * FEW_ATTEMPTS)) return undefined;
  return { law: mixedPoisson(means, weights), yearEnds: yearEnds.map((end) => end / years) };
}

const knownPoints = new WeakMap<Parameter, Nodes>();

/** A parameter's law as points; kept, since each piece of work asks anew. */
function points(parameter: Parameter): Nodes {
  let nodes = knownPoints.get(parameter);
  if (!nodes) {
    const { estimate, domain } = parameter;
    nodes = nodesOf(estimate, domain, KINKED.includes(estimate.shape) ? undefined : SMOOTH);
    knownPoints.set(parameter, nodes);
  }
  return nodes;
}

/** The law of the product of two independent quantities. */
function product(one: Nodes, other: Nodes): Nodes {
  const size = one.values.length * other.values.length;
  const values = new Float64Array(size);
  const weights = new Float64Array(size);
  let at = 0;
  for (let i = 0; i < one.values.length; i++)
    for (let j = 0; j < other.values.length; j++) {
      values[at] = one.values[i] * other.values[j];
      weights[at++] = one.weights[i] * other.weights[j];
    }
  return { values, weights };
}
