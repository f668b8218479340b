import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import type { Context } from '../server/context.ts';
import { ChangesModel } from './changes-model.decorator.ts';
import { newEnum } from './enum.type.ts';
import { exportModel, importModel, type ImportReport } from './exchange.service.ts';
import { MODEL_FORMATS, type ModelFormat as ModelFormatName, type Problem } from './exchange.ts';

export const ModelFormat = newEnum('ModelFormat', MODEL_FORMATS, 'How a model is written down.', {
  JSON: '{ formatVersion: 1, assets, threats, scenarios, controls }, each as its input, with unique names in place of ids.',
  CSV_ASSETS:
    'A table of assets: the first row names the fields. An estimate is a number, or low|likely|high for a PERT, or JSON; a list is JSON.',
  CSV_THREATS: 'A table of threats, likewise.',
});

@InputType({ description: 'A model to read in.' })
export class ImportInput {
  @Field(() => ModelFormat)
  format!: ModelFormatName;

  @Field(() => String, {
    description:
      'At most 10 MB and 50,000 entities. What is there already, by externalId, else by name, is patched: an absent field stays, null (in CSV an empty cell) clears.',
  })
  content!: string;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Only tell what would be done.' })
  dryRun?: boolean | null;
}

@ObjectType('ImportProblem', { simpleResolvers: true, description: 'What is wrong with an import.' })
export class ImportProblemType implements Problem {
  @Field(() => Int, {
    nullable: true,
    description: 'Of the content, from 1: the line on which the entity begins.',
  })
  line?: number;

  @Field(() => String, { nullable: true, description: 'The column, or the path in the JSON.' })
  field?: string;

  @Field(() => String, { description: 'What is needed, and what came.' })
  message!: string;
}

@ObjectType('ImportReport', {
  simpleResolvers: true,
  description: 'What an import did: all or, with a problem, nothing.',
})
export class ImportReportType implements ImportReport {
  @Field(() => Int)
  created!: number;

  @Field(() => Int, { description: 'Those that came out other than they were.' })
  updated!: number;

  @Field(() => [ImportProblemType], { description: 'At most 100.' })
  problems!: ImportProblemType[];
}

@Resolver()
export class ExchangeResolver {
  @Allowed('model.read')
  @Query(() => String, {
    description:
      'JSON: { formatVersion: 1, assets, threats, scenarios, controls }, each as its input with references by unique name; what importModel reads.',
  })
  exportModel(
    @Ctx() { db, viewer }: Context,
    @Arg('format', () => ModelFormat, { defaultValue: 'JSON' }) format: ModelFormatName,
  ): Promise<string> {
    return exportModel(db, viewer, format);
  }

  @ChangesModel()
  @Mutation(() => ImportReportType, {
    description: 'Creates or updates by externalId, else by name; all or nothing; at most 10 MB.',
  })
  importModel(
    @Ctx() { db, viewer }: Context,
    @Arg('input', () => ImportInput) { format, content, dryRun }: ImportInput,
  ): Promise<ImportReport> {
    return importModel(db, viewer, format, content, dryRun === true);
  }
}
