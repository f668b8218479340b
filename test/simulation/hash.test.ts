import { expect, test } from 'vitest';
import { canonicalJson, sha256 } from '../../src/simulation/hash.ts';

test('the documented example holds', () => {
  expect(canonicalJson({ b: 1, a: [0.1, undefined], c: undefined })).toBe('{"a":[0.1,null],"b":1}');
});

test('numbers and strings are written as RFC 8785 has it, section 3.2.2', () => {
  const sample = { numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001] };
  expect(canonicalJson(sample)).toBe('{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}');
  expect(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
});

test('keys are sorted by their code units, RFC 8785, section 3.2.3', () => {
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
  const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
  expect(Object.keys(JSON.parse(text) as object).filter((key) => key !== '1')).toEqual([
    '\r',
    '\u0080',
    '\u00f6',
    '\u20ac',
    '\u{1f600}',
    '\ufb33',
  ]);
});

test.each([NaN, Infinity, () => 1, Symbol('a')])('%s is refused', (value) => {
  expect(() => canonicalJson({ value })).toThrow(RangeError);
});

test('the digest of "abc" is the one of FIPS 180-4', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
