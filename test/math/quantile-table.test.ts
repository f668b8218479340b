import { expect, test } from 'vitest';
import { beta } from '../../src/math/beta.ts';
import { exactSampler, quantileTable, sampler } from '../../src/math/quantile-table.ts';
import { pert } from '../../src/math/pert.ts';
import { uniform } from '../../src/math/uniform.ts';
import { expectClose } from '../support/law.ts';

test('the documented example holds', () => {
  expect(sampler(uniform(2, 6)).sample(0.25, true)).toBe(5);
});

test('a table is within 1e-6 of the quantile, down to where it ends and beyond', () => {
  const law = pert(10_000, 50_000, 500_000);
  const table = quantileTable(law, 4)!;
  const exact = exactSampler(law);
  for (let exponent = -1; exponent >= -60; exponent -= 0.37)
    for (const upper of [false, true]) {
      const v = 2 ** exponent;
      expectClose(table.sample(v, upper), exact.sample(v, upper), 1e-6);
    }
});

test('a table never falls as the share rises', () => {
  const table = quantileTable(pert(0, 1, 100), 4)!;
  let last = -Infinity;
  for (let i = 1; i < 20_000; i++) {
    const p = i / 20_000;
    const value = p <= 0.5 ? table.sample(p, false) : table.sample(1 - p, true);
    expect(value).toBeGreaterThanOrEqual(last - 1e-12);
    last = value;
  }
});

test('a law that no table holds closely is answered exactly', () => {
  const law = beta(0.01, 0.01);
  expect(quantileTable(law, 4)).toBeUndefined();
  expect(sampler(law).sample(0.3, false)).toBe(law.quantile(0.3));
});

test('a law without a density has no table', () => {
  expect(quantileTable({ ...uniform(0, 1), density: undefined }, 4)).toBeUndefined();
});
