import { expect, test } from 'vitest';
import { expectMonotoneModels } from '../simulation/safer.ts';

const MODELS = 500;

test(`in ${MODELS} random models no addition raises the loss of any trial`, async ({ task }) => {
  const { trials, lowered } = await expectMonotoneModels(MODELS, 1);
  task.meta.figure = `none of ${trials} trials was raised, ${lowered} were lowered`;
  expect(lowered).toBeGreaterThan(trials / 20);
});
