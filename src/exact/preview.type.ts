import { ArgsType, Field, Float, ID, ObjectType } from 'type-graphql';
import { asked } from '../model/told.ts';
import { simulationRules as rules } from '../simulation/request.ts';
import { ControlChangeInput } from '../simulation/simulation.input.ts';
import type { PreviewData } from './preview.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'The loss that a share p of years does not exceed.',
})
export class PreviewPercentile {
  @Field(() => Float, { description: 'Share, 0 to 1.' })
  p!: number;

  @Field(() => Float, { description: 'US dollars.' })
  value!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What year 1 may bring, computed and not sampled. Losses in US dollars, before insurance.',
})
export class Preview implements PreviewData {
  @Field(() => Float, { description: 'US dollars per year.' })
  expectedAnnualLoss!: number;

  @Field(() => [PreviewPercentile], { description: 'Of the year’s loss: P50, P80, P90, P95, P99, P99.9.' })
  percentiles!: readonly PreviewPercentile[];

  @Field(() => Float, { description: 'At least one in the year, 0 to 1.' })
  lossEventProbability!: number;

  @Field(() => Float, { description: 'At least one record disclosed in the year, 0 to 1.' })
  breachProbability!: number;

  @Field(() => Boolean, {
    description:
      'False: exact. True: what is uncertain stands at its mean, controls at their long-run availability, and scenarios count as independent: run a simulation for figures to decide on.',
  })
  approximate!: boolean;
}

@ArgsType()
export class PreviewArgs {
  @Field(() => [ID], asked(rules.scenarioIds))
  scenarioIds?: string[] | null;

  @Field(() => [ID], asked(rules.addControlIds))
  addControlIds?: string[] | null;

  @Field(() => [ID], asked(rules.removeControlIds))
  removeControlIds?: string[] | null;

  @Field(() => [ControlChangeInput], asked(rules.changeControls))
  changeControls?: ControlChangeInput[] | null;
}
