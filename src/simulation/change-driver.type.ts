import { Field, ObjectType } from 'type-graphql';
import type { ChangeDriverData } from './explain.ts';
import { FigureType } from './figure.type.ts';
import type { Figure } from './result.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'What moved the expected annual loss from one simulation to the next, one input at a time, in the order that the changes were applied.',
})
export class ChangeDriver implements ChangeDriverData {
  entityId?: string;

  @Field(() => String, {
    description:
      'Of the entity, such as `effects[1].efficacy`; `portfolio` where a control came or went, the kind of entity where that did. Several where they make sense together only, or where very much changed.',
  })
  field!: string;

  @Field(() => String, {
    nullable: true,
    description: 'In words, such as `PERT 1, 4, 12`; null where nothing was stated.',
  })
  before?: string;

  @Field(() => String, { nullable: true })
  after?: string;

  @Field(() => FigureType, {
    description: 'US dollars per year, the changes before it applied; they add up to the whole.',
  })
  changeInExpectedLoss!: Figure;
}
