import { expect, test } from 'vitest';
import { compiled, createArena, functionsOn } from '../../src/math/arena.ts';
import { F64, f64, I32, i32, routine, wordAt } from '../../src/math/assembler.ts';
import { fields, putList } from '../../src/math/fields.ts';

const LEVER = fields(['length', 'load'], ['turns', 'next', 'list']);

const ROUTINES = [
  routine('moment', [I32], F64, ([lever]) =>
    f64.mul(LEVER.double(lever, 'length'), LEVER.double(LEVER.word(lever, 'next'), 'load')),
  ),
  routine('turn', [I32, F64], undefined, ([lever, load]) => [
    LEVER.setWord(lever, 'turns', i32.add(LEVER.word(lever, 'turns'), i32.const(1))),
    LEVER.setDouble(lever, 'load', load),
  ]),
  routine('turnsAt', [I32], I32, ([lever]) => LEVER.addressOf(lever, 'turns')),
  routine('item', [I32, I32], I32, ([list, place]) => i32.load(wordAt(list, place))),
];
const arena = createArena();
const functions = functionsOn<Record<string, (...values: number[]) => number>>(compiled(ROUTINES), arena);

test('what plain code writes routines read, and the other way round', () => {
  const next = LEVER.putChanging(arena, { load: 5 });
  const lever = LEVER.putChanging(arena, { length: 1.5, next: next.at });
  expect(functions['moment'](lever.at)).toBe(7.5);
  next.set('load', -2);
  expect(functions['moment'](lever.at)).toBe(-3);
  expect(functions['moment'](LEVER.put(arena, { length: 4, next: next.at }))).toBe(-8);
  functions['turn'](lever.at, 0.25);
  functions['turn'](lever.at, 0.75);
  expect([lever.get('turns'), lever.get('load'), lever.get('length'), lever.get('list')]).toEqual([
    2, 0.75, 1.5, 0,
  ]);
  expect(new Int32Array(arena.memory.buffer, functions['turnsAt'](lever.at), 1)[0]).toBe(2);
});

test('a list begins with its length', () => {
  const list = putList(arena, [7, -1]);
  expect([0, 1, 2].map((place) => functions['item'](list, place))).toEqual([2, 7, -1]);
});
