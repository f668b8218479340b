import { Field, Float, ObjectType } from 'type-graphql';
import { FigureType } from '../simulation/figure.type.ts';
import type { Figure } from '../simulation/result.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'A good set of controls for its cost: no other that is shown costs less and does as well.',
})
export class FrontierPoint {
  chosenControlIds!: readonly string[];

  @Field(() => Float, { description: 'US dollars of today over the horizon, people included; on average.' })
  cost!: number;

  @Field(() => Float, { description: 'Full-time people that it needs.' })
  staffFte!: number;

  @Field(() => FigureType, { description: 'What was to be made small, simulated with a seed of its own.' })
  objective!: Figure;

  @Field(() => Float, { description: 'The share of the cost that OFFENSIVE controls take, 0 to 1.' })
  offensiveShare!: number;
}
