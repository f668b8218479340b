import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Control } from '../controls/control.entity.ts';
import { stillThere } from '../investment/still-there.service.ts';
import type { Context } from '../server/context.ts';
import { FrontierPoint } from './frontier-point.type.ts';

@Resolver(() => FrontierPoint)
export class FrontierPointResolver {
  @FieldResolver(() => [Control], {
    description: 'The controls that it adds, as they are now; one deleted since is left out.',
  })
  controls(@Ctx() context: Context, @Root() { chosenControlIds }: FrontierPoint): Promise<Control[]> {
    return stillThere(context, chosenControlIds);
  }
}
