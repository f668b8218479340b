import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiled, createArena, functionsOn } from '../../src/math/arena.ts';
import {
  call,
  doubleAt,
  F64,
  f64,
  I32,
  i32,
  returned,
  routine,
  select,
  set,
  times,
  when,
  whileTrue,
  type Routine,
} from '../../src/math/assembler.ts';
import { EXP_TABLE, expRoutine, logRoutine } from '../../src/math/elementary-routines.ts';
import { exp, highWord, log, POWERS_OF_TWO } from '../../src/math/elementary.ts';

const arena = createArena();
type Functions = Record<string, (...values: readonly number[]) => number>;
const functionsOf = (routines: readonly Routine[]) => functionsOn<Functions>(compiled(routines), arena);

test('constants of any size come through', () => {
  const wholes = [0, 1, -1, 63, 64, -64, -65, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)];
  const doubles = [0.1, -1e300, 5e-324, Infinity, -0];
  const names = functionsOf([
    ...wholes.map((value) => routine(`whole ${value}`, [], I32, () => i32.const(value))),
    ...doubles.map((value) => routine(`double ${value}`, [], F64, () => f64.const(value))),
  ]);
  for (const value of wholes) expect(names[`whole ${value}`]()).toBe(value);
  for (const value of doubles) expect(names[`double ${value}`]()).toBe(value);
});

test('loops, branches, calls and memory do what they say', () => {
  const values = arena.doubles(10);
  values.set([3, 1, 4, 1, 5, 9, 2, 6, 5, 3]);
  const largest = routine('largest', [I32, I32], F64, ([count, array], local) => {
    const [i, most] = [local(I32), local(F64)];
    return [times(i, count, set(most, f64.max(most, f64.load(doubleAt(array, i))))), most];
  });
  const double = routine('double', [I32, I32], F64, ([count, array]) =>
    f64.mul(f64.const(2), call(0, count, array)),
  );
  const digits = routine('digits', [I32], I32, ([value], local) => {
    const count = local(I32);
    return [
      when(i32.less(value, i32.const(0)), returned(i32.const(-1))),
      whileTrue(i32.greater(value, i32.const(0)), [
        set(value, i32.shiftRight(value, i32.const(1))),
        set(count, i32.add(count, i32.const(1))),
      ]),
      select(i32.isZero(count), i32.const(1), count),
    ];
  });
  const its = functionsOf([largest, double, digits]);
  expect([its['largest'](0, values.byteOffset), its['largest'](10, values.byteOffset)]).toEqual([0, 9]);
  expect(its['double'](5, values.byteOffset)).toBe(10);
  expect([0, 1, 2, 255, -3].map((value) => its['digits'](value))).toEqual([1, 1, 2, 8, -1]);
});

test('the bits of doubles, exponentials and logarithms are those of plain code', () => {
  const roots = arena.doubles(EXP_TABLE.length);
  const powers = arena.doubles(POWERS_OF_TWO.length);
  roots.set(EXP_TABLE);
  powers.set(POWERS_OF_TWO);
  const its = functionsOf([
    expRoutine(roots.byteOffset),
    logRoutine(powers.byteOffset),
    routine('highWord', [F64], I32, ([x]) => f64.highWord(x)),
    routine('powerOfTwo', [I32], F64, ([power]) => f64.powerOfTwo(power)),
  ]);
  const any = fc.oneof(
    fc.double(),
    fc.double({ min: -800, max: 800 }),
    fc.constantFrom(709.782712893384, 709.79, -745.1332191019412, -745.2, -708.5, 5e-324, 0, -0),
  );
  fc.assert(
    fc.property(any, (x) => {
      expect(its['exp'](x)).toBe(exp(x));
      expect(its['log'](x)).toBe(log(x));
      if (x === x) expect(its['highWord'](x)).toBe(highWord(x));
    }),
    { numRuns: 5_000 },
  );
  for (const power of [-1022, -1, 0, 1, 1023]) expect(its['powerOfTwo'](power)).toBe(2 ** power);
});
