import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incompleteBeta } from '../../src/math/incomplete-beta.ts';
import reference from '../reference/distributions.json' with { type: 'json' };
import { expectClose } from '../support/law.ts';
import { plainIncompleteBeta } from './plain-incomplete-beta.ts';

test('the documented example holds', () => {
  expectClose(incompleteBeta(2, 3).lower(0.25, 0.75), 67 / 256, 1e-15);
});

test('agrees with scipy 1.17.1: betainc and betaincc', () => {
  for (const [a, b, x, lower, upper] of reference.incompleteBeta) {
    expectClose(incompleteBeta(a, b).lower(x, 1 - x), lower, 1e-11);
    expectClose(incompleteBeta(a, b).upper(x, 1 - x), upper, 1e-11);
  }
});

test('it mirrors: I_x(a, b) = 1 - I_(1-x)(b, a)', () => {
  const parameter = fc.double({ min: 0.01, max: 500, noNaN: true });
  fc.assert(
    fc.property(parameter, parameter, fc.integer({ min: 1, max: 1023 }), (a, b, parts) => {
      const x = parts / 1024; // exact, as is 1 - x
      expect(
        Math.abs(incompleteBeta(a, b).lower(x, 1 - x) - incompleteBeta(b, a).upper(1 - x, x)),
      ).toBeLessThan(1e-12);
    }),
  );
});

const parameter = fc.double({ min: -4.6, max: 13.8, noNaN: true }).map(Math.exp); // 0.01 to a million
const inside = fc.oneof(
  fc.double({ min: 1e-12, max: 1, maxExcluded: true, noNaN: true }),
  fc.constantFrom(1e-300, 1e-30, 2 ** -22, 0.5, 1 - 2 ** -53),
);

test('the module computes what plain code does, to the last bit', () => {
  fc.assert(
    fc.property(parameter, parameter, inside, inside, (a, b, x, p) => {
      const ours = incompleteBeta(a, b);
      const plain = plainIncompleteBeta(a, b);
      for (const figure of ['kernel', 'lower', 'upper'] as const)
        expect(ours[figure](x, 1 - x)).toBe(plain[figure](x, 1 - x));
      for (const [near, guess] of [
        [0, 0],
        [0, 30],
        [x, 0],
      ])
        expect(ours.quantile(p, near, guess)).toBe(plain.quantile(p, near, guess));
    }),
    { numRuns: 2_000 },
  );
});

test('and what it does for many points at once', () => {
  const points = fc.array(inside, { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      parameter,
      parameter,
      points,
      fc.double({ min: -1, max: 1, noNaN: true }),
      (a, b, some, low) => {
        const ours = incompleteBeta(a, b);
        const plain = plainIncompleteBeta(a, b);
        const shares = Float64Array.from(some, (share) => share / 2).sort();
        expect(ours.quantiles(shares, 0)).toEqual(plain.quantiles(shares, 0));
        const values = Float64Array.from(some);
        expect(ours.meanLower(values, shares, low, 0.7)).toBe(plain.meanLower(values, shares, low, 0.7));
      },
    ),
    { numRuns: 500 },
  );
});

test('more numbers than there is room for are refused', () => {
  expect(() => incompleteBeta(2, 3).quantiles(new Float64Array(10_000), 0)).toThrow(RangeError);
});
