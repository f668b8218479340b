import { expect, test } from 'vitest';
import { bucketOf, CARRY, countLosses, lossCounts } from '../../src/math/loss-counts.ts';
import { addShares, largestLosses, lossesFrom, lossRows, passingRows } from '../../src/math/loss-rows.ts';

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

test('rows are found by a loss, and by how many are no larger', () => {
  const { firstAbove, rowOf } = lossesFrom(lossRows(counts), 2);
  expect([0, 199, 200, 500, 90_000, 90_001].map(firstAbove)).toEqual([0, 0, 1, 2, 2, 3]);
  // of 8 losses the first is 0
  expect([2, 3, 4, 5, 6, 7, 8].map((place) => rowOf(place, 8))).toEqual([0, 1, 1, 1, 2, 2, 2]);
});

test('the largest losses are all of the highest buckets, and a share of the last', () => {
  const rows = lossRows(counts);
  const whole = (shift: number, wanted: number) => [...largestLosses(rows.slice(), 2, shift, wanted)];
  expect(whole(0, 2)).toEqual([bucketOf(90_000), 2 / 3]);
  expect(whole(0, 4)).toEqual([bucketOf(90_000), 1, bucketOf(500), 1 / 3]);
  expect(whole(0, 100)).toEqual([bucketOf(90_000), 1, bucketOf(500), 1, bucketOf(200), 1]);
  // so wide that 200 and 500 share one
  expect(whole(14, 5)).toEqual([1, 1, 0, 2 / 4]);
  expect(largestLosses(new Float64Array(0), 2, 0, 5)).toEqual(new Float64Array(0));
});

test('shares are added of sums that are kept in two parts', () => {
  const into = Float64Array.of(1, 2);
  addShares([Float64Array.of(0, 10, 1, 4), Float64Array.of(0, 3, 0, 0)], [0.5, 1], into);
  expect([...into]).toEqual([1 + 5 + 3, 2 + (CARRY + 4) / 2]);
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
