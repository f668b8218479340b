import { expect, test } from 'vitest';
import { expectFiniteResults } from './finite.ts';

const QUESTIONS = 200;

test('no NaN and no infinity leaves the engine, whatever is asked of it: 20,000 questions are in test/long', async () => {
  expect(await expectFiniteResults(QUESTIONS, 20_261_125)).toBeGreaterThan(QUESTIONS / 3);
}, 300_000);
