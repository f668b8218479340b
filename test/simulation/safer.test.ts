import { expect, test } from 'vitest';
import { expectMonotoneModels } from './safer.ts';

test('in random models no addition raises the loss of any trial: 500 of them are in test/long', async () => {
  const { trials, lowered } = await expectMonotoneModels(30, 20_261_125);
  // additions have something to act on, or this shows nothing
  expect(trials).toBeGreaterThan(30);
  expect(lowered).toBeGreaterThan(trials / 20);
}, 300_000);
