import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beta } from '../../src/math/beta.ts';
import { standardNormal } from '../../src/math/normal.ts';
import { pert } from '../../src/math/pert.ts';
import { tableOf } from '../../src/math/quantile-table.ts';

const parameter = fc.double({ min: -4.6, max: 13.8, noNaN: true }).map(Math.exp); // 0.01 to a million
const betas = fc.tuple(parameter, parameter).map(([a, b]) => beta(a, b));
const perts = fc
  .record({
    low: fc.double({ min: -1e3, max: 1e9, noNaN: true }),
    width: fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
    likely: fc.double({ min: 0, max: 1, noNaN: true }),
    concentration: fc.constantFrom(0, 1, 4, 4, 30, 5_000),
  })
  .map(({ low, width, likely, concentration }) =>
    pert(low, Math.min(low + width, low + likely * width), low + width, concentration),
  );

test('the module fills a table with what plain code would, or refuses it alike', () => {
  let tables = 0;
  fc.assert(
    fc.property(fc.oneof(betas, perts), fc.constantFrom(4, 6), (law, bits) => {
      const ours = tableOf(law, bits);
      const { fillHalf: _, ...plain } = law;
      expect(ours).toEqual(tableOf(plain, bits));
      if (ours) tables++;
    }),
    { numRuns: 300 },
  );
  expect(tables).toBeGreaterThan(50);
});

test('so does that of the standard normal', () => {
  for (const bits of [4, 5, 6]) {
    const { fillHalf: _, ...plain } = standardNormal;
    expect(tableOf(standardNormal, bits)).toEqual(tableOf(plain, bits));
  }
});
