import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const faultsOf = (variables: Record<string, string>): readonly string[] => {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

test('the documented example holds', () => {
  expect(readConfig({ PORT: '8080' }).port).toBe(8080);
});

test('nothing set means the documented defaults', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 4000,
    dataDir: resolve('.data'),
    example: true,
    worker: true,
    threads: Math.max(1, availableParallelism() - 1),
    logLevel: 'info',
    production: false,
  });
});

test('an empty variable counts as absent', () => {
  const config = readConfig({ DATABASE_URL: '', PORT: ' ', BOOTSTRAP_KEY: '' });
  expect(config).toMatchObject({ port: 4000, example: true });
  expect(config.databaseUrl).toBeUndefined();
});

test('the example hospital is not put into a database of the caller unless asked for', () => {
  expect(readConfig({ DATABASE_URL: 'postgres://a@b/c' }).example).toBe(false);
  expect(readConfig({ DATABASE_URL: 'postgres://a@b/c', EXAMPLE: 'on' }).example).toBe(true);
});

test('all faults are told at once, each with its variable', () => {
  const faults = faultsOf({
    PORT: '70000',
    REDIS_URL: 'localhost:6379',
    BOOTSTRAP_KEY: 'short',
    WORKER: 'yes',
    THREADS: '0',
    LOG_LEVEL: 'loud',
  });
  const told = faults.map((fault) => fault.split(' ')[0]);
  expect(told).toEqual(['PORT', 'REDIS_URL', 'BOOTSTRAP_KEY', 'WORKER', 'THREADS', 'LOG_LEVEL']);
});

test.each(['-1', '1e3', '0x10', '4000.5', 'NaN', '٤٠٠٠'])('PORT %s is no port', (PORT) => {
  expect(faultsOf({ PORT })).toEqual(['PORT needs a whole number from 0 to 65535']);
});

test('an owner without a database is a fault', () => {
  expect(faultsOf({ MIGRATION_DATABASE_URL: 'postgres://a@b/c' })).toHaveLength(1);
});

test('no secret is repeated in a fault', () => {
  const told = faultsOf({ DATABASE_URL: 'mysql://root:hunter2@db/x', BOOTSTRAP_KEY: 'hunter2' }).join();
  expect(told).toContain('DATABASE_URL');
  expect(told).not.toContain('hunter2');
});
