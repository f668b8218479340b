import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What the environment tells us, checked. Durations, shares and the like are constants of the code; see operations in README.md. */
export interface Config {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** Absent: the embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  readonly migrationDatabaseUrl?: string;
  /** Absent: the queue lives in PostgreSQL. */
  readonly redisUrl?: string;
  /** An absolute path. */
  readonly dataDir: string;
  readonly bootstrapKey?: string;
  /** Whether an empty database is given the example hospital. */
  readonly example: boolean;
  /** Whether this process works on jobs, beside serving the API. */
  readonly worker: boolean;
  /** Threads that simulate. */
  readonly threads: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** In production, only an ADMIN may ask for the schema. */
  readonly production: boolean;
}

/** What keeps the program from starting, in words for whoever starts it: exit status 78, and nothing is left running. */
export class StartRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Everything wrong with the environment, in one message. */
export class ConfigError extends StartRefused {
  constructor(readonly faults: readonly string[]) {
    super(`the configuration cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

const onOrOff = z.enum(['on', 'off'], { error: 'needs on or off' }).transform((word) => word === 'on');

const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d+$/, `needs a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((n) => low <= n && n <= high, `needs a whole number from ${low} to ${high}`);

/** Such a URL may hold a password, so what came is not repeated. */
const urlOf = (...schemes: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
    error: `needs a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  });

const environment = z.object({
  PORT: wholeNumber(0, 65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: urlOf('postgres:', 'postgresql:').optional(),
  MIGRATION_DATABASE_URL: urlOf('postgres:', 'postgresql:').optional(),
  REDIS_URL: urlOf('redis:', 'rediss:').optional(),
  DATA_DIR: z.string().default('.data'),
  BOOTSTRAP_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{32,512}$/, 'needs 32 to 512 visible ASCII characters without spaces')
    .optional(),
  EXAMPLE: onOrOff.optional(),
  WORKER: onOrOff.default(true),
  THREADS: wholeNumber(1, 1024).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `needs one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  NODE_ENV: z.string().optional(),
});

/**
 * Reads the environment once. An empty variable counts as absent.
 *
 * @throws {ConfigError} that lists every fault
 * @example readConfig({ PORT: '8080' }).port // 8080
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(variables)
      .map(([name, text]) => [name, text?.trim()] as const)
      .filter(([, text]) => text !== undefined && text !== ''),
  );
  const read = environment.safeParse(given);
  const faults = read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
  if (given['MIGRATION_DATABASE_URL'] && !given['DATABASE_URL'])
    faults.push(
      'MIGRATION_DATABASE_URL needs DATABASE_URL beside it: the embedded database has its own owner',
    );
  if (!read.success || faults.length > 0) throw new ConfigError(faults);

  const said = read.data;
  return {
    host: said.HOST,
    port: said.PORT,
    databaseUrl: said.DATABASE_URL,
    migrationDatabaseUrl: said.MIGRATION_DATABASE_URL,
    redisUrl: said.REDIS_URL,
    dataDir: resolve(said.DATA_DIR),
    bootstrapKey: said.BOOTSTRAP_KEY,
    example: said.EXAMPLE ?? said.DATABASE_URL === undefined,
    worker: said.WORKER,
    threads: said.THREADS ?? Math.max(1, availableParallelism() - 1),
    logLevel: said.LOG_LEVEL,
    production: said.NODE_ENV === 'production',
  };
}
