import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { ChangesModel } from '../model/changes-model.decorator.ts';
import { PageArgs, type Connection } from '../model/connection.type.ts';
import { ScenarioConnection, type Scenario } from '../scenarios/scenario.entity.ts';
import { scenariosOfThreat } from '../scenarios/scenario.service.ts';
import type { Context } from '../server/context.ts';
import { Threat, ThreatConnection } from './threat.entity.ts';
import { ThreatFilter, ThreatInput, ThreatPatch } from './threat.input.ts';
import { createThreat, deleteThreat, listThreats, updateThreat } from './threat.service.ts';

@Resolver(() => Threat)
export class ThreatResolver {
  @Allowed('model.read')
  @Query(() => ThreatConnection, { description: 'The threats that your organisation reckons with, by name.' })
  threats(
    @Ctx() { db, viewer }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ThreatFilter, { nullable: true }) filter: ThreatFilter | null,
  ): Promise<Connection<Threat>> {
    return listThreats(db, viewer, page, filter ?? undefined);
  }

  @ChangesModel()
  @Mutation(() => Threat, { description: 'Adds a threat.' })
  createThreat(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => ThreatInput) input: ThreatInput,
  ): Promise<Threat> {
    return createThreat(db, viewer, input);
  }

  @ChangesModel()
  @Mutation(() => Threat, { description: 'Changes a threat: an absent field stays, null clears.' })
  updateThreat(
    @Ctx() { db, viewer }: Context,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int) version: number,
    @Arg('input', () => ThreatPatch) input: ThreatPatch,
  ): Promise<Threat> {
    return updateThreat(db, viewer, id, version, input);
  }

  @ChangesModel()
  @Mutation(() => ID, { description: 'Removes a threat that nothing refers to.' })
  deleteThreat(
    @Ctx() { db, viewer }: Context,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int) version: number,
  ): Promise<string> {
    return deleteThreat(db, viewer, id, version);
  }

  @FieldResolver(() => ScenarioConnection, { description: 'The scenarios in which it strikes, by name.' })
  scenarios(
    @Ctx() context: Context,
    @Root() { id }: Threat,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Scenario>> {
    return scenariosOfThreat(context, id, page);
  }
}
