import {
  Arg,
  Ctx,
  Field,
  Float,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import type { Context } from '../server/context.ts';
import { Allowed } from './allowed.decorator.ts';
import { Organization } from './organization.entity.ts';
import { setOrganizationSize } from './organization.service.ts';
import { ROLES, type Role as RoleName } from './viewer.ts';

export const Role = Object.fromEntries(ROLES.map((role) => [role, role])) as { readonly [R in RoleName]: R };
registerEnumType(Role, { name: 'Role', description: 'What a caller may do.' });

@ObjectType('Viewer', { description: 'Who asks.' })
export class ViewerType {
  @Field(() => String, { description: 'The name of the key in use.' })
  name!: string;

  @Field(() => Role)
  role!: RoleName;

  @Field(() => Organization)
  organization!: Organization;
}

@InputType({ description: 'How large your organisation is: an absent number stays, null clears.' })
export class OrganizationSizeInput {
  @Field(() => Float, { nullable: true, description: 'US dollars of revenue a year.' })
  annualRevenue?: number | null;

  @Field(() => Int, { nullable: true, description: 'People who work there, however employed.' })
  workforce?: number | null;
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Allowed('viewer.read')
  @Query(() => ViewerType, { description: 'Who you are to this API.' })
  async viewer(@Ctx() { db, viewer }: Context): Promise<ViewerType> {
    const organization = await db.findOneByOrFail(Organization, { id: viewer.organizationId });
    return { name: viewer.name, role: viewer.role, organization };
  }
  @Allowed('model.write')
  @Mutation(() => Organization, {
    description: 'States how large your organisation is: what is adopted from the catalogue is scaled to it.',
  })
  setOrganizationSize(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => OrganizationSizeInput) input: OrganizationSizeInput,
  ): Promise<Organization> {
    return setOrganizationSize(db, viewer, input);
  }
}
