import { Field, ID, InputType, Int } from 'type-graphql';
import { EstimateInput, EstimateOption } from '../model/estimate.type.ts';
import { asked } from '../model/told.ts';
import { comparisonRules as rules, optionRules } from '../simulation/request.ts';
import { InsuranceInput, PortfolioOptions } from '../simulation/simulation.input.ts';

@InputType({
  description: 'One thing that could be done: controls to add, to remove, to change, another policy.',
})
export class OptionInput extends PortfolioOptions {
  @Field(() => String, asked(optionRules.name))
  name!: string;
}

@InputType({ description: 'Ways to spend money, compared with what is in place.' })
export class ComparisonInput {
  @Field(() => String, asked(rules.name))
  name?: string | null;

  @Field(() => [OptionInput], asked(rules.options))
  options!: OptionInput[];

  @Field(() => [ID], asked(rules.scenarioIds))
  scenarioIds?: string[] | null;

  @Field(() => InsuranceInput, asked(rules.currentInsurance))
  currentInsurance?: InsuranceInput | null;

  @Field(() => Int, { ...asked(rules.horizonYears), defaultValue: rules.horizonYears.absent })
  horizonYears?: number | null;

  @Field(() => Int, { ...asked(rules.trials), defaultValue: rules.trials.absent })
  trials?: number | null;

  @Field(() => String, asked(rules.seed))
  seed?: string | null;

  @EstimateOption(rules.discountRate)
  discountRate?: EstimateInput | null;

  @EstimateOption(rules.costPerFte)
  costPerFte?: EstimateInput | null;

  @Field(() => String, asked(rules.idempotencyKey))
  idempotencyKey?: string | null;
}
