import { Field, Float, ObjectType } from 'type-graphql';
import { FigureType, RangeType } from '../simulation/figure.type.ts';
import { Outcome, outcomeOf } from '../simulation/outcome.type.ts';
import type { Plan, PlanOption } from '../simulation/plan.ts';
import type { Figure, OptionData } from '../simulation/result.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'One option against what is in place, in the same futures. Money in US dollars of today over the horizon; a benefit is loss avoided.',
})
export class OptionResult implements Omit<OptionData, 'outcome' | 'presentLoss' | 'presentLossAndCost'> {
  /** Controls that the option adds. */
  addedControlIds!: readonly string[];

  @Field(() => String)
  name!: string;

  @Field(() => Outcome)
  outcome!: Outcome;

  @Field(() => FigureType, {
    description: 'What it costs more than what is in place: its people, and premiums, included.',
  })
  cost!: Figure;

  @Field(() => FigureType, { description: 'Loss avoided, after the insurance in force on each side.' })
  benefit!: Figure;

  @Field(() => RangeType)
  credibleBenefit!: RangeType;

  @Field(() => FigureType, { description: 'Benefit less cost.' })
  netBenefit!: Figure;

  @Field(() => FigureType, {
    nullable: true,
    description: '(benefit - cost) / cost; null when it costs nothing.',
  })
  rosi!: Figure | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Given uncertain inputs, 5% of what rosi may be lies below; null unless it costs something whatever they are, or where that is next to nothing.',
  })
  rosiP5!: number | null;

  @Field(() => Float, { nullable: true, description: 'As rosiP5: 95% lies below.' })
  rosiP95!: number | null;

  @Field(() => FigureType, { description: 'P(expected benefit > cost), given uncertain inputs.' })
  probabilityWorthIt!: Figure;

  @Field(() => FigureType, {
    description: 'P(highest expected net benefit) among the options and doing nothing.',
  })
  probabilityBest!: Figure;

  @Field(() => FigureType, {
    description:
      'P(realised benefit > cost) in one future: small where losses are rare, and no reason not to buy.',
  })
  probabilityPaysBack!: Figure;

  @Field(() => Float, {
    nullable: true,
    description: 'Years until mean benefits have made up for mean costs; null when not within the horizon.',
  })
  paybackYears!: number | null;

  @Field(() => Float, { description: 'Full-time people that it needs more than what is in place.' })
  staffFte!: number;

  @Field(() => FigureType, { description: 'Of breachProbability: below 0 is better.' })
  breachProbabilityChange!: Figure;

  @Field(() => FigureType, { description: 'Of the mean of the worst 5% of years: below 0 is better.' })
  tailChange!: Figure;

  @Field(() => Boolean, { description: 'The 95% sampling interval of netBenefit excludes 0.' })
  conclusive!: boolean;

  @Field(() => FigureType, { description: 'Of the defensive controls it adds, without the offensive ones.' })
  defensiveBenefit!: Figure;

  @Field(() => FigureType, { description: 'Of the offensive controls it adds, without the defensive ones.' })
  offensiveBenefit!: Figure;

  @Field(() => [String], {
    description:
      'Requirements of the HIPAA Security Rule, as the law has it, that are MET with it and not with what is in place, as of when the run was asked for; empty for runs of before this was found.',
  })
  hipaaGained!: readonly string[];

  @Field(() => FigureType, {
    description:
      'What the defensive and the offensive controls it adds bring together beyond what each bring alone.',
  })
  synergy!: Figure;
}

/** The results of a comparison's options as callers see them. */
export const optionResults = (plan: Plan, options: readonly OptionData[]): OptionResult[] =>
  options.map((data, place) => optionResult(plan, plan.options[place], data));

export const optionResult = (
  plan: Plan,
  { name, addedControlIds, hipaaGained = [] }: Pick<PlanOption, 'name' | 'addedControlIds' | 'hipaaGained'>,
  data: OptionData,
): OptionResult =>
  Object.assign(new OptionResult(), data, {
    name,
    addedControlIds,
    hipaaGained,
    outcome: outcomeOf(plan, data.outcome),
  });
