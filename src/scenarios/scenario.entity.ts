import { Field, Float, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { Estimate } from '../math/estimate.ts';
import { newConnection } from '../model/connection.type.ts';
import { newEnum } from '../model/enum.type.ts';
import { EstimateColumn, EstimateField } from '../model/estimate.type.ts';
import { ModelRow } from '../model/model-row.entity.ts';
import { Node } from '../model/node.type.ts';
import { told } from '../model/told.ts';
import { LOSS_FORMS, type LossForm as LossFormName } from '../simulation/plan.ts';
import { EFFECTS, entryRules, lossRules, scenarioRules as rules, STATED_AS } from './scenario.ts';
import type {
  Effect as EffectName,
  Entry,
  Loss,
  ScenarioFields,
  StatedAs as StatedAsName,
} from './scenario.ts';

export const Effect = newEnum('Effect', EFFECTS, 'What an asset loses.');
export const StatedAs = newEnum('StatedAs', STATED_AS, 'What the numbers of a scenario assume.', {
  INHERENT: 'None of the controls of the model acts.',
  CURRENT: 'The controls with status IN_PLACE already act.',
});
export const LossForm = newEnum('LossForm', LOSS_FORMS, 'The six forms of loss of FAIR.', {
  PRODUCTIVITY: 'What is not done or sold meanwhile.',
  RESPONSE: 'What it costs to deal with the event.',
  REPLACEMENT: 'What it costs to replace what is lost.',
  FINES_AND_JUDGMENTS: 'What regulators and courts ask for.',
  COMPETITIVE_ADVANTAGE: 'What others gain by it.',
  REPUTATION: 'What is lost because others think less of the organisation.',
});

@ObjectType('Loss', { description: 'A form of loss and how large it is.' })
export class LossType implements Loss {
  @Field(() => LossForm, told(lossRules.form))
  form!: LossFormName;

  @EstimateField(lossRules.magnitude)
  magnitude!: Estimate;
}

@ObjectType('Entry', { description: 'Another threat that opens the door to a scenario.' })
export class EntryType implements Entry {
  threatId!: string;

  @Field(() => Float, told(entryRules.share))
  share!: number;
}

/** One threat meets one asset: how often, how bad. */
@Entity('scenario')
@ObjectType('Scenario', {
  implements: Node,
  simpleResolvers: true,
  description: 'One threat meets one asset: how often, how bad.',
})
export class Scenario extends ModelRow implements ScenarioFields {
  @Column('text')
  assetId!: string;

  @Column('text')
  threatId!: string;

  @Field(() => Effect, told(rules.effect))
  @Column('text')
  effect!: EffectName;

  @Field(() => StatedAs, told(rules.statedAs))
  @Column('text')
  statedAs!: StatedAsName;

  @Field(() => [EntryType], told(rules.entries))
  @Column('jsonb')
  entries!: Entry[];

  @EstimateColumn(rules.lossEventFrequency)
  lossEventFrequency!: Estimate | null;

  @EstimateColumn(rules.threatEventFrequency)
  threatEventFrequency!: Estimate | null;

  @EstimateColumn(rules.contactFrequency)
  contactFrequency!: Estimate | null;

  @EstimateColumn(rules.probabilityOfAction)
  probabilityOfAction!: Estimate | null;

  @EstimateColumn(rules.susceptibility)
  susceptibility!: Estimate | null;

  @EstimateColumn(rules.threatCapability)
  threatCapability!: Estimate | null;

  @EstimateColumn(rules.resistanceStrength)
  resistanceStrength!: Estimate | null;

  @Field(() => [LossType], told(rules.primaryLosses))
  @Column('jsonb')
  primaryLosses!: Loss[];

  @EstimateColumn(rules.secondaryProbability)
  secondaryProbability!: Estimate | null;

  @Field(() => [LossType], told(rules.secondaryLosses))
  @Column('jsonb')
  secondaryLosses!: Loss[];

  @EstimateColumn(rules.records)
  records!: Estimate | null;

  @EstimateColumn(rules.outageHours)
  outageHours!: Estimate | null;
}

export const ScenarioConnection = newConnection('Scenario', Scenario);
