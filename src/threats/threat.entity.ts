import { Field, Float, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { Estimate } from '../math/estimate.ts';
import { newConnection } from '../model/connection.type.ts';
import { EstimateColumn } from '../model/estimate.type.ts';
import { ModelRow } from '../model/model-row.entity.ts';
import { Node } from '../model/node.type.ts';
import { told } from '../model/told.ts';
import { threatRules as rules, type ThreatFields } from './threat.ts';

/** Who or what may act against an asset. */
@Entity('threat')
@ObjectType('Threat', {
  implements: Node,
  simpleResolvers: true,
  description: 'Who or what may act against an asset.',
})
export class Threat extends ModelRow implements ThreatFields {
  @Field(() => String, told(rules.catalogId))
  @Column('text', { nullable: true })
  catalogId!: string | null;

  @Field(() => String, told(rules.category))
  @Column('text')
  category!: string;

  @Field(() => String, told(rules.description))
  @Column('text', { nullable: true })
  description!: string | null;

  @Field(() => String, told(rules.actor))
  @Column('text', { nullable: true })
  actor!: string | null;

  @Field(() => Boolean, told(rules.aiCapable))
  @Column('boolean')
  aiCapable!: boolean;

  @Field(() => Boolean, told(rules.enabling))
  @Column('boolean')
  enabling!: boolean;

  @EstimateColumn(rules.growthPerYear)
  growthPerYear!: Estimate | null;

  @Field(() => Float, told(rules.volatility))
  @Column('double precision')
  volatility!: number;

  @Field(() => [String], told(rules.attackTechniques))
  @Column('jsonb')
  attackTechniques!: string[];
}

export const ThreatConnection = newConnection('Threat', Threat);
