import { Field, Float, ObjectType } from 'type-graphql';
import type { Estimate } from '../math/estimate.ts';
import { EstimateField } from '../model/estimate.type.ts';
import { told } from '../model/told.ts';
import type { Factor as FactorName, PlanEffect } from '../simulation/plan.ts';
import { Factor } from './control-enums.type.ts';
import { CERTAIN, effectRules, testRules, type TestProgramme } from './control.ts';

@ObjectType('ControlEffect', {
  description:
    'One way in which a control helps. Inside a list any may fit, and every list must: an absent list always does.',
})
export class ControlEffectType implements PlanEffect {
  @Field(() => Factor, told(effectRules.factor))
  factor!: FactorName;

  @EstimateField(effectRules.efficacy)
  efficacy!: Estimate;

  @Field(() => String, told(effectRules.mechanism))
  mechanism!: string;

  threatIds?: string[];
  assetIds?: string[];
  scenarioIds?: string[];
  controlIds?: string[];

  @Field(() => [String], told(effectRules.categories))
  categories?: string[];

  @Field(() => Float, told(effectRules.halfLifeDays))
  halfLifeDays?: number;

  @Field(() => Float, told(effectRules.renewEveryDays))
  renewEveryDays?: number;
}

@ObjectType('TestProgramme', {
  description:
    'Testing that comes round: each run finds broken controls and open holes before the routine does.',
})
export class TestProgrammeType implements TestProgramme {
  controlIds?: string[];
  assetIds?: string[];

  @Field(() => Float, told(testRules.everyDays))
  everyDays!: number;

  @EstimateField(testRules.findProbability)
  findProbability!: Estimate;

  @EstimateField(testRules.fixProbability, CERTAIN)
  fixProbability?: Estimate;

  @EstimateField(testRules.reachShare, CERTAIN)
  reachShare?: Estimate;

  @Field(() => Boolean, told(testRules.renews))
  renews!: boolean;

  @Field(() => String, told(testRules.authorization))
  authorization!: string;
}
