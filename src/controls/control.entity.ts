import { Field, Float, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { Estimate } from '../math/estimate.ts';
import { newConnection } from '../model/connection.type.ts';
import { EstimateColumn } from '../model/estimate.type.ts';
import { ModelRow } from '../model/model-row.entity.ts';
import { Node } from '../model/node.type.ts';
import { told } from '../model/told.ts';
import type { PlanEffect } from '../simulation/plan.ts';
import { CERTAIN, controlRules as rules, type ControlFields, type TestProgramme } from './control.ts';
import type {
  ControlFunction as ControlFunctionName,
  ControlStatus as ControlStatusName,
  Stance as StanceName,
} from './control.ts';
import { ControlEffectType, TestProgrammeType } from './control-parts.type.ts';
import { ControlFunction, ControlStatus, Stance } from './control-enums.type.ts';

/** What lowers risk, defensive or offensive: what an organisation has, or could buy. */
@Entity('control')
@ObjectType('Control', {
  implements: Node,
  simpleResolvers: true,
  description: 'What lowers risk, defensive or offensive: what an organisation has, or could buy.',
})
export class Control extends ModelRow implements ControlFields {
  @Field(() => String, told(rules.catalogId))
  @Column('text', { nullable: true })
  catalogId!: string | null;

  @Field(() => Stance, told(rules.stance))
  @Column('text')
  stance!: StanceName;

  @Field(() => ControlStatus, told(rules.status))
  @Column('text')
  status!: ControlStatusName;

  @Field(() => [ControlFunction], told(rules.functions))
  @Column('jsonb')
  functions!: ControlFunctionName[];

  @Field(() => String, told(rules.description))
  @Column('text', { nullable: true })
  description!: string | null;

  @EstimateColumn(rules.upfrontCost)
  upfrontCost!: Estimate | null;

  @EstimateColumn(rules.annualCost)
  annualCost!: Estimate | null;

  @Field(() => Float, told(rules.staffFte))
  @Column('double precision')
  staffFte!: number;

  @EstimateColumn(rules.leadTimeDays)
  leadTimeDays!: Estimate | null;

  @EstimateColumn(rules.coverage, CERTAIN)
  coverage!: Estimate | null;

  @Field(() => [ControlEffectType], told(rules.effects))
  @Column('jsonb')
  effects!: PlanEffect[];

  @EstimateColumn(rules.failuresPerYear)
  failuresPerYear!: Estimate | null;

  @EstimateColumn(rules.discoveryDays)
  discoveryDays!: Estimate | null;

  @EstimateColumn(rules.repairDays)
  repairDays!: Estimate | null;

  /** Ids. */
  @Column('jsonb')
  requires!: string[];

  /** Ids; it holds both ways, and is kept as it was stated. */
  @Column('jsonb')
  excludes!: string[];

  @Field(() => Boolean, told(rules.aiBased))
  @Column('boolean')
  aiBased!: boolean;

  @EstimateColumn(rules.evasionProbability)
  evasionProbability!: Estimate | null;

  @EstimateColumn(rules.poisoningsPerYear)
  poisoningsPerYear!: Estimate | null;

  @Field(() => TestProgrammeType, told(rules.tests))
  @Column('jsonb', { nullable: true })
  tests!: TestProgramme | null;

  @Field(() => [String], told(rules.hipaaSpecifications))
  @Column('jsonb')
  hipaaSpecifications!: string[];
}

export const ControlConnection = newConnection('Control', Control);
