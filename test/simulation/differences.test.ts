import { expect, test } from 'vitest';
import { differences, pathText, withDifference } from '../../src/simulation/differences.ts';
import { wordsOf } from '../../src/simulation/words.ts';
import { constant } from './small-plan.ts';

test('the documented example holds', () => {
  const [before, after] = [2, 3].map((c) => ({ a: 1, b: [{ form: 'RESPONSE', c }] }));
  const found = differences(before, after, []);
  expect(found).toEqual([{ path: ['b', 0, 'c'], before: 2, after: 3 }]);
  expect(withDifference(before, found[0].path, found[0].after)).toEqual(after);
});

test('a list of other parts, or of as many more, is a whole; so are estimates and lists of ids', () => {
  const at = (before: unknown, after: unknown) =>
    differences({ x: before }, { x: after }, []).map(({ path }) => pathText(path));
  expect(at([{ form: 'A', c: 1 }], [{ form: 'B', c: 2 }])).toEqual(['x']);
  expect(at([{ form: 'A' }], [{ form: 'A' }, { form: 'A' }])).toEqual(['x']);
  expect(at(['a'], ['b'])).toEqual(['x']);
  expect(at(constant(1), { ...constant(1), shape: 'PERT', low: 0 })).toEqual(['x']);
  expect(at({ y: { z: 1 } }, { y: { z: 2 } })).toEqual(['x.y.z']);
});

test('what is stated or cleared, and what is only said of an estimate', () => {
  expect(differences({ a: 1 }, { b: constant(2) }, [])).toEqual([
    { path: ['a'], before: 1, after: undefined },
    { path: ['b'], before: undefined, after: constant(2) },
  ]);
  expect(withDifference({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 });
  expect(differences(constant(1), { ...constant(1), basis: 'MEASURED', note: 'x' }, [])).toEqual([]);
});

test('paths as the API names them', () => {
  expect(pathText(['effects', 1, 'efficacy'])).toBe('effects[1].efficacy');
  expect(pathText(['tests', 'everyDays'])).toBe('tests.everyDays');
});

test('values in words', () => {
  const words = (value: unknown) => wordsOf(value, (id) => (id === 'asset_1' ? 'Portal' : undefined));
  expect(words({ shape: 'PERT', low: 1, likely: 4, high: 12, basis: 'EXPERT' })).toBe('PERT 1, 4, 12');
  expect(words(constant(0.1 + 0.2))).toBe('0.3');
  expect(words({ shape: 'EMPIRICAL', values: [3, 9, 5], basis: 'MEASURED' })).toBe(
    'EMPIRICAL 3 values, 3 to 9',
  );
  expect(words(['asset_1', 'asset_2'])).toBe('Portal; asset_2');
  expect(words([])).toBe('none');
  expect(words(true)).toBe('true');
  expect(words('x'.repeat(300))).toHaveLength(200);
});
