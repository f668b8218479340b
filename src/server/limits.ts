import { GraphQLError, Kind, parse, Source, type DocumentNode, type SelectionSetNode } from 'graphql';

/**
 * What one request may ask. The whole page of a user fits many times over: 100 scenarios with asset, threat and 20 controls
 * each cost about 3,500; a comparison of ten options with full outcomes about 400.
 */
export const limits = {
  /** Of the query alone; variables may be larger. */
  queryCharacters: 200_000,
  tokens: 5_000,
  /** Fields within fields, the leaf counted. */
  depth: 11,
  /** Of anything within anything, values included: what reads a query calls itself at each level. */
  nesting: 300,
  aliases: 100,
  directives: 50,
  /** The same field, asked for again in the same place: checking that they agree grows with the square of it. */
  repeats: 20,
  fragments: 100,
  /** See cost.ts. */
  cost: 20_000,
} as const;

/** A request refused before anything of it is run: HTTP 400. */
export const refusal = (code: string, message: string, cause?: GraphQLError): GraphQLError =>
  new GraphQLError(message, {
    source: cause?.source,
    positions: cause?.positions,
    extensions: { code, http: { status: 400 } },
  });

const tooMany = (what: string, count: number, limit: number) =>
  refusal('QUERY_TOO_COMPLEX', `the query uses ${count} ${what}; the limit is ${limit}`);

const tooNested = () =>
  refusal('QUERY_TOO_DEEP', `the query is nested too deeply; the limit is ${limits.nesting} levels`);

/**
 * Reads a query and refuses what is too large to be worth checking against the schema: the work done here grows with the
 * length of the query and with nothing else.
 *
 * @throws {GraphQLError} of QUERY_TOO_DEEP, QUERY_TOO_COMPLEX, INTROSPECTION_DISABLED, BAD_USER_INPUT, BAD_REQUEST or
 * GRAPHQL_PARSE_FAILED
 */
export function readQuery(
  text: string,
  { mayIntrospect }: { readonly mayIntrospect: boolean },
): DocumentNode {
  if (text.length > limits.queryCharacters)
    throw refusal(
      'BAD_REQUEST',
      `the query has ${text.length} characters; the limit is ${limits.queryCharacters}: send long values as variables`,
    );
  const document = parsed(text);
  const seen = census(document);
  if (seen.aliases > limits.aliases) throw tooMany('aliases', seen.aliases, limits.aliases);
  if (seen.directives > limits.directives) throw tooMany('directives', seen.directives, limits.directives);
  if (seen.fragments > limits.fragments) throw tooMany('fragments', seen.fragments, limits.fragments);
  if (seen.repeats > limits.repeats) throw tooMany('repeats of one field', seen.repeats, limits.repeats);
  if (seen.introspection && !mayIntrospect)
    throw refusal('INTROSPECTION_DISABLED', 'the schema is not shown to this key');
  if (seen.infinite !== undefined)
    throw refusal('BAD_USER_INPUT', `needs a finite number, got ${seen.infinite.slice(0, 40)}`);
  const depth = depthOf(document);
  if (depth > limits.depth)
    throw refusal('QUERY_TOO_DEEP', `the query is ${depth} fields deep; the limit is ${limits.depth}`);
  return document;
}

function parsed(text: string): DocumentNode {
  try {
    return parse(new Source(text), { maxTokens: limits.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) throw refusal('GRAPHQL_PARSE_FAILED', error.message, error);
    if (error instanceof RangeError) throw tooNested();
    throw error;
  }
}

interface Census {
  aliases: number;
  directives: number;
  fragments: number;
  /** Of the field that is asked for most often in one place. */
  repeats: number;
  introspection: boolean;
  /** The first literal that no double can hold, which would otherwise reach a resolver as Infinity. */
  infinite?: string;
}

function census(document: DocumentNode): Census {
  const seen: Census = { aliases: 0, directives: 0, fragments: 0, repeats: 0, introspection: false };
  const open: { readonly part: unknown; readonly level: number }[] = document.definitions.map((part) => ({
    part,
    level: 0,
  }));
  while (open.length > 0) {
    const { part: taken, level } = open.pop()!;
    if (level > limits.nesting) throw tooNested();
    const node = taken as Partial<Record<string, unknown>> & { kind: Kind; name?: { value: string } };
    if (node.kind === Kind.FIELD) {
      if (node['alias']) seen.aliases++;
      if (node.name?.value === '__schema' || node.name?.value === '__type') seen.introspection = true;
    } else if (node.kind === Kind.DIRECTIVE) seen.directives++;
    else if (node.kind === Kind.FRAGMENT_SPREAD) seen.fragments++;
    else if (node.kind === Kind.FRAGMENT_DEFINITION) seen.fragments++;
    else if (node.kind === Kind.INLINE_FRAGMENT) seen.fragments++;
    else if (node.kind === Kind.FLOAT || node.kind === Kind.INT) {
      const literal = node['value'] as string;
      if (!Number.isFinite(Number(literal))) seen.infinite ??= literal;
    }
    if (
      node.kind === Kind.FIELD ||
      node.kind === Kind.OPERATION_DEFINITION ||
      node.kind === Kind.FRAGMENT_DEFINITION
    )
      seen.repeats = Math.max(seen.repeats, repeatsIn(node['selectionSet'] as SelectionSetNode | undefined));
    for (const key of parts) {
      const part = node[key];
      if (Array.isArray(part)) for (const it of part as unknown[]) open.push({ part: it, level: level + 1 });
      else if (part !== null && typeof part === 'object') open.push({ part, level: level + 1 });
    }
  }
  return seen;
}

/** How often the most repeated field of a selection is asked for, inline fragments included. */
function repeatsIn(set: SelectionSetNode | undefined): number {
  if (!set || set.selections.length < 2) return 1;
  const times = new Map<string, number>();
  const open = [...set.selections];
  while (open.length > 0) {
    const selection = open.pop()!;
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      times.set(name, (times.get(name) ?? 0) + 1);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) open.push(...selection.selectionSet.selections);
  }
  return Math.max(1, ...times.values());
}

/** Where a node of a query keeps its children. */
const parts = [
  'selectionSet',
  'selections',
  'arguments',
  'directives',
  'variableDefinitions',
  'defaultValue',
  'value',
  'values',
  'fields',
] as const;

/** The depth of the deepest field; each fragment is measured once, and one that holds itself is left to validation. */
function depthOf(document: DocumentNode): number {
  const fragments = new Map(
    document.definitions.flatMap((it) => (it.kind === Kind.FRAGMENT_DEFINITION ? [[it.name.value, it]] : [])),
  );
  const measured = new Map<string, number>();

  const within = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((deepest, selection) => {
      switch (selection.kind) {
        case Kind.FIELD:
          // Introspection has limits of its own in validation.
          if (selection.name.value.startsWith('__')) return Math.max(deepest, 1);
          return Math.max(deepest, 1 + within(selection.selectionSet));
        case Kind.INLINE_FRAGMENT:
          return Math.max(deepest, within(selection.selectionSet));
        case Kind.FRAGMENT_SPREAD:
          return Math.max(deepest, ofFragment(selection.name.value));
      }
    }, 0);

  const ofFragment = (name: string): number => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, 0);
    const depth = within(fragments.get(name)?.selectionSet);
    measured.set(name, depth);
    return depth;
  };

  return Math.max(
    0,
    ...document.definitions.map((it) =>
      it.kind === Kind.OPERATION_DEFINITION ? within(it.selectionSet) : 0,
    ),
  );
}
