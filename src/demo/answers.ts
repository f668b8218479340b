/** What the operations in schema/operations answer, as far as the demonstration reads it. */

export interface Value {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Range {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
}

export interface Risk {
  readonly expectedAnnualLoss: Value;
  readonly credible: Range;
  readonly valueAtRisk95: { readonly value: number };
  readonly conditionalValueAtRisk95: Value;
  readonly breachProbability: Value;
  readonly largeBreachProbability: Value;
  readonly annualLargeBreachProbability: Value;
  readonly expectedOutageHours: Value;
  readonly expectedRecords: Value;
}

export interface Option {
  readonly name: string;
  readonly controls: readonly { readonly name: string; readonly stance: 'DEFENSIVE' | 'OFFENSIVE' }[];
  readonly outcome: Risk;
  readonly staffFte: number;
  readonly paybackYears: number | null;
  readonly conclusive: boolean;
  readonly rosiP5: number | null;
  readonly rosiP95: number | null;
  readonly credibleBenefit: Range;
  readonly cost: Value;
  readonly benefit: Value;
  readonly netBenefit: Value;
  readonly rosi: Value | null;
  readonly probabilityWorthIt: Value;
  readonly probabilityBest: Value;
  readonly probabilityPaysBack: Value;
  readonly breachProbabilityChange: Value;
  readonly tailChange: Value;
  readonly defensiveBenefit: Value;
  readonly offensiveBenefit: Value;
  readonly synergy: Value;
}

export interface Comparison {
  readonly id: string;
  readonly trials: number;
  readonly horizonYears: number;
  readonly seed: string;
  readonly warnings: readonly string[];
  readonly resultHash: string;
  readonly baseline: Risk & {
    readonly byScenario: readonly {
      readonly name: string;
      readonly share: number;
      readonly expectedAnnualLoss: { readonly value: number };
    }[];
  };
  readonly options: readonly Option[];
  readonly sensitivity: readonly Input[];
}

/** An input whose uncertainty matters. */
export interface Input {
  readonly entity: { readonly name?: string } | null;
  readonly field: string;
  readonly shareOfVariance: number;
  readonly swingLow: number;
  readonly swingHigh: number;
  readonly valueOfInformation: Value | null;
}

export interface Point {
  readonly cost: number;
  readonly offensiveShare: number;
  readonly objective: Value;
  readonly controls: readonly { readonly name: string }[];
}

export interface Optimization {
  readonly horizonYears: number;
  readonly provedOptimal: boolean;
  readonly gap: number;
  readonly best: Pick<
    Option,
    'controls' | 'cost' | 'benefit' | 'netBenefit' | 'probabilityWorthIt' | 'staffFte'
  >;
  readonly frontier: readonly Point[];
}
