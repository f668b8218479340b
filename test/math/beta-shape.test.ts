import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaShape } from '../../src/math/beta-shape.ts';
import type { Distribution } from '../../src/math/distribution.ts';
import { pert } from '../../src/math/pert.ts';
import { quantileTable } from '../../src/math/quantile-table.ts';
import { normalNodes } from '../../src/simulation/severity.ts';
import { expectClose } from '../support/law.ts';

const losses = (factor: number) => pert(10_000 * factor, 50_000 * factor, 500_000 * factor);
const factors = fc.double({ min: 1e-3, max: 1e3, noNaN: true });

test('estimates that differ in scale have one shape, for all that scaling does to their last digits', () => {
  fc.assert(
    fc.property(factors, (factor) => {
      const [low, likely, high] = [10_000 * factor, 50_000 * factor, 500_000 * factor];
      const a = 1 + (4 * (likely - low)) / (high - low);
      const b = 1 + (4 * (high - likely)) / (high - low);
      expect(betaShape(a, b)).toBe(betaShape(1 + 160 / 490, 1 + 1800 / 490));
    }),
    { numRuns: 100 },
  );
});

test('a table of one scale is that of another, scaled', () => {
  const [one, other] = [quantileTable(losses(1), 4)!, quantileTable(losses(0.3), 4)!];
  for (let exponent = -1; exponent >= -60; exponent -= 0.37)
    for (const upper of [false, true]) {
      const v = 2 ** exponent;
      expectClose(other.sample(v, upper), 0.3 * one.sample(v, upper), 1e-11);
    }
});

test('a law that takes both signs has a table of its own, as close about 0 as elsewhere', () => {
  const law = pert(-0.2, 0.1, 0.5);
  expect(law.tableOf).toBeUndefined();
  const { sample } = quantileTable(law, 4)!;
  for (let v = 0.001; v <= 0.5; v += 0.001)
    expect(Math.abs(sample(v, false) - law.quantile(v))).toBeLessThan(1e-6 * 0.1 * law.standardDeviation);
});

test('quantiles along the normal are those of each of its points', () => {
  const points = normalNodes(1 / 4, 7);
  fc.assert(
    fc.property(
      factors,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0, 1, 4, 30),
      (low, at, concentration) => {
        const law = pert(low, low + at, low + 1, concentration);
        const found = law.quantilesAlong!(points);
        points.values.forEach((z, i) => {
          const exact =
            z > 0
              ? law.upperQuantile(points.tails[points.values.length - 1 - i])
              : law.quantile(points.tails[i]);
          expectClose(found[i], exact, 1e-11);
        });
      },
    ),
    { numRuns: 100 },
  );
});

test('scaled estimates have the numbers of one table, others their own', () => {
  const numbersOf = (law: Distribution) => quantileTable(law, 4)!.table!.numbers;
  expect(numbersOf(losses(0.3))).toBe(numbersOf(losses(7)));
  expect(numbersOf(pert(20_000, 60_000, 510_000))).not.toBe(numbersOf(losses(1)));
});

test('an estimate far from 0 for its width is as close as any', () => {
  const law = pert(1e9, 1e9 + 1, 1e9 + 3);
  const { sample } = quantileTable(law, 4)!;
  for (let v = 0.001; v <= 0.5; v += 0.001) expectClose(sample(v, true), law.upperQuantile(v), 1e-12);
});
