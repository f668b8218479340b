import {
  getNamedType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { DocumentNode, GraphQLNamedType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { limits, refusal } from './limits.ts';

const USUAL_PAGE = 20;
const LARGEST_PAGE = 100;

/** What objects of each kind cost; a leaf costs nothing, its object having been paid for. */
const price = {
  /** Loaded from the database. */
  node: 1,
  /** One of a plain list of nodes: loaded for all at once, and often the same ones. */
  listedNode: 0.2,
  /** Held by the object above it: an estimate, a figure. */
  part: 0.05,
} as const;

/** How long a list is taken to be whose length the caller does not set. */
const assumed = { nodes: 5, parts: 20 } as const;

/**
 * Refuses a query that could cost the server too much: each object it may return has a price, and a page multiplies what is
 * asked of its rows by `first` or `last`.
 *
 * @throws {GraphQLError} of QUERY_TOO_COMPLEX that names limit and cost; of BAD_USER_INPUT where an argument does not let it be counted
 */
export function checkCost(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>> = {},
): void {
  checkVariables(schema, query, operationName, variables);
  const cost = Math.ceil(costOf(schema, query, operationName, variables));
  if (cost > limits.cost)
    throw refusal(
      'QUERY_TOO_COMPLEX',
      `the query costs ${cost}; the limit is ${limits.cost}: ask for smaller pages or fewer levels`,
    );
}

/** Costs of the documents that Apollo keeps, by what they may depend on: the operation, and variables that are numbers or flags. */
const known = new WeakMap<DocumentNode, Map<string, number>>();

function costOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): number {
  const plain = Object.entries(variables).filter(([, value]) => ['number', 'boolean'].includes(typeof value));
  const key = JSON.stringify([operationName, ...plain]);
  const costs = known.get(query) ?? new Map<string, number>();
  known.set(query, costs);
  const before = costs.get(key);
  if (before !== undefined) return before;
  const cost = measure(schema, query, operationName, variables);
  if (costs.size < 100) costs.set(key, cost);
  return cost;
}

function measure(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): number {
  try {
    return getComplexity({
      schema,
      query,
      operationName,
      variables: { ...variables },
      estimators: [estimate],
    });
  } catch (error) {
    // Fragments of fragments of fragments: the counting itself is cut off.
    if (error instanceof Error && error.message.includes('maximum allowed number of nodes')) return Infinity;
    // One argument that is null where it may not be would fail alone, and leave the rest to run uncounted.
    throw error instanceof GraphQLError ? refusal('BAD_USER_INPUT', error.message, error) : error;
  }
}

/** The first that does not fit is told alone: telling of thousands takes minutes, each message showing them all. */
function checkVariables(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): void {
  const { variableDefinitions = [] } = getOperationAST(query, operationName) ?? {};
  const { errors } = getVariableValues(schema, variableDefinitions, { ...variables }, { maxErrors: 1 });
  if (errors) throw refusal('BAD_USER_INPUT', errors[0].message);
}

const estimate: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  const of = getNamedType(field.type);
  if (isLeafType(of)) return 0;
  if (field.args.some(({ name }) => name === 'first')) return price.node + pageSize(args) * childComplexity;
  if (of.name.endsWith('Edge')) return childComplexity; // its page has multiplied it
  const list = isList(field.type);
  if (isNode(of))
    return list ? assumed.nodes * (price.listedNode + childComplexity) : price.node + childComplexity;
  const { complexity } = field.extensions;
  if (typeof complexity === 'number') return complexity + childComplexity; // computed when it is asked for
  const atRoot = type.name === 'Query' || type.name === 'Mutation' || type.name === 'Subscription';
  const own = (atRoot ? price.node : price.part) + childComplexity;
  return list ? assumed.parts * own : own;
};

/** A page of a size that is no such is refused by its resolver; until then it counts as the largest. */
function pageSize({ first, last }: { readonly [arg: string]: unknown }): number {
  const asked = first ?? last ?? USUAL_PAGE;
  return typeof asked === 'number' && asked >= 0 && asked <= LARGEST_PAGE ? asked : LARGEST_PAGE;
}

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

const isNode = (type: GraphQLNamedType): boolean =>
  type.name === 'Node' ||
  ((isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some(({ name }) => name === 'Node'));
