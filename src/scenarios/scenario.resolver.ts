import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { Asset } from '../assets/asset.entity.ts';
import { assetSlice } from '../assets/asset.service.ts';
import { ControlConnection, type Control } from '../controls/control.entity.ts';
import { controlsTouching } from '../controls/touching.service.ts';
import { ChangesModel } from '../model/changes-model.decorator.ts';
import { PageArgs, type Connection } from '../model/connection.type.ts';
import { loadEntity } from '../model/load.service.ts';
import type { Context } from '../server/context.ts';
import { Threat } from '../threats/threat.entity.ts';
import { threatSlice } from '../threats/threat.service.ts';
import { EntryType, Scenario, ScenarioConnection } from './scenario.entity.ts';
import { ScenarioFilter, ScenarioInput, ScenarioPatch } from './scenario.input.ts';
import { createScenario, deleteScenario, listScenarios, updateScenario } from './scenario.service.ts';

@Resolver(() => Scenario)
export class ScenarioResolver {
  @Allowed('model.read')
  @Query(() => ScenarioConnection, { description: 'The scenarios of your organisation, by name.' })
  scenarios(
    @Ctx() { db, viewer }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ScenarioFilter, { nullable: true }) filter: ScenarioFilter | null,
  ): Promise<Connection<Scenario>> {
    return listScenarios(db, viewer, page, filter ?? undefined);
  }

  @ChangesModel()
  @Mutation(() => Scenario, { description: 'Adds a scenario.' })
  createScenario(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => ScenarioInput) input: ScenarioInput,
  ): Promise<Scenario> {
    return createScenario(db, viewer, input);
  }

  @ChangesModel()
  @Mutation(() => Scenario, { description: 'Changes a scenario: an absent field stays, null clears.' })
  updateScenario(
    @Ctx() { db, viewer }: Context,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int) version: number,
    @Arg('input', () => ScenarioPatch) input: ScenarioPatch,
  ): Promise<Scenario> {
    return updateScenario(db, viewer, id, version, input);
  }

  @ChangesModel()
  @Mutation(() => ID, { description: 'Removes a scenario that nothing refers to.' })
  deleteScenario(
    @Ctx() { db, viewer }: Context,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int) version: number,
  ): Promise<string> {
    return deleteScenario(db, viewer, id, version);
  }

  @FieldResolver(() => Asset, { description: 'The asset that is struck.' })
  asset(@Ctx() context: Context, @Root() { assetId }: Scenario): Promise<Asset> {
    return loadEntity(context, assetSlice, assetId);
  }

  @FieldResolver(() => Threat, { description: 'The threat that strikes.' })
  threat(@Ctx() context: Context, @Root() { threatId }: Scenario): Promise<Threat> {
    return loadEntity(context, threatSlice, threatId);
  }

  @FieldResolver(() => ControlConnection, {
    description: 'Controls that are not RETIRED and have an effect that touches it, by name.',
  })
  controls(
    @Ctx() context: Context,
    @Root() scenario: Scenario,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Control>> {
    return controlsTouching(context, scenario, page);
  }
}

@Resolver(() => EntryType)
export class EntryResolver {
  @FieldResolver(() => Threat, { description: 'The threat that opens the door.' })
  threat(@Ctx() context: Context, @Root() { threatId }: EntryType): Promise<Threat> {
    return loadEntity(context, threatSlice, threatId);
  }
}
