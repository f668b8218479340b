import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import { getOperationAST, GraphQLError, validate, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { EntityManager } from 'typeorm';
import type { SignIn } from '../access/sign-in.service.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Log } from '../log.ts';
import { format, tell } from './answer.ts';
import type { Context } from './context.ts';
import { checkCost } from './cost.ts';
import { mayIntrospect } from './graphql.ts';
import { readQuery, refusal } from './limits.ts';
import { newLoaders } from './loaders.ts';

interface Parts {
  readonly schema: GraphQLSchema;
  readonly db: EntityManager;
  readonly signIn: SignIn;
  readonly log: Log;
  readonly production: boolean;
}

/** What a connection carries: who it was opened by, and what looks after them. */
interface Held extends Record<PropertyKey, unknown> {
  viewer?: Viewer;
  watch?: NodeJS.Timeout;
}

/** The close code for a connection without a right. */
const UNAUTHENTICATED = 4401;
const SUBSCRIPTIONS_PER_CONNECTION = 50;
/** With the time that a key is remembered, a revoked one is cut off within 5 seconds. */
const RECHECK_MS = 1_000;

/**
 * Subscriptions by the graphql-transport-ws protocol, under the same keys, limits and errors as queries. Queries and
 * mutations are not served here: over POST they are seen by what watches HTTP.
 */
export function newSubscriptions({ schema, db, signIn, log, production }: Parts) {
  const turnAway = (socket: WebSocket) => socket.close(UNAUTHENTICATED, 'Unauthenticated');

  return makeHandler<Record<string, unknown> | undefined, Held>({
    isProd: true,
    async onConnect({ connectionParams, extra }) {
      const authorization = authorizationIn(connectionParams);
      const viewer = await signIn(authorization);
      if (!viewer) {
        log.warn({ correlationId: idOf(extra.request) }, 'refused: no valid credential');
        turnAway(extra.socket);
        return false;
      }
      extra.viewer = viewer;
      extra.watch = setInterval(() => {
        // A database that does not answer is no reason to cut anyone off.
        const still = signIn(authorization).catch(() => viewer);
        void still.then((it) => it ?? turnAway(extra.socket));
      }, RECHECK_MS);
      return true;
    },
    onClose({ extra }) {
      clearInterval(extra.watch);
    },
    onSubscribe({ extra, subscriptions }, _id, { query, variables, operationName }) {
      const { viewer } = extra;
      if (!viewer) return [refusal('UNAUTHENTICATED', 'no valid credential')];
      try {
        if (Object.keys(subscriptions).length > SUBSCRIPTIONS_PER_CONNECTION)
          throw refusal('BAD_REQUEST', `at most ${SUBSCRIPTIONS_PER_CONNECTION} subscriptions a connection`);
        const document = readQuery(query, { mayIntrospect: mayIntrospect(viewer, production) });
        const invalid = validate(schema, document, undefined, { maxErrors: 3 });
        if (invalid.length > 0)
          return invalid.map((error) => refusal('GRAPHQL_VALIDATION_FAILED', error.message, error));
        if (getOperationAST(document, operationName)?.operation !== 'subscription')
          throw refusal(
            'BAD_REQUEST',
            'only subscriptions are served here: send queries and mutations by POST',
          );
        checkCost(schema, document, operationName ?? undefined, variables ?? {});
        const contextValue: Context = {
          db,
          viewer,
          loaders: newLoaders({ keep: false }), // it lives as long as the subscription
          correlationId: idOf(extra.request),
        };
        return {
          schema,
          document,
          operationName,
          variableValues: variables,
          contextValue,
        } satisfies ExecutionArgs;
      } catch (error) {
        return [
          error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }),
        ];
      }
    },
    onError: ({ extra }, _id, _payload, errors) => errors.map((error) => told(error, extra.request)),
    onNext: ({ extra }, _id, _payload, _args, result) =>
      result.errors
        ? { ...result, errors: result.errors.map((error) => told(error, extra.request)) }
        : undefined,
  });

  function told(error: GraphQLError, request: FastifyRequest) {
    const correlationId = idOf(request);
    const it = tell(error);
    if (it.code === 'INTERNAL' || it.code === 'SERVICE_UNAVAILABLE')
      log.error({ correlationId, err: error.originalError ?? error }, it.code);
    return format(it, correlationId, error);
  }
}

const idOf = (request: FastifyRequest): string => String(request.id);

/** Clients spell it either way. */
const authorizationIn = (params: Record<string, unknown> | undefined): string | undefined => {
  const given = params?.['authorization'] ?? params?.['Authorization'];
  return typeof given === 'string' ? given : undefined;
};
