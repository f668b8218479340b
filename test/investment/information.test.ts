import { expect, test } from 'vitest';
import { valueOfInformation } from '../../src/investment/information.ts';
import { additiveFit } from '../../src/math/additive-fit.ts';
import { normalDensity, normalCdf, normalQuantile } from '../../src/math/normal.ts';
import { smoothBasis } from '../../src/math/smooth-basis.ts';
import type { Figure } from '../../src/simulation/result.ts';
import { meanOf, uniforms } from '../support/uniforms.ts';

const DRAWS = 4096;
const normals = (seed: number) => uniforms(seed, DRAWS).map(normalQuantile);

/** What it is worth to learn each input before choosing among options. */
function worth(inputs: readonly Float64Array[], nets: readonly ((at: number) => number)[]): Figure[] {
  const bases = inputs.map((draws) => smoothBasis(draws, []));
  const fits = nets.map((net) =>
    additiveFit(
      Float64Array.from({ length: DRAWS }, (_, at) => net(at)),
      bases,
    ),
  );
  return bases.map((basis, input) => valueOfInformation(fits, basis, input));
}

function expectNear({ value, standardError }: Figure, exact: number): void {
  expect(Math.abs(value - exact)).toBeLessThan(4 * standardError);
}

/** E[max(0, m + s Z)] - max(0, m), the unit normal loss integral: s (density(m/s) - |m/s| P(Z > |m/s|)). */
const lossIntegral = (m: number, s: number) =>
  s * (normalDensity(m / s) - Math.abs(m / s) * normalCdf(-Math.abs(m / s)));

test.each([
  ['an option that is worth it', 30],
  ['one that is not', -30],
  ['a toss-up', 0],
])('%s, its net benefit linear in a normal input: the unit normal loss integral', (_, m) => {
  const [x, noise] = [normals(1), normals(2)];
  const [told, other] = worth([x, noise], [(at) => m + 40 * x[at] + 60 * noise[at]]);
  expectNear(told, lossIntegral(m, 40));
  expectNear(other, lossIntegral(m, 60));
});

test('two options: what counts is their difference', () => {
  const [x, noise] = [normals(3), normals(4)];
  const both = [
    (at: number) => 500 + 10 * x[at] + 50 * noise[at],
    (at: number) => 503 - 10 * x[at] + 50 * noise[at],
  ];
  const [told, other] = worth([x, noise], both);
  expectNear(told, lossIntegral(3, 20));
  expect(other.value).toBeLessThanOrEqual(4 * other.standardError); // it moves both alike
});

test('a uniform input: E[max(0, a + b U)] = (a + b)^2 / 2b', () => {
  const [x, noise] = [uniforms(5, DRAWS), normals(6)];
  const [told] = worth([x, noise], [(at) => -2 + 5 * x[at] + noise[at]]);
  expectNear(told, 9 / 10 - 0.5); // less the mean net benefit, 0.5
});

test('an input of no consequence is worth nothing, and so is one that cannot change the choice', () => {
  const [x, noise, idle] = [normals(7), normals(8), normals(9)];
  const [small, , none] = worth([x, noise, idle], [(at) => 100 + x[at] + noise[at], () => 20]);
  expect(none).toEqual({ value: 0, standardError: 0, low: 0, high: 0 });
  expect(small.value).toBe(0);
});

test('noise is not taken for worth: near ties that hang on nothing, over many samples', () => {
  const found = Array.from({ length: 24 }, (_, repeat) => {
    const [idle, noise, others] = [normals(300 + repeat), normals(400 + repeat), normals(500 + repeat)];
    const nets = [(at: number) => 100 * noise[at] + idle[at], (at: number) => 100 * others[at]];
    return worth([idle], nets)[0].value;
  });
  // it is worth E[max(0, Z)] = 0.4, of net benefits whose deviation is 100
  expect(meanOf(found).mean).toBeLessThan(0.8);
});

test('the standard error is that of repeated samples', () => {
  const figures = Array.from({ length: 24 }, (_, repeat) => {
    const [x, noise] = [normals(600 + repeat), normals(700 + repeat)];
    return worth([x, noise], [(at) => 30 + 40 * x[at] + 60 * noise[at]])[0];
  });
  const { mean, error } = meanOf(figures.map(({ value }) => value));
  expect(Math.abs(mean - lossIntegral(30, 40))).toBeLessThan(4 * error);
  const told = meanOf(figures.map(({ standardError }) => standardError)).mean;
  // the spread of 24 samples is known to 15%
  expect(told / (error * Math.sqrt(24))).toBeGreaterThan(0.4);
  expect(told / (error * Math.sqrt(24))).toBeLessThan(1.6);
});
