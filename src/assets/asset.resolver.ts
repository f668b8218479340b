import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { ChangesModel } from '../model/changes-model.decorator.ts';
import { PageArgs, type Connection } from '../model/connection.type.ts';
import { loadEntity } from '../model/load.service.ts';
import { ScenarioConnection, type Scenario } from '../scenarios/scenario.entity.ts';
import { scenariosOfAsset } from '../scenarios/scenario.service.ts';
import type { Context } from '../server/context.ts';
import { Asset, AssetConnection, DependencyType } from './asset.entity.ts';
import { AssetFilter, AssetInput, AssetPatch } from './asset.input.ts';
import { assetSlice, createAsset, deleteAsset, listAssets, updateAsset } from './asset.service.ts';

@Resolver(() => Asset)
export class AssetResolver {
  @Allowed('model.read')
  @Query(() => AssetConnection, { description: 'The assets of your organisation, by name.' })
  assets(
    @Ctx() { db, viewer }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AssetFilter, { nullable: true }) filter: AssetFilter | null,
  ): Promise<Connection<Asset>> {
    return listAssets(db, viewer, page, filter ?? undefined);
  }

  @ChangesModel()
  @Mutation(() => Asset, { description: 'Adds an asset.' })
  createAsset(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => AssetInput) input: AssetInput,
  ): Promise<Asset> {
    return createAsset(db, viewer, input);
  }

  @ChangesModel()
  @Mutation(() => Asset, { description: 'Changes an asset: an absent field stays, null clears.' })
  updateAsset(
    @Ctx() { db, viewer }: Context,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int) version: number,
    @Arg('input', () => AssetPatch) input: AssetPatch,
  ): Promise<Asset> {
    return updateAsset(db, viewer, id, version, input);
  }

  @ChangesModel()
  @Mutation(() => ID, { description: 'Removes an asset that nothing refers to.' })
  deleteAsset(
    @Ctx() { db, viewer }: Context,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int) version: number,
  ): Promise<string> {
    return deleteAsset(db, viewer, id, version);
  }

  @FieldResolver(() => ScenarioConnection, { description: 'The scenarios that strike it, by name.' })
  scenarios(
    @Ctx() context: Context,
    @Root() { id }: Asset,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Scenario>> {
    return scenariosOfAsset(context, id, page);
  }
}

@Resolver(() => DependencyType)
export class DependencyResolver {
  @FieldResolver(() => Asset, { description: 'The asset that is needed.' })
  asset(@Ctx() context: Context, @Root() { assetId }: DependencyType): Promise<Asset> {
    return loadEntity(context, assetSlice, assetId);
  }
}
