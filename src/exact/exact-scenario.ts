import { LOSS_FACTORS } from '../controls/effects.ts';
import type { CompiledPlan, Variant } from '../simulation/compile.ts';
import { UNCHANGED, type RebaseConstants } from '../simulation/rebase-constants.ts';
import { breachChance, NO_RECORDS } from '../simulation/expectation.ts';
import { recordsLaw, type Nodes } from '../simulation/severity.ts';
import { attemptStates, type AttemptState } from './attempt-states.ts';
import { winProbability } from './contest.ts';
import { eventKind, hourlyUsdOf, type Circumstances } from './event-kinds.ts';
import { kindMoments, type EventKind } from './event-law.ts';
import { fewPoints, pointsOf } from './law-points.ts';
import { reachedFrom } from './reach.ts';
import { recordsParts } from './records-cost.ts';
import { drawMoments, hasAtoms, type ScenarioDraw, type ScenarioLaw } from './scenario-law.ts';
import { uncertainDraws, type StatedEstimates, type UncertainDraw } from './uncertain-draws.ts';

/** Per-trial draws of one scenario that a quadrature covers (model.md, section 9). */
const MOST_DRAWS = 3;
/** Kinds of events in all draws, and in one: some tenths of a second. */
export const MOST_KINDS = 2000;
const MOST_KINDS_OF_DRAW = 256;
/**
 * Points of a Gauss rule for a draw: few where it changes what an event does, since figures are near a polynomial in it; fewer of three draws.
 * An uncertain size takes many, or each shows as a step of the law.
 */
const rulePoints = ({ acts }: UncertainDraw, draws: number): number =>
  acts === 'size' ? SIZE_RULE : draws < MOST_DRAWS ? CHANCE_RULE : CHANCE_RULE_OF_THREE;
const SIZE_RULE = 96;
const CHANCE_RULE = 16;
const CHANCE_RULE_OF_THREE = 10;
/** Of rates that multiply, which are quick to add up. */
const RATE_RULE = 24;
/** An uncertain size needs events that vary by this much of their mean themselves, or the points of its rule show one by one. */
const LEAST_VARIATION = 0.5;
/** What a year varies by under one draw, at least, of what it varies by from draw to draw: else those points show too. By how many draws. */
const LEAST_WITHIN = [0, 0.5, 0.5, 0.65];
const LEAST_WITHIN_RATES = 0.4;

const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY = LOSS_FACTORS.indexOf('SECONDARY_LOSS');

/**
 * What is uncertain about a scenario where nothing clusters: its per-trial draws, at most three.
 *
 * @param stated of the portfolio that is looked at
 * @returns undefined where it clusters, or more is uncertain than a quadrature covers
 */
export function coveredDraws(
  compiled: CompiledPlan,
  place: number,
  stated: StatedEstimates,
): UncertainDraw[] | undefined {
  const scenario = compiled.scenarios[place];
  const variant = scenario.variants[scenario.variantOfPortfolio[0]];
  if (scenario.volatility > 0 || clusters(variant)) return undefined;
  const draws = uncertainDraws(compiled, place, variant, stated);
  return draws && draws.length <= MOST_DRAWS ? draws : undefined;
}

/**
 * The law of a year of one scenario as a mixture over its draws.
 *
 * @param draws as `coveredDraws` found them
 * @param stated of the controls in place, as they are stored
 * @param values the means of all parameters; left as they were
 * @returns undefined where it cannot be had exactly
 */
export function exactScenario(
  compiled: CompiledPlan,
  place: number,
  draws: readonly UncertainDraw[],
  stated: StatedEstimates,
  values: Float64Array,
): ScenarioLaw | undefined {
  const scenario = compiled.scenarios[place];
  const variant = scenario.variants[scenario.variantOfPortfolio[0]];
  const rebase = exactRebase(compiled, place, stated, values);
  if (!rebase) return undefined;
  const others = draws.filter(({ acts }) => acts !== 'rate');
  let kinds = 0;
  const law = overDraws(others, values, (weight) => {
    if (kinds > MOST_KINDS) return undefined;
    const draw = scenarioDraw(compiled, place, variant, draws, rebase, weight, values);
    kinds += draw?.kinds.length ?? Infinity;
    return draw;
  });
  if (!law.every((draw) => draw !== undefined)) return undefined;
  const hasSize = others.some(({ acts }) => acts === 'size');
  return (hasSize && !law.every(({ kinds }) => kinds.every(varies))) ||
    !law.every(({ losses }) => draws.length - others.length < 2 || ratesBlur(losses)) ||
    !(others.length === 0 || drawsBlur(law, LEAST_WITHIN[others.length]))
    ? undefined
    : law;
}

/** Failures, weaknesses and fading act on many attempts at once. */
const clusters = ({ controls, attempts, susceptibility, losses, weaknesses }: Variant): boolean =>
  weaknesses >= 0 ||
  controls.some(({ failures }) => failures >= 0) ||
  [...attempts, ...susceptibility].some(({ effects }) => effects.some(({ fading }) => fading)) ||
  losses.flat(2).some(({ fading }) => fading);

function varies(kind: EventKind): boolean {
  const { mean, meanSquare } = kindMoments(kind);
  return !hasAtoms([kind]) && meanSquare - mean * mean >= (LEAST_VARIATION * mean) ** 2;
}

/** Whether a year varies so much under each draw that the points of the draws run into each other. */
function drawsBlur(law: ScenarioLaw, leastWithin: number): boolean {
  const moments = law.map(drawMoments);
  const mean = law.reduce((sum, { weight }, i) => sum + weight * moments[i].mean, 0);
  const between = law.reduce((sum, { weight }, i) => sum + weight * (moments[i].mean - mean) ** 2, 0);
  const within = law.reduce((sum, { weight }, i) => sum + weight * moments[i].variance, 0);
  return within >= leastWithin * leastWithin * between;
}

/** The same of numbers of events, under rates that are products. */
function ratesBlur({ values, weights }: Nodes): boolean {
  const mean = values.reduce((sum, rate, i) => sum + weights[i] * rate, 0);
  const between = values.reduce((sum, rate, i) => sum + weights[i] * (rate - mean) ** 2, 0);
  return mean >= LEAST_WITHIN_RATES * LEAST_WITHIN_RATES * between;
}

/** Goes through the points of a quadrature over some draws, each set in `values` meanwhile. */
function overDraws<T>(draws: readonly UncertainDraw[], values: Float64Array, at: (weight: number) => T): T[] {
  const found: T[] = [];
  const visit = (next: number, weight: number): void => {
    if (next === draws.length) return void found.push(at(weight));
    const { parameter, estimate, domain } = draws[next];
    const mean = values[parameter];
    const rule = fewPoints(estimate, domain, rulePoints(draws[next], draws.length));
    rule.values.forEach((value, i) => {
      values[parameter] = value;
      visit(next + 1, weight * rule.weights[i]);
    });
    values[parameter] = mean;
  };
  visit(0, 1);
  return found;
}

function scenarioDraw(
  compiled: CompiledPlan,
  place: number,
  variant: Variant,
  draws: readonly UncertainDraw[],
  rebase: RebaseConstants,
  weight: number,
  values: Float64Array,
): ScenarioDraw | undefined {
  const scenario = compiled.scenarios[place];
  const states = attemptStates(scenario, variant, values, false);
  const circumstances = states && circumstancesOf(compiled, place, states, rebase, values);
  if (!circumstances) return undefined;
  const passing = states.reduce((sum, { chance }) => sum + chance, 0);
  const { threatCapability, resistanceStrength } = scenario.scenario;
  const wins =
    threatCapability && resistanceStrength ? winProbability(threatCapability, resistanceStrength) : 1;
  const { losses, meanLosses } = lossRate(
    compiled,
    place,
    draws.filter(({ acts }) => acts === 'rate'),
    rebase.rate * passing * wins,
    values,
  );
  const kinds = circumstances.map((its) => eventKind(compiled, place, rebase, values, its));
  return { weight, losses, meanLosses, kinds };
}

/** Each state of the controls with each set of assets that goes down and each that is exposed. */
function circumstancesOf(
  compiled: CompiledPlan,
  place: number,
  states: readonly AttemptState[],
  rebase: RebaseConstants,
  values: Float64Array,
): Circumstances[] | undefined {
  const { plan, scenarios, assets } = compiled;
  const { asset, outageHours, exposes } = scenarios[place];
  const { records } = plan.scenarios[place];
  const drawn = records ? recordsLaw(records, rebase.losses[RECORDS], assets[asset].records) : NO_RECORDS;
  const NOTHING = [{ chance: 1, assets: [] }];
  const down = outageHours ? reachedFrom(assets, asset, 'propagation', values) : NOTHING;
  const exposed = exposes ? reachedFrom(assets, asset, 'exposure', values) : NOTHING;
  if (!down || !exposed || states.length * down.length * exposed.length > MOST_KINDS_OF_DRAW)
    return undefined;
  const passing = states.reduce((sum, { chance }) => sum + chance, 0);
  return states.flatMap(({ chance, left }) =>
    down.flatMap((fallen) =>
      exposed.map((beside) => ({
        chance: (chance / passing) * fallen.chance * beside.chance,
        left,
        hourlyUsd: outageHours ? hourlyUsdOf(compiled, values, asset, fallen) : 0,
        records: recordsParts(compiled, place, beside.assets, left[RECORDS], rebase, values),
        breachChance: exposes ? breachChance(assets, asset, beside.assets, left[RECORDS], drawn) : 0,
      })),
    ),
  );
}

/**
 * The law of the loss events per year: the product of the rate of attempts, the susceptibility where it is a share, and a factor.
 *
 * @param draws the uncertain ones of these
 */
export function lossRate(
  { scenarios, parameters }: CompiledPlan,
  place: number,
  draws: readonly UncertainDraw[],
  factor: number,
  values: Float64Array,
): Pick<ScenarioDraw, 'losses' | 'meanLosses'> {
  const { rates, susceptibility } = scenarios[place];
  const isDrawn = (parameter: number) => draws.some((draw) => draw.parameter === parameter);
  const factors = susceptibility < 0 ? rates : [...rates, susceptibility];
  let known = factor;
  for (const parameter of factors) if (!isDrawn(parameter)) known *= values[parameter];
  let losses: Nodes = { values: Float64Array.of(known), weights: Float64Array.of(1) };
  let meanLosses = known;
  for (const { parameter, estimate, domain } of draws) {
    const { mean } = parameters[parameter];
    meanLosses *= mean;
    const points =
      draws.length === 1
        ? pointsOf(estimate, domain, finerFor(mean * known))
        : fewPoints(estimate, domain, RATE_RULE);
    losses = product(losses, points);
  }
  return { losses, meanLosses };
}

/** Many events are told so narrowly that the points of their rate must lie closer, where it varies by as much as its mean. */
const finerFor = (events: number): number => Math.min(32, Math.max(1, Math.ceil(Math.sqrt(events) / 16)));

function product(a: Nodes, b: Nodes): Nodes {
  const count = b.values.length;
  const values = new Float64Array(a.values.length * count);
  const weights = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const of = Math.floor(i / count);
    values[i] = a.values[of] * b.values[i % count];
    weights[i] = a.weights[of] * b.weights[i % count];
  }
  return { values, weights };
}

/**
 * What CURRENT numbers are multiplied by (model.md, section 5): what a run finds on its lattice, here added up state by state.
 *
 * @returns undefined where the controls in place cluster, where more is uncertain about them than a quadrature covers, or where they lower
 * records, whose number may reach what is held
 */
function exactRebase(
  compiled: CompiledPlan,
  place: number,
  stated: StatedEstimates,
  values: Float64Array,
): RebaseConstants | undefined {
  const scenario = compiled.scenarios[place];
  if (scenario.statedVariant < 0) return UNCHANGED;
  const variant = scenario.variants[scenario.statedVariant];
  if (variant.controls.length === 0 && variant.weaknesses < 0) return UNCHANGED;
  if (clusters(variant) || variant.losses[RECORDS].length > 0) return undefined;
  const uncertain = uncertainDraws(compiled, place, variant, stated);
  if (!uncertain) return undefined;
  const byControls = new Set([
    ...variant.controls.flatMap(({ coverage, evasion }) => [coverage, evasion]),
    ...[...variant.attempts, ...variant.susceptibility].flatMap(({ effects }) =>
      effects.map((it) => it.efficacy),
    ),
    ...variant.losses.flat(2).map(({ efficacy }) => efficacy),
  ]);
  const draws = uncertain.filter(({ parameter }) => byControls.has(parameter));
  if (draws.length > MOST_DRAWS) return undefined;
  let success = 0;
  const left = LOSS_FACTORS.map(() => 0);
  const all = overDraws(draws, values, (weight) => {
    const states = attemptStates(scenario, variant, values, true);
    for (const state of states ?? []) {
      success += weight * state.chance;
      state.left.forEach((share, factor) => {
        const both = factor === SECONDARY ? state.left[PROBABILITY] : 1;
        left[factor] += weight * state.chance * share * both;
      });
    }
    return states;
  });
  if (!all.every((states) => states !== undefined) || success === 0) return undefined;
  return {
    rate: 1 / success,
    losses: left.map((share, factor) => {
      const whole = factor === SECONDARY ? left[PROBABILITY] : success;
      return share > 0 ? whole / share : 1;
    }),
    recordCost: 1,
  };
}
