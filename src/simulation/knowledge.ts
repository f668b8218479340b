import { costUsd, discountFactors } from '../investment/cost.ts';
import { exp } from '../math/elementary.ts';
import type { CompiledPlan } from './compile.ts';
import { createExpectation, outlookOn, type Expectation, type PerAttempt } from './expectation.ts';
import type { Luck } from './luck.ts';
import { involvedParameters } from './involved.ts';
import { parameterDraws, parameterMeans, uncertainParameters } from './parameters.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { settledDraws } from './settled-knowledge.ts';
import { normalNodes } from './severity.ts';
import { variability } from './variability.ts';

/** Draws of the parameters behind a credible range. */
export const KNOWLEDGE_DRAWS = 4096;

/** Two lattices of luck a draw: their difference tells how much luck is left in an expectation, so that it can be taken out. */
export const HALVES = 2;
/** One draw in so many has its second half found: how much luck is left is the same for all, so a sample of them tells. */
const DRAWS_A_PAIR = 4;
export const hasSecondHalf = (draw: number): boolean => draw % DRAWS_A_PAIR === 0;

/** What was found of each draw on one lattice of luck, and on another. */
export interface Halves {
  readonly first: Float64Array;
  /** NaN for a draw that has none; absent where luck makes no difference. */
  readonly second?: Float64Array;
}

/** What is found of each draw for each portfolio. */
export interface Found {
  readonly yearlyLossUsd: readonly Halves[];
  readonly presentLossUsd: readonly Halves[];
  /** Empty where there are none. */
  readonly annualBreach: readonly Halves[];
}

/** Expectations given the parameters of some draws, in their order. */
export interface KnowledgeDraws {
  readonly found: Found;
  /** By option: present value of its cost in US dollars. */
  readonly costUsd: readonly Float64Array[];
}

/** Up to so many points a half, each year looks at every other one. */
const FEW_POINTS = 4;

const CLIMATE = normalNodes(0.5, 6);

export interface KnowledgeSize {
  readonly draws: number;
  readonly points: number;
  /** Draws in one piece of work: all where luck makes no difference, since what is prepared costs more then than what is computed. */
  readonly drawsAPiece: number;
}

const DRAWS_A_PIECE = 128;

/**
 * How many points a half's lattice has: as many as a budget of evaluations allows. A plan without uncertain parameters needs one draw only,
 * and gets the more points.
 */
export function knowledgeSize(compiled: CompiledPlan): KnowledgeSize {
  const draws = uncertainParameters(compiled.parameters).length ? KNOWLEDGE_DRAWS : 1;
  let evaluations = 0;
  compiled.scenarios.forEach(({ asset, entryEnds, variants, variantOfPortfolio }) =>
    new Set(variantOfPortfolio).forEach((variant) => {
      const hasDependents = compiled.assets[asset].dependents.length > 0;
      const { byPoint, byYear } = variability(
        compiled,
        variants[variant],
        entryEnds.length > 0,
        hasDependents,
      );
      if (byPoint) evaluations += byYear ? compiled.plan.horizonYears : 1;
    }),
  );
  const budget = 2e6;
  let points = 2;
  while (points < 32768 && draws * (1 + 1 / DRAWS_A_PAIR) * points * 2 * Math.max(1, evaluations) <= budget)
    points *= 2;
  return { draws, points, drawsAPiece: evaluations === 0 ? draws : DRAWS_A_PIECE };
}

/** Expectations of draws `from` to `to` (exclusive). */
export type ExpectDraws = (from: number, to: number) => KnowledgeDraws;

/** Gets ready to find expectations for the portfolios in `wanted`, for one piece of the draws after the other. */
export function knowledgeDraws(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  wanted: readonly number[],
  points: number,
  outlook = outlookOn(compiled),
): ExpectDraws {
  const { plan, parameters, scenarios } = compiled;
  const { values } = outlook;
  const expectation = createExpectation(compiled, rebase, outlook);
  const variantsOf = scenarios.map(({ variantOfPortfolio }) =>
    wanted.map((portfolio) => variantOfPortfolio[portfolio]),
  );
  const meetings = meetingsOf(compiled, variantsOf, expectation.luck);
  values.set(parameterMeans(parameters));
  expectation.luck.begin(plan.seed, 0, points);
  expectation.luck.move(0, -1);
  for (const { scenario, variant, perYear } of meetings.fixed)
    expectation.addPoint(perYear[0], scenario, variant, 1);
  if (meetings.varying.length === 0 && meetings.fixed.every(({ perYear }) => perYear[0].breach === 0)) {
    const settled = meetings.fixed.map(({ perYear, ...its }) => ({ ...its, perAttempt: perYear[0] }));
    return (from, to) => settledDraws(compiled, rebase, settled, wanted.length, from, to);
  }
  return unsettledDraws(compiled, rebase, { values, expectation, meetings }, wanted.length, points);
}

/** What is looked at again for each draw. */
interface Looked {
  /** Of the parameters. */
  readonly values: Float64Array;
  readonly expectation: Expectation;
  readonly meetings: Meetings;
}

/** The same draw by draw, where what is drawn makes a difference to an attempt. */
function unsettledDraws(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  { values, expectation, meetings }: Looked,
  portfolios: number,
  points: number,
): ExpectDraws {
  const { plan, parameters, scenarios, costs } = compiled;
  const { luck } = expectation;
  const years = plan.horizonYears;
  const drawParameters = parameterDraws(parameters, plan.seed, values);
  const factors = new Float64Array(years);
  const losses = new Float64Array(portfolios * years);
  const climate = climateOf(compiled);
  // expected breaches by portfolio and year; by scenario only where a climate makes them go together
  const width = climate ? scenarios.length : 1;
  const breaches = new Float64Array(portfolios * years * width);
  const isUncertain = meetings.uncertain.length > 0;
  const visits = visitsOf(points, meetings.areYearly ? years : 0);

  /** What each meeting comes to an attempt, over the points of a half: point by point, so that meetings share what a point says. */
  function average(): void {
    for (const { perYear } of meetings.varying) for (const sum of perYear) sum.lossUsd = sum.breach = 0;
    luck.move(0, -1);
    for (const { scenario, variant, perYear } of meetings.certain)
      expectation.addPoint(perYear[0], scenario, variant, 1);
    for (const { point, year, share } of visits) {
      luck.move(point, year);
      for (const { scenario, variant, isYearly, perYear } of meetings.uncertain)
        if (isYearly) expectation.addPoint(perYear[year], scenario, variant, share);
        else expectation.addPoint(perYear[0], scenario, variant, 1 / visits.length);
    }
  }

  /** Adds what the attempts of one meeting come to in each year. */
  function addMeeting({ scenario: place, portfolios: its, isYearly, perYear }: Meeting): void {
    const { rates, growth } = scenarios[place];
    let { rate } = rebase[place];
    for (const parameter of rates) rate *= values[parameter];
    for (let year = 0; year < years; year++) {
      const { lossUsd, breach } = perYear[isYearly ? year : 0];
      for (let i = 0; i < its.length; i++) {
        const at = its[i] * years + year;
        losses[at] += rate * lossUsd;
        breaches[at * width + (climate ? place : 0)] += rate * breach;
      }
      if (growth >= 0) rate *= 1 + values[growth];
    }
  }

  /** P(no breach) of a year by the threats of one category, over its climate. */
  function noBreachOf({ places, shocks }: CategoryClimate, at: number): number {
    let mean = 0;
    for (let node = 0; node < CLIMATE.values.length; node++) {
      let intensity = 0;
      for (let i = 0; i < places.length; i++)
        intensity += breaches[at * width + places[i]] * shocks[i * CLIMATE.values.length + node];
      mean += CLIMATE.weights[node] * exp(-intensity);
    }
    return mean;
  }

  function haveSameBreaches({ places }: CategoryClimate, one: number, other: number): boolean {
    for (let i = 0; i < places.length; i++)
      if (breaches[one * width + places[i]] !== breaches[other * width + places[i]]) return false;
    return true;
  }

  /** Of the first portfolio, by category and year: others differ from it in few. */
  const noBreach = new Float64Array(climate ? climate.length * years : 0);

  /** P(at least one breach) of a portfolio's year, over the climate of each category. */
  function breachProbability(portfolio: number, year: number): number {
    const at = portfolio * years + year;
    if (!climate) return 1 - exp(-breaches[at]);
    let none = 1;
    for (let category = 0; category < climate.length; category++) {
      const ofFirst = category * years + year;
      if (portfolio === 0) noBreach[ofFirst] = noBreachOf(climate[category], at);
      none *= haveSameBreaches(climate[category], at, year)
        ? noBreach[ofFirst]
        : noBreachOf(climate[category], at);
    }
    return 1 - none;
  }

  /** Fills losses and breaches of each portfolio and year, on one lattice of luck. */
  function expectHalf(draw: number, half: number): void {
    if (isUncertain) luck.begin(plan.seed, draw * HALVES + half, points);
    else luck.redraw();
    losses.fill(0);
    breaches.fill(0);
    if (meetings.varying.length > 0) average();
    for (const meeting of meetings.all) addMeeting(meeting);
  }

  function keepHalf({ yearlyLossUsd, presentLossUsd, annualBreach }: Found, half: number, at: number): void {
    for (let portfolio = 0; portfolio < portfolios; portfolio++) {
      let yearlyUsd = 0;
      let presentUsd = 0;
      let breach = 0;
      for (let year = 0; year < years; year++) {
        const cell = portfolio * years + year;
        yearlyUsd += losses[cell] / years;
        presentUsd += losses[cell] * factors[year];
        breach += breachProbability(portfolio, year) / years;
      }
      put(yearlyLossUsd[portfolio], half, at, yearlyUsd);
      put(presentLossUsd[portfolio], half, at, presentUsd);
      put(annualBreach[portfolio], half, at, breach);
    }
  }

  const valueOf = (parameter: number): number => values[parameter];
  function presentCostUsd(option: number): number {
    const { upfrontUsd, annualUsd } = costUsd(compiled, option, valueOf);
    let usd = upfrontUsd;
    for (const factor of factors) usd += annualUsd * factor;
    return usd;
  }

  return (from, to) => {
    const column = () => new Float64Array(to - from);
    const halves = (): Halves[] =>
      Array.from({ length: portfolios }, () => ({
        first: column(),
        ...(isUncertain && { second: column().fill(NaN) }),
      }));
    const found = { yearlyLossUsd: halves(), presentLossUsd: halves(), annualBreach: halves() };
    const costsUsd = costs.options.map(column);
    for (let draw = from; draw < to; draw++) {
      drawParameters(draw);
      discountFactors(values[costs.discountRate], factors);
      const lattices = isUncertain && hasSecondHalf(draw) ? HALVES : 1;
      for (let half = 0; half < lattices; half++) {
        expectHalf(draw, half);
        keepHalf(found, half, draw - from);
      }
      costsUsd.forEach((column, option) => (column[draw - from] = presentCostUsd(option)));
    }
    return { found, costUsd: costsUsd };
  };
}

function put({ first, second }: Halves, half: number, draw: number, value: number): void {
  (half === 0 ? first : second!)[draw] = value;
}

/** One variant of a scenario, the portfolios that meet it, and what it comes to. */
interface Meeting {
  readonly scenario: number;
  readonly variant: number;
  readonly portfolios: readonly number[];
  readonly isYearly: boolean;
  /** Sums over points; one for all years where they do not differ. */
  readonly perYear: readonly PerAttempt[];
}

type Meetings = ReturnType<typeof meetingsOf>;

/** All that portfolios meet, by how luck and time matter to it. */
function meetingsOf(compiled: CompiledPlan, variantsOf: readonly (readonly number[])[], luck: Luck) {
  const all = variantsOf.flatMap((variants, scenario) =>
    [...new Set(variants)].map((variant): Meeting => {
      const { byYear } = luck.varies(scenario, variant);
      return {
        scenario,
        variant,
        portfolios: variants.flatMap((its, portfolio) => (its === variant ? [portfolio] : [])),
        isYearly: byYear,
        perYear: Array.from({ length: byYear ? compiled.plan.horizonYears : 1 }, () => ({
          lossUsd: 0,
          breach: 0,
        })),
      };
    }),
  );
  const byPoint = ({ scenario, variant }: Meeting) => luck.varies(scenario, variant).byPoint;
  const isFixed = ({ scenario, variant }: Meeting) =>
    !compiled.scenarios[scenario].outageHours && involvedParameters(compiled, scenario, variant).length === 0;
  const certain = all.filter((meeting) => !byPoint(meeting));
  return {
    all,
    varying: all.filter((meeting) => byPoint(meeting) || !isFixed(meeting)),
    /** What neither luck nor any parameter but the rate makes a difference to. */
    fixed: certain.filter(isFixed),
    certain: certain.filter((meeting) => !isFixed(meeting)),
    uncertain: all.filter(byPoint),
    areYearly: all.some(({ isYearly }) => isYearly),
  };
}

/** A point looked at in a year, and the share of that year's points that it is. */
interface Visit {
  readonly point: number;
  readonly year: number;
  readonly share: number;
}

/** Few points are shared out among the years, every other one to each: what differs between portfolios is looked at in the same places. */
function visitsOf(points: number, years: number): Visit[] {
  if (years === 0)
    return Array.from({ length: points }, (_, point) => ({ point, year: -1, share: 1 / points }));
  const stride = points > 1 && points <= FEW_POINTS ? 2 : 1;
  return Array.from({ length: years }, (_, year) =>
    Array.from({ length: points / stride }, (__, at) => ({
      point: at * stride + (year % stride),
      year,
      share: stride / points,
    })),
  ).flat();
}

/** The scenarios of one category of threats, and their shocks at the nodes of its climate: [scenario * nodes + node]. */
interface CategoryClimate {
  readonly places: readonly number[];
  readonly shocks: Float64Array;
}

/** By category that any scenario is of; undefined where no threat is volatile. */
function climateOf({ scenarios, categories }: CompiledPlan): CategoryClimate[] | undefined {
  if (!scenarios.some(({ volatility }) => volatility > 0)) return undefined;
  return categories.flatMap((_, category) => {
    const places = scenarios.flatMap((scenario, place) => (scenario.category === category ? [place] : []));
    const shocks = places.flatMap((place) => {
      const { volatility } = scenarios[place];
      return Array.from(CLIMATE.values, (z) => exp(volatility * z - (volatility * volatility) / 2));
    });
    return places.length > 0 ? [{ places, shocks: Float64Array.from(shocks) }] : [];
  });
}
