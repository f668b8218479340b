import { expect, test } from 'vitest';
import { amount, counted, day, dollars, grouped, hours, moment, percent, plain } from '../src/words.ts';

test('the documented examples hold', () => {
  expect(dollars(1_234_567)).toBe('$1.23M');
  expect(percent(0.017)).toBe('1.7%');
  expect(amount(1_234_567)).toBe('1,230,000');
  expect(grouped(422_496.5)).toBe('422,496.5');
  expect(plain('FINES_AND_JUDGMENTS')).toBe('fines and judgments');
  expect(counted(1, 'control')).toBe('1 control');
  expect(moment(new Date('2026-11-25T08:05:30Z'))).toBe('November 25, 2026, 08:05 UTC');
  expect(day(new Date('2026-11-25T08:05:30Z'))).toBe('November 25, 2026');
});

test('what is not 0 does not read as 0, nor what is not all as all', () => {
  expect([percent(0), percent(0.00001), percent(0.9999), percent(1)]).toEqual([
    '0.00%',
    'under 0.01%',
    'over 99.9%',
    '100%',
  ]);
  expect([hours(0), hours(0.01), hours(1234.56)]).toEqual(['0.0', 'under 0.1', '1,234.6']);
  expect([amount(0), amount(0.0123), amount(12.34)]).toEqual(['0', '0.012', '12.3']);
});

test('thousands are apart before the point only', () => {
  expect([grouped(0.0001234), grouped(-1234567), grouped(1e21)]).toEqual([
    '0.0001234',
    '-1,234,567',
    '1e+21',
  ]);
});
