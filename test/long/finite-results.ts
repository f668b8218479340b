import { expect, test } from 'vitest';
import { expectFiniteResults } from '../simulation/finite.ts';

const PARTS = 20;
const QUESTIONS = 1_000;

/** In parts, so that a trial that was broken off can go on where it was: `npm run test:long -- finite-results -t "part 7 "`. */
for (let part = 1; part <= PARTS; part++)
  test(`part ${part} of ${PARTS}: no NaN and no infinity`, async ({ task }) => {
    const answered = await expectFiniteResults(QUESTIONS, part);
    task.meta.figure = `${answered} of ${QUESTIONS} random questions answered, the others refused; every number finite`;
    expect(answered).toBeGreaterThan(QUESTIONS / 3);
  });
