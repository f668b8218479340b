import { expect, test } from 'vitest';
import { chanceOfSome, mixedPoisson } from '../../src/exact/counts.ts';
import { newKept } from '../../src/math/kept.ts';
import { pointsOf } from '../../src/exact/law-points.ts';

const points = (values: number[], weights: number[]) => ({
  values: Float64Array.from(values),
  weights: Float64Array.from(weights),
});

test('the documented example holds', () => {
  const [none, one, two] = mixedPoisson(points([2], [1]));
  expect(none).toBeCloseTo(0.1353, 4);
  expect(one).toBeCloseTo(0.2707, 4);
  expect(two).toBeCloseTo(0.2707, 4);
});

test('a gamma rate makes counts negative binomial', () => {
  const rates = pointsOf({ shape: 'GAMMA', shapeParameter: 2, scale: 0.5, basis: 'ASSUMED' }, 'RATE');
  const counts = mixedPoisson(rates);
  // (n + 1) (1 / 1.5)^2 (0.5 / 1.5)^n
  for (const n of [0, 1, 2, 5, 10]) expect(counts[n]).toBeCloseTo(((n + 1) * (1 / 3) ** n) / 1.5 ** 2, 11);
  expect(counts.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10);
});

test('a rate of 0 has no events', () => {
  expect([...mixedPoisson(points([0], [1]))]).toEqual([1]);
  expect(chanceOfSome(points([0], [1]), 1)).toBe(0);
});

test('a mixture is the mean of its parts', () => {
  const mixed = points([1, 3], [0.25, 0.75]);
  expect(chanceOfSome(mixed, 0.5)).toBeCloseTo(1 - 0.25 * Math.exp(-0.5) - 0.75 * Math.exp(-1.5), 14);
  expect(chanceOfSome(points([1e-12], [1]), 0.5)).toBeCloseTo(5e-13, 24);
});

test('what is kept is made once, until there is too much of it', () => {
  const kept = newKept<number>(2);
  let made = 0;
  const ask = (key: string) => kept(key, () => (made += 1));
  expect([ask('a'), ask('a'), ask('b'), ask('c'), ask('a')]).toEqual([1, 1, 2, 3, 4]);
});
