/**
 * What a run answers, as plain JSON. It holds no ids: lists stand in the order of the plan's own lists,
 * so the same plan gives the same bytes in any database. Money in US dollars.
 */
export interface RunResult {
  readonly baseline: OutcomeData;
  /** In the order of the plan's options; empty for a simulation. */
  readonly options: readonly OptionData[];
  /** What matters most comes first; absent from what was stored before it was found. */
  readonly sensitivity?: readonly SensitivityData[];
  readonly warnings: readonly string[];
  /** Where the plan asked for a choice. */
  readonly choice?: ChoiceData;
}

/** The best set of candidates, and others at other costs; candidates as their places in the plan's choice. */
export interface ChoiceData {
  readonly best: { readonly candidates: readonly number[]; readonly result: OptionData };
  readonly provedOptimal: boolean;
  readonly gap: number;
  /** Ascending by cost. */
  readonly frontier: readonly FrontierPointData[];
}

export interface FrontierPointData {
  readonly candidates: readonly number[];
  readonly cost: number;
  readonly staffFte: number;
  readonly objective: Figure;
  /** Of the cost, 0 to 1; 0 where that is 0. */
  readonly offensiveShare: number;
}

/** An uncertain input, and what hangs on it. */
export interface SensitivityData {
  /** Its entity's place in the plan's list of its kind; absent for what is the organisation's own. */
  readonly entity?: {
    readonly list: 'assets' | 'threats' | 'scenarios' | 'controls';
    readonly place: number;
  };
  /** As the API names it, such as `effects[1].efficacy`. */
  readonly field: string;
  readonly shareOfVariance: number;
  readonly swingLow: number;
  readonly swingHigh: number;
  /** Of a comparison. */
  readonly valueOfInformation?: Figure;
}

/** low and high are the 95% sampling interval: how well it was computed, not how well the inputs are known. */
export interface Figure {
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

export interface Percentile {
  readonly p: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ExceedancePoint {
  readonly threshold: number;
  readonly probability: number;
  readonly low: number;
  readonly high: number;
}

/** What an expected value may be, given that the inputs are uncertain. */
export interface CredibleRange {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
}

export interface ContributionData {
  readonly expectedAnnualLoss: Figure;
  /** Of the expected annual loss, 0 to 1; 0 when that is 0. */
  readonly share: number;
  /** Of the loss in the worst 5% of years. */
  readonly shareOfTail: number;
}

export interface YearLikelihoodData {
  readonly year: number;
  readonly lossEvent: Figure;
  readonly breach: Figure;
  readonly largeBreach: Figure;
}

export interface OutcomeData {
  /** Trials computed: fewer than planned where `precision` ended the run early. */
  readonly trials: number;
  readonly expectedAnnualLoss: Figure;
  readonly credible: CredibleRange;
  readonly annualLossPercentiles: readonly Percentile[];
  readonly valueAtRisk95: Percentile;
  readonly conditionalValueAtRisk95: Figure;
  readonly exceedance: readonly ExceedancePoint[];
  readonly lossEventProbability: Figure;
  readonly breachProbability: Figure;
  readonly largeBreachProbability: Figure;
  readonly annualBreachProbability: Figure;
  readonly annualBreachCredible: CredibleRange;
  readonly annualLargeBreachProbability: Figure;
  readonly byYear: readonly YearLikelihoodData[];
  readonly expectedRecords: Figure;
  readonly recordsExceedance: readonly ExceedancePoint[];
  readonly expectedOutageHours: Figure;
  readonly outageExceedance: readonly ExceedancePoint[];
  /** As plan.scenarios. */
  readonly byScenario: readonly ContributionData[];
  /** As plan.assets. */
  readonly byAsset: readonly ContributionData[];
  /** The categories of the plan's threats, sorted. */
  readonly byCategory: readonly (ContributionData & { readonly name: string })[];
  /** As LOSS_FORMS. */
  readonly byLossForm: readonly ContributionData[];
  readonly retained?: { readonly expectedAnnualLoss: Figure; readonly conditionalValueAtRisk95: Figure };
  /** Counts of losses, from which `probabilityAbove` answers for any sum. */
  readonly annualLosses: LossCounts | ListedLossCounts;
  readonly horizonLosses: LossCounts | ListedLossCounts;
}

/**
 * Losses of a trial ranked from the largest, as rows [bucket, smallest, largest, sum (cents), count of rank 1, of rank 2, ...], ascending; a loss
 * of 0 is in no bucket. One year a trial for the horizon, `horizonYears` a trial for annual losses.
 */
export interface LossCounts {
  readonly trials: number;
  readonly ranks: number;
  /** The rows, one behind the other, as doubles-text.ts writes them. */
  readonly doubles: string;
}

/** As results were stored before: each row a list. */
export interface ListedLossCounts extends Omit<LossCounts, 'doubles'> {
  readonly rows: readonly (readonly number[])[];
}

export interface OptionData {
  readonly outcome: OutcomeData;
  readonly cost: Figure;
  readonly benefit: Figure;
  readonly credibleBenefit: CredibleRange;
  readonly netBenefit: Figure;
  readonly rosi: Figure | null;
  readonly rosiP5: number | null;
  readonly rosiP95: number | null;
  readonly probabilityWorthIt: Figure;
  readonly probabilityBest: Figure;
  readonly probabilityPaysBack: Figure;
  readonly paybackYears: number | null;
  readonly staffFte: number;
  readonly breachProbabilityChange: Figure;
  readonly tailChange: Figure;
  readonly conclusive: boolean;
  readonly defensiveBenefit: Figure;
  readonly offensiveBenefit: Figure;
  readonly synergy: Figure;
  /** US dollars of today over the horizon: what is lost, and that with what the option costs. */
  readonly presentLoss: Figure;
  readonly presentLossAndCost: Figure;
  /** What it changes from the option before it (from the baseline for the first); only where a plan asks for a choice. */
  readonly step?: OptionStep;
}

/** Each against the option before: below 0 is better. */
export interface OptionStep {
  readonly presentLoss: Figure;
  readonly breachProbability: Figure;
  readonly tail: Figure;
}
