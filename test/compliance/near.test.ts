import { expect, test } from 'vitest';
import { nearIds, nearWords } from '../../src/compliance/near.ts';

test('the documented examples hold', () => {
  expect(nearIds('164.308(a)(1)(ii)(a)')).toEqual(['308.a.1.ii.A']);
  expect(nearIds('N17')).toEqual([]);
});

test.each([
  ['45 CFR 164.312(d)', ['312.d']],
  ['§ 164.312(e)(2)(ii)', ['312.e.2.ii']],
  ['312.D', ['312.d']],
  ['308.a.1.iiA', ['308.a.1.ii.A']],
  ['308.b.2', ['308.a.2', '308.b.1', '308.b.3']],
  ['308.a.1.ii.E', ['308.a.1.ii.A', '308.a.1.ii.B', '308.a.1.ii.C', '308.a.1.ii.D', '308.a.7.ii.E']],
  ['164.308', []],
  ['x', []],
  ['', []],
])('%s', (text, ids) => {
  expect(nearIds(text)).toEqual(ids);
});

test('a huge text is not looked at', () => {
  expect(nearIds('308.a.1.ii.A'.repeat(100_000))).toEqual([]);
});

test('words for the end of a message', () => {
  expect(nearWords('312.D')).toBe('; near it: 312.d');
  expect(nearWords('nonsense')).toBe('');
});
