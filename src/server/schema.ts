// oxlint-disable-next-line import/no-unassigned-import -- the decorators below need what it adds to Reflect
import 'reflect-metadata';
import { createPubSub } from '@graphql-yoga/subscription';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { checkPermission } from '../access/check.service.ts';
import { ViewerResolver } from '../access/viewer.resolver.ts';
import { AssetResolver, DependencyResolver } from '../assets/asset.resolver.ts';
import { CatalogResolver } from '../catalog/catalog.resolver.ts';
import { OptimizationResolver } from '../choice/optimization.resolver.ts';
import { FrontierPointResolver } from '../choice/frontier-point.resolver.ts';
import { ComplianceResolver } from '../compliance/compliance.resolver.ts';
import {
  ControlEffectResolver,
  ControlResolver,
  TestProgrammeResolver,
} from '../controls/control.resolver.ts';
import { PreviewResolver } from '../exact/preview.resolver.ts';
import { ComparisonResolver, OptionResultResolver } from '../investment/comparison.resolver.ts';
import { ExchangeResolver } from '../model/exchange.resolver.ts';
import { NodeResolver } from '../model/node.resolver.ts';
import { ReportResolver } from '../report/report.resolver.ts';
import { EntryResolver, ScenarioResolver } from '../scenarios/scenario.resolver.ts';
import { ExplainResolver } from '../simulation/explain.resolver.ts';
import { JobResolver } from '../simulation/job.resolver.ts';
import { SensitivityResolver } from '../simulation/sensitivity.resolver.ts';
import { SimulationResolver } from '../simulation/simulation.resolver.ts';
import { ThreatResolver } from '../threats/threat.resolver.ts';

/** Every resolver; one line for each slice's. */
const resolvers = [
  ViewerResolver,
  NodeResolver,
  AssetResolver,
  DependencyResolver,
  ThreatResolver,
  ScenarioResolver,
  EntryResolver,
  ControlResolver,
  ControlEffectResolver,
  TestProgrammeResolver,
  ComplianceResolver,
  ExchangeResolver,
  CatalogResolver,
  JobResolver,
  SimulationResolver,
  SensitivityResolver,
  ExplainResolver,
  PreviewResolver,
  ComparisonResolver,
  OptionResultResolver,
  OptimizationResolver,
  FrontierPointResolver,
  ReportResolver,
] as const;

/**
 * The API as it is served.
 *
 * @throws {Error} when a root field does not say who may use it
 */
export function buildApi(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [...resolvers],
    authChecker: checkPermission,
    pubSub: createPubSub(), // asked for by the library; subscriptions here watch a job's row, wherever its worker is
    validate: false,
  });
  const open = unmarkedRootFields(schema);
  if (open.length > 0) throw new Error(`mark with @Allowed who may use ${open.join(', ')}`);
  return schema;
}

/** The fields of Query, Mutation and Subscription that carry no permission. */
export function unmarkedRootFields(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.flatMap((root) =>
    Object.values(root?.getFields() ?? {})
      .filter((field) => typeof field.extensions['permission'] !== 'string')
      .map((field) => `${root?.name}.${field.name}`),
  );
}
