import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { buildApi } from '../../src/server/schema.ts';

export interface RootField {
  /** Such as Query.assets. */
  readonly name: string;
  /** Uses it with as little as it needs, and asks for as little as it gives. */
  readonly operation: string;
}

/** All that the API can be asked, from its schema. */
export function rootFields(): RootField[] {
  const schema = buildApi();
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root!.getFields()).map((field) => ({
      name: `${root!.name}.${field.name}`,
      operation: `${root!.name.toLowerCase()} { ${callOf(field)} }`,
    })),
  );
}

function callOf({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const needed = args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  const list = needed.map((arg) => `${arg.name}: ${literalOf(arg.type)}`).join(', ');
  return `${name}${list && `(${list})`}${isLeafType(getNamedType(type)) ? '' : ' { __typename }'}`;
}

function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0].name;
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) && field.defaultValue === undefined,
    );
    return `{ ${needed.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`;
  }
  if (type.name === 'DateTime') return '"2030-01-01T00:00:00Z"';
  return type.name === 'Int' || type.name === 'Float' ? '1' : type.name === 'Boolean' ? 'true' : '"x"';
}
