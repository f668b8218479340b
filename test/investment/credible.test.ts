import { expect, test } from 'vitest';
import { credibleRange, optionKnowledge, withoutNoise } from '../../src/investment/credible.ts';
import { createArena } from '../../src/math/arena.ts';
import { normalQuantile } from '../../src/math/normal.ts';
import { threefry, uniform53 } from '../../src/math/threefry.ts';
import { drawColumns } from '../../src/simulation/draw-columns.ts';

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
  const kept = withoutNoise({
    first: truth.map((x, i) => x + 2 * a[i]),
    second: truth.map((x, i) => x + 2 * b[i]),
  });
  const { p5, p95 } = credibleRange(kept);
  // standard error of the 95% point of a normal sample, and of the shrinkage: about 0.03 together
  expect(Math.abs(p95 - 1.6449)).toBeLessThan(0.12);
  expect(Math.abs(p5 + 1.6449)).toBeLessThan(0.12);
});

test('so it is where only one draw in four has a second half', () => {
  const n = 40_000;
  const truth = normals(1, n);
  const [a, b] = [normals(2, n), normals(3, n)];
  const kept = withoutNoise({
    first: truth.map((x, i) => x + a[i]),
    second: truth.map((x, i) => (i % 4 === 0 ? x + b[i] : NaN)),
  });
  const { p5, p95 } = credibleRange(kept);
  expect(Math.abs(p95 - 1.6449)).toBeLessThan(0.12);
  expect(Math.abs(p5 + 1.6449)).toBeLessThan(0.12);
});

test('what is known of each draw keeps the shape that noise would hide: a share above a point', () => {
  // half the draws are 0 and half 1, under noise of sd 1 a half; half of them are above 0.9, however they are told apart
  const n = 40_000;
  const truth = Float64Array.from({ length: n }, (_, i) => i % 2);
  const [a, b] = [normals(2, n), normals(3, n)];
  const noisy = (noise: Float64Array) => truth.map((x, i) => x + noise[i]);
  const halves = { first: noisy(a), second: noisy(b) };
  const above = (kept: Float64Array) => kept.reduce((count, x) => count + Number(x > 0.9), 0) / n;
  // drawn together around one mean, what is left is close to a normal of the same mean and sd 1/2: 21% above 0.9
  expect(above(withoutNoise(halves))).toBeLessThan(0.3);
  const told = truth.map((x) => 7 - 2 * x);
  const kept = withoutNoise(halves, [told]);
  // what fits best is known to 1 / sqrt(2 n): nothing is left beside it but what noise makes of a spread of 0
  const spread = kept.reduce((sum, x, i) => sum + (x - truth[i]) ** 2, 0) / n;
  expect(Math.sqrt(spread)).toBeLessThan(0.12);
  // what tells nothing new changes nothing: the same again, in other units and reversed
  const again = withoutNoise(halves, [told, told.map((x) => 3 - 1_000 * x)]);
  kept.forEach((x, i) => expect(again[i]).toBeCloseTo(x, 9));
});

test('halves that agree are left alone', () => {
  const exact = Float64Array.of(1, 5, 9);
  expect(withoutNoise({ first: exact, second: exact })).toEqual(exact);
  expect(withoutNoise({ first: exact })).toEqual(exact);
});

test('worth, best and return by hand; doing nothing competes, ties are shared', () => {
  const columns = drawColumns(createArena());
  const column = (...values: number[]) => {
    const its = columns.arena.doubles(values.length);
    its.set(values);
    return its;
  };
  const benefits = [column(10, 2, 5, 1), column(10, 1, 9, 1)];
  const costs = [column(4, 4, 4, 4), column(4, 4, 4, 4)];
  const [first, second] = optionKnowledge(columns, benefits, costs);
  expect(first.probabilityWorthIt.value).toBe(0.5);
  expect(first.probabilityBest.value).toBe(0.125); // shares the first draw with the other
  expect(second.probabilityBest.value).toBe(0.375);
  expect(first.rosiP5).toBeGreaterThanOrEqual(-0.75);
  expect(optionKnowledge(columns, [column(1)], [column(0)])[0].rosiP5).toBeNull();
});

test('a return on next to no cost is not told, as it is no number', () => {
  const columns = drawColumns(createArena());
  const column = (values: readonly number[]) => {
    const its = columns.arena.doubles(values.length);
    its.set(values);
    return its;
  };
  const benefits = [-1, -1, 1, 1];
  const [tiny, plain] = optionKnowledge(
    columns,
    [column(benefits), column(benefits)],
    [column(benefits.map(() => 5e-324)), column(benefits.map(() => 2))],
  );
  expect([tiny.rosiP5, tiny.rosiP95]).toEqual([null, null]);
  expect([plain.rosiP5, plain.rosiP95]).toEqual([-1.5, -0.5]);
});
