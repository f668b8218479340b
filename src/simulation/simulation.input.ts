import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { EstimateInput, EstimateOption } from '../model/estimate.type.ts';
import { asked } from '../model/told.ts';
import { changeRules, insuranceRules, simulationRules as rules } from './request.ts';

@InputType({ description: 'A policy. Amounts in US dollars.' })
export class InsuranceInput {
  @Field(() => Float, asked(insuranceRules.premium))
  premium!: number;

  @Field(() => Float, asked(insuranceRules.retention))
  retention!: number;

  @Field(() => Float, {
    ...asked(insuranceRules.coinsurance),
    defaultValue: insuranceRules.coinsurance.absent,
  })
  coinsurance?: number | null;

  @Field(() => Float, asked(insuranceRules.perEventLimit))
  perEventLimit?: number | null;

  @Field(() => Float, asked(insuranceRules.annualLimit))
  annualLimit?: number | null;
}

@InputType({
  description: 'New numbers for one control, in one portfolio only; what is absent stays as stored.',
})
export class ControlChangeInput {
  @Field(() => ID, asked(changeRules.controlId))
  controlId!: string;

  @EstimateOption(changeRules.coverage)
  coverage?: EstimateInput | null;

  @EstimateOption(changeRules.failuresPerYear)
  failuresPerYear?: EstimateInput | null;

  @EstimateOption(changeRules.discoveryDays)
  discoveryDays?: EstimateInput | null;

  @EstimateOption(changeRules.repairDays)
  repairDays?: EstimateInput | null;

  @EstimateOption(changeRules.evasionProbability)
  evasionProbability?: EstimateInput | null;

  @EstimateOption(changeRules.poisoningsPerYear)
  poisoningsPerYear?: EstimateInput | null;

  @Field(() => Float, asked(changeRules.everyDays))
  everyDays?: number | null;

  @EstimateOption(changeRules.findProbability)
  findProbability?: EstimateInput | null;

  @EstimateOption(changeRules.fixProbability)
  fixProbability?: EstimateInput | null;

  @EstimateOption(changeRules.upfrontCost)
  upfrontCost?: EstimateInput | null;

  @EstimateOption(changeRules.annualCost)
  annualCost?: EstimateInput | null;

  @Field(() => Float, asked(changeRules.staffFte))
  staffFte?: number | null;
}

/** What is changed about the controls in place. */
@InputType()
export abstract class PortfolioOptions {
  @Field(() => [ID], asked(rules.addControlIds))
  addControlIds?: string[] | null;

  @Field(() => [ID], asked(rules.removeControlIds))
  removeControlIds?: string[] | null;

  @Field(() => [ControlChangeInput], asked(rules.changeControls))
  changeControls?: ControlChangeInput[] | null;

  @Field(() => InsuranceInput, asked(rules.insurance))
  insurance?: InsuranceInput | null;
}

@InputType({ description: 'What is in place, with these changes.' })
export class SimulationInput extends PortfolioOptions {
  @Field(() => String, asked(rules.name))
  name?: string | null;

  @Field(() => [ID], asked(rules.scenarioIds))
  scenarioIds?: string[] | null;

  @Field(() => Int, { ...asked(rules.horizonYears), defaultValue: rules.horizonYears.absent })
  horizonYears?: number | null;

  @Field(() => Int, { ...asked(rules.trials), defaultValue: rules.trials.absent })
  trials?: number | null;

  @Field(() => String, asked(rules.seed))
  seed?: string | null;

  @Field(() => Float, asked(rules.precision))
  precision?: number | null;

  @Field(() => String, asked(rules.idempotencyKey))
  idempotencyKey?: string | null;
}
