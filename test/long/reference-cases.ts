import { expect, test } from 'vitest';
import { cases, CASES_FILE, isLong, isWide, missed } from '../reference/cases.ts';
import { newTenant } from '../support/api.ts';

const long = cases.filter((it) => it.kind !== 'estimates' && (isLong(it) || isWide(it)));

if (long.length === 0)
  test('the long reference cases', ({ skip }) => {
    skip(`there is none at ${CASES_FILE}: set REFERENCE_CASES to the file of cases`);
  });

test.for(long.map((it) => [it.id, it] as const))('%s', async ([, it], { task }) => {
  const wrong = await missed(await newTenant(), it);
  task.meta.figure = `${wrong.length} of ${it.expected.length} figures missed, ${it.trials} trials`;
  expect(wrong).toEqual([]);
});
