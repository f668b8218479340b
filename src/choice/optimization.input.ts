import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { newEnum } from '../model/enum.type.ts';
import { asked } from '../model/told.ts';
import { OBJECTIVES, type Objective as ObjectiveName } from '../simulation/plan.ts';
import { optimizationRules as rules } from '../simulation/request.ts';

export const Objective = newEnum('Objective', OBJECTIVES, 'What to make as small as can be.', {
  EXPECTED_LOSS: 'The expected loss over the horizon, in US dollars of today.',
  EXPECTED_LOSS_AND_COST: 'The same with what the controls cost.',
  CVAR95: 'The mean loss of the worst 5% of years.',
  BREACH_PROBABILITY: 'The chance of at least one breach over the horizon.',
});

@InputType({ description: 'What to choose from, what for, and within which limits.' })
export class OptimizationInput {
  @Field(() => String, asked(rules.name))
  name?: string | null;

  @Field(() => [ID], asked(rules.candidateControlIds))
  candidateControlIds?: string[] | null;

  @Field(() => [ID], asked(rules.scenarioIds))
  scenarioIds?: string[] | null;

  @Field(() => Objective, { ...asked(rules.objective), defaultValue: rules.objective.absent })
  objective?: ObjectiveName | null;

  @Field(() => Float, asked(rules.budget))
  budget?: number | null;

  @Field(() => Float, asked(rules.staffFte))
  staffFte?: number | null;

  @Field(() => [ID], asked(rules.requiredControlIds))
  requiredControlIds?: string[] | null;

  @Field(() => Int, { ...asked(rules.horizonYears), defaultValue: rules.horizonYears.absent })
  horizonYears?: number | null;

  @Field(() => Int, { ...asked(rules.trials), defaultValue: rules.trials.absent })
  trials?: number | null;

  @Field(() => String, asked(rules.seed))
  seed?: string | null;

  @Field(() => Int, { ...asked(rules.frontierPoints), defaultValue: rules.frontierPoints.absent })
  frontierPoints?: number | null;

  @Field(() => String, asked(rules.idempotencyKey))
  idempotencyKey?: string | null;
}
