import { costUsd, discountFactors } from '../investment/cost.ts';
import { exp } from '../math/elementary.ts';
import { seedWords, threefry } from '../math/threefry.ts';
import type { CompiledPlan } from './compile.ts';
import { createExpectation, type PerAttempt } from './expectation.ts';
import { drawParameters, parameterMeans, uncertainParameters } from './parameters.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { normalNodes } from './severity.ts';

/** Draws of the parameters behind a credible range. */
export const KNOWLEDGE_DRAWS = 4096;

/** Two lattices of luck a draw: their difference tells how much luck is left in an expectation, so that it can be taken out. */
export const HALVES = 2;

/** What is found of each draw and half for each portfolio, by place. */
export const FOUND = { yearlyLossUsd: 0, presentLossUsd: 1, annualBreach: 2, count: 3 } as const;

/** Expectations given the parameters of some draws. */
export interface KnowledgeDraws {
  /** [((draw * portfolios + portfolio) * HALVES + half) * FOUND.count + figure] */
  readonly found: Float64Array;
  /** [draw * options + option]: present value of the option's cost in US dollars. */
  readonly costUsd: Float64Array;
}

const CLIMATE = normalNodes(0.5, 6);

/**
 * How many points a half's lattice has: as many as a budget of evaluations allows. A plan without uncertain parameters needs one draw only,
 * and gets the more points.
 */
export function knowledgeSize(compiled: CompiledPlan): { readonly draws: number; readonly points: number } {
  const draws = uncertainParameters(compiled.parameters).length ? KNOWLEDGE_DRAWS : 1;
  const luck = createExpectation(compiled, [], parameterMeans(compiled.parameters)).luck;
  let evaluations = 0;
  compiled.scenarios.forEach((scenario, place) =>
    new Set(scenario.variantOfPortfolio).forEach((variant) => {
      const { byPoint, byYear } = luck.varies(place, variant);
      if (byPoint) evaluations += byYear ? compiled.plan.horizonYears : 1;
    }),
  );
  const budget = draws === 1 ? 4e6 : 2e6;
  let points = 8;
  while (points < 32768 && draws * HALVES * points * 2 * Math.max(1, evaluations) <= budget) points *= 2;
  return { draws, points };
}

/** Expectations of draws `from` to `to` (exclusive), for the portfolios in `wanted`. */
export function knowledgeDraws(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  wanted: readonly number[],
  points: number,
  from: number,
  to: number,
): KnowledgeDraws {
  const { plan, parameters, scenarios, categories, costs } = compiled;
  const years = plan.horizonYears;
  const seed = seedWords(plan.seed);
  const random = threefry(seed.low, seed.high);
  const values = parameterMeans(parameters);
  const uncertain = uncertainParameters(parameters);
  const expectation = createExpectation(compiled, rebase, values);
  const found = new Float64Array((to - from) * wanted.length * HALVES * FOUND.count);
  const costsUsd = new Float64Array((to - from) * costs.options.length);
  const factors = new Float64Array(years);

  const variantsOf = scenarios.map(({ variantOfPortfolio }) =>
    wanted.map((portfolio) => variantOfPortfolio[portfolio]),
  );
  const losses = new Float64Array(wanted.length * years);
  const hasClimate = scenarios.some(({ volatility }) => volatility > 0);
  // expected breaches by portfolio and year; by scenario only where a climate makes them go together
  const breaches = new Float64Array(wanted.length * years * (hasClimate ? scenarios.length : 1));
  const width = hasClimate ? scenarios.length : 1;
  const perYear: PerAttempt[] = Array.from({ length: years }, () => ({
    lossUsd: 0,
    breach: 0,
    lossEvent: 0,
  }));

  function average(place: number, variant: number): void {
    const { byPoint, byYear } = expectation.luck.varies(place, variant);
    const count = byPoint ? points : 1;
    for (let year = 0; year < years; year++) {
      const sum = perYear[year];
      if (year > 0 && !byYear) {
        Object.assign(sum, perYear[0]);
        continue;
      }
      sum.lossUsd = sum.breach = sum.lossEvent = 0;
      for (let point = 0; point < count; point++)
        expectation.addPoint(sum, place, variant, point, byYear ? year : -1);
      sum.lossUsd /= count;
      sum.breach /= count;
      sum.lossEvent /= count;
    }
  }

  /** P(at least one breach) of a year, over the climate of each category. */
  function breachProbability(at: number): number {
    if (!hasClimate) return 1 - exp(-breaches[at]);
    let none = 1;
    for (let category = 0; category < categories.length; category++) {
      const mine = scenarios.flatMap((scenario, place) => (scenario.category === category ? [place] : []));
      if (mine.every((place) => breaches[at * width + place] === 0)) continue;
      let mean = 0;
      CLIMATE.values.forEach((z, node) => {
        let intensity = 0;
        for (const place of mine) {
          const { volatility } = scenarios[place];
          intensity += breaches[at * width + place] * exp(volatility * z - (volatility * volatility) / 2);
        }
        mean += CLIMATE.weights[node] * exp(-intensity);
      });
      none *= mean;
    }
    return 1 - none;
  }

  for (let draw = from; draw < to; draw++) {
    drawParameters(parameters, uncertain, random, draw, values);
    discountFactors(values[costs.discountRate], factors);
    for (let half = 0; half < HALVES; half++) {
      expectation.luck.begin(draw * HALVES + half, points);
      losses.fill(0);
      breaches.fill(0);
      for (let place = 0; place < scenarios.length; place++) {
        const { rates, growth } = scenarios[place];
        let first = rebase[place].rate;
        for (const rate of rates) first *= values[rate];
        const variants = variantsOf[place];
        for (let portfolio = 0; portfolio < wanted.length; portfolio++) {
          const variant = variants[portfolio];
          if (variants.indexOf(variant) !== portfolio) continue; // done with the first portfolio that meets it
          average(place, variant);
          for (let other = portfolio; other < wanted.length; other++) {
            if (variants[other] !== variant) continue;
            let rate = first;
            for (let year = 0; year < years; year++) {
              const at = other * years + year;
              losses[at] += rate * perYear[year].lossUsd;
              breaches[at * width + (hasClimate ? place : 0)] += rate * perYear[year].breach;
              if (growth >= 0) rate *= 1 + values[growth];
            }
          }
        }
      }
      for (let portfolio = 0; portfolio < wanted.length; portfolio++) {
        const base = (((draw - from) * wanted.length + portfolio) * HALVES + half) * FOUND.count;
        for (let year = 0; year < years; year++) {
          const at = portfolio * years + year;
          found[base + FOUND.yearlyLossUsd] += losses[at] / years;
          found[base + FOUND.presentLossUsd] += losses[at] * factors[year];
          found[base + FOUND.annualBreach] += breachProbability(at) / years;
        }
      }
    }
    for (let option = 0; option < costs.options.length; option++) {
      const { upfrontUsd, annualUsd } = costUsd(compiled, option, values);
      let usd = upfrontUsd;
      for (const factor of factors) usd += annualUsd * factor;
      costsUsd[(draw - from) * costs.options.length + option] = usd;
    }
  }
  return { found, costUsd: costsUsd };
}
