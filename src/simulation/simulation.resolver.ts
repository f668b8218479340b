import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { newConnection, PageArgs, type Connection } from '../model/connection.type.ts';
import type { Context } from '../server/context.ts';
import { findJobOf, listJobs } from './job.service.ts';
import { Outcome, outcomeOf } from './outcome.type.ts';
import { loadFound } from './result.service.ts';
import { Sensitivity, sensitivities } from './sensitivity.type.ts';
import { Simulation } from './simulation.entity.ts';
import { SimulationInput } from './simulation.input.ts';
import { runSimulation, simulationType } from './simulation.service.ts';

const SimulationConnection = newConnection('Simulation', Simulation);

@Resolver(() => Simulation)
export class SimulationResolver {
  @Allowed('runs.read')
  @Query(() => Simulation, { nullable: true })
  simulation(@Ctx() { db, viewer }: Context, @Arg('id', () => ID) id: string): Promise<Simulation> {
    return findJobOf(db, viewer, simulationType, id);
  }

  @Allowed('runs.read')
  @Query(() => SimulationConnection, {
    description: 'The simulations of your organisation, the newest first.',
  })
  simulations(
    @Ctx() { db, viewer }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Simulation>> {
    return listJobs(db, viewer, simulationType, page);
  }

  @Allowed('runs.write')
  @Mutation(() => Simulation, { description: 'Has what is in place, with the changes asked for, simulated.' })
  runSimulation(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => SimulationInput) input: SimulationInput,
  ): Promise<Simulation> {
    return runSimulation(db, viewer, input);
  }

  @FieldResolver(() => Outcome, { nullable: true, description: 'Null until it has SUCCEEDED.' })
  async outcome(@Ctx() context: Context, @Root() simulation: Simulation): Promise<Outcome | undefined> {
    const found = await loadFound(context, simulation);
    return found && outcomeOf(found.plan, found.result.baseline);
  }
  @FieldResolver(() => [Sensitivity], {
    nullable: true,
    description:
      'The inputs whose uncertainty moves the expected annual loss most, by shareOfVariance: at most 20, none that cannot be told from noise. Null until it has SUCCEEDED, and for runs of before this was found.',
  })
  async sensitivity(
    @Ctx() context: Context,
    @Root() simulation: Simulation,
  ): Promise<Sensitivity[] | undefined> {
    const found = await loadFound(context, simulation);
    return found && sensitivities(found.plan, found.result);
  }
}
