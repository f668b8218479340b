import { expect, test } from 'vitest';
import { assumed, published } from '../../src/catalog/parts.ts';
import { REFERENCE_SIZE, scaled, scaleFor } from '../../src/catalog/scale.ts';

test('the documented examples hold', () => {
  expect(scaleFor({ annualRevenue: 250e6, workforce: 1_250 }).loss).toBe(0.5);
  expect(scaled(assumed(10_000, 20_000, 40_000), 0.5).likely).toBe(10_000);
});

test('the reference organisation, and one of unknown size, take the figures as they are', () => {
  const asStated = { rate: { BY_ORGANISATION: 1, BY_WORKFORCE: 1 }, loss: 1, cost: 1 };
  expect(scaleFor(REFERENCE_SIZE)).toEqual(asStated);
  expect(scaleFor({ annualRevenue: null, workforce: null })).toEqual(asStated);
  const figure = assumed(1, 2, 3);
  expect(scaled(figure, 1)).toBe(figure);
});

test('where one size is known, the other is in proportion to it', () => {
  const half = scaleFor({ annualRevenue: 500e6, workforce: 2_500 });
  expect(scaleFor({ annualRevenue: 500e6, workforce: null })).toEqual(half);
  expect(scaleFor({ annualRevenue: null, workforce: 2_500 })).toEqual(half);
});

test('a hundredfold revenue has the rate of attacks of IRIS 2025: 12.8% instead of 9.0%', () => {
  const { rate } = scaleFor({ annualRevenue: 100e9, workforce: 5_000 });
  expect(rate.BY_ORGANISATION).toBeCloseTo(12.8 / 9, 1);
  expect(rate.BY_WORKFORCE).toBe(1);
});

test('a scaled figure keeps its basis and sources, and says what it was multiplied by', () => {
  expect(scaled(published(0.1, 0.2, 0.4, ['S-IBM25'], 'Of all firms.'), 1 / 3)).toEqual({
    shape: 'PERT',
    low: 0.0333,
    likely: 0.0667,
    high: 0.133,
    basis: 'PUBLISHED',
    sources: ['S-IBM25'],
    note: 'Of all firms. Times 0.333 for the size of your organisation.',
  });
});
