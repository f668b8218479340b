import { Field, Int, ObjectType } from 'type-graphql';
import { HipaaStatus } from './compliance-enums.type.ts';
import type { CoveringControl, HipaaCoverageData, HipaaSpecificationData } from './coverage.service.ts';
import { HipaaDecision } from './hipaa-decision.entity.ts';
import type { HipaaStatus as HipaaStatusName } from './status.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'Something that the HIPAA Security Rule asks for: one of its implementation specifications, or a standard that stands alone.',
})
export class HipaaSpecification implements Omit<HipaaSpecificationData, 'controls'> {
  controls!: readonly CoveringControl[];

  @Field(() => String, {
    description: 'Section and paragraphs, such as 308.a.1.ii.A; N and two digits for what is only proposed.',
  })
  id!: string;

  @Field(() => String, { description: 'Such as 45 CFR 164.308(a)(1)(ii)(A).' })
  citation!: string;

  @Field(() => String, {
    description: 'Its official short title; it says so where something is a proposal and not law.',
  })
  title!: string;

  @Field(() => String, { description: 'The title of its standard.' })
  standard!: string;

  @Field(() => String, {
    description: 'What it asks for, in short and in our words; the rule itself decides.',
  })
  asks!: string;

  @Field(() => Boolean, {
    description: 'Or else addressable: it may be met by an equivalent alternative. 45 CFR 164.306(d).',
  })
  required!: boolean;

  @Field(() => HipaaStatus)
  status!: HipaaStatusName;

  @Field(() => HipaaDecision, {
    nullable: true,
    description: 'The latest; it no longer counts once its reviewBy has passed.',
  })
  decision!: HipaaDecision | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How far an organisation meets the HIPAA Security Rule, by its controls and decisions.',
})
export class HipaaCoverage implements Omit<HipaaCoverageData, 'specifications'> {
  @Field(() => Int)
  met!: number;

  @Field(() => Int)
  partlyMet!: number;

  @Field(() => Int)
  missing!: number;

  @Field(() => Int)
  notApplicable!: number;

  @Field(() => [HipaaSpecification], {
    description:
      'In the order of the rule: the 53 of the law; then, in the profile NPRM_2025, those proposed.',
  })
  specifications!: readonly HipaaSpecification[];
}
