import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { DateTime } from '../model/date-time.type.ts';
import { told } from '../model/told.ts';
import { SpecificationDecision } from './compliance-enums.type.ts';
import { decisionRules as rules, type DecisionFields } from './decision.ts';
import type { SpecificationDecision as SpecificationDecisionName } from './status.ts';

/** What was decided about a requirement, by whom and why. Rows are added and read, never changed: the latest counts. */
@Entity('hipaa_decision')
@ObjectType({
  simpleResolvers: true,
  description:
    'What was decided about a requirement. The latest counts, until its reviewBy; after that it is shown only.',
})
export class HipaaDecision implements DecisionFields {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** The order in which decisions were made; given by the database. */
  @Column({ type: 'bigint', insert: false, update: false })
  number!: string;

  @Column('uuid')
  organizationId!: string;

  @Column('text')
  specificationId!: string;

  @Field(() => SpecificationDecision, told(rules.decision))
  @Column('text')
  decision!: SpecificationDecisionName;

  @Field(() => String, told(rules.reason))
  @Column('text')
  reason!: string;

  @Field(() => DateTime, told(rules.reviewBy))
  @Column('timestamp with time zone')
  reviewBy!: Date;

  @Field(() => String, { description: 'The name of the key that was used, as it was then.' })
  @Column('text')
  decidedBy!: string;

  @Column('uuid')
  decidedByKeyId!: string;

  @Field(() => DateTime)
  @Column('timestamp with time zone')
  decidedAt!: Date;
}
