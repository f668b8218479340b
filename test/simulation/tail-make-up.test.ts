import { expect, test } from 'vitest';
import { createArena } from '../../src/math/arena.ts';
import { CARRY } from '../../src/math/loss-counts.ts';
import {
  addCarried,
  mergeTail,
  openTail,
  openTailRow,
  packTail,
  type PackedTail,
  type TailMakeUp,
} from '../../src/simulation/tail-make-up.ts';

const PARTS = 3;
const BUCKETS = 80; // more than room is made for at once

/** Rows of every `step`-th bucket, opened from the last on, each with cents of its own. */
function packed(step: number, cents: (bucket: number, part: number) => number): PackedTail {
  const arena = createArena();
  const tail = openTail(PARTS, arena);
  for (let bucket = BUCKETS - step; bucket >= 0; bucket -= step) {
    openTailRow(tail, bucket, arena);
    const row = new Float64Array(arena.memory.buffer, tail.rowsAt[bucket], 2 * PARTS);
    for (let part = 0; part < PARTS; part++) addCarried(row, part, cents(bucket, part));
  }
  return packTail(tail);
}

test('rows of tails that were filled apart are added up by bucket, and carried', () => {
  const one = (bucket: number, part: number) => CARRY - 1 - bucket * PARTS - part;
  const other = (bucket: number, part: number) => bucket + part + 1;
  const into: TailMakeUp = [];
  mergeTail(into, packed(1, one), PARTS);
  mergeTail(into, packed(4, other), PARTS);
  mergeTail(
    into,
    packed(80, () => 5),
    PARTS,
  );
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const row = new Float64Array(2 * PARTS);
    for (let part = 0; part < PARTS; part++) {
      addCarried(row, part, one(bucket, part));
      if (bucket % 4 === 0) addCarried(row, part, other(bucket, part));
      if (bucket === 0) addCarried(row, part, 5);
    }
    expect(into[bucket]).toEqual(row);
  }
});
