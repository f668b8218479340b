import type { Arena } from '../math/arena.ts';
import { exactSums, SUM_BINS, type ExactSums } from '../math/exact-sum.ts';
import { meanInterval, normalInterval, shareInterval, standardErrorOfMean } from '../math/intervals.ts';
import { ordinaryRoom, type Room } from '../math/loss-counts.ts';
import { STRIDE } from '../simulation/block.ts';
import type { CompiledPlan } from '../simulation/compile.ts';
import type { CredibleRange, Figure, OptionData, OutcomeData } from '../simulation/result.ts';
import { DIFFERENCE_WORDS, OPTION_WORD, OPTION_WORDS } from '../simulation/block-routines.ts';
import type { YearColumns } from '../simulation/year-columns.ts';
import type { OptionArms } from './arms.ts';
import { costParameters, costUsd } from './cost.ts';

/** Sums over trials for one option, in US dollars of present value over the horizon unless said otherwise. */
const SUM = {
  benefit: 0,
  benefitSquared: 1,
  cost: 2,
  costSquared: 3,
  net: 4,
  netSquared: 5,
  benefitTimesCost: 6,
  upfront: 7,
  paysBack: 8,
  defensive: 9,
  defensiveSquared: 10,
  offensive: 11,
  offensiveSquared: 12,
  synergy: 13,
  synergySquared: 14,
  /** In breaches, not dollars: 1 for a trial with one, 0 for one without. */
  breachChange: 15,
  breachChangeSquared: 16,
  /** Undiscounted excess over the pilot's 95th percentiles, in cents. */
  tailChange: 17,
  tailChangeSquared: 18,
  presentLoss: 19,
  presentLossSquared: 20,
  lossAndCost: 21,
  lossAndCostSquared: 22,
  /** Against the option before; the tail in cents. */
  stepLoss: 23,
  stepLossSquared: 24,
  stepBreach: 25,
  stepBreachSquared: 26,
  stepTail: 27,
  stepTailSquared: 28,
  /** From here on a benefit and a cost for each year. */
  byYear: 29,
} as const;

const CENTS = 100;

export function optionSums(years: number, room: Room = ordinaryRoom): ExactSums {
  const sums = SUM.byYear + 2 * years;
  return exactSums(sums, room(sums * SUM_BINS));
}

/** The mean benefit so far, in US dollars. */
export const meanBenefitUsd = (sums: ExactSums, trials: number): number => sums.total(SUM.benefit) / trials;

/** What blocks of trials say of an option, each by trial, or by trial * years + year; filled anew for each block. */
export interface OptionColumns {
  /** [year * STRIDE + trial] */
  readonly factors: Float64Array;
  readonly baseline: PortfolioBlock;
  readonly chosen: PortfolioBlock;
  /** The option before, or the baseline. */
  readonly before: PortfolioBlock;
  /** Its place in the arms. */
  readonly beforeArm: number;
  /** Present value of the losses of each portfolio before insurance, in US dollars, by its place in the arms. */
  readonly presentUsd: readonly Float64Array[];
}

/** What comparisons need of a portfolio: money in cents, after the insurance in force. */
export interface PortfolioBlock {
  readonly retainedCents: Float64Array;
  /** 1 for a trial with a breach, else 0. */
  readonly isBreached: Float64Array;
  /** By trial, above the pilot's 95th percentile of what is retained. */
  readonly excessCents: Float64Array;
}

/** Room in the arena for what one option after the other comes to, by trial in US dollars. */
export interface OptionRoom {
  readonly benefitUsd: Float64Array;
  readonly costUsd: Float64Array;
  /** 0 for all trials. */
  readonly none: Float64Array;
}

export const optionRoom = (trials: number, { doubles }: Arena): OptionRoom => ({
  benefitUsd: doubles(trials),
  costUsd: doubles(trials),
  none: doubles(trials),
});

/**
 * Adds blocks of trials to an option's sums.
 *
 * @param parameters columns of the parameters of a block's trials
 * @param columns    all in the arena
 */
export function tallyOption(
  compiled: CompiledPlan,
  option: number,
  arms: OptionArms,
  parameters: Float64Array,
  sums: ExactSums,
  { benefitUsd, costUsd: spentUsd, none }: OptionRoom,
  adding: YearColumns,
  arena: Arena,
  { factors, baseline, chosen, before, beforeArm, presentUsd }: OptionColumns,
) {
  const years = compiled.plan.horizonYears;
  const { bins } = sums;
  const binsAt = (sum: number) => bins.byteOffset + sum * SUM_BINS * bins.BYTES_PER_ELEMENT;
  const upfrontUsd = arena.doubles(none.length);
  const annualUsd = arena.doubles(none.length);
  const findCosts = costColumns(compiled, option, parameters, adding, arena, upfrontUsd, annualUsd);

  const differences: number[] = [];
  /** Asks for one - less - (other - otherLess), and its square. */
  function both(sum: number, one: Float64Array, less = none, other = none, otherLess = none): void {
    // an option of one stance, whose arms are the same in pairs, gets 0 exactly
    if (one === less && other === otherLess) return;
    if (one === other && less === otherLess) return;
    differences.push(...[one, less, other, otherLess].map((column) => column.byteOffset), binsAt(sum));
  }
  const start = presentUsd[0];
  const defended = presentUsd[arms.defensive];
  const attacked = presentUsd[arms.offensive];
  const changed = presentUsd[arms.both];
  const neither = presentUsd[arms.neither];
  both(SUM.benefit, benefitUsd);
  both(SUM.cost, spentUsd);
  both(SUM.net, benefitUsd, spentUsd);
  both(SUM.defensive, start, defended);
  both(SUM.offensive, start, attacked);
  both(SUM.synergy, defended, changed, neither, attacked);
  both(SUM.breachChange, chosen.isBreached, baseline.isBreached);
  both(SUM.tailChange, chosen.excessCents, baseline.excessCents);
  both(SUM.presentLoss, changed);
  both(SUM.lossAndCost, changed, none, none, spentUsd);
  if (compiled.plan.choice !== undefined) {
    both(SUM.stepLoss, changed, presentUsd[beforeArm]);
    both(SUM.stepBreach, chosen.isBreached, before.isBreached);
    both(SUM.stepTail, chosen.excessCents, before.excessCents);
  }
  const list = arena.words(differences.length);
  list.set(differences);

  const words = arena.words(OPTION_WORDS);
  words[OPTION_WORD.retainedBefore] = baseline.retainedCents.byteOffset;
  words[OPTION_WORD.retainedAfter] = chosen.retainedCents.byteOffset;
  words[OPTION_WORD.factors] = factors.byteOffset;
  words[OPTION_WORD.upfront] = upfrontUsd.byteOffset;
  words[OPTION_WORD.annual] = annualUsd.byteOffset;
  words[OPTION_WORD.benefit] = benefitUsd.byteOffset;
  words[OPTION_WORD.cost] = spentUsd.byteOffset;
  words[OPTION_WORD.sumsOfYears] = binsAt(SUM.byYear);
  words[OPTION_WORD.sumsOfReturns] = binsAt(SUM.benefitTimesCost);

  const wordsAt = words.byteOffset;
  const listAt = list.byteOffset;
  const count = list.length / DIFFERENCE_WORDS;
  return (trials: number): void => {
    findCosts?.(trials);
    adding.addOption(trials, years, STRIDE, wordsAt, count, listAt, adding.gridsAt);
  };
}

/**
 * Fills columns with what an option costs by trial; where that is known, at once.
 *
 * @returns what fills them for each block, where it is not known
 */
function costColumns(
  compiled: CompiledPlan,
  option: number,
  parameters: Float64Array,
  adding: YearColumns,
  { words }: Arena,
  upfrontUsd: Float64Array,
  annualUsd: Float64Array,
): ((trials: number) => void) | undefined {
  if (costParameters(compiled, option).every((place) => !compiled.parameters[place].sampler)) {
    const known = costUsd(compiled, option, (place) => compiled.parameters[place].mean);
    upfrontUsd.fill(known.upfrontUsd);
    annualUsd.fill(known.annualUsd);
    return undefined;
  }
  const { upfront, annual, saved, staffFte, premiumUsd } = compiled.costs.options[option];
  const columnAt = (place: number) => parameters.byteOffset + place * STRIDE * parameters.BYTES_PER_ELEMENT;
  const list = words(upfront.length + annual.length + saved.length);
  list.set([...upfront, ...annual, ...saved].map(columnAt));
  const perFteAt = columnAt(compiled.costs.costPerFte);
  return (trials) =>
    adding.findCosts(
      trials,
      list.byteOffset,
      upfront.length,
      annual.length,
      saved.length,
      staffFte,
      perFteAt,
      premiumUsd,
      upfrontUsd.byteOffset,
      annualUsd.byteOffset,
    );
}

/** What is said of an option beside its sums: figures about what we do not know. */
export interface OptionKnowledge {
  readonly credibleBenefit: CredibleRange;
  readonly rosiP5: number | null;
  readonly rosiP95: number | null;
  readonly probabilityWorthIt: Figure;
  readonly probabilityBest: Figure;
}

export function optionData(
  compiled: CompiledPlan,
  option: number,
  sums: ExactSums,
  trials: number,
  baseline: OutcomeData,
  outcome: OutcomeData,
  knowledge: OptionKnowledge,
): OptionData {
  const years = compiled.plan.horizonYears;
  const mean = (sum: number): Figure => meanInterval(sums.total(sum), sums.total(sum + 1), trials);
  const benefit = mean(SUM.benefit);
  const cost = mean(SUM.cost);
  const netBenefit = mean(SUM.net);
  const tail = ({ retained, conditionalValueAtRisk95 }: OutcomeData) =>
    (retained?.conditionalValueAtRisk95 ?? conditionalValueAtRisk95).value;
  const tailError = (sum: number) =>
    standardErrorOfMean(sums.total(sum), sums.total(sum + 1), trials) / years / 0.05 / CENTS;
  const perTrial = (sum: number) => sums.total(sum) / trials;

  return {
    outcome,
    cost,
    benefit,
    netBenefit,
    rosi: returnOnCost(benefit, cost, sums.total(SUM.benefitTimesCost) / trials, trials),
    ...knowledge,
    probabilityPaysBack: shareInterval(Math.round(sums.total(SUM.paysBack)), trials),
    paybackYears: paybackYears(
      perTrial(SUM.upfront),
      Array.from({ length: years }, (_, year) => perTrial(SUM.byYear + 2 * year)),
      Array.from({ length: years }, (_, year) => perTrial(SUM.byYear + 2 * year + 1)),
    ),
    staffFte: compiled.costs.options[option].staffFte,
    breachProbabilityChange: mean(SUM.breachChange),
    tailChange: normalInterval(tail(outcome) - tail(baseline), tailError(SUM.tailChange)),
    conclusive: netBenefit.low > 0 || netBenefit.high < 0,
    defensiveBenefit: mean(SUM.defensive),
    offensiveBenefit: mean(SUM.offensive),
    synergy: mean(SUM.synergy),
    presentLoss: mean(SUM.presentLoss),
    presentLossAndCost: mean(SUM.lossAndCost),
    ...(compiled.plan.choice && {
      step: {
        presentLoss: mean(SUM.stepLoss),
        breachProbability: mean(SUM.stepBreach),
        tail: normalInterval(perTrial(SUM.stepTail) / years / 0.05 / CENTS, tailError(SUM.stepTail)),
      },
    }),
  };
}

/**
 * (E benefit - E cost) / E cost, with the standard error of a ratio of means; null when the expected cost is not above 0.
 *
 * Source: Sonnenreich, Albanese & Stout, "Return on security investment", JRPIT 2006; delta method for the error.
 */
export function returnOnCost(
  benefit: Figure,
  cost: Figure,
  meanProduct: number,
  trials: number,
): Figure | null {
  if (!(cost.value > 0)) return null;
  const ratio = benefit.value / cost.value;
  const covariance = (meanProduct - benefit.value * cost.value) / Math.max(1, trials - 1);
  const variance =
    benefit.standardError * benefit.standardError -
    2 * ratio * covariance +
    ratio * ratio * cost.standardError * cost.standardError;
  return normalInterval(ratio - 1, Math.sqrt(Math.max(0, variance)) / cost.value);
}

/**
 * The first time at which what was saved reaches what was spent, in years: both accrue evenly inside a year, what is upfront is spent at
 * once. Null where that does not come within the horizon. What costs nothing upfront pays back at once when it saves faster than it costs.
 *
 * @param benefitUsd mean benefit of each year, discounted
 * @param annualUsd  mean cost of each year, discounted
 * @example paybackYears(100, [200, 200], [50, 50]) // 0.6667
 */
export function paybackYears(
  upfrontUsd: number,
  benefitUsd: readonly number[],
  annualUsd: readonly number[],
): number | null {
  let behind = upfrontUsd;
  for (let year = 0; year < benefitUsd.length; year++) {
    const gained = benefitUsd[year] - annualUsd[year];
    if (behind <= 0 && gained >= 0) return year;
    if (behind > 0 && gained > 0 && gained >= behind) return year + behind / gained;
    behind -= gained;
  }
  return null;
}
