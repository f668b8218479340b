import { describe, expect, test } from 'vitest';
import { additiveFit, partAt } from '../../src/math/additive-fit.ts';
import { lognormal, lognormalFromRange } from '../../src/math/lognormal.ts';
import { smoothBasis } from '../../src/math/smooth-basis.ts';
import { meanOf, uniforms } from '../support/uniforms.ts';

const DRAWS = 4096;
const REPEATS = 24;

/** The variance that an input explains, over many samples: how far its mean is off, in standard errors of that mean. */
function errorsOff(
  exact: number,
  sample: (seed: number) => { readonly y: Float64Array; readonly inputs: readonly Float64Array[] },
  input: number,
): number {
  const found = Array.from({ length: REPEATS }, (_, repeat) => {
    const { y, inputs } = sample(100 * (repeat + 1));
    const { parts } = additiveFit(
      y,
      inputs.map((draws) => smoothBasis(draws, [])),
    );
    return parts[input]?.variance ?? 0;
  });
  const { mean, error } = meanOf(found);
  return Math.abs(mean - exact) / error;
}

describe('the variance of E[quantity | input]', () => {
  test('of a product: Var(a) E[b]^2', () => {
    const product = (seed: number) => {
      const a = uniforms(seed, DRAWS).map((u) => 1 + 2 * u);
      const b = uniforms(seed + 1, DRAWS).map((u) => 2 + 8 * u);
      return { y: a.map((it, at) => it * b[at]), inputs: [a, b] };
    };
    expect(errorsOff((4 / 12) * 36, product, 0)).toBeLessThan(4);
    expect(errorsOff((64 / 12) * 4, product, 1)).toBeLessThan(4);
  });

  test('of a product of lognormals: m^2 n^2 (exp(s^2) - 1), the tail included', () => {
    const law = lognormalFromRange(1, 6);
    const other = lognormalFromRange(2, 5);
    const product = (seed: number) => {
      const a = uniforms(seed, DRAWS).map((u) => lognormal(law).quantile(u));
      const b = uniforms(seed + 1, DRAWS).map((u) => lognormal(other).quantile(u));
      return { y: a.map((it, at) => it * b[at]), inputs: [a, b] };
    };
    const exact = (lognormal(law).mean * lognormal(other).mean) ** 2 * (Math.exp(law.sigma ** 2) - 1);
    expect(errorsOff(exact, product, 0)).toBeLessThan(4);
  });

  test('of a sum with a curve in it: Var(sin(3 a)) = 1/2 - sin(6)/12 - ((1 - cos(3))/3)^2', () => {
    const sum = (seed: number) => {
      const [a, b] = [uniforms(seed, DRAWS), uniforms(seed + 1, DRAWS)];
      return { y: a.map((it, at) => Math.sin(3 * it) + b[at]), inputs: [a, b] };
    };
    expect(errorsOff(0.5 - Math.sin(6) / 12 - ((1 - Math.cos(3)) / 3) ** 2, sum, 0)).toBeLessThan(4);
    expect(errorsOff(1 / 12, sum, 1)).toBeLessThan(4);
  });

  test('of an input of three values', () => {
    const steps = (seed: number) => {
      const a = uniforms(seed, DRAWS).map((u) => Math.floor(3 * u));
      const b = uniforms(seed + 1, DRAWS);
      return { y: a.map((it, at) => [0, 5, 1][it] + 10 * b[at]), inputs: [a, b] };
    };
    expect(errorsOff(26 / 3 - 4, steps, 0)).toBeLessThan(4); // E[values^2] - E[values]^2
  });
});

test('of 400 irrelevant inputs at most two are taken for relevant, and for less than 1% of the variance', () => {
  const y = uniforms(7, DRAWS);
  const bases = Array.from({ length: 400 }, (_, at) => smoothBasis(uniforms(1000 + at, DRAWS), []));
  const found = additiveFit(y, bases).parts.filter((part) => part !== undefined);
  expect(found.length).toBeLessThanOrEqual(2);
  for (const { variance } of found) expect(variance * 12).toBeLessThan(0.01);
});

test('what is fitted adds up again, and points have the value of their place', () => {
  const [a, b] = [uniforms(1, DRAWS), uniforms(2, DRAWS)];
  const y = a.map((it, at) => 3 * it + b[at]);
  const bases = [smoothBasis(a, [0.05, 0.95]), smoothBasis(b, [])];
  const { mean, parts, residuals } = additiveFit(y, bases);
  const part = (input: number, place: number) => partAt(parts[input]!, bases[input], place);
  y.forEach((value, at) => expect(mean + part(0, at) + part(1, at) + residuals[at]).toBeCloseTo(value, 10));
  // nothing is left over, so each part is known but for the mean of its draws
  expect(part(0, DRAWS + 1) - part(0, DRAWS)).toBeCloseTo(3 * 0.9, 4);
});
