import { expect, test } from 'vitest';
import { createArena } from '../../src/math/arena.ts';

test('arrays stay where they are, and apart from each other, however much is taken', () => {
  const arena = createArena();
  const taken = Array.from({ length: 200 }, (_, i) => {
    const array = i % 3 === 0 ? arena.bytes(1 + i) : i % 3 === 1 ? arena.words(7 * i) : arena.doubles(99 * i);
    return array.fill(i);
  });
  taken.forEach((array, i) => {
    expect(array.byteOffset % 16).toBe(0);
    expect(array.every((value) => value === i)).toBe(true);
  });
});

test('what is taken is 0, and never stands at the address 0', () => {
  const arena = createArena();
  expect(arena.words(1).byteOffset).toBeGreaterThan(0);
  expect(arena.doubles(1e6).every((value) => value === 0)).toBe(true);
});
