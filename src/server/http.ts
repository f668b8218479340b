import { randomUUID } from 'node:crypto';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { EntityManager } from 'typeorm';
import type { SignIn } from '../access/sign-in.service.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Log } from '../log.ts';
import { format, statusOf, tell, type Told } from './answer.ts';
import type { Context } from './context.ts';
import { isLegacy, newGraphql, newReader, RETRY_AFTER } from './graphql.ts';
import { refusal } from './limits.ts';
import { newLoaders } from './loaders.ts';
import { readBody } from './body.ts';
import { newSubscriptions } from './subscriptions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
  }
}

export interface ServerParts {
  readonly schema: GraphQLSchema;
  readonly db: EntityManager;
  readonly signIn: SignIn;
  readonly log: Log;
  readonly production: boolean;
  /** What must answer before this server is of use, by name. */
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
}

/** 10 MB of a model to import, as JSON in JSON. */
const BODY_BYTES = 12_000_000;

/** The server, not yet listening. */
export async function newServer(parts: ServerParts): Promise<FastifyInstance> {
  const { log, db, signIn, checks } = parts;
  const app = fastify({
    logger: false, // its lines hold addresses with their queries
    genReqId: () => randomUUID(),
    bodyLimit: BODY_BYTES,
    exposeHeadRoutes: false,
    requestTimeout: 60_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    clientErrorHandler: (_error, socket) => {
      if (socket.writable)
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    },
    frameworkErrors: (_error, request, reply) => void refuse(request, reply, 404, nothingHere),
  });
  app.decorateRequest('viewer', null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/json(;|$)/, { parseAs: 'buffer' }, readBody(app));
  app.setNotFoundHandler((request, reply) => refuse(request, reply, 404, nothingHere));
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const { statusCode = 500, message } = error;
    if (statusCode < 500)
      return refuse(request, reply, statusCode, badRequest(sayings[statusCode] ?? message));
    return fail(error, request, reply);
  });
  await app.register(websocket, { options: { maxPayload: 1_000_000 } });

  app.get('/health', async () => ({ alive: true }));
  app.get('/ready', async (_request, reply) => {
    const answers = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await inTime(check())] as const),
    );
    const ready = answers.every(([, answered]) => answered);
    if (!ready) void reply.code(503).header('retry-after', RETRY_AFTER);
    return { ready, ...Object.fromEntries(answers) };
  });

  const authenticate = async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.ws) return; // its credential comes in its first message
    try {
      request.viewer = (await signIn(request.headers.authorization)) ?? null;
    } catch (error) {
      return fail(error, request, reply);
    }
    if (request.viewer) {
      const encoding = request.headers['content-encoding'] ?? 'identity';
      return encoding === 'identity'
        ? undefined
        : refuse(request, reply, 415, badRequest('send the body uncompressed'));
    }
    log.warn({ correlationId: request.id, path: request.routeOptions.url }, 'refused: no valid credential');
    void reply.header('www-authenticate', 'Bearer');
    // Whoever is a stranger need not send the rest of a large body.
    if (Number(request.headers['content-length'] ?? 0) > 100_000) void reply.header('connection', 'close');
    return refuse(request, reply, 401, {
      code: 'UNAUTHENTICATED',
      message: 'send a valid key: Authorization: Bearer <key>',
    });
  };

  function fail(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    const told = tell(error);
    const status = statusOf([told.code], false, false);
    if (status >= 500) log.error({ correlationId: request.id, err: error }, told.code);
    if (status === 503) void reply.header('retry-after', RETRY_AFTER);
    return refuse(request, reply, status, told);
  }

  const apollo = newGraphql(parts.schema, log);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  const read = newReader(parts.production);
  const handler = fastifyApolloHandler(apollo, {
    context: async (request): Promise<Context> => {
      const viewer = request.viewer;
      if (!viewer) throw new Error('a request came past the door without a viewer');
      read(queryOf(request), viewer);
      return { db, viewer, loaders: newLoaders(), correlationId: request.id };
    },
  });
  const route = { url: '/graphql', onRequest: authenticate, onSend: complete };
  app.route({ ...route, method: 'POST', handler });
  app.route({ ...route, method: 'GET', handler, wsHandler: newSubscriptions(parts) });
  app.route({
    ...route,
    method: ['DELETE', 'PATCH', 'PUT', 'OPTIONS', 'HEAD'],
    handler: (request, reply) => {
      void reply.header('allow', 'GET, POST');
      return refuse(request, reply, 405, badRequest('use POST'));
    },
  });
  return app;
}

const nothingHere: Told = { code: 'NOT_FOUND', message: 'nothing is served at this path' };
const badRequest = (message: string): Told => ({ code: 'BAD_REQUEST', message });

const sayings: Readonly<Record<number, string>> = {
  413: `the body is larger than ${BODY_BYTES} bytes`,
  415: 'send application/json in UTF-8',
};

const mediaType = (request: FastifyRequest): string =>
  isLegacy(request.headers.accept)
    ? 'application/json; charset=utf-8'
    : 'application/graphql-response+json; charset=utf-8';

/** Answers without GraphQL having been asked. */
function refuse(request: FastifyRequest, reply: FastifyReply, status: number, told: Told) {
  return reply
    .code(status)
    .header('content-type', mediaType(request))
    .header('x-correlation-id', request.id)
    .send(JSON.stringify({ errors: [format(told, request.id)] }));
}

/** The query of a request, once its shape is found to be that of a GraphQL request. */
function queryOf(request: FastifyRequest): string {
  const bad = (message: string) => refusal('BAD_REQUEST', message);
  const sent: unknown = request.method === 'GET' ? request.query : request.body;
  if (Array.isArray(sent)) throw bad('send one operation a request: batches are not served');
  if (sent === null || typeof sent !== 'object') throw bad('the body needs to be a JSON object with a query');
  const { query, variables, extensions, operationName } = sent as Record<string, unknown>;
  if (typeof query !== 'string' || query.trim() === '') {
    if (isObject(extensions) && isObject(extensions['persistedQuery']))
      throw refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
    throw bad('query is needed, as text');
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    throw bad('operationName needs to be text');
  if (request.method === 'GET') return query; // the rest is text there, and read later
  for (const [name, part] of Object.entries({ variables, extensions }))
    if (part !== undefined && part !== null && !isObject(part)) throw bad(`${name} needs to be an object`);
  return query;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Gives the errors that arose before GraphQL began the name of their request, and their answer its status. */
async function complete(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode < 400 || reply.hasHeader('x-correlation-id') || typeof payload !== 'string')
    return payload;
  const { errors = [] } = JSON.parse(payload) as { errors?: GraphQLFormattedError[] };
  if (reply.statusCode === 400 || reply.statusCode === 500) {
    const codes = errors.map(({ extensions }) => String(extensions?.['code']));
    void reply.code(statusOf(codes, false, isLegacy(request.headers.accept)));
  }
  void reply.header('x-correlation-id', request.id);
  const stamp = (error: GraphQLFormattedError) => ({
    ...error,
    extensions: { ...error.extensions, correlationId: request.id },
  });
  const text = JSON.stringify({ errors: errors.map(stamp) });
  void reply.header('content-length', Buffer.byteLength(text));
  return text;
}

const inTime = (answer: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    answer.then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2_000).unref()),
  ]);
