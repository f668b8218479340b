import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { AssetKind } from '../assets/asset.entity.ts';
import type { AssetKind as AssetKindName } from '../assets/asset.ts';
import { ControlFunction, Factor, Stance } from '../controls/control-enums.type.ts';
import {
  controlRules,
  effectRules,
  testRules,
  type ControlFunction as ControlFunctionName,
  type Stance as StanceName,
} from '../controls/control.ts';
import type { Estimate } from '../math/estimate.ts';
import { EstimateField } from '../model/estimate.type.ts';
import { told } from '../model/told.ts';
import { Effect } from '../scenarios/scenario.entity.ts';
import { lossRules, scenarioRules, type Effect as EffectName } from '../scenarios/scenario.ts';
import type { Factor as FactorName } from '../simulation/plan.ts';
import { threatRules } from '../threats/threat.ts';

const ID = 'Its id in the catalogue, such as';
const SOURCES = 'The publications that its figures rest on.';
const REFERENCE =
  'In a health system of 500 beds, 5,000 people and USD 1 billion of revenue a year; what is adopted is scaled to your size.';

@ObjectType('CatalogEntry', { description: 'How often a threat comes in by another.' })
export class CatalogEntryType {
  @Field(() => String, { description: `${ID} T-PHISH-MAILBOX.` })
  threat!: string;

  @Field(() => Float, { description: 'Share, 0 to 1, of its events.' })
  share!: number;
}

@ObjectType('CatalogThreat', {
  description: `A publicly known threat to health care. ${REFERENCE}`,
})
export class CatalogThreatType {
  @Field(() => String, { description: `${ID} T-BEC.` })
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, told(threatRules.category))
  category!: string;

  @Field(() => String)
  description!: string;

  @Field(() => String, { description: 'Who is behind it.' })
  actor!: string;

  @Field(() => Boolean, told(threatRules.aiCapable))
  aiCapable!: boolean;

  @Field(() => Boolean, told(threatRules.enabling))
  enabling!: boolean;

  @Field(() => [String], told(threatRules.attackTechniques))
  attackTechniques!: readonly string[];

  @Field(() => [Effect], { description: 'What an asset may lose by it, the most usual first.' })
  effects!: readonly EffectName[];

  @Field(() => [AssetKind], { description: 'What it strikes.' })
  assetKinds!: readonly AssetKindName[];

  @EstimateField(scenarioRules.lossEventFrequency)
  lossEventFrequency!: Estimate;

  @EstimateField({
    ...lossRules.magnitude,
    says: 'US dollars per loss event, all that it costs.',
    needed: true,
  })
  magnitude!: Estimate;

  @EstimateField(threatRules.growthPerYear)
  growthPerYear!: Estimate | null;

  @Field(() => Float, told(threatRules.volatility))
  volatility!: number;

  @Field(() => [CatalogEntryType], { description: 'The enabling threats by which it comes in.' })
  entries!: readonly CatalogEntryType[];

  @Field(() => String, { nullable: true, description: 'What it means for patients, beyond money.' })
  careImpact!: string | null;

  @Field(() => [String], { description: SOURCES })
  sources!: readonly string[];
}

@ObjectType('CatalogEffect', { description: 'One way in which a control of the catalogue helps.' })
export class CatalogEffectType {
  @Field(() => [Factor], { description: 'What it lowers, each by the same efficacy.' })
  factors!: readonly FactorName[];

  @Field(() => String, told(effectRules.mechanism))
  mechanism!: string;

  @EstimateField(effectRules.efficacy)
  efficacy!: Estimate;

  @Field(() => [String], { description: 'The threats of the catalogue that it acts on.' })
  threats!: readonly string[];

  @Field(() => [String], { description: 'The controls of the catalogue on whose failures it acts.' })
  controls!: readonly string[];

  @Field(() => [AssetKind], { description: 'The kinds of asset on whose security holes it acts.' })
  assetKinds!: readonly AssetKindName[];

  @Field(() => Float, told(effectRules.halfLifeDays))
  halfLifeDays?: number;

  @Field(() => Float, told(effectRules.renewEveryDays))
  renewEveryDays?: number;
}

@ObjectType('CatalogTests', { description: 'The testing that a control of the catalogue does.' })
export class CatalogTestsType {
  @Field(() => [String], { description: 'The controls of the catalogue whose failures it can find.' })
  controls!: readonly string[];

  @Field(() => [AssetKind], { description: 'The kinds of asset whose security holes it can find.' })
  assetKinds!: readonly AssetKindName[];

  @Field(() => Float, told(testRules.everyDays))
  everyDays!: number;

  @EstimateField(testRules.findProbability)
  findProbability!: Estimate;

  @EstimateField({ ...testRules.fixProbability, needed: true })
  fixProbability!: Estimate;

  @EstimateField({ ...testRules.reachShare, needed: true })
  reachShare!: Estimate;

  @Field(() => Boolean, told(testRules.renews))
  renews!: boolean;

  @Field(() => String, told(testRules.authorization))
  authorization!: string;
}

@ObjectType('CatalogControl', {
  description: `A publicly known security control, defensive or offensive. ${REFERENCE}`,
})
export class CatalogControlType {
  @Field(() => String, { description: `${ID} D-MFA or O-REDTEAM.` })
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Stance, told(controlRules.stance))
  stance!: StanceName;

  @Field(() => [ControlFunction], told(controlRules.functions))
  functions!: readonly ControlFunctionName[];

  @Field(() => String)
  description!: string;

  @Field(() => Boolean, told(controlRules.aiBased))
  aiBased!: boolean;

  @EstimateField(controlRules.upfrontCost)
  upfrontCost!: Estimate | null;

  @EstimateField(controlRules.annualCost)
  annualCost!: Estimate;

  @Field(() => Float, told(controlRules.staffFte))
  staffFte!: number;

  @Field(() => Float, { description: 'Months from buying it until it works.' })
  monthsToEffect!: number;

  @EstimateField(controlRules.coverage)
  coverage!: Estimate | null;

  @Field(() => [CatalogEffectType], { description: 'What it lowers, and where.' })
  effects!: readonly CatalogEffectType[];

  @EstimateField(controlRules.failuresPerYear)
  failuresPerYear!: Estimate | null;

  @EstimateField(controlRules.discoveryDays)
  discoveryDays!: Estimate | null;

  @EstimateField(controlRules.repairDays)
  repairDays!: Estimate | null;

  @EstimateField(controlRules.evasionProbability)
  evasionProbability!: Estimate | null;

  @EstimateField(controlRules.poisoningsPerYear)
  poisoningsPerYear!: Estimate | null;

  @Field(() => CatalogTestsType, told(controlRules.tests))
  tests!: CatalogTestsType | null;

  @Field(() => [String], { description: 'Controls of the catalogue without which it does not work.' })
  requires!: readonly string[];

  @Field(() => [String], {
    description: 'Controls of the catalogue that cannot be had together with it.',
  })
  excludes!: readonly string[];

  @Field(() => [String], told(controlRules.hipaaSpecifications))
  hipaaSpecifications!: readonly string[];

  @Field(() => [String], {
    description: 'The cybersecurity performance goals of HHS that it serves, by name.',
  })
  goals!: readonly string[];

  @Field(() => [String], { description: 'Ids of mitigations in MITRE ATT&CK and ATLAS.' })
  mitigations!: readonly string[];

  @Field(() => [String], { description: SOURCES })
  sources!: readonly string[];
}

const wanted = (description: string) => ({ nullable: true, description });
const TEXT = wanted('Stands in the id, name or description, in capitals or not.');

@InputType({ description: 'Which threats of the catalogue to show: those to which all of this applies.' })
export class CatalogThreatFilter {
  @Field(() => String, TEXT)
  text?: string | null;

  @Field(() => String, { nullable: true })
  category?: string | null;

  @Field(() => Boolean, { nullable: true })
  aiCapable?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  enabling?: boolean | null;
}

@InputType({ description: 'Which controls of the catalogue to show: those to which all of this applies.' })
export class CatalogControlFilter {
  @Field(() => String, TEXT)
  text?: string | null;

  @Field(() => Stance, { nullable: true })
  stance?: StanceName | null;

  @Field(() => Boolean, { nullable: true })
  aiBased?: boolean | null;

  @Field(
    () => String,
    wanted('The id of a threat in the catalogue on which it acts, itself or by testing controls that do.'),
  )
  threatId?: string | null;

  @Field(() => String, wanted('A specification of the HIPAA Security Rule that it helps to meet.'))
  hipaaSpecification?: string | null;
}

/** Its two lists are resolved by what is asked of them. */
@ObjectType('Catalog', {
  description: 'What is publicly known of threats to health care and of controls, with its sources.',
})
export class CatalogType {}
