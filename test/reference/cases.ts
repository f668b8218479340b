import { existsSync, readFileSync } from 'node:fs';
import type { Api } from '../support/api.ts';
import { finished } from '../support/api.ts';
import { aliasOf, figureOf, thresholds, tolerance, type Answer, type Expected } from './figures.ts';

/**
 * Reference cases: small models with figures that were computed apart from this engine, from the description of the model alone. They
 * are kept outside of the project; REFERENCE_CASES says where.
 */
export interface Case {
  readonly id: string;
  readonly checks: string;
  readonly kind: 'estimates' | 'simulate' | 'compare';
  readonly trials: number;
  readonly model: Readonly<Record<'assets' | 'threats' | 'controls' | 'scenarios', readonly Entity[]>>;
  readonly query: Record<string, unknown>;
  readonly expected: readonly Expected[];
  readonly estimates: readonly EstimateCase[];
  /** Whether a preview must agree with every figure that it has, and be exact. */
  readonly preview?: boolean;
}

interface Entity {
  readonly id: string;
  readonly name: string;
}

export interface EstimateCase {
  readonly estimate: Record<string, unknown>;
  readonly domain: string;
  readonly mean: number;
  readonly standardDeviation: number | null;
  readonly quantiles: readonly { readonly u: number; readonly value: number }[];
}

export const CASES_FILE = process.env['REFERENCE_CASES'] ?? '../shared/oracle/open.json';

export const cases: readonly Case[] = existsSync(CASES_FILE)
  ? (JSON.parse(readFileSync(CASES_FILE, 'utf8')) as { cases: Case[] }).cases
  : [];

/** Ten million trials: `npm run test:long -- reference-cases` has them. */
export const isLong = (it: Case): boolean => it.trials > 1_000_000;

/** A portfolio of scenarios under dozens of options: a fifth of its trials tells as much where time is short. */
export const isWide = ({ model, query }: Case): boolean =>
  model.scenarios.length * ((query['options'] as unknown[] | undefined)?.length ?? 1) > 500;

/** The figures of a case that the API does not give within their tolerance. */
export async function missed(api: Api, it: Case, trials = it.trials) {
  return (await observe(api, it, '20261124', trials))
    .map(({ expected, value }) => ({
      figure: expected.figure,
      expected: expected.value,
      value,
      allowed: tolerance(expected, trials),
    }))
    .filter(({ value, expected, allowed }) =>
      value === null || expected === null ? value !== expected : !(Math.abs(value - expected) <= allowed),
    );
}

/** Fields that refer to others by their id in the case. */
const REFERENCES = new Set([
  'assetId',
  'threatId',
  'controlId',
  'threatIds',
  'assetIds',
  'scenarioIds',
  'controlIds',
  'addControlIds',
  'removeControlIds',
  'requires',
  'excludes',
]);

/** The same with each reference replaced. */
function mapReferences(value: unknown, map: (id: string) => string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => mapReferences(item, map, key));
  if (typeof value === 'string') return REFERENCES.has(key) ? map(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, mapReferences(of, map, name)]));
}

const KINDS = ['assets', 'threats', 'scenarios', 'controls'] as const;

/** Puts the model of a case into an organisation, and answers the API's id for each of the case's. */
export async function importCase(api: Api, { model }: Case): Promise<Map<string, string>> {
  const names = new Map(
    KINDS.flatMap((kind) => (model[kind] ?? []).map(({ id, name }) => [id, name] as const)),
  );
  const content = {
    formatVersion: 1,
    ...Object.fromEntries(
      KINDS.map((kind) => [
        kind,
        (model[kind] ?? []).map((entity) =>
          mapReferences({ ...entity, id: undefined }, (id) => names.get(id)!),
        ),
      ]),
    ),
  };
  const { importModel } = await api.ask(
    'mutation ($content: String!) { importModel(input: { format: JSON, content: $content }) { problems { field message } } }',
    { content: JSON.stringify(content) },
  );
  if (importModel.problems.length > 0) throw new Error(JSON.stringify(importModel.problems));
  const ids = new Map<string, string>();
  for (const kind of KINDS) {
    let after: string | null = null;
    do {
      const page: any = await api.ask(
        `query ($after: String) { page: ${kind}(first: 100, after: $after) { edges { node { id name } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      for (const { node } of page.page.edges)
        for (const { id, name } of model[kind] ?? []) if (name === node.name) ids.set(id, node.id);
      after = page.page.pageInfo.hasNextPage ? page.page.pageInfo.endCursor : null;
    } while (after);
  }
  return ids;
}

const VALUE = '{ value }';

function outcomeFields(figures: readonly string[]): string {
  const above = new Map(
    thresholds(figures).map(({ usd, overHorizon }) => [aliasOf(usd, overHorizon), { usd, overHorizon }]),
  );
  const contribution = '{ name expectedAnnualLoss { value } }';
  const simple = [
    'expectedAnnualLoss',
    'conditionalValueAtRisk95',
    'lossEventProbability',
    'breachProbability',
    'largeBreachProbability',
    'annualBreachProbability',
    'annualLargeBreachProbability',
    'expectedRecords',
    'expectedOutageHours',
  ];
  return `{ trials ${simple.map((name) => `${name} ${VALUE}`).join(' ')} valueAtRisk95 { value }
    credible { p5 p50 p95 } annualBreachCredible { p5 p50 p95 } annualLossPercentiles { p value }
    byYear { lossEvent { value } breach { value } largeBreach { value } }
    byScenario ${contribution} byLossForm ${contribution}
    retained { expectedAnnualLoss { value } conditionalValueAtRisk95 { value } }
    ${[...above].map(([alias, { usd, overHorizon }]) => `${alias}: probabilityAbove(usd: ${usd}, overHorizon: ${overHorizon}) ${VALUE}`).join(' ')} }`;
}

const OPTION = `name paybackYears rosiP5 rosiP95 credibleBenefit { p5 p50 p95 }
  ${['cost', 'benefit', 'netBenefit', 'rosi', 'probabilityWorthIt', 'probabilityBest', 'probabilityPaysBack', 'breachProbabilityChange', 'tailChange', 'defensiveBenefit', 'offensiveBenefit', 'synergy'].map((name) => `${name} ${VALUE}`).join(' ')}`;

export interface Observed {
  readonly expected: Expected;
  readonly value: number | null;
}

/** What the API answers for each figure of a case that it has a place for. */
export async function observe(api: Api, it: Case, seed: string, trials: number): Promise<Observed[]> {
  const ids = await importCase(api, it);
  const scenarioNames = new Map(it.model.scenarios.map(({ id, name }) => [id, name]));
  const input = { ...(mapReferences(it.query, (id) => ids.get(id)!) as object), seed, trials };
  const figures = it.expected.map(({ figure }) => figure);
  const compares = it.kind === 'compare';
  const { job } = await api.ask(
    compares
      ? 'mutation ($input: ComparisonInput!) { job: compareInvestments(input: $input) { id } }'
      : 'mutation ($input: SimulationInput!) { job: runSimulation(input: $input) { id } }',
    { input },
  );
  const { state, failure } = await finished(api, job.id);
  if (state !== 'SUCCEEDED') throw new Error(`${it.id} ${state}: ${failure?.message}`);
  const { node } = await api.ask(
    compares
      ? `query ($id: ID!) { node: comparison(id: $id) { baseline ${outcomeFields(figures)} options { ${OPTION} outcome ${outcomeFields(figures)} } } }`
      : `query ($id: ID!) { node: simulation(id: $id) { outcome ${outcomeFields(figures)} } }`,
    { id: job.id },
  );
  return it.expected.flatMap((expected): Observed[] => {
    const [, optionName, rest] = expected.figure.match(/^options:([^:]+):(.+)$/) ?? [];
    const option = optionName ? (node.options as Answer[]).find(({ name }) => name === optionName)! : null;
    const outcome = (option ? option['outcome'] : compares ? node.baseline : node.outcome) as Answer;
    const bare = (rest ?? expected.figure).replace(
      /^byScenario:(.+)$/,
      (_, id: string) => `byScenario:${scenarioNames.get(id) ?? id}`,
    );
    const value = figureOf(bare, outcome, option);
    return value === undefined ? [] : [{ expected, value }];
  });
}
