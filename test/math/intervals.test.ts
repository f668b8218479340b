import { expect, test } from 'vitest';
import { meanInterval, probabilityInterval, shareInterval } from '../../src/math/intervals.ts';

test('the documented examples hold', () => {
  const { value, standardError } = meanInterval(10, 30, 5);
  expect(value).toBe(2);
  expect(standardError).toBeCloseTo(0.7071, 4);
  const none = probabilityInterval(0, 0, 100);
  expect(none.low).toBe(0);
  expect(none.high).toBeCloseTo(0.037, 3);
});

test("Wilson's interval for 10 of 100 (scipy 1.10: binomtest(10, 100).proportion_ci(method='wilson'))", () => {
  const { low, high } = shareInterval(10, 100);
  expect(low).toBeCloseTo(0.05522913706, 9);
  expect(high).toBeCloseTo(0.1743656615, 9);
});

test('a constant has no standard error, whatever its size', () => {
  const n = 1000;
  const constant = 123_456_789.123;
  expect(meanInterval(constant * n, constant * constant * n, n).standardError).toBe(0);
});
