import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { Control } from '../controls/control.entity.ts';
import { newConnection, PageArgs, type Connection } from '../model/connection.type.ts';
import type { Context } from '../server/context.ts';
import { findJobOf, listJobs } from '../simulation/job.service.ts';
import { Outcome, outcomeOf } from '../simulation/outcome.type.ts';
import { loadFound } from '../simulation/result.service.ts';
import { Sensitivity, sensitivities } from '../simulation/sensitivity.type.ts';
import { Comparison } from './comparison.entity.ts';
import { ComparisonInput } from './comparison.input.ts';
import { comparisonType, compareInvestments } from './comparison.service.ts';
import { OptionResult, optionResults } from './option-result.type.ts';
import { stillThere } from './still-there.service.ts';

const ComparisonConnection = newConnection('Comparison', Comparison);

@Resolver(() => Comparison)
export class ComparisonResolver {
  @Allowed('runs.read')
  @Query(() => Comparison, { nullable: true })
  comparison(@Ctx() { db, viewer }: Context, @Arg('id', () => ID) id: string): Promise<Comparison> {
    return findJobOf(db, viewer, comparisonType, id);
  }

  @Allowed('runs.read')
  @Query(() => ComparisonConnection, {
    description: 'The comparisons of your organisation, the newest first.',
  })
  comparisons(
    @Ctx() { db, viewer }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Comparison>> {
    return listJobs(db, viewer, comparisonType, page);
  }

  @Allowed('runs.write')
  @Mutation(() => Comparison, {
    description: 'Has options compared with what is in place, in the same futures.',
  })
  compareInvestments(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => ComparisonInput) input: ComparisonInput,
  ): Promise<Comparison> {
    return compareInvestments(db, viewer, input);
  }

  @FieldResolver(() => Outcome, {
    nullable: true,
    description: 'What is in place, under the insurance in force. Null until it has SUCCEEDED.',
  })
  async baseline(@Ctx() context: Context, @Root() comparison: Comparison): Promise<Outcome | undefined> {
    const found = await loadFound(context, comparison);
    return found && outcomeOf(found.plan, found.result.baseline);
  }

  @FieldResolver(() => [OptionResult], {
    nullable: true,
    description: 'In the order in which they were asked for. Null until it has SUCCEEDED.',
  })
  async options(
    @Ctx() context: Context,
    @Root() comparison: Comparison,
  ): Promise<OptionResult[] | undefined> {
    const found = await loadFound(context, comparison);
    return found && optionResults(found.plan, found.result.options);
  }

  @FieldResolver(() => [Sensitivity], {
    nullable: true,
    description:
      'The inputs to improve first: by valueOfInformation, then by shareOfVariance; at most 20, none that cannot be told from noise. Null until it has SUCCEEDED, and for runs of before this was found.',
  })
  async sensitivity(
    @Ctx() context: Context,
    @Root() comparison: Comparison,
  ): Promise<Sensitivity[] | undefined> {
    const found = await loadFound(context, comparison);
    return found && sensitivities(found.plan, found.result);
  }
}

@Resolver(() => OptionResult)
export class OptionResultResolver {
  @FieldResolver(() => [Control], {
    description: 'The controls that it adds, as they are now; one deleted since is left out.',
  })
  controls(@Ctx() context: Context, @Root() { addedControlIds }: OptionResult): Promise<Control[]> {
    return stillThere(context, addedControlIds);
  }
}
