import { expect, test } from 'vitest';
import { bucketOf, countLosses, lossCounts } from '../../src/math/loss-counts.ts';
import { lossesFrom, lossRows, passingRows } from '../../src/math/loss-rows.ts';

/** Of two years each, the larger first. */
const TRIALS = [
  [500, 200],
  [500, 0],
  [90_000, 500],
  [90_001, 90_000],
];
const counts = lossCounts(2);
for (const trial of TRIALS) countLosses(counts, Float64Array.from(trial));

test('rows hold the buckets in use, ascending, with their losses by rank', () => {
  expect([...lossRows(counts)]).toEqual([
    ...[bucketOf(200), 200, 200, 200, 0, 1],
    ...[bucketOf(500), 500, 500, 1500, 2, 1],
    ...[bucketOf(90_000), 90_000, 90_001, 270_001, 2, 1],
  ]);
});

test('losses are added up from the last row on', () => {
  const { ranked, pooled, cents } = lossesFrom(lossRows(counts), 2);
  expect([...ranked]).toEqual([...[4, 3], ...[4, 2], ...[2, 1], ...[0, 0]]);
  expect([...pooled]).toEqual([7, 6, 3, 0]);
  expect([...cents]).toEqual([271_701, 271_501, 270_001, 0]);
});

test('of no losses there are no rows', () => {
  expect(lossRows(lossCounts(3))).toEqual(new Float64Array(0));
  const { ranked, pooled, cents } = lossesFrom([], 3);
  expect([[...ranked], [...pooled], [...cents]]).toEqual([[0, 0, 0], [0], [0]]);
});

test('what shares memory says so when it is no longer what it was', () => {
  const rows = lossRows(counts);
  const before = rows.slice();
  const { check } = lossesFrom(rows, 2);
  check();
  const passing = passingRows(counts);
  expect(check).toThrow(RangeError);
  expect(passing).toEqual(rows);
  passingRows(lossCounts(2));
  expect(rows).toEqual(before);
});
