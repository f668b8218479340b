import { expect, test } from 'vitest';
import { expectBest } from '../choice/expect-best.ts';

const PROBLEMS = 200;

test(`on ${PROBLEMS} problems of 12 candidates no set has better worst years than what is found`, ({
  task,
}) => {
  let proved = 0;
  for (let seed = 1; seed <= PROBLEMS; seed++) proved += Number(expectBest(seed, 'CVAR95').provedOptimal);
  task.meta.figure = `${proved} of ${PROBLEMS} proved optimal`;
  expect(proved).toBe(PROBLEMS);
});
