import { Arg, Args, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { inOrder } from '../compliance/gained.ts';
import { optionResult, OptionResult } from '../investment/option-result.type.ts';
import { newConnection, PageArgs, type Connection } from '../model/connection.type.ts';
import type { Context } from '../server/context.ts';
import { findJobOf, listJobs } from '../simulation/job.service.ts';
import { loadFound } from '../simulation/result.service.ts';
import { FrontierPoint } from './frontier-point.type.ts';
import { Optimization } from './optimization.entity.ts';
import { OptimizationInput } from './optimization.input.ts';
import { optimizationType, optimizeInvestment } from './optimization.service.ts';

const OptimizationConnection = newConnection('Optimization', Optimization);

@Resolver(() => Optimization)
export class OptimizationResolver {
  @Allowed('runs.read')
  @Query(() => Optimization, { nullable: true })
  optimization(@Ctx() { db, viewer }: Context, @Arg('id', () => ID) id: string): Promise<Optimization> {
    return findJobOf(db, viewer, optimizationType, id);
  }

  @Allowed('runs.read')
  @Query(() => OptimizationConnection, {
    description: 'The optimisations of your organisation, the newest first.',
  })
  optimizations(
    @Ctx() { db, viewer }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Optimization>> {
    return listJobs(db, viewer, optimizationType, page);
  }

  @Allowed('runs.write')
  @Mutation(() => Optimization, {
    description: 'Has the best set of controls looked for, and good sets from nothing to everything.',
  })
  optimizeInvestment(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => OptimizationInput) input: OptimizationInput,
  ): Promise<Optimization> {
    return optimizeInvestment(db, viewer, input);
  }

  @FieldResolver(() => OptionResult, {
    nullable: true,
    description:
      'The best set against what is in place, simulated with a seed of its own: on the one it was found with it would look too good. Null until it has SUCCEEDED.',
  })
  async best(@Ctx() context: Context, @Root() job: Optimization): Promise<OptionResult | undefined> {
    const found = await loadFound(context, job);
    const chosen = found?.result.choice;
    if (!chosen) return undefined;
    const { candidateControlIds, hipaaGained } = found.plan.choice!;
    const { candidates, result } = chosen.best;
    const best = {
      name: BEST,
      addedControlIds: idsOf(candidateControlIds, candidates),
      // one control alone meets a requirement in full or none does, so a set gains what its members do
      hipaaGained: inOrder(candidates.flatMap((place) => hipaaGained?.[place] ?? [])),
    };
    return optionResult(found.plan, best, result);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether no allowed set is better, for the problem that was searched.',
  })
  async provedOptimal(@Ctx() context: Context, @Root() job: Optimization): Promise<boolean | undefined> {
    return (await loadFound(context, job))?.result.choice?.provedOptimal;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'The objective of the best set is within this share of the best possible one, for the problem that was searched: inputs at their means, luck averaged, the worst years those of one simulation.',
  })
  async gap(@Ctx() context: Context, @Root() job: Optimization): Promise<number | undefined> {
    return (await loadFound(context, job))?.result.choice?.gap;
  }

  @FieldResolver(() => [FrontierPoint], {
    nullable: true,
    description:
      'From what is required to all that helps, ascending by cost; a point that is no better than a cheaper one, but for noise, is left out.',
  })
  async frontier(@Ctx() context: Context, @Root() job: Optimization): Promise<FrontierPoint[] | undefined> {
    const found = await loadFound(context, job);
    return found?.result.choice?.frontier.map(({ candidates, ...point }) =>
      Object.assign(new FrontierPoint(), point, {
        chosenControlIds: idsOf(found.plan.choice!.candidateControlIds, candidates),
      }),
    );
  }
}

const BEST = 'Best set';

const idsOf = (candidateControlIds: readonly string[], places: readonly number[]): string[] =>
  places.map((place) => candidateControlIds[place]);
