import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { entityNow } from '../model/entity-now.service.ts';
import { Node } from '../model/node.type.ts';
import type { Context } from '../server/context.ts';
import { Sensitivity } from './sensitivity.type.ts';

@Resolver(() => Sensitivity)
export class SensitivityResolver {
  @FieldResolver(() => Node, {
    nullable: true,
    description:
      'Whose input it is, as it is now: null where it was deleted since, and for what is the organisation’s own, such as discountRate.',
  })
  entity(@Ctx() context: Context, @Root() { entityId }: Sensitivity): Promise<Node | undefined> {
    return entityNow(context, entityId);
  }
}
