import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { may, type Permission } from '../access/permissions.ts';
import { assetSlice } from '../assets/asset.service.ts';
import { controlSlice } from '../controls/control.service.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { scenarioSlice } from '../scenarios/scenario.service.ts';
import type { Context } from '../server/context.ts';
import { findJob } from '../simulation/job.service.ts';
import { threatSlice } from '../threats/threat.service.ts';
import { loadEntity } from './load.service.ts';
import { Node } from './node.type.ts';
import { kindOf } from './id.ts';

interface Finder {
  readonly permission: Permission;
  /** @throws {NotFound} for what is not the organisation's */
  readonly find: (context: Context, id: string) => Promise<Node>;
}

/** Every kind of thing that has an id, by how its ids begin; one line for each. */
const finders: Readonly<Record<string, Finder>> = {
  asset: { permission: 'model.read', find: (context, id) => loadEntity(context, assetSlice, id) },
  threat: { permission: 'model.read', find: (context, id) => loadEntity(context, threatSlice, id) },
  scenario: { permission: 'model.read', find: (context, id) => loadEntity(context, scenarioSlice, id) },
  control: { permission: 'model.read', find: (context, id) => loadEntity(context, controlSlice, id) },
  simulation: { permission: 'runs.read', find: ({ db, viewer }, id) => findJob(db, viewer, id) },
  comparison: { permission: 'runs.read', find: ({ db, viewer }, id) => findJob(db, viewer, id) },
  optimization: { permission: 'runs.read', find: ({ db, viewer }, id) => findJob(db, viewer, id) },
};

@Resolver()
export class NodeResolver {
  @Allowed('viewer.read')
  @Query(() => Node, { nullable: true, description: 'Whatever of your organisation has this id.' })
  async node(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<Node> {
    const kind = kindOf(id);
    const finder = kind !== undefined && Object.hasOwn(finders, kind) ? finders[kind] : undefined;
    if (!finder) throw new NotFound(undefined, 'id');
    const { role } = context.viewer;
    if (!may(role, finder.permission)) throw new Forbidden(`the role ${role} may not see any ${kind}`);
    return finder.find(context, id);
  }
}
