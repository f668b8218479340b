import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Viewer } from '../access/viewer.ts';
import type { Log } from '../log.ts';
import { format, statusOf, tell } from './answer.ts';
import type { Context } from './context.ts';
import { checkCost } from './cost.ts';
import { limits, readQuery, refusal } from './limits.ts';
import { newRecent } from './recent.ts';

/** Seconds after which a caller may try again when the database does not answer. */
export const RETRY_AFTER = '2';

/** Whether a caller may ask for the schema: everyone while developing, in production only an ADMIN. */
export const mayIntrospect = (viewer: Viewer, production: boolean): boolean =>
  !production || viewer.role === 'ADMIN';

/** Apollo Server, with our limits, errors and statuses. Start it before use. */
export function newGraphql(schema: GraphQLSchema, log: Log): ApolloServer<Context> {
  const say = (message: unknown) => log.warn({ from: 'graphql' }, String(message));
  return new ApolloServer<Context>({
    schema,
    logger: { debug: () => undefined, info: () => undefined, warn: say, error: say },
    plugins: [ApolloServerPluginLandingPageDisabled(), gate(schema), answers(log)],
    formatError: (formatted, error) => format(tell(error), undefined, formatted),
    documentStore: documents(),
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    // Every request carries this header, and no page of another origin can send it unasked.
    csrfPrevention: { requestHeaders: ['authorization'] },
    introspection: true, // readQuery decides
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { maxErrors: 3 },
    stopOnTerminationSignals: false,
  });
}

/** The checks that need a query which fits the schema. */
const gate = (schema: GraphQLSchema): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operation, request }) {
        if (operation?.operation === 'subscription')
          throw refusal('BAD_REQUEST', 'subscriptions are served over a WebSocket at the same path');
        if (operation) checkCost(schema, document, request.operationName || undefined, request.variables);
      },
    };
  },
});

/** Gives every error the name of its request, and the answer its status; logs what is our fault. */
const answers = (log: Log): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue: { correlationId, viewer }, operationName }) {
        for (const error of errors) {
          const { code } = tell(error);
          if (code === 'INTERNAL' || code === 'SERVICE_UNAVAILABLE')
            log.error(
              { correlationId, keyId: viewer.keyId, operationName, err: error.originalError ?? error },
              code,
            );
        }
      },
      async willSendResponse({ response, request, contextValue }) {
        const { http, body } = response;
        http.headers.set('x-correlation-id', contextValue.correlationId);
        if (body.kind !== 'single' || !body.singleResult.errors) return;
        const errors = body.singleResult.errors.map((error) => stamped(error, contextValue.correlationId));
        body.singleResult.errors = errors;
        const codes = errors.map(({ extensions }) => String(extensions?.['code']));
        const ofTheTransport = http.status !== undefined && ![200, 400, 500].includes(http.status);
        if (!ofTheTransport)
          http.status = statusOf(
            codes,
            'data' in body.singleResult,
            isLegacy(request.http?.headers.get('accept')),
          );
        if (http.status === 503) http.headers.set('retry-after', RETRY_AFTER);
      },
    };
  },
});

const stamped = (error: GraphQLFormattedError, correlationId: string): GraphQLFormattedError => ({
  ...error,
  extensions: { ...error.extensions, correlationId },
});

/** Whether the answer goes out as application/json, because the caller did not ask for the newer media type. */
export const isLegacy = (accept: string | undefined): boolean =>
  !accept?.includes('application/graphql-response+json');

/** Parsed queries that were found valid, for some 100 KB of their text: many times that in memory. */
function documents(): NonNullable<ApolloServerOptions<Context>['documentStore']> {
  const recent = newRecent<DocumentNode>(100_000);
  return {
    get: async (key) => recent.get(key),
    set: async (key, document) => recent.set(key, document, document.loc?.end ?? 1),
    delete: async (key) => recent.delete(key),
  };
}

/** Reads each query once, for as long as it is in use: the next time its text is known to be within the limits. */
export function newReader(production: boolean): (text: string, viewer: Viewer) => void {
  const passed = { shown: newRecent<true>(200_000), hidden: newRecent<true>(200_000) };
  return (text, viewer) => {
    const shown = mayIntrospect(viewer, production);
    const known = shown ? passed.shown : passed.hidden;
    if (known.get(text)) return;
    readQuery(text, { mayIntrospect: shown });
    known.set(text, true, text.length);
  };
}
