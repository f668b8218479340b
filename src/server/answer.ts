import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { QueryFailedError } from 'typeorm';
import { CallerError } from '../errors.ts';

/** Every code that an error of the API may have. */
const CODES = new Set([
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTROSPECTION_DISABLED',
  'QUERY_TOO_DEEP',
  'QUERY_TOO_COMPLEX',
  'UNAUTHENTICATED',
  'RATE_LIMITED',
  'SERVICE_UNAVAILABLE',
  'INTERNAL',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const LONGEST_MESSAGE = 500;

/** What a caller is told of an error. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

/**
 * What a caller is told of an error: his own mistakes in full, a database that does not answer as such, and of anything else
 * only that it happened.
 */
export function tell(error: unknown): Told {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (cause instanceof CallerError) return { code: cause.code, message: cause.message, field: cause.field };
  if (error instanceof GraphQLError) {
    const code = codeOf(error);
    if (code !== undefined) return { code, ...sayable(error.message) };
  }
  return ofDatabase(cause) ?? { code: 'INTERNAL', message: 'something went wrong on our side' };
}

function codeOf({ extensions, message }: GraphQLError): string | undefined {
  const code = extensions['code'];
  if (code === 'OPERATION_RESOLUTION_FAILURE') return 'BAD_REQUEST';
  if (typeof code === 'string') return CODES.has(code) ? code : undefined;
  // What graphql-js itself says of a caller's argument while it runs a query; all else that it says then is our mistake.
  return /^(Argument|Variable) "/.test(message) ? 'BAD_USER_INPUT' : undefined;
}

/** A message of the GraphQL library, without what it would let a stranger learn of the schema, and where in the input it points. */
function sayable(text: string): { message: string; field?: string } {
  const field = /^Variable "\$(\w+)".* at "([^"]+)"/.exec(text)?.[2];
  return {
    message: text.replace(/ ?Did you mean [^?]*\?/g, '').slice(0, LONGEST_MESSAGE),
    field: field?.replace(/\[(\d+)\]/g, '.$1'),
  };
}

const unavailable: Told = {
  code: 'SERVICE_UNAVAILABLE',
  message: 'the database does not answer; try again soon',
};

/** Errors of the network between us and the database, by their codes. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

function ofDatabase(error: unknown): Told | undefined {
  if (!(error instanceof Error)) return undefined;
  const driver = error instanceof QueryFailedError ? (error.driverError as Error) : error;
  const code = (driver as { code?: unknown }).code;
  if (typeof code === 'string') {
    // 08: connection; 53: too many of them, disk full; 57: shut down, starting, cancelled by a time limit
    if (NETWORK.has(code) || /^(08|53|57)/.test(code)) return unavailable;
    if (code === '40001' || code === '40P01' || code === '55P03')
      return {
        code: 'CONFLICT',
        message: 'another request changed the same thing at the same time; try again',
      };
    if (code === '22021' || code === '22P05')
      return {
        code: 'BAD_USER_INPUT',
        message: 'a text holds a character that cannot be stored, such as U+0000',
      };
  }
  return LOST_CONNECTION.test(driver.message) ? unavailable : undefined;
}

/** What the driver says, without a code, of a connection that broke or did not come about. */
const LOST_CONNECTION =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|Cannot use a pool after calling end|Client was closed)/;

/** An error as it goes over the wire. */
export function format(
  told: Told,
  correlationId: string | undefined,
  at: Pick<GraphQLFormattedError, 'path' | 'locations'> = {},
): GraphQLFormattedError {
  const { code, message, field } = told;
  const showsPlace = code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED';
  return {
    message,
    ...(showsPlace && at.locations ? { locations: at.locations } : {}),
    ...(at.path ? { path: at.path } : {}),
    extensions: {
      code,
      ...(field === undefined ? {} : { field }),
      ...(correlationId ? { correlationId } : {}),
    },
  };
}

/** Codes that say the query itself is at fault, which the older media type answers with 200. */
const OF_THE_QUERY = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTROSPECTION_DISABLED',
  'QUERY_TOO_DEEP',
  'QUERY_TOO_COMPLEX',
  'BAD_USER_INPUT',
]);

/**
 * The HTTP status of an answer with errors.
 *
 * @param codes of its errors
 * @param hasData whether the query was run: the answer has `data`, be it null
 * @param legacy whether it goes out as application/json: then it is 200 for every well-formed request, as the GraphQL over
 * HTTP specification has it
 */
export function statusOf(codes: readonly string[], hasData: boolean, legacy: boolean): number {
  const has = (code: string) => codes.includes(code);
  if (has('SERVICE_UNAVAILABLE')) return 503;
  if (has('INTERNAL')) return 500;
  if (has('RATE_LIMITED')) return 429;
  if (has('UNAUTHENTICATED')) return 401;
  if (hasData || has('PERSISTED_QUERY_NOT_SUPPORTED')) return 200;
  return legacy && codes.every((code) => OF_THE_QUERY.has(code)) ? 200 : 400;
}
