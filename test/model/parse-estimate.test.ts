import { expect, test } from 'vitest';
import { InvalidInput } from '../../src/errors.ts';
import { DOMAINS, type Domain } from '../../src/math/domain.ts';
import { parseEstimate, warningOf } from '../../src/model/parse-estimate.ts';

const parse = (value: unknown, domain: Domain = 'MONEY') => parseEstimate(value, domain, 'input.it');

/** Where and why it is refused. */
function refused(value: unknown, domain?: Domain): string {
  try {
    parse(value, domain);
  } catch (error) {
    if (error instanceof InvalidInput) return `${error.field}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

const tail = { threshold: 500, tailShape: 0.3, tailScale: 100 };
const shapes = {
  CONSTANT: { value: 7 },
  UNIFORM: { low: 1, high: 2 },
  TRIANGULAR: { low: 1, likely: 2, high: 3 },
  PERT: { low: 1, likely: 2, high: 3, concentration: 6 },
  NORMAL: { low: -1, high: 40 },
  LOGNORMAL: { low: 1, high: 40 },
  BETA: { alpha: 2, beta: 3 },
  GAMMA: { shapeParameter: 2, scale: 10 },
  EMPIRICAL: { values: [3, 1, 3], weights: [1, 2, 0] },
  LOGNORMAL_GPD: { low: 10, high: 1000, ...tail },
};

test('the documented examples hold', () => {
  expect(parse({ shape: 'UNIFORM', low: 0.1, high: 0.4 }, 'SHARE').basis).toBe('ASSUMED');
  expect(warningOf(parse({ shape: 'NORMAL', low: -5, high: 40, basis: 'EXPERT' }), 'MONEY')).toMatch(
    /^10.0% of the NORMAL from -5 to 40 lies outside/,
  );
});

test.each(Object.entries(shapes))('%s is kept as it was stated', (shape, numbers) => {
  const stated = { shape, ...numbers, basis: 'PUBLISHED', source: 'a report', note: 'line 1\nline 2' };
  expect(parse(stated)).toEqual(stated);
});

test.each(Object.entries(shapes))('%s needs each of its numbers, and no other', (shape, numbers) => {
  for (const name of Object.keys(numbers))
    if (name !== 'concentration' && name !== 'weights')
      expect(refused({ shape, ...numbers, [name]: undefined })).toBe(
        `input.it.${name}: must be stated for the shape ${shape}`,
      );
  const stray = shape === 'CONSTANT' ? 'scale' : 'value';
  expect(refused({ shape, ...numbers, [stray]: 1 })).toBe(
    `input.it.${stray}: has no meaning for the shape ${shape}`,
  );
});

test.each([
  [
    { shape: 'TRIANGULAR', low: 3, likely: 2, high: 1 },
    'high: needs high to be no less than low, got low 3 and high 1',
  ],
  [
    { shape: 'PERT', low: 1, likely: 9, high: 3 },
    'likely: needs likely to lie from low to high, got low 1, likely 9 and high 3',
  ],
  [
    { shape: 'PERT', low: 1, likely: 2, high: 3, concentration: -1 },
    'concentration: needs a number from 0 to 100000, got -1',
  ],
  [{ shape: 'LOGNORMAL', low: 0, high: 3 }, 'low: needs a number above 0 for the shape LOGNORMAL, got 0'],
  [{ shape: 'GAMMA', shapeParameter: 1, scale: 0 }, 'scale: needs a number above 0, got 0'],
  [{ shape: 'BETA', alpha: 0, beta: 1 }, 'alpha: needs a number from 0.01 to 1000000, got 0'],
  [{ shape: 'EMPIRICAL', values: [] }, 'values: needs at least one value, got an empty list'],
  [
    { shape: 'EMPIRICAL', values: [1], weights: [1, 2] },
    'weights: needs as many weights as values, 1, got 2',
  ],
  [{ shape: 'EMPIRICAL', values: [1, 2], weights: [1, -2] }, 'weights.1: needs a number from 0, got -2'],
  [
    { shape: 'EMPIRICAL', values: [1], weights: [0] },
    'weights: needs weights whose sum is above 0 and finite, got 0',
  ],
  [
    { ...shapes.LOGNORMAL_GPD, shape: 'LOGNORMAL_GPD', high: 10 },
    'high: needs high to be above low for the shape LOGNORMAL_GPD, got 10 for both',
  ],
  [
    { ...shapes.LOGNORMAL_GPD, shape: 'LOGNORMAL_GPD', tailShape: 1 },
    'tailShape: needs a number from -1 to below 1 (from 1 on the mean is infinite), got 1',
  ],
  [
    { ...shapes.LOGNORMAL_GPD, shape: 'LOGNORMAL_GPD', tailScale: 0 },
    'tailScale: needs a number above 0, got 0',
  ],
  [
    { ...shapes.LOGNORMAL_GPD, shape: 'LOGNORMAL_GPD', threshold: -1 },
    'threshold: needs a number above 0, got -1',
  ],
  [{ shape: 'CONSTANT', value: Infinity }, 'value: needs a finite number, got Infinity'],
  [{ shape: 'CONSTANT', value: '5' }, 'value: needs a finite number, got "5"'],
  [{ shape: 'CONSTANT', value: 5, valve: 6 }, 'valve: there is no such field here'],
  [
    { shape: 'CUBE', value: 5 },
    'shape: needs one of CONSTANT, UNIFORM, TRIANGULAR, PERT, NORMAL, LOGNORMAL, BETA, GAMMA, EMPIRICAL, LOGNORMAL_GPD, got "CUBE"',
  ],
])('%j is refused: %s', (stated, says) => {
  expect(refused(stated)).toBe(`input.it.${says}`);
});

test('what is no object is refused', () => {
  expect(refused(5)).toBe('input.it: needs an object, got 5');
  expect(refused([5])).toBe('input.it: needs an object, got a list');
});

test.each(Object.entries(DOMAINS))(
  '%s: what lies outside is refused, with what is needed and what came',
  (name, ends) => {
    const domain = name as Domain;
    const below = ends.isLowOpen ? ends.low : ends.low - 0.001;
    const above = ends.high * 1.001;
    for (const value of [below, above])
      expect(refused({ shape: 'CONSTANT', value }, domain)).toBe(
        `input.it.value: needs ${ends.says}, got ${value}`,
      );
    expect(refused({ shape: 'UNIFORM', low: below, high: ends.high }, domain)).toContain(
      `low: needs ${ends.says}`,
    );
    expect(refused({ shape: 'EMPIRICAL', values: [ends.high, above] }, domain)).toContain('values.1: needs');
    expect(refused({ shape: 'CONSTANT', value: ends.high }, domain)).toBe('accepted');
  },
);

test('a law that reaches above any number is refused where there is an upper end', () => {
  for (const domain of ['SHARE', 'PERCENTILE', 'RECORDS_EXPONENT'] as const)
    for (const shape of ['LOGNORMAL', 'GAMMA', 'LOGNORMAL_GPD'] as const)
      expect(refused({ shape, ...shapes[shape] }, domain)).toContain(
        `the shape ${shape} reaches above any number`,
      );
});

test('a law most of which lies beyond any sensible size is refused', () => {
  expect(refused({ shape: 'GAMMA', shapeParameter: 2, scale: 1e9 }, 'RATE')).toMatch(
    /its mean is 2000000000, /,
  );
  expect(refused({ shape: 'LOGNORMAL', low: 1, high: 1e200 }, 'RATE')).toMatch(
    /0 or more a year, at most 1e8; /,
  );
});

test('a NORMAL of which next to nothing lies inside is refused', () => {
  expect(refused({ shape: 'NORMAL', low: -100, high: -90 })).toMatch(
    /next to nothing of a NORMAL from -100 to -90/,
  );
});

test('-0 becomes 0, and a range whose ends meet is allowed', () => {
  expect(parse({ shape: 'CONSTANT', value: -0 }).value).toBe(0);
  expect(refused({ shape: 'LOGNORMAL', low: 0.5, high: 0.5 }, 'SHARE')).toBe('accepted');
});

test('a tail with an infinite variance, and a NORMAL of which more than 1% is cut, are warned of', () => {
  const heavy = parse({ ...shapes.LOGNORMAL_GPD, shape: 'LOGNORMAL_GPD', tailShape: 0.5 });
  expect(warningOf(heavy, 'MONEY')).toMatch(/infinite variance \(tailShape 0.5\)/);
  expect(warningOf(parse({ shape: 'LOGNORMAL_GPD', ...shapes.LOGNORMAL_GPD }), 'MONEY')).toBeUndefined();
  expect(warningOf(parse({ shape: 'NORMAL', low: 10, high: 40 }), 'MONEY')).toBeUndefined();
});
