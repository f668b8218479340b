import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { InvalidInput } from '../errors.ts';
import { shown } from './shown.ts';

/** A moment. Whatever does not name one, be it the 30th of February, is the caller's mistake and is told as such. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment, as RFC 3339 has it: 2026-11-23T08:00:00Z.',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => readDateTime(value),
  parseLiteral: (node) => readDateTime(node.kind === Kind.STRING ? node.value : undefined),
});

function readDateTime(value: unknown): Date {
  try {
    return GraphQLDateTime.parseValue(value);
  } catch {
    throw new InvalidInput(`needs a date and time such as 2026-11-23T08:00:00Z, got ${shown(value)}`);
  }
}
