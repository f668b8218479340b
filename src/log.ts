import { pino, type Logger } from 'pino';
import { QueryFailedError } from 'typeorm';
import type { Config } from './config.ts';

export type Log = Logger;

/** JSON lines to standard output: what happened and to which request, never a key, never a value that a caller sent. */
export const newLog = (level: Config['logLevel']): Log =>
  pino({ level, base: undefined, serializers: { err: describe }, timestamp: pino.stdTimeFunctions.isoTime });

/**
 * An error for the log. Libraries hang queries, parameters and whole requests on their errors, so only what is named here is
 * kept; a database's message quotes values, so what it quotes is blotted out.
 */
export function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table, column } = error as Error & Record<string, unknown>;
  const ofDatabase = error instanceof QueryFailedError || typeof code === 'string';
  return {
    type: error.name,
    message: ofDatabase ? error.message.replace(/"[^"]*"/g, '"…"') : error.message,
    at: error.stack?.split('\n').filter((line) => line.startsWith('    at ')),
    code,
    constraint,
    table,
    column,
    cause: error.cause === undefined ? undefined : describe(error.cause),
  };
}
