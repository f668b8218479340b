import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The tests that need servers of their own: PostgreSQL at DATABASE_URL and MIGRATION_DATABASE_URL, Redis at REDIS_URL. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [], globalSetup: [] } },
  { test: { include: ['test/services/**/*.test.ts'], fileParallelism: false } },
);
