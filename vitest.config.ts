import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // type-graphql loads graphql as CommonJS; without one address for both there are two copies of its classes
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/services/**', 'test/long/**'],
    setupFiles: ['./test/support/fixed-seed.ts'],
    globalSetup: ['./test/support/shared-server.ts'],
    // Against what hangs; a busy machine may take long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default', './test/support/summary.ts'],
  },
});
