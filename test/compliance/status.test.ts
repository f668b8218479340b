import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../src/math/estimate.ts';
import { isInFull, statusOf, type SpecificationDecision } from '../../src/compliance/status.ts';

const now = new Date('2026-11-25T12:00:00Z');
const later = new Date('2027-06-01T00:00:00Z');
const addressable = { id: '312.a.2.iii', required: false };
const mandatory = { id: '312.a.2.i', required: true };

const naming = (value?: number, id = addressable.id) => ({
  hipaaSpecifications: [id],
  ...(value !== undefined && { coverage: { shape: 'CONSTANT', value, basis: 'ASSUMED' } as const }),
});
const decided = (decision: SpecificationDecision, reviewBy = later) => ({ decision, reviewBy });

test('the documented example holds', () => {
  const control = { hipaaSpecifications: ['312.d'] };
  expect(statusOf({ id: '312.d', required: true }, [control], undefined, now)).toBe('MET');
});

describe('by controls', () => {
  test.each([
    ['one that states no coverage', [naming()], 'MET'],
    ['one with 0.95', [naming(0.95)], 'MET'],
    ['one with less', [naming(0.9499)], 'PARTLY_MET'],
    ['one of two', [naming(0.2), naming(1)], 'MET'],
    ['two that would make up 0.95 if they did not overlap', [naming(0.5), naming(0.5)], 'PARTLY_MET'],
    ['none', [], 'MISSING'],
    ['one that names another', [naming(1, '312.a.2.iv')], 'MISSING'],
    ['one that names its standard', [naming(1, '312.a')], 'MISSING'],
  ])('%s', (_, controls, status) => {
    expect(statusOf(addressable, controls, undefined, now)).toBe(status);
  });
});

describe('the mean of coverage counts', () => {
  const law = (coverage: Omit<Estimate, 'basis'>) => isInFull({ coverage: { ...coverage, basis: 'EXPERT' } });
  test.each([
    [{ shape: 'UNIFORM', low: 0.9, high: 1 }, true], // mean 0.95
    [{ shape: 'UNIFORM', low: 0.89, high: 1 }, false], // 0.945
    [{ shape: 'TRIANGULAR', low: 0.9, likely: 0.95, high: 1 }, true], // 0.95, but for its last digit
    [{ shape: 'PERT', low: 0.8, likely: 0.98, high: 1 }, true], // (0.8 + 4 * 0.98 + 1) / 6 = 0.9533
    [{ shape: 'PERT', low: 0.7, likely: 0.98, high: 1 }, false], // 0.9367
    [{ shape: 'BETA', alpha: 19, beta: 1 }, true], // 19 / 20
    [{ shape: 'BETA', alpha: 18, beta: 1 }, false], // 18 / 19 = 0.947
    [{ shape: 'EMPIRICAL', values: [0.9, 1] }, true],
  ] as const)('%j', (coverage, inFull) => {
    expect(law(coverage)).toBe(inFull);
  });
  test('null is 1', () => expect(isInFull({ coverage: null })).toBe(true));
});

describe('by decision', () => {
  test.each([
    ['ALTERNATIVE', 'MET'],
    ['NOT_APPLICABLE', 'NOT_APPLICABLE'],
    ['NOT_REASONABLE', 'MISSING'],
    ['IMPLEMENTED', 'MISSING'],
  ] as const)('%s with no control is %s', (decision, status) => {
    expect(statusOf(addressable, [], decided(decision), now)).toBe(status);
  });

  test.each([
    ['ALTERNATIVE', 'MET'],
    ['NOT_APPLICABLE', 'NOT_APPLICABLE'],
    ['NOT_REASONABLE', 'PARTLY_MET'],
    ['IMPLEMENTED', 'PARTLY_MET'],
  ] as const)('%s with half of it done is %s', (decision, status) => {
    expect(statusOf(addressable, [naming(0.5)], decided(decision), now)).toBe(status);
  });

  test('what is done in full is MET whatever was decided', () => {
    for (const decision of ['ALTERNATIVE', 'NOT_APPLICABLE', 'NOT_REASONABLE', 'IMPLEMENTED'] as const)
      expect(statusOf(addressable, [naming()], decided(decision), now)).toBe('MET');
  });

  test('what is required has no alternative, but may not apply', () => {
    expect(statusOf(mandatory, [], decided('ALTERNATIVE'), now)).toBe('MISSING');
    expect(statusOf(mandatory, [], decided('NOT_APPLICABLE'), now)).toBe('NOT_APPLICABLE');
  });
});

test('a decision counts until its review is due, that moment included', () => {
  for (const [decision, current] of [
    ['ALTERNATIVE', 'MET'],
    ['NOT_APPLICABLE', 'NOT_APPLICABLE'],
  ] as const) {
    expect(statusOf(addressable, [], decided(decision, now), now)).toBe(current);
    expect(statusOf(addressable, [], decided(decision, now), new Date(now.getTime() + 1))).toBe('MISSING');
  }
});
