import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../model/date-time.type.ts';
import type { FiledAnalysis } from './report.service.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'The risk analysis to have on file (45 CFR 164.308(a)(1)(ii)(A)): figures and inputs of one run, safeguards and decisions as of generatedAt.',
})
export class RiskAnalysis implements FiledAnalysis {
  @Field(() => String, {
    description:
      'One file to read and to print: no scripts, nothing that is loaded. Very long tables end early and say so.',
  })
  html!: string;

  @Field(() => String, {
    description:
      'The whole content as data: { formatVersion: 1, … }, with the frozen plan, whose canonical JSON (RFC 8785) has the SHA-256 planHash.',
  })
  json!: string;

  @Field(() => String, { description: 'Of the run.' })
  planHash!: string;

  @Field(() => DateTime)
  generatedAt!: Date;
}
