import { Arg, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { careEvidence } from '../catalog/patient-harm.ts';
import { InvalidInput } from '../errors.ts';
import { probabilityAbove } from './exceedance.ts';
import { ExceedancePointType, FigureType, PercentileType, RangeType } from './figure.type.ts';
import { LOSS_FORMS, type Plan } from './plan.ts';
import type { ContributionData, Figure, OutcomeData, YearLikelihoodData } from './result.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'How likely at least one such event is in one year of the horizon.',
})
export class YearLikelihood implements YearLikelihoodData {
  @Field(() => Int, { description: '1 is the first.' })
  year!: number;

  @Field(() => FigureType)
  lossEvent!: Figure;

  @Field(() => FigureType, { description: 'At least one record about a person disclosed.' })
  breach!: Figure;

  @Field(() => FigureType, {
    description: '500 records or more: HHS must be told without delay (45 CFR 164.408).',
  })
  largeBreach!: Figure;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What one scenario, asset, category or form of loss adds to the whole.',
})
export class Contribution implements ContributionData {
  @Field(() => ID, {
    nullable: true,
    description: 'Of the scenario or asset; categories and forms of loss have none.',
  })
  id?: string;

  @Field(() => String, { description: 'As it was when the run was asked for.' })
  name!: string;

  @Field(() => FigureType, { description: 'US dollars per year.' })
  expectedAnnualLoss!: Figure;

  @Field(() => Float, { description: 'Of the expected annual loss, 0 to 1; 0 when that is 0.' })
  share!: number;

  @Field(() => Float, { description: 'Of the loss in the worst 5% of years, 0 to 1.' })
  shareOfTail!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What is left to bear after insurance has paid. US dollars.',
})
export class Retained {
  @Field(() => FigureType)
  expectedAnnualLoss!: Figure;

  @Field(() => FigureType, { description: 'Mean of the worst 5% of years.' })
  conditionalValueAtRisk95!: Figure;
}

/** What a portfolio of controls comes to: the data of a result, with the names of its plan. */
@ObjectType({
  simpleResolvers: true,
  description:
    'What may happen under one set of controls. Money in US dollars, before insurance except in `retained`.',
})
export class Outcome {
  annualLosses!: OutcomeData['annualLosses'];

  horizonLosses!: OutcomeData['horizonLosses'];

  @Field(() => Int, {
    description: 'Futures computed: fewer than asked for where `precision` ended the run.',
  })
  trials!: number;

  @Field(() => FigureType)
  expectedAnnualLoss!: Figure;

  @Field(() => RangeType, { description: 'Of the expected annual loss.' })
  credible!: RangeType;

  @Field(() => [PercentileType], { description: 'Of a year’s loss: P50, P80, P90, P95, P99, P99.9.' })
  annualLossPercentiles!: readonly PercentileType[];

  @Field(() => PercentileType, { description: 'The loss that 95% of years do not exceed.' })
  valueAtRisk95!: PercentileType;

  @Field(() => FigureType, { description: 'Mean of the worst 5% of years.' })
  conditionalValueAtRisk95!: Figure;

  @Field(() => [ExceedancePointType], {
    description: 'How likely a year’s loss exceeds 100 sums, USD 1,000 to 10 billion.',
  })
  exceedance!: readonly ExceedancePointType[];

  @Field(() => FigureType, { description: 'At least one over the horizon; byYear has each year.' })
  lossEventProbability!: Figure;

  @Field(() => FigureType, { description: 'At least one over the horizon.' })
  breachProbability!: Figure;

  @Field(() => FigureType, { description: 'At least one of 500 records or more over the horizon.' })
  largeBreachProbability!: Figure;

  @Field(() => FigureType, {
    description: 'The mean over the years of the horizon of the chance of at least one in the year.',
  })
  annualBreachProbability!: Figure;

  @Field(() => RangeType)
  annualBreachCredible!: RangeType;

  @Field(() => FigureType, { description: 'As annualBreachProbability, of 500 records or more.' })
  annualLargeBreachProbability!: Figure;

  @Field(() => [YearLikelihood])
  byYear!: readonly YearLikelihood[];

  @Field(() => FigureType, { description: 'Records disclosed per year.' })
  expectedRecords!: Figure;

  @Field(() => [ExceedancePointType], {
    description: 'How likely a year’s records exceed 100 counts, 1 to 100 million.',
  })
  recordsExceedance!: readonly ExceedancePointType[];

  @Field(() => FigureType, {
    description: `Hours per year for which what was struck is down. What that does to patients is in no dollar here: ${careEvidence}`,
  })
  expectedOutageHours!: Figure;

  @Field(() => [ExceedancePointType], {
    description: 'How likely a year’s hours exceed 100 lengths, 0.1 to 100,000.',
  })
  outageExceedance!: readonly ExceedancePointType[];

  @Field(() => [Contribution])
  byScenario!: readonly Contribution[];

  @Field(() => [Contribution], {
    description: 'Costs of outage and records are on the asset that bears them.',
  })
  byAsset!: readonly Contribution[];

  @Field(() => [Contribution], { description: 'By category of threat.' })
  byCategory!: readonly Contribution[];

  @Field(() => [Contribution])
  byLossForm!: readonly Contribution[];

  @Field(() => Retained, { nullable: true, description: 'Null where no insurance is in force.' })
  retained?: Retained;

  @Field(() => FigureType, { simple: false, description: 'P(loss > usd) in a year, or over the horizon.' })
  probabilityAbove(
    @Arg('usd', () => Float) usd: number,
    @Arg('overHorizon', () => Boolean, { nullable: true, defaultValue: false }) overHorizon: boolean | null,
  ): Figure {
    if (!Number.isFinite(usd)) throw new InvalidInput(`needs a finite number, got ${usd}`, 'usd');
    return probabilityAbove(overHorizon ? this.horizonLosses : this.annualLosses, usd);
  }
}

/** An outcome as callers see it: a result holds no names, so they come from its plan. */
export const outcomeOf = (plan: Pick<Plan, 'scenarios' | 'assets'>, data: OutcomeData): Outcome =>
  Object.assign(new Outcome(), data, {
    byScenario: named(plan.scenarios, data.byScenario),
    byAsset: named(plan.assets, data.byAsset),
    byLossForm: named(
      LOSS_FORMS.map((name) => ({ name })),
      data.byLossForm,
    ),
  });

const named = (
  list: readonly { readonly id?: string; readonly name: string }[],
  data: readonly ContributionData[],
): Contribution[] =>
  data.map((contribution, place) => ({ ...contribution, id: list[place].id, name: list[place].name }));
