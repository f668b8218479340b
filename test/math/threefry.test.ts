import { expect, test } from 'vitest';
import { LANES } from '../../src/math/threefry-simd.ts';
import { isUpper, seedWords, tailDistance, threefry, uniform32, uniform53 } from '../../src/math/threefry.ts';

const hex = (words: Int32Array) =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ');

test('the documented example holds: first vector of Random123 (kat_vectors, threefry4x32 20)', () => {
  const random = threefry(0, 0);
  random.block(0, 0, 0, 0);
  expect(hex(random.words)).toBe('9c6ca96a e17eae66 fc10ecd4 5256a7d8');
});

test('a key and a counter of any bits change the block', () => {
  const random = threefry(0x243f6a88, 0x85a308d3);
  const seen = new Set<string>();
  for (let bit = 0; bit < 32; bit++)
    for (let word = 0; word < 4; word++) {
      const counter = [0, 0, 0, 0];
      counter[word] = 1 << bit;
      random.block(counter[0], counter[1], counter[2], counter[3]);
      seen.add(hex(random.words));
    }
  expect(seen.size).toBe(128);
});

test('blocks that are computed together are those computed one by one', () => {
  const random = threefry(0x243f6a88, 0x85a308d3);
  const { lanes, words } = random;
  for (let lane = 0; lane < LANES; lane++) {
    lanes.trial[lane] = Math.imul(lane, 0x9e3779b1);
    lanes.event[lane] = lane ^ 0x55;
  }
  for (const count of [LANES, 5]) {
    random.blocks(count, -7, 0x30000001);
    for (let lane = 0; lane < count; lane++) {
      random.block(lanes.trial[lane], lanes.event[lane], -7, 0x30000001);
      const together = [lanes.first, lanes.second, lanes.third, lanes.fourth].map((word) => word[lane]);
      expect(together).toEqual([...words]);
    }
  }
});

test('blocks of trials one after the other are those computed one by one', () => {
  const random = threefry(0x243f6a88, 0x85a308d3);
  const { lanes, words } = random;
  for (const first of [0, 77, 0x7ffffff0]) {
    lanes.trial.fill(5);
    random.blocksFrom(first, 101, 3, -7, 0x30000001);
    for (let lane = 0; lane < 101; lane++) {
      random.block(first + lane, 3, -7, 0x30000001);
      const together = [lanes.first, lanes.second, lanes.third, lanes.fourth].map((word) => word[lane]);
      expect(together).toEqual([...words]);
    }
    expect(lanes.trial.every((trial) => trial === 5)).toBe(true);
  }
});

test('uniforms of the outermost words lie strictly inside (0, 1)', () => {
  expect(uniform32(0)).toBeGreaterThan(0);
  expect(uniform32(-1)).toBeLessThan(1);
  expect(uniform53(0, 0)).toBeGreaterThan(0);
  expect(uniform53(-1, -1)).toBeLessThan(1);
  expect(tailDistance(0, 0)).toBeGreaterThan(0);
  expect(tailDistance(-1, -1)).toBe(0.5);
  expect(isUpper(-1)).toBe(true);
  expect(isUpper(1)).toBe(false);
});

test('100,000 uniforms have the mean and variance of the uniform law, within four standard errors', () => {
  const random = threefry(1, 2);
  const n = 100_000;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    random.block(i, 7, 9, 11);
    const u = uniform32(random.words[2]);
    sum += u;
    squares += (u - 0.5) * (u - 0.5);
  }
  expect(Math.abs(sum / n - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(squares / n - 1 / 12)).toBeLessThan(4 * Math.sqrt((1 / 80 - 1 / 144) / n));
});

test('a seed of 64 bits is read whole', () => {
  expect(seedWords('18446744073709551615')).toEqual({ low: 0xffffffff, high: 0xffffffff });
  expect(seedWords('4294967296')).toEqual({ low: 0, high: 1 });
});
