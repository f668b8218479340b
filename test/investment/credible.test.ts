import { expect, test } from 'vitest';
import { credibleRange, optionKnowledge, withoutNoise } from '../../src/investment/credible.ts';
import { normalQuantile } from '../../src/math/normal.ts';
import { threefry, uniform53 } from '../../src/math/threefry.ts';

function normals(seed: number, n: number): Float64Array {
  const random = threefry(seed, 0);
  return Float64Array.from({ length: n }, (_, i) => {
    random.block(i, 0, 0, 0);
    return normalQuantile(uniform53(random.words[0], random.words[1]));
  });
}

test('the noise of two halves is taken out of their spread: knowledge of sd 1 under luck of sd 2 a half', () => {
  const n = 40_000;
  const truth = normals(1, n);
  const [a, b] = [normals(2, n), normals(3, n)];
  const kept = withoutNoise(
    truth.map((x, i) => x + 2 * a[i]),
    truth.map((x, i) => x + 2 * b[i]),
  );
  const { p5, p95 } = credibleRange(kept);
  // standard error of the 95% point of a normal sample, and of the shrinkage: about 0.03 together
  expect(Math.abs(p95 - 1.6449)).toBeLessThan(0.12);
  expect(Math.abs(p5 + 1.6449)).toBeLessThan(0.12);
});

test('so it is where only one draw in four has a second half', () => {
  const n = 40_000;
  const truth = normals(1, n);
  const [a, b] = [normals(2, n), normals(3, n)];
  const kept = withoutNoise(
    truth.map((x, i) => x + a[i]),
    truth.map((x, i) => (i % 4 === 0 ? x + b[i] : NaN)),
  );
  const { p5, p95 } = credibleRange(kept);
  expect(Math.abs(p95 - 1.6449)).toBeLessThan(0.12);
  expect(Math.abs(p5 + 1.6449)).toBeLessThan(0.12);
});

test('halves that agree are left alone', () => {
  const exact = Float64Array.of(1, 5, 9);
  expect(withoutNoise(exact, exact)).toEqual(exact);
});

test('worth, best and return by hand; doing nothing competes, ties are shared', () => {
  const benefits = [Float64Array.of(10, 2, 5, 1), Float64Array.of(10, 1, 9, 1)];
  const costs = [Float64Array.of(4, 4, 4, 4), Float64Array.of(4, 4, 4, 4)];
  const [first, second] = optionKnowledge(benefits, costs);
  expect(first.probabilityWorthIt.value).toBe(0.5);
  expect(first.probabilityBest.value).toBe(0.125); // shares the first draw with the other
  expect(second.probabilityBest.value).toBe(0.375);
  expect(first.rosiP5).toBeGreaterThanOrEqual(-0.75);
  expect(optionKnowledge([Float64Array.of(1)], [Float64Array.of(0)])[0].rosiP5).toBeNull();
});
