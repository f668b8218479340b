import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import type { Context } from '../server/context.ts';
import { previewYear } from './preview.service.ts';
import { Preview, PreviewArgs } from './preview.type.ts';

/** In objects loaded: a query may ask for forty, some seconds of a processor. */
const COST = 500;

@Resolver(() => Preview)
export class PreviewResolver {
  @Allowed('runs.read')
  @Query(() => Preview, {
    complexity: COST,
    description: 'Answers at once and stores nothing: the exact law of one year (model.md, section 9).',
  })
  preview(@Ctx() { db, viewer }: Context, @Args(() => PreviewArgs) args: PreviewArgs): Promise<Preview> {
    return previewYear(db, viewer, args);
  }
}
