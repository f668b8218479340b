import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Trials that last minutes, one at a time: `npm run test:long -- NAME`, for a NAME of test/long. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [], reporters: [] } },
  {
    test: {
      include: ['test/long/*.ts'],
      fileParallelism: false,
      testTimeout: 2_400_000,
      reporters: ['default', './test/support/figures.ts'],
    },
  },
);
