import { expect, test } from 'vitest';
import { doublesOf, textOf } from '../../src/simulation/doubles-text.ts';
import { probabilityAbove } from '../../src/simulation/exceedance.ts';

/** Of 8 trials two lose USD 1 and one USD 1,000. */
const COUNTS = { trials: 8, ranks: 1 };
const ROWS = [
  [6793, 100, 100, 200, 2],
  [16_994, 100_000, 100_000, 100_000, 1],
];

test('from the counts of a result, as they are now and as they were stored before', () => {
  for (const counts of [
    { ...COUNTS, doubles: textOf(Float64Array.from(ROWS.flat())) },
    { ...COUNTS, rows: ROWS },
  ]) {
    expect([-1, 0, 0.99, 1, 999, 1_000].map((usd) => probabilityAbove(counts, usd).value)).toEqual([
      1, 0.375, 0.375, 0.125, 0.125, 0,
    ]);
  }
});

test('doubles are read as they were written, to the last bit', () => {
  const doubles = Float64Array.of(0.1, -0, 1e308, 5e-324, 2 ** 53);
  expect(doublesOf(textOf(doubles))).toEqual(doubles);
  expect(doublesOf(textOf(doubles.subarray(1, 3)))).toEqual(Float64Array.of(-0, 1e308));
  expect(textOf(Float64Array.of(1))).toBe('AAAAAAAA8D8=');
  const many = Float64Array.from({ length: 20_000 }, (_, at) => at / 7);
  expect(doublesOf(textOf(many))).toEqual(many);
  expect(textOf(many)).toBe(Buffer.from(many.buffer).toString('base64'));
});
