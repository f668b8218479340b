import { Field, InputType } from 'type-graphql';
import { DateTime } from '../model/date-time.type.ts';
import { asked } from '../model/told.ts';
import { SpecificationDecision } from './compliance-enums.type.ts';
import { decisionRules as rules } from './decision.ts';
import type { SpecificationDecision as SpecificationDecisionName } from './status.ts';

@InputType({ description: 'What was decided about a requirement of the Security Rule.' })
export class HipaaDecisionInput {
  @Field(() => String, asked(rules.specificationId))
  specificationId!: string;

  @Field(() => SpecificationDecision, asked(rules.decision))
  decision!: SpecificationDecisionName;

  @Field(() => String, asked(rules.reason))
  reason!: string;

  @Field(() => DateTime, asked(rules.reviewBy))
  reviewBy!: Date;
}
