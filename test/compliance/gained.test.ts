import { expect, test } from 'vitest';
import { gainsOver, inOrder } from '../../src/compliance/gained.ts';

const share = (value: number) => ({ shape: 'CONSTANT', value, basis: 'ASSUMED' }) as const;
const mfa = { id: 'mfa', hipaaSpecifications: ['312.d', '308.a.5.ii.D'] };
const weak = { id: 'weak', hipaaSpecifications: ['312.d', '312.b'], coverage: share(0.5) };
const logs = { id: 'logs', hipaaSpecifications: ['312.b', '308.a.5', 'N08'] };

test('the documented example holds', () => {
  expect(gainsOver([], [])([{ id: 'mfa', hipaaSpecifications: ['312.d'] }])).toEqual(['312.d']);
});

test('what an added control meets and nothing in place does, in the order of the rule', () => {
  const gained = gainsOver([weak], []);
  expect(gained([weak])).toEqual([]);
  expect(gained([weak, mfa])).toEqual(['308.a.5.ii.D', '312.d']);
  expect(gainsOver([mfa], [])([mfa, { ...mfa, id: 'more of it' }])).toEqual([]);
});

test('a standard that has specifications, and what is only proposed, are nothing to gain', () => {
  expect(gainsOver([], [])([logs])).toEqual(['312.b']);
});

test('a control that is swapped for one that does more', () => {
  expect(gainsOver([mfa], [])([{ ...mfa, id: 'new', hipaaSpecifications: ['312.d', '312.b'] }])).toEqual([
    '312.b',
  ]);
});

test('a control that goes gains nothing', () => expect(gainsOver([mfa, weak], [])([weak])).toEqual([]));

test('a changed coverage decides, both ways, in its portfolio only', () => {
  const gained = gainsOver([weak], []);
  expect(gained([weak], [{ controlId: 'weak', coverage: share(0.95) }])).toEqual(['312.b', '312.d']);
  expect(gained([weak, mfa], [{ controlId: 'mfa', coverage: share(0.9) }])).toEqual([]);
  expect(gained([weak, mfa], [{ controlId: 'mfa' }])).toEqual(['308.a.5.ii.D', '312.d']);
  expect(gained([weak])).toEqual([]);
});

test('what a decision meets already is not gained', () => {
  expect(gainsOver([], ['308.a.5.ii.D'])([mfa])).toEqual(['312.d']);
});

test('ids in the order of the rule, each once', () => {
  expect(inOrder(['316.a', 'N02', '308.a.2', '316.a', 'nothing'])).toEqual(['308.a.2', '316.a']);
});
