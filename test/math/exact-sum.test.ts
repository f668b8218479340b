import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactSums } from '../../src/math/exact-sum.ts';

const totalOf = (terms: readonly number[]) => {
  const sums = exactSums(1);
  for (const term of terms) sums.add(0, term);
  return sums.total(0);
};

test('the documented example holds', () => {
  expect(totalOf([1e16, 1, -1e16])).toBe(1);
});

test('any order and any grouping of the terms gives the same bytes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e30, max: 1e30, noNaN: true }), { minLength: 1, maxLength: 40 }),
      fc.nat(),
      (terms, seed) => {
        const shuffled = [...terms].sort((a, b) => ((a * 7919 + seed) % 1) - ((b * 7919 + seed) % 1));
        const first = exactSums(1);
        const second = exactSums(1);
        shuffled.forEach((term, i) => (i % 3 ? first : second).add(0, term));
        first.merge(second.bins);
        expect(first.total(0)).toBe(totalOf(terms));
      },
    ),
  );
});

test('whole numbers add exactly, where plain doubles lose them', () => {
  const terms = [2 ** 60, ...Array.from({ length: 1000 }, () => 1), -(2 ** 60)];
  expect(terms.reduce((sum, term) => sum + term, 0)).not.toBe(1000);
  expect(totalOf(terms)).toBe(1000);
});

test('fractions are kept to 2^-41', () => {
  const third = 1 / 3;
  expect(Math.abs(totalOf([third, third, third]) - 1)).toBeLessThan(3 / 2 ** 41);
});
