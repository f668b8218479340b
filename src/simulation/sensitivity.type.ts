import { Field, Float, ObjectType } from 'type-graphql';
import { FigureType } from './figure.type.ts';
import type { Plan } from './plan.ts';
import type { Figure, RunResult, SensitivityData } from './result.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'An uncertain input, and what hangs on it. What varies from event to event (magnitudes, capability) is luck and not listed. Under a comparison, shareOfVariance and swing are of its baseline.',
})
export class Sensitivity implements Omit<SensitivityData, 'entity'> {
  /** Of what holds it; absent for what is the organisation's own. */
  entityId?: string;

  @Field(() => String, {
    description:
      'Of the entity, such as `effects[1].efficacy`. What a portfolio changes of a control is one input with what is stored of it.',
  })
  field!: string;

  @Field(() => Float, {
    description:
      'Share, 0 to 1, of the variance of the expected annual loss over all that is uncertain, which knowing this input alone would take away (a first-order Sobol index). Shares need not add up to 1: inputs that multiply share some.',
  })
  shareOfVariance!: number;

  @Field(() => Float, {
    description: 'The expected annual loss if the input were at its 5% point, US dollars.',
  })
  swingLow!: number;

  @Field(() => Float, { description: 'The same at its 95% point.' })
  swingHigh!: number;

  @Field(() => FigureType, {
    nullable: true,
    description:
      'What it is worth to know the input before choosing among the options and doing nothing: US dollars of today over the horizon, the most that improving this estimate alone can bring. Null under a simulation.',
  })
  valueOfInformation?: Figure;
}

/** What was found of the inputs, as callers see it; undefined where it was not looked for. */
export const sensitivities = (plan: Plan, { sensitivity }: RunResult): Sensitivity[] | undefined =>
  sensitivity?.map(({ entity, ...data }) =>
    Object.assign(new Sensitivity(), data, entity && { entityId: plan[entity.list][entity.place].id }),
  );
