import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime } from '../model/date-time.type.ts';
import { EstimateInput, EstimateOption } from '../model/estimate.type.ts';
import { asked, patched } from '../model/told.ts';
import { AssetKind } from './asset.entity.ts';
import { assetRules as rules, dependencyRules, type AssetKind as AssetKindName } from './asset.ts';

@InputType()
export class DependencyInput {
  @Field(() => ID, asked(dependencyRules.assetId))
  assetId!: string;

  @EstimateOption(dependencyRules.propagationProbability)
  propagationProbability?: EstimateInput | null;

  @EstimateOption(dependencyRules.exposureProbability)
  exposureProbability?: EstimateInput | null;
}

/** What may be stated of a new asset, and changed in an old one. */
@InputType()
abstract class AssetOptions {
  @Field(() => String, asked(rules.externalId))
  externalId?: string | null;

  @Field(() => String, asked(rules.description))
  description?: string | null;

  @Field(() => String, asked(rules.owner))
  owner?: string | null;

  @Field(() => Int, asked(rules.records))
  records?: number | null;

  @EstimateOption(rules.costPerRecord)
  costPerRecord?: EstimateInput | null;

  @EstimateOption(rules.recordsExponent)
  recordsExponent?: EstimateInput | null;

  @EstimateOption(rules.outageCostPerHour)
  outageCostPerHour?: EstimateInput | null;

  @EstimateOption(rules.weaknessesPerYear)
  weaknessesPerYear?: EstimateInput | null;

  @EstimateOption(rules.weaknessDiscoveryDays)
  weaknessDiscoveryDays?: EstimateInput | null;

  @EstimateOption(rules.weaknessRepairDays)
  weaknessRepairDays?: EstimateInput | null;

  @EstimateOption(rules.exploitability)
  exploitability?: EstimateInput | null;

  @Field(() => [String], asked(rules.weaknessBypasses))
  weaknessBypasses?: string[] | null;

  @Field(() => [DependencyInput], asked(rules.dependsOn))
  dependsOn?: DependencyInput[] | null;
}

@InputType({ description: 'A new asset.' })
export class AssetInput extends AssetOptions {
  @Field(() => String, asked(rules.name))
  name!: string;

  @Field(() => AssetKind, asked(rules.kind))
  kind!: AssetKindName;
}

@InputType({ description: 'Changes to an asset: an absent field stays, null clears.' })
export class AssetPatch extends AssetOptions {
  @Field(() => String, patched(rules.name))
  name?: string | null;

  @Field(() => AssetKind, patched(rules.kind))
  kind?: AssetKindName | null;
}

@InputType({ description: 'Which assets to list: those to which all of this applies.' })
export class AssetFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Stands in the name, description or externalId, in capitals or not.',
  })
  text?: string | null;

  @Field(() => AssetKind, { nullable: true })
  kind?: AssetKindName | null;

  @Field(() => DateTime, { nullable: true, description: 'Made or changed then or later.' })
  updatedSince?: Date | null;
}
