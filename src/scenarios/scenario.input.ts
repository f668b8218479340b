import { Field, Float, ID, InputType } from 'type-graphql';
import { DateTime } from '../model/date-time.type.ts';
import { EstimateInput, EstimateOption } from '../model/estimate.type.ts';
import { asked, patched } from '../model/told.ts';
import type { LossForm as LossFormName } from '../simulation/plan.ts';
import { Effect, LossForm, StatedAs } from './scenario.entity.ts';
import { entryRules, lossRules, scenarioRules as rules } from './scenario.ts';
import type { Effect as EffectName, StatedAs as StatedAsName } from './scenario.ts';

@InputType()
export class LossInput {
  @Field(() => LossForm, asked(lossRules.form))
  form!: LossFormName;

  @EstimateOption(lossRules.magnitude)
  magnitude!: EstimateInput;
}

@InputType()
export class EntryInput {
  @Field(() => ID, asked(entryRules.threatId))
  threatId!: string;

  @Field(() => Float, asked(entryRules.share))
  share!: number;
}

/** What may be stated of a new scenario, and changed in an old one. */
@InputType()
abstract class ScenarioOptions {
  @Field(() => String, asked(rules.externalId))
  externalId?: string | null;

  @Field(() => StatedAs, asked(rules.statedAs))
  statedAs?: StatedAsName | null;

  @Field(() => [EntryInput], asked(rules.entries))
  entries?: EntryInput[] | null;

  @EstimateOption(rules.lossEventFrequency)
  lossEventFrequency?: EstimateInput | null;

  @EstimateOption(rules.threatEventFrequency)
  threatEventFrequency?: EstimateInput | null;

  @EstimateOption(rules.contactFrequency)
  contactFrequency?: EstimateInput | null;

  @EstimateOption(rules.probabilityOfAction)
  probabilityOfAction?: EstimateInput | null;

  @EstimateOption(rules.susceptibility)
  susceptibility?: EstimateInput | null;

  @EstimateOption(rules.threatCapability)
  threatCapability?: EstimateInput | null;

  @EstimateOption(rules.resistanceStrength)
  resistanceStrength?: EstimateInput | null;

  @Field(() => [LossInput], asked(rules.primaryLosses))
  primaryLosses?: LossInput[] | null;

  @EstimateOption(rules.secondaryProbability)
  secondaryProbability?: EstimateInput | null;

  @Field(() => [LossInput], asked(rules.secondaryLosses))
  secondaryLosses?: LossInput[] | null;

  @EstimateOption(rules.records)
  records?: EstimateInput | null;

  @EstimateOption(rules.outageHours)
  outageHours?: EstimateInput | null;
}

@InputType({ description: 'A new scenario.' })
export class ScenarioInput extends ScenarioOptions {
  @Field(() => String, asked(rules.name))
  name!: string;

  @Field(() => ID, asked(rules.assetId))
  assetId!: string;

  @Field(() => ID, asked(rules.threatId))
  threatId!: string;

  @Field(() => Effect, asked(rules.effect))
  effect!: EffectName;
}

@InputType({ description: 'Changes to a scenario: an absent field stays, null clears.' })
export class ScenarioPatch extends ScenarioOptions {
  @Field(() => String, patched(rules.name))
  name?: string | null;

  @Field(() => ID, patched(rules.assetId))
  assetId?: string | null;

  @Field(() => ID, patched(rules.threatId))
  threatId?: string | null;

  @Field(() => Effect, patched(rules.effect))
  effect?: EffectName | null;
}

@InputType({ description: 'Which scenarios to list: those to which all of this applies.' })
export class ScenarioFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Stands in the name or externalId, in capitals or not.',
  })
  text?: string | null;

  @Field(() => ID, { nullable: true, description: 'The asset that is struck.' })
  assetId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The threat that strikes.' })
  threatId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Made or changed then or later.' })
  updatedSince?: Date | null;
}
