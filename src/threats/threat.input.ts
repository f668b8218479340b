import { Field, Float, InputType } from 'type-graphql';
import { DateTime } from '../model/date-time.type.ts';
import { EstimateInput, EstimateOption } from '../model/estimate.type.ts';
import { asked, patched } from '../model/told.ts';
import { threatRules as rules } from './threat.ts';

/** What may be stated of a new threat, and changed in an old one. */
@InputType()
abstract class ThreatOptions {
  @Field(() => String, asked(rules.externalId))
  externalId?: string | null;

  @Field(() => String, asked(rules.description))
  description?: string | null;

  @Field(() => String, asked(rules.actor))
  actor?: string | null;

  @Field(() => Boolean, asked(rules.aiCapable))
  aiCapable?: boolean | null;

  @Field(() => Boolean, asked(rules.enabling))
  enabling?: boolean | null;

  @EstimateOption(rules.growthPerYear)
  growthPerYear?: EstimateInput | null;

  @Field(() => Float, asked(rules.volatility))
  volatility?: number | null;

  @Field(() => [String], asked(rules.attackTechniques))
  attackTechniques?: string[] | null;
}

@InputType({ description: 'A new threat.' })
export class ThreatInput extends ThreatOptions {
  @Field(() => String, asked(rules.name))
  name!: string;

  @Field(() => String, asked(rules.category))
  category!: string;
}

@InputType({ description: 'Changes to a threat: an absent field stays, null clears.' })
export class ThreatPatch extends ThreatOptions {
  @Field(() => String, patched(rules.name))
  name?: string | null;

  @Field(() => String, patched(rules.category))
  category?: string | null;
}

@InputType({ description: 'Which threats to list: those to which all of this applies.' })
export class ThreatFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Stands in the name, description or externalId, in capitals or not.',
  })
  text?: string | null;

  @Field(() => String, { nullable: true })
  category?: string | null;

  @Field(() => Boolean, { nullable: true })
  aiCapable?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Made or changed then or later.' })
  updatedSince?: Date | null;
}
