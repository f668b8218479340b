import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { Control } from '../controls/control.entity.ts';
import { stillThere } from '../investment/still-there.service.ts';
import type { Context } from '../server/context.ts';
import { RegulatoryProfile } from './compliance-enums.type.ts';
import { hipaaCoverageOf } from './coverage.service.ts';
import { HipaaCoverage, HipaaSpecification } from './coverage.type.ts';
import { decideSpecification } from './decide.service.ts';
import { HipaaDecisionInput } from './decision.input.ts';
import type { RegulatoryProfile as RegulatoryProfileName } from './requirements.ts';

@Resolver(() => HipaaSpecification)
export class ComplianceResolver {
  @Allowed('model.read')
  @Query(() => HipaaCoverage, {
    description:
      'How far the controls in place meet the HIPAA Security Rule; or how far they would together with others.',
  })
  hipaaCoverage(
    @Ctx() { db, viewer }: Context,
    @Arg('profile', () => RegulatoryProfile, {
      nullable: true,
      defaultValue: 'CURRENT',
      description: 'NPRM_2025 is a proposal, not law.',
    })
    profile: RegulatoryProfileName | null,
    @Arg('addControlIds', () => [ID], {
      nullable: true,
      description: 'Controls to count as if they were in place, none of them RETIRED. Absent: none.',
    })
    addControlIds: string[] | null,
  ): Promise<HipaaCoverage> {
    return hipaaCoverageOf(db, viewer, { profile: profile ?? 'CURRENT', addControlIds, now: new Date() });
  }

  @Allowed('compliance.write')
  @Mutation(() => HipaaSpecification, {
    description:
      'Keeps what was decided about a requirement, with its reason; it replaces the decision before, which stays on record.',
  })
  decideSpecification(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => HipaaDecisionInput) input: HipaaDecisionInput,
  ): Promise<HipaaSpecification> {
    return decideSpecification(db, viewer, input, new Date());
  }

  @FieldResolver(() => [Control], {
    description: 'The controls that count and name it: those in place, and those added here; by name.',
  })
  controls(@Ctx() context: Context, @Root() { controls }: HipaaSpecification): Promise<Control[]> {
    return stillThere(
      context,
      controls.map(({ id }) => id),
    );
  }
}
