import { expect, test } from 'vitest';
import { SPECIFICATION_IDS } from '../../src/compliance/requirements.ts';
import { specification } from '../../src/controls/specification.ts';

const read = (value: unknown) => specification(value, 'input.hipaaSpecifications.0');

test('the documented example holds', () => {
  expect(read('308.a.1.ii.A')).toBe('308.a.1.ii.A');
});

test('every id of the law and of the proposal is one', () => {
  for (const id of SPECIFICATION_IDS) expect(read(id)).toBe(id);
});

test.each([
  ['308.a.9', 'got "308.a.9"'],
  ['308.a.1.ii.a', 'got "308.a.1.ii.a"; near it: 308.a.1.ii.A'],
  ['164.312(d)', 'got "164.312(d)"; near it: 312.d'],
  ['N01', 'got "N01"'],
  ['constructor', 'got "constructor"'],
  ['', 'got ""'],
  [312, 'got 312'],
  [null, 'got null'],
  [['312.d'], 'got a list'],
])('%j is refused by its name', (value, says) => {
  expect(() => read(value)).toThrow(says);
});
