import { sha256 } from '../simulation/hash.ts';
import { compilePlan, type CompiledPlan } from '../simulation/compile.ts';
import { parameterMeans } from '../simulation/parameters.ts';
import type { Plan } from '../simulation/plan.ts';
import { portfolioControls } from '../simulation/portfolio.ts';
import { annualLaw, type AnnualLaw } from './annual-law.ts';
import { chanceOfSome } from './counts.ts';
import { coveredDraws, exactScenario, MOST_KINDS } from './exact-scenario.ts';
import { newKept } from '../math/kept.ts';
import { meanScenarios } from './mean-scenarios.ts';
import type { ScenarioLaw } from './scenario-law.ts';
import { statedEstimates, type StatedEstimates } from './uncertain-draws.ts';

/** The law of year 1 under the portfolio of a plan, in figures. */
export interface PreviewData {
  /** US dollars per year. */
  readonly expectedAnnualLoss: number;
  /** Of the year's loss, US dollars. */
  readonly percentiles: readonly { readonly p: number; readonly value: number }[];
  readonly lossEventProbability: number;
  readonly breachProbability: number;
  /** Whether anything stood at its mean that does not stand still, or was taken as independent that is not. */
  readonly approximate: boolean;
}

/** The law that a preview reads its figures from; `tailMean` too is exact where `approximate` is false. */
export interface YearLaw extends AnnualLaw {
  readonly scenarios: readonly ScenarioLaw[];
  readonly approximate: boolean;
}

/** Of a year's loss, as a run's outcome has them. */
const PERCENTILES = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999];

/** Whoever tries controls goes back and forth between a few portfolios. */
const keep = newKept<PreviewData>(1000);
/** Points through which a percentile is seen: what is approximate needs no more. */
const EXACT_POINTS = 4096;
const APPROXIMATE_POINTS = 1024;

/**
 * What a year may cost, at once: no sampling (model.md, section 9). Exact where no draw is shared between scenarios and nothing clusters;
 * else by means, and it says so.
 *
 * @example preview(plan).lossEventProbability // 0.6321 for one scenario at a rate of 1
 */
export const preview = (plan: Plan): PreviewData =>
  keep(sha256(JSON.stringify(plan)), () => figuresOf(yearLaw(plan)));

function figuresOf({ mean, percentile, scenarios, approximate }: YearLaw): PreviewData {
  // from the top: a window that shows a high percentile often shows the next
  const percentiles = PERCENTILES.toReversed().map((p) => ({ p, value: percentile(p) }));
  return {
    expectedAnnualLoss: mean,
    percentiles: percentiles.reverse(),
    lossEventProbability: atLeastOne(scenarios, () => 1),
    breachProbability: atLeastOne(scenarios, ({ breachChance }) => breachChance),
    approximate,
  };
}

/** The law of year 1 of a plan's scenarios together. */
export function yearLaw(plan: Plan): YearLaw {
  const compiled = compilePlan(plan, [plan.baseline]);
  const values = parameterMeans(compiled.parameters);
  const stated = statedEstimates(plan, portfolioControls(plan, plan.baseline));
  const exact = exactScenarios(compiled, stated, values);
  if (exact) return { ...annualLaw(exact, EXACT_POINTS), scenarios: exact, approximate: false };
  const scenarios = meanScenarios(compiled, stated, values);
  return { ...annualLaw(scenarios, APPROXIMATE_POINTS), scenarios, approximate: true };
}

/** Undefined where one scenario has no exact law, or two draw the same. */
function exactScenarios(
  compiled: CompiledPlan,
  stated: StatedEstimates,
  values: Float64Array,
): ScenarioLaw[] | undefined {
  const { plan, scenarios } = compiled;
  const drawn = new Set<number>();
  const draws = scenarios.map((_, place) => coveredDraws(compiled, place, stated));
  // told before any law is made
  for (const its of draws) {
    if (!its || its.some(({ parameter }) => drawn.has(parameter))) return undefined;
    for (const { parameter } of its) drawn.add(parameter);
  }
  const inPlace = statedEstimates(
    plan,
    plan.controls.filter(({ status }) => status === 'IN_PLACE'),
  );
  const found: ScenarioLaw[] = [];
  let kinds = 0;
  for (let place = 0; place < scenarios.length; place++) {
    const law = exactScenario(compiled, place, draws[place]!, inPlace, values);
    if (!law) return undefined;
    kinds += law.reduce((sum, draw) => sum + draw.kinds.length, 0);
    // one for each scenario, and in all as many more as one may have
    if (kinds > scenarios.length + MOST_KINDS) return undefined;
    found.push(law);
  }
  return found;
}

/** The chance of at least one event that counts, events of a kind counting with a chance. */
function atLeastOne(
  scenarios: readonly ScenarioLaw[],
  counts: (kind: ScenarioLaw[number]['kinds'][number]) => number,
): number {
  // by logarithms, so that a chance of 1e-12 keeps its digits
  const logOfNone = scenarios.reduce((sum, draws) => sum + Math.log1p(-Math.min(1, chanceOf(draws))), 0);
  return 0 - Math.expm1(logOfNone);

  function chanceOf(draws: ScenarioLaw): number {
    return draws.reduce((sum, { weight, losses, kinds }) => {
      const share = kinds.reduce((part, kind) => part + kind.chance * counts(kind), 0);
      return sum + weight * chanceOfSome(losses, share);
    }, 0);
  }
}
