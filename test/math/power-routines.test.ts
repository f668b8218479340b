import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiled, createArena, functionsOn } from '../../src/math/arena.ts';
import { EXP_TABLE } from '../../src/math/elementary-routines.ts';
import { exp, log, pow } from '../../src/math/elementary.ts';
import { expOfSumRoutine, naturalLogRoutine, powRoutine } from '../../src/math/power-routines.ts';

const arena = createArena();
const roots = arena.doubles(EXP_TABLE.length);
roots.set(EXP_TABLE);
const rootsAt = roots.byteOffset;
const functions = functionsOn<Record<string, (...values: number[]) => number>>(
  compiled([expOfSumRoutine, naturalLogRoutine, powRoutine(0)]),
  arena,
);

const ends = fc.constantFrom(5e-324, 1e-310, 2 ** -1022, 1, 2 ** 1022, 1.5 * 2 ** 1023, Number.MAX_VALUE);
const positive = fc.oneof(ends, fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true }));

test('exponentials and logarithms are those of plain code', () => {
  const any = fc.oneof(
    fc.double(),
    fc.double({ min: -800, max: 800 }),
    positive,
    fc.constantFrom(709.782712893384, 709.79, -745.1332191019412, -745.2, -708.5, 0, -0, Infinity),
  );
  fc.assert(
    fc.property(any, (x) => {
      expect(functions['expOfSum'](x, 0, rootsAt)).toBe(exp(x));
      expect(functions['naturalLog'](x)).toBe(log(x));
    }),
    { numRuns: 5_000 },
  );
});

test('powers of finite numbers above 0 are those of plain code', () => {
  const exponent = fc.oneof(
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, 1, 0.76, 2, -1, 5e-324),
  );
  fc.assert(
    fc.property(fc.oneof(positive, fc.double({ min: 1e-9, max: 1e9, noNaN: true })), exponent, (x, y) => {
      expect(functions['pow'](x, y, rootsAt)).toBe(pow(x, y));
    }),
    { numRuns: 5_000 },
  );
});
