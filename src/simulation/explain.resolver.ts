import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { entityNow } from '../model/entity-now.service.ts';
import { Node } from '../model/node.type.ts';
import type { Context } from '../server/context.ts';
import { ChangeDriver } from './change-driver.type.ts';
import type { ChangeDriverData } from './explain.ts';
import { explainChange } from './explain.service.ts';

/** In objects loaded: a query may ask for four, some seconds of a processor. */
const COST = 5000;

@Resolver(() => ChangeDriver)
export class ExplainResolver {
  @Allowed('runs.read')
  @Query(() => [ChangeDriver], {
    complexity: COST,
    description:
      'What moved the expected annual loss of one simulation that has SUCCEEDED to that of another: the changes between their frozen plans, applied one at a time, under the same draws, as the engine of today computes both. Changes without a consequence are left out, and so are seeds, trials and insurance. Answers within seconds and stores nothing.',
  })
  explainChange(
    @Ctx() { db, viewer }: Context,
    @Arg('fromId', () => ID) fromId: string,
    @Arg('toId', () => ID) toId: string,
  ): Promise<readonly ChangeDriverData[]> {
    return explainChange(db, viewer, fromId, toId);
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description:
      'What changed, as it is now: null where it was deleted since, for the run itself, and where changes of several are told together.',
  })
  entity(@Ctx() context: Context, @Root() { entityId }: ChangeDriver): Promise<Node | undefined> {
    return entityNow(context, entityId);
  }
}
