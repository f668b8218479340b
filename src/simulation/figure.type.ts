import { Field, Float, ObjectType } from 'type-graphql';
import type { CredibleRange, ExceedancePoint, Figure, Percentile } from './result.ts';

@ObjectType('Figure', {
  simpleResolvers: true,
  description:
    'A sampled figure. low and high are its 95% sampling interval only: how well it was computed, not how well the inputs are known.',
})
export class FigureType implements Figure {
  @Field(() => Float)
  value!: number;

  @Field(() => Float)
  standardError!: number;

  @Field(() => Float)
  low!: number;

  @Field(() => Float)
  high!: number;
}

@ObjectType('Percentile', {
  simpleResolvers: true,
  description:
    'The smallest value that a share p of the years does not exceed, with its 95% sampling interval.',
})
export class PercentileType implements Percentile {
  @Field(() => Float, { description: 'Share, 0 to 1.' })
  p!: number;

  @Field(() => Float)
  value!: number;

  @Field(() => Float)
  low!: number;

  @Field(() => Float)
  high!: number;
}

@ObjectType('ExceedancePoint', {
  simpleResolvers: true,
  description: 'How likely a year is worse than a threshold, with its 95% sampling interval.',
})
export class ExceedancePointType implements ExceedancePoint {
  @Field(() => Float, { description: 'In US dollars, records or hours, as its curve is.' })
  threshold!: number;

  @Field(() => Float)
  probability!: number;

  @Field(() => Float)
  low!: number;

  @Field(() => Float)
  high!: number;
}

@ObjectType('Range', {
  simpleResolvers: true,
  description:
    'What the expected value may be, given that the inputs are uncertain: 5%, 50% and 95% of what it is over their draws.',
})
export class RangeType implements CredibleRange {
  @Field(() => Float)
  p5!: number;

  @Field(() => Float)
  p50!: number;

  @Field(() => Float)
  p95!: number;
}
