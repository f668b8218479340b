import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { Asset } from '../assets/asset.entity.ts';
import { assetSlice } from '../assets/asset.service.ts';
import { ChangesModel } from '../model/changes-model.decorator.ts';
import { PageArgs, type Connection } from '../model/connection.type.ts';
import { loadEntities } from '../model/load.service.ts';
import { Scenario } from '../scenarios/scenario.entity.ts';
import { scenarioSlice } from '../scenarios/scenario.service.ts';
import type { Context } from '../server/context.ts';
import { Threat } from '../threats/threat.entity.ts';
import { threatSlice } from '../threats/threat.service.ts';
import { ControlEffectType, TestProgrammeType } from './control-parts.type.ts';
import { Control, ControlConnection } from './control.entity.ts';
import { ControlFilter, ControlInput, ControlPatch } from './control.input.ts';
import {
  controlSlice,
  createControl,
  deleteControl,
  listControls,
  updateControl,
} from './control.service.ts';
import { controlRules, effectRules, testRules } from './control.ts';

@Resolver(() => Control)
export class ControlResolver {
  @Allowed('model.read')
  @Query(() => ControlConnection, { description: 'The controls of your organisation, by name.' })
  controls(
    @Ctx() { db, viewer }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ControlFilter, { nullable: true }) filter: ControlFilter | null,
  ): Promise<Connection<Control>> {
    return listControls(db, viewer, page, filter ?? undefined);
  }

  @ChangesModel()
  @Mutation(() => Control, { description: 'Adds a control; later runs may include it.' })
  createControl(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => ControlInput) input: ControlInput,
  ): Promise<Control> {
    return createControl(db, viewer, input);
  }

  @ChangesModel()
  @Mutation(() => Control, { description: 'Changes a control: an absent field stays, null clears.' })
  updateControl(
    @Ctx() { db, viewer }: Context,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int) version: number,
    @Arg('input', () => ControlPatch) input: ControlPatch,
  ): Promise<Control> {
    return updateControl(db, viewer, id, version, input);
  }

  @ChangesModel()
  @Mutation(() => ID, { description: 'Removes a control that nothing refers to.' })
  deleteControl(
    @Ctx() { db, viewer }: Context,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int) version: number,
  ): Promise<string> {
    return deleteControl(db, viewer, id, version);
  }

  @FieldResolver(() => [Control], { description: controlRules.requires.says })
  requires(@Ctx() context: Context, @Root() { requires }: Control): Promise<Control[]> {
    return loadEntities(context, controlSlice, requires);
  }

  @FieldResolver(() => [Control], { description: controlRules.excludes.says })
  excludes(@Ctx() context: Context, @Root() { excludes }: Control): Promise<Control[]> {
    return loadEntities(context, controlSlice, excludes);
  }
}

@Resolver(() => ControlEffectType)
export class ControlEffectResolver {
  @FieldResolver(() => [Threat], { nullable: true, description: effectRules.threatIds.says })
  threats(@Ctx() context: Context, @Root() { threatIds }: ControlEffectType): Promise<Threat[]> | null {
    return threatIds ? loadEntities(context, threatSlice, threatIds) : null;
  }

  @FieldResolver(() => [Asset], { nullable: true, description: effectRules.assetIds.says })
  assets(@Ctx() context: Context, @Root() { assetIds }: ControlEffectType): Promise<Asset[]> | null {
    return assetIds ? loadEntities(context, assetSlice, assetIds) : null;
  }

  @FieldResolver(() => [Scenario], { nullable: true, description: effectRules.scenarioIds.says })
  scenarios(@Ctx() context: Context, @Root() { scenarioIds }: ControlEffectType): Promise<Scenario[]> | null {
    return scenarioIds ? loadEntities(context, scenarioSlice, scenarioIds) : null;
  }

  @FieldResolver(() => [Control], { nullable: true, description: effectRules.controlIds.says })
  controls(@Ctx() context: Context, @Root() { controlIds }: ControlEffectType): Promise<Control[]> | null {
    return controlIds ? loadEntities(context, controlSlice, controlIds) : null;
  }
}

@Resolver(() => TestProgrammeType)
export class TestProgrammeResolver {
  @FieldResolver(() => [Control], { description: testRules.controlIds.says })
  controls(@Ctx() context: Context, @Root() { controlIds }: TestProgrammeType): Promise<Control[]> {
    return loadEntities(context, controlSlice, controlIds ?? []);
  }

  @FieldResolver(() => [Asset], { description: testRules.assetIds.says })
  assets(@Ctx() context: Context, @Root() { assetIds }: TestProgrammeType): Promise<Asset[]> {
    return loadEntities(context, assetSlice, assetIds ?? []);
  }
}
