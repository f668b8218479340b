import { exactSums, type ExactSums } from '../math/exact-sum.ts';
import { meanInterval, normalInterval, shareInterval, standardErrorOfMean } from '../math/intervals.ts';
import { STRIDE } from '../simulation/block.ts';
import type { CompiledPlan } from '../simulation/compile.ts';
import type { CredibleRange, Figure, OptionData, OutcomeData } from '../simulation/result.ts';
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
  defensive: 7,
  defensiveSquared: 8,
  offensive: 9,
  offensiveSquared: 10,
  synergy: 11,
  synergySquared: 12,
  /** In breaches, not dollars: 1 for a trial with one, 0 for one without. */
  breachChange: 13,
  breachChangeSquared: 14,
  /** Undiscounted excess over the pilot's 95th percentiles. */
  tailChange: 15,
  tailChangeSquared: 16,
  upfront: 17,
  paysBack: 18,
  presentLoss: 19,
  presentLossSquared: 20,
  lossAndCost: 21,
  lossAndCostSquared: 22,
  /** Against the option before. */
  stepLoss: 23,
  stepLossSquared: 24,
  stepBreach: 25,
  stepBreachSquared: 26,
  stepTail: 27,
  stepTailSquared: 28,
  /** From here on a benefit and a cost for each year. */
  byYear: 29,
} as const;

export const optionSums = (years: number): ExactSums => exactSums(SUM.byYear + 2 * years);

/** The mean benefit so far, in US dollars. */
export const meanBenefitUsd = (sums: ExactSums, trials: number): number => sums.total(SUM.benefit) / trials;

/** What a block of trials says of an option, each by trial, or by trial * years + year. */
export interface OptionBlock {
  readonly trials: number;
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
  /** 1 for a trial with a breach. */
  readonly isBreached: Uint8Array;
  /** By trial, above the pilot's 95th percentile of what is retained. */
  readonly excessCents: Float64Array;
}

/** Adds blocks of trials to an option's sums. */
export function tallyOption(
  compiled: CompiledPlan,
  option: number,
  arms: OptionArms,
  columns: Float64Array,
  sums: ExactSums,
) {
  const years = compiled.plan.horizonYears;
  const isChoice = compiled.plan.choice !== undefined;
  const block = new Float64Array(SUM.byYear + 2 * years);
  const isCostKnown = costParameters(compiled, option).every((place) => !compiled.parameters[place].sampler);
  const values = (trial: number) => (place: number) => columns[place * STRIDE + trial];

  return ({ trials, factors, baseline, chosen, before, beforeArm, presentUsd }: OptionBlock): void => {
    block.fill(0);
    let { upfrontUsd, annualUsd } = costUsd(compiled, option, values(0));
    const start = presentUsd[0];
    const defended = presentUsd[arms.defensive];
    const attacked = presentUsd[arms.offensive];
    const changed = presentUsd[arms.both];
    const neither = presentUsd[arms.neither];
    const earlier = presentUsd[beforeArm];
    for (let trial = 0; trial < trials; trial++) {
      if (!isCostKnown) ({ upfrontUsd, annualUsd } = costUsd(compiled, option, values(trial)));
      let benefit = 0;
      let cost = upfrontUsd;
      for (let year = 0; year < years; year++) {
        const factor = factors[year * STRIDE + trial];
        const cell = trial * years + year;
        const saved = ((baseline.retainedCents[cell] - chosen.retainedCents[cell]) / 100) * factor;
        const spent = annualUsd * factor;
        benefit += saved;
        cost += spent;
        block[SUM.byYear + 2 * year] += saved;
        block[SUM.byYear + 2 * year + 1] += spent;
      }
      both(SUM.benefit, benefit);
      both(SUM.cost, cost);
      both(SUM.net, benefit - cost);
      block[SUM.benefitTimesCost] += benefit * cost;
      block[SUM.upfront] += upfrontUsd;
      if (benefit > cost) block[SUM.paysBack]++;
      both(SUM.defensive, start[trial] - defended[trial]);
      both(SUM.offensive, start[trial] - attacked[trial]);
      // grouped so that an option of one stance, whose arms are the same in pairs, gets 0 exactly
      both(SUM.synergy, defended[trial] - changed[trial] - (neither[trial] - attacked[trial]));
      both(SUM.breachChange, chosen.isBreached[trial] - baseline.isBreached[trial]);
      both(SUM.tailChange, (chosen.excessCents[trial] - baseline.excessCents[trial]) / 100);
      both(SUM.presentLoss, changed[trial]);
      both(SUM.lossAndCost, changed[trial] + cost);
      if (!isChoice) continue;
      both(SUM.stepLoss, changed[trial] - earlier[trial]);
      both(SUM.stepBreach, chosen.isBreached[trial] - before.isBreached[trial]);
      both(SUM.stepTail, (chosen.excessCents[trial] - before.excessCents[trial]) / 100);
    }
    block.forEach((sum, place) => sums.add(place, sum));
  };

  function both(sum: number, value: number): void {
    block[sum] += value;
    block[sum + 1] += value * value;
  }
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
    standardErrorOfMean(sums.total(sum), sums.total(sum + 1), trials) / years / 0.05;
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
        tail: normalInterval(perTrial(SUM.stepTail) / years / 0.05, tailError(SUM.stepTail)),
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
