import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { Estimate } from '../math/estimate.ts';
import { newConnection } from '../model/connection.type.ts';
import { newEnum } from '../model/enum.type.ts';
import { EstimateColumn, EstimateField } from '../model/estimate.type.ts';
import { ModelRow } from '../model/model-row.entity.ts';
import { Node } from '../model/node.type.ts';
import { told } from '../model/told.ts';
import { ASSET_KINDS, assetRules as rules, dependencyRules, type AssetFields } from './asset.ts';
import type { AssetKind as AssetKindName, Dependency } from './asset.ts';

export const AssetKind = newEnum('AssetKind', ASSET_KINDS, 'What sort of thing an asset is.');

@ObjectType('Dependency', { description: 'That one asset needs another.' })
export class DependencyType implements Dependency {
  assetId!: string;

  @EstimateField(dependencyRules.propagationProbability)
  propagationProbability?: Estimate;

  @EstimateField(dependencyRules.exposureProbability)
  exposureProbability?: Estimate;
}

/** What we protect. */
@Entity('asset')
@ObjectType('Asset', { implements: Node, simpleResolvers: true, description: 'Something to protect.' })
export class Asset extends ModelRow implements AssetFields {
  @Field(() => AssetKind, told(rules.kind))
  @Column('text')
  kind!: AssetKindName;

  @Field(() => String, told(rules.description))
  @Column('text', { nullable: true })
  description!: string | null;

  @Field(() => String, told(rules.owner))
  @Column('text', { nullable: true })
  owner!: string | null;

  @Field(() => Int, told(rules.records))
  @Column('integer', { nullable: true })
  records!: number | null;

  @EstimateColumn(rules.costPerRecord)
  costPerRecord!: Estimate | null;

  @EstimateColumn(rules.recordsExponent)
  recordsExponent!: Estimate | null;

  @EstimateColumn(rules.outageCostPerHour)
  outageCostPerHour!: Estimate | null;

  @EstimateColumn(rules.weaknessesPerYear)
  weaknessesPerYear!: Estimate | null;

  @EstimateColumn(rules.weaknessDiscoveryDays)
  weaknessDiscoveryDays!: Estimate | null;

  @EstimateColumn(rules.weaknessRepairDays)
  weaknessRepairDays!: Estimate | null;

  @EstimateColumn(rules.exploitability)
  exploitability!: Estimate | null;

  @Field(() => [String], told(rules.weaknessBypasses))
  @Column('jsonb', { nullable: true })
  weaknessBypasses!: string[] | null;

  @Field(() => [DependencyType], told(rules.dependsOn))
  @Column('jsonb')
  dependsOn!: Dependency[];
}

export const AssetConnection = newConnection('Asset', Asset);
