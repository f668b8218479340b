import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import type { Context } from '../server/context.ts';
import { riskAnalysis, type FiledAnalysis } from './report.service.ts';
import { RiskAnalysis } from './risk-analysis.type.ts';

/** In objects loaded: a query may ask for twenty. */
const COST = 1000;

@Resolver()
export class ReportResolver {
  @Allowed('runs.read')
  @Query(() => RiskAnalysis, {
    complexity: COST,
    description:
      'The risk analysis to have on file, from a simulation that has SUCCEEDED. Each opening is recorded in the audit trail.',
  })
  riskAnalysis(
    @Ctx() context: Context,
    @Arg('simulationId', () => ID) simulationId: string,
  ): Promise<FiledAnalysis> {
    return riskAnalysis(context, simulationId, new Date());
  }
}
