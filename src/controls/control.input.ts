import { Field, Float, ID, InputType } from 'type-graphql';
import { DateTime } from '../model/date-time.type.ts';
import { EstimateInput, EstimateOption } from '../model/estimate.type.ts';
import { asked, patched } from '../model/told.ts';
import type { Factor as FactorName } from '../simulation/plan.ts';
import { ControlFunction, ControlStatus, Factor, Stance } from './control-enums.type.ts';
import { controlRules as rules, effectRules, testRules } from './control.ts';
import type {
  ControlFunction as ControlFunctionName,
  ControlStatus as ControlStatusName,
  Stance as StanceName,
} from './control.ts';

@InputType()
export class ControlEffectInput {
  @Field(() => Factor, asked(effectRules.factor))
  factor!: FactorName;

  @EstimateOption(effectRules.efficacy)
  efficacy!: EstimateInput;

  @Field(() => String, asked(effectRules.mechanism))
  mechanism!: string;

  @Field(() => [ID], asked(effectRules.threatIds))
  threatIds?: string[] | null;

  @Field(() => [ID], asked(effectRules.assetIds))
  assetIds?: string[] | null;

  @Field(() => [ID], asked(effectRules.scenarioIds))
  scenarioIds?: string[] | null;

  @Field(() => [String], asked(effectRules.categories))
  categories?: string[] | null;

  @Field(() => [ID], asked(effectRules.controlIds))
  controlIds?: string[] | null;

  @Field(() => Float, asked(effectRules.halfLifeDays))
  halfLifeDays?: number | null;

  @Field(() => Float, asked(effectRules.renewEveryDays))
  renewEveryDays?: number | null;
}

@InputType()
export class TestProgrammeInput {
  @Field(() => [ID], asked(testRules.controlIds))
  controlIds?: string[] | null;

  @Field(() => [ID], asked(testRules.assetIds))
  assetIds?: string[] | null;

  @Field(() => Float, asked(testRules.everyDays))
  everyDays!: number;

  @EstimateOption(testRules.findProbability)
  findProbability!: EstimateInput;

  @EstimateOption(testRules.fixProbability)
  fixProbability?: EstimateInput | null;

  @EstimateOption(testRules.reachShare)
  reachShare?: EstimateInput | null;

  @Field(() => Boolean, asked(testRules.renews))
  renews?: boolean | null;

  @Field(() => String, asked(testRules.authorization))
  authorization!: string;
}

/** What may be stated of a new control, and changed in an old one. */
@InputType()
abstract class ControlOptions {
  @Field(() => String, asked(rules.externalId))
  externalId?: string | null;

  @Field(() => ControlStatus, asked(rules.status))
  status?: ControlStatusName | null;

  @Field(() => [ControlFunction], asked(rules.functions))
  functions?: ControlFunctionName[] | null;

  @Field(() => String, asked(rules.description))
  description?: string | null;

  @EstimateOption(rules.upfrontCost)
  upfrontCost?: EstimateInput | null;

  @EstimateOption(rules.annualCost)
  annualCost?: EstimateInput | null;

  @Field(() => Float, asked(rules.staffFte))
  staffFte?: number | null;

  @EstimateOption(rules.leadTimeDays)
  leadTimeDays?: EstimateInput | null;

  @EstimateOption(rules.coverage)
  coverage?: EstimateInput | null;

  @Field(() => [ControlEffectInput], asked(rules.effects))
  effects?: ControlEffectInput[] | null;

  @EstimateOption(rules.failuresPerYear)
  failuresPerYear?: EstimateInput | null;

  @EstimateOption(rules.discoveryDays)
  discoveryDays?: EstimateInput | null;

  @EstimateOption(rules.repairDays)
  repairDays?: EstimateInput | null;

  @Field(() => [ID], asked(rules.requires))
  requires?: string[] | null;

  @Field(() => [ID], asked(rules.excludes))
  excludes?: string[] | null;

  @Field(() => Boolean, asked(rules.aiBased))
  aiBased?: boolean | null;

  @EstimateOption(rules.evasionProbability)
  evasionProbability?: EstimateInput | null;

  @EstimateOption(rules.poisoningsPerYear)
  poisoningsPerYear?: EstimateInput | null;

  @Field(() => TestProgrammeInput, asked(rules.tests))
  tests?: TestProgrammeInput | null;

  @Field(() => [String], asked(rules.hipaaSpecifications))
  hipaaSpecifications?: string[] | null;
}

@InputType({ description: 'A new control.' })
export class ControlInput extends ControlOptions {
  @Field(() => String, asked(rules.name))
  name!: string;

  @Field(() => Stance, asked(rules.stance))
  stance!: StanceName;
}

@InputType({ description: 'Changes to a control: an absent field stays, null clears.' })
export class ControlPatch extends ControlOptions {
  @Field(() => String, patched(rules.name))
  name?: string | null;

  @Field(() => Stance, patched(rules.stance))
  stance?: StanceName | null;
}

@InputType({ description: 'Which controls to list: those to which all of this applies.' })
export class ControlFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Stands in the name, description or externalId, in capitals or not.',
  })
  text?: string | null;

  @Field(() => Stance, { nullable: true })
  stance?: StanceName | null;

  @Field(() => ControlStatus, { nullable: true })
  status?: ControlStatusName | null;

  @Field(() => DateTime, { nullable: true, description: 'Made or changed then or later.' })
  updatedSince?: Date | null;
}
