import type { FastifyInstance, FastifyRequest } from 'fastify';

type Done = (error: Error | null, body?: unknown) => void;

const wrong = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });

/**
 * Reads a JSON body: UTF-8 and nothing else, for a text that was silently mended is not what its sender meant, and without
 * names that would reach an object's prototype.
 */
export function readBody(app: FastifyInstance) {
  const json = app.getDefaultJsonParser('error', 'error');
  return (request: FastifyRequest, body: Buffer, done: Done): void => {
    const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
    if (!/^utf-?8$/i.test(charset)) return done(wrong(415, 'send UTF-8'));
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    } catch {
      return done(wrong(400, 'the body is not UTF-8'));
    }
    return void json(request, text, (error, parsed) =>
      error ? done(wrong(400, 'the body is not JSON that can be used')) : done(null, parsed),
    );
  };
}
