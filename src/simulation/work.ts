import { InvalidInput } from '../errors.ts';
import { exp } from '../math/elementary.ts';
import { distribution, type Estimate } from '../math/estimate.ts';
import type { Domain } from '../math/domain.ts';
import { at } from '../model/fields.ts';
import { shown } from '../model/shown.ts';
import type { Plan, PlanScenario } from './plan.ts';

/** Events that one future may hold on average: a thread must be able to hold a few thousand futures' worth of one scenario. */
export const MOST_EVENTS_PER_TRIAL = 100_000;
/** Events that a whole run may draw, its options counted: about an hour on a machine of eight cores. */
export const MOST_EVENTS = 2e10;

/** Attempts on one scenario in one year, in the worst of a few million: their places in the year must be told apart. */
export const MOST_ATTEMPTS_IN_A_YEAR = 1e7;
/** A standard normal is above it once in 3.5 million times. */
const WORST_CLIMATE = 5;
const WORST_SHARE = 1 / 3.5e6;

/**
 * Refuses a plan that would draw more than any machine here should, before it is a job.
 *
 * @param path where the request stands in what the caller sent
 * @throws {InvalidInput} names the limit and what came
 */
export function checkWork(plan: Plan, path: string): void {
  const perTrial = expectedEvents(plan);
  if (!(perTrial <= MOST_EVENTS_PER_TRIAL))
    throw new InvalidInput(
      `needs at most ${count(MOST_EVENTS_PER_TRIAL)} attempts and failures in one future on average, got ${count(perTrial)}: ` +
        'state what is common as fewer, larger events, or ask for fewer years or scenarios',
      at(path, 'horizonYears'),
    );
  checkWorstYear(plan, path);
  // of a choice the points of a frontier are simulated, the best set among them and once more by itself
  const portfolios = 1 + plan.options.length + (plan.choice ? plan.choice.frontierPoints + 2 : 0);
  const events = perTrial * plan.trials * portfolios;
  if (events > MOST_EVENTS)
    throw new InvalidInput(
      `needs at most ${count(MOST_EVENTS)} attempts and failures in all, got about ${count(events)} ` +
        `(${count(perTrial)} a future, ${count(plan.trials)} trials, ${portfolios} portfolios): ask for fewer trials`,
      at(path, 'trials'),
    );
}

/** A mean says nothing of a climate, a rate or a growth under which almost all attempts fall into a few years. */
function checkWorstYear(plan: Plan, path: string): void {
  const { scenarios, horizonYears } = plan;
  const threats = new Map(plan.threats.map((threat) => [threat.id, threat]));
  /** @param most by a figure of the laws behind it: what no draw is above settles most plans, and is known without a search */
  const check = (most: (figure: Figure) => number, of: string, under: string, instead: string): void => {
    if (most(highest) > MOST_ATTEMPTS_IN_A_YEAR && most(worst) > MOST_ATTEMPTS_IN_A_YEAR)
      throw new InvalidInput(
        `needs at most ${count(MOST_ATTEMPTS_IN_A_YEAR)} ${of} under ${under}, got about ${count(most(worst))}: ` +
          `state ${instead} or fewer, larger events`,
        at(path, 'scenarioIds'),
      );
  };
  for (const scenario of scenarios) {
    const { volatility: v = 0, growthPerYear } = threats.get(scenario.threatId) ?? {};
    const of = `attempts in the worst year of ${shown(scenario.name)}`;
    const perYear = attemptsPerYear(scenario, mean);
    const shock = exp(v * Math.max(0, WORST_CLIMATE - v / 2));
    check(() => perYear * shock, of, `a volatility of ${v}`, 'a lower volatility');
    check((figure) => attemptsPerYear(scenario, figure), of, 'the highest of its rates', 'a narrower rate');
    const grown = (figure: Figure) =>
      growthPerYear ? (1 + figure(growthPerYear, 'GROWTH')) ** (horizonYears - 1) : 1;
    check((figure) => perYear * grown(figure), of, 'the highest of its growth', 'a lower growth');
  }
  for (const { rate, name } of breakingRates(plan))
    check(
      (figure) => figure(rate, 'RATE'),
      `failures or weaknesses a year of ${shown(name)}`,
      'the highest of its rates',
      'a narrower rate',
    );
}

/** The rates of everything that breaks or opens: failures, poisonings, weaknesses, as stored and as changed. */
function breakingRates({ controls, assets, baseline, options }: Plan): { rate: Estimate; name: string }[] {
  const names = new Map(controls.map(({ id, name }) => [id, name]));
  const changes = [baseline, ...options].flatMap((portfolio) => portfolio.changes);
  return [
    ...controls.flatMap(({ name, failuresPerYear, poisoningsPerYear }) =>
      [failuresPerYear, poisoningsPerYear].map((rate) => ({ rate, name })),
    ),
    ...changes.map(({ controlId, failuresPerYear }) => ({
      rate: failuresPerYear,
      name: names.get(controlId) ?? controlId,
    })),
    ...assets.map(({ name, weaknessesPerYear }) => ({ rate: weaknessesPerYear, name })),
  ].flatMap(({ rate, name }) => (rate ? [{ rate, name }] : []));
}

/**
 * Attempts, failures and weaknesses that one future holds on average, growth included as its 95% point has it.
 *
 * @example expectedEvents({ ...plan, horizonYears: 2, scenarios: [{ ...scenario, lossEventFrequency: constant(3) }] }) // 6
 */
export function expectedEvents(plan: Plan): number {
  const events = known.get(plan) ?? findEvents(plan);
  known.set(plan, events);
  return events;
}

/** Asked of one plan again and again, and found from the laws of all its rates. */
const known = new WeakMap<Plan, number>();

function findEvents(plan: Plan): number {
  const { horizonYears, threats, scenarios } = plan;
  const growth = new Map(
    threats.map(({ id, growthPerYear }) => [id, growthPerYear ? nearWorst(growthPerYear, 'GROWTH') : 0]),
  );
  const attempts = scenarios.reduce(
    (sum, scenario) =>
      sum + attemptsPerYear(scenario, mean) * years(growth.get(scenario.threatId) ?? 0, horizonYears),
    0,
  );
  return attempts + horizonYears * breakingRates(plan).reduce((sum, { rate }) => sum + mean(rate, 'RATE'), 0);
}

/** One figure of the law of a rate. */
type Figure = (estimate: Estimate, domain: Domain) => number;

function attemptsPerYear(scenario: PlanScenario, figure: Figure): number {
  const { lossEventFrequency, threatEventFrequency, contactFrequency, probabilityOfAction } = scenario;
  const rate = lossEventFrequency ?? threatEventFrequency ?? contactFrequency;
  return (rate ? figure(rate, 'RATE') : 0) * (probabilityOfAction ? figure(probabilityOfAction, 'SHARE') : 1);
}

/** The sum of (1 + growth)^(y - 1) over the years. */
const years = (growth: number, horizonYears: number): number =>
  Array.from({ length: horizonYears }, (_, year) => (1 + growth) ** year).reduce((sum, it) => sum + it, 0);

const mean: Figure = (estimate, domain) => distribution(estimate, domain).mean;

/** Nothing is above it; Infinity where there is no end. */
const highest: Figure = (estimate, domain) => distribution(estimate, domain).high;

const worst: Figure = (estimate, domain) => distribution(estimate, domain).upperQuantile(WORST_SHARE);

const nearWorst: Figure = (estimate, domain) => distribution(estimate, domain).quantile(0.95);

const count = (value: number): string => Math.ceil(value).toLocaleString('en');
