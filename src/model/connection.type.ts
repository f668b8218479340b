import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { cursorOf, slice, type Page, type PageRequest, type Position } from './page.ts';

@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, {
    nullable: true,
    description: 'At most so many from the beginning: 1 to 100. Absent: 20.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Begin behind this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'At most so many from the end: 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'End ahead of this cursor.' })
  before?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

/** A page of a list, as resolvers return it. */
export interface Connection<R> {
  readonly edges: readonly { readonly cursor: string; readonly node: R | Promise<R> }[];
  readonly pageInfo: PageInfo;
  /** Asked for only by those who want it: it can cost a query of its own. */
  readonly totalCount: () => Promise<number>;
}

/**
 * The types of a list of nodes: call it once for each kind.
 *
 * @example export const AssetConnection = newConnection('Asset', Asset)
 */
export function newConnection<R extends object>(name: string, node: ClassType<R>): ClassType<Connection<R>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Where the node stands in its list; for after and before.' })
    cursor!: string;

    @Field(() => node)
    node!: R | Promise<R>;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: 'A page of a list, by name.' })
  class ConnectionType implements Connection<R> {
    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many there are on all pages.' })
    totalCount!: () => Promise<number>;
  }

  return ConnectionType;
}

/** A page out of a list whose positions are all in memory; `load` is asked only for the rows of the page. */
export function connect<P extends Position, R>(
  positions: readonly P[],
  page: Page,
  load: (position: P) => R | Promise<R>,
): Connection<R> {
  const { rows, hasPrevious, hasNext } = slice(positions, page);
  return {
    edges: rows.map((row) => ({ cursor: cursorOf(row), node: load(row) })),
    pageInfo: pageInfo(rows, hasPrevious, hasNext),
    totalCount: () => Promise.resolve(positions.length),
  };
}

export const pageInfo = (rows: readonly Position[], hasPrevious: boolean, hasNext: boolean): PageInfo => ({
  hasNextPage: hasNext,
  hasPreviousPage: hasPrevious,
  startCursor: rows.length > 0 ? cursorOf(rows[0]) : null,
  endCursor: rows.length > 0 ? cursorOf(rows[rows.length - 1]) : null,
});
