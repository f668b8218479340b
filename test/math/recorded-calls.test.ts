import { expect, test } from 'vitest';
import { compiled, createArena, functionsOn } from '../../src/math/arena.ts';
import { doubleAt, F64, f64, I32, i32, routine, times } from '../../src/math/assembler.ts';
import { plus, recorder, replayOf, wordOf, type Replay } from '../../src/math/recorded-calls.ts';

interface Functions {
  fill(count: number, value: number, intoAt: number): void;
  halfOf(count: number): number;
  isOdd(count: number): number;
}

const ROUTINES = [
  routine('fill', [I32, F64, I32], undefined, ([count, value, into], local) => {
    const i = local(I32);
    return times(i, count, f64.store(doubleAt(into, i), value));
  }),
  routine('halfOf', [I32], I32, ([count]) => i32.shiftRight(count, i32.const(1))),
  routine('isOdd', [I32], I32, ([count]) => i32.and(count, i32.const(1))),
  // takes no part in records
  routine('half', [F64], F64, ([value]) => f64.mul(value, f64.const(0.5))),
];
const arena = createArena();
const { record, run } = recorder<Functions>(
  arena,
  ROUTINES,
  functionsOn<Replay>(compiled([...ROUTINES, replayOf(ROUTINES)]), arena),
);

test('recorded calls read words as they are by then, and hand results on', () => {
  const numbers = arena.words(2);
  const [count, half] = [0, 1].map((place) => wordOf(numbers, place));
  const into = arena.doubles(8);
  const recorded = record((calls) => {
    calls.add('halfOf', [count], half);
    calls.add('fill', [half, 2.5, into.byteOffset]);
    calls.add('fill', [1, -7, plus({ ...half, plus: 0 }, into.byteOffset + 32 - 3)]);
  });
  numbers.set([6, 0]);
  run(recorded);
  expect(numbers[1]).toBe(3);
  expect([...into]).toEqual([2.5, 2.5, 2.5, 0, -7, 0, 0, 0]);
  into.fill(0);
  numbers[0] = 0;
  run(recorded);
  expect(numbers[1]).toBe(3);
  expect([...into]).toEqual([2.5, 2.5, 2.5, 0, -7, 0, 0, 0]);
});

test('what is done outside comes in its turn, and after a result only where there is one', () => {
  const numbers = arena.words(1);
  const count = wordOf(numbers, 0);
  const seen: string[] = [];
  const recorded = record((calls) => {
    calls.outside(() => seen.push(`begin ${numbers[0]}`));
    calls.add('isOdd', [plus(count, 2)], undefined, () => seen.push('odd'));
    calls.outside(() => seen.push('end'));
  });
  for (let i = 0; i < 2; i++) {
    numbers[0] = i;
    run(recorded);
  }
  run(record(() => undefined));
  expect(seen).toEqual(['begin 0', 'end', 'begin 1', 'odd', 'end']);
});
