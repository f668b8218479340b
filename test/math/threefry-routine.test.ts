import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiled, createArena, functionsOn } from '../../src/math/arena.ts';
import { blockRoutine } from '../../src/math/threefry-routine.ts';
import { threefry } from '../../src/math/threefry.ts';

const arena = createArena();
const keys = arena.words(5);
const words = arena.words(4);
const { block } = functionsOn<{ readonly block: (...values: number[]) => void }>(
  compiled([blockRoutine]),
  arena,
);

test('a block is that of plain code, whatever its counter and its key', () => {
  const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, [low, high]) => {
      const random = threefry(low, high);
      keys.set(random.keys);
      random.block(...counter);
      block(...counter, keys.byteOffset, words.byteOffset);
      expect([...words]).toEqual([...random.words]);
    }),
    { numRuns: 500 },
  );
});
