import { expect, test } from 'vitest';
import { parseDecision } from '../../src/compliance/decision.ts';
import { InvalidInput } from '../../src/errors.ts';

const now = new Date('2026-11-25T12:00:00Z');
const sound = {
  specificationId: '312.a.2.iii',
  decision: 'ALTERNATIVE',
  reason: 'Badges lock screens.',
  reviewBy: new Date('2027-11-25T12:00:00Z'),
};

const refusal = (input: unknown) => {
  try {
    parseDecision(input, 'input', now);
  } catch (error) {
    if (error instanceof InvalidInput) return { field: error.field, message: error.message };
    throw error;
  }
  throw new Error('was not refused');
};

test('a sound one is kept letter for letter', () => {
  expect(parseDecision(sound, 'input', now)).toEqual(sound);
});

test.each([
  [
    { specificationId: '312.f' },
    'input.specificationId',
    'needs a specification such as 308.a.1.ii.A, got "312.f"; near it: 312.a, 312.b, 312.c, 312.d, 312.e',
  ],
  [
    { specificationId: '164.312(a)(2)(iii)' },
    'input.specificationId',
    'needs a specification such as 308.a.1.ii.A, got "164.312(a)(2)(iii)"; near it: 312.a.2.iii',
  ],
  [
    { specificationId: '312.e' },
    'input.specificationId',
    'needs one of 312.e.2.i, 312.e.2.ii, got the standard 312.e, which is made up of these',
  ],
  [{ reason: '' }, 'input.reason', 'needs at least one visible character, got ""'],
  [{ reason: ' \n ' }, 'input.reason', 'needs at least one visible character, got " \\n "'],
  [{ reason: 'x'.repeat(10_001) }, 'input.reason', 'needs at most 10,000 characters, got 10,001'],
  [{ reason: null }, 'input.reason', 'cannot be null'],
  [{ reason: undefined }, 'input.reason', 'must be stated'],
  [{ reviewBy: null }, 'input.reviewBy', 'cannot be null'],
  [
    { reviewBy: now },
    'input.reviewBy',
    'needs a moment in the future, at most 10 years ahead (2036-11-25T12:00:00.000Z), got 2026-11-25T12:00:00.000Z',
  ],
  [
    { reviewBy: new Date('2036-11-25T12:00:00.001Z') },
    'input.reviewBy',
    'needs a moment in the future, at most 10 years ahead (2036-11-25T12:00:00.000Z), got 2036-11-25T12:00:00.001Z',
  ],
  [
    { specificationId: '308.a.1.ii.A' },
    'input.decision',
    'needs IMPLEMENTED or NOT_APPLICABLE, got ALTERNATIVE: 308.a.1.ii.A (Risk analysis) is required, and only what is addressable can be met by an alternative or be found not reasonable (45 CFR 164.306(d))',
  ],
])('%j is refused', (wrong, field, message) => {
  expect(refusal({ ...sound, ...wrong })).toEqual({ field, message });
});

test('what is required, or proposed, may be implemented or not apply, and nothing else', () => {
  for (const specificationId of ['308.a.1.ii.A', '312.d', '314.b.2.i', 'N12']) {
    for (const decision of ['IMPLEMENTED', 'NOT_APPLICABLE'])
      expect(parseDecision({ ...sound, specificationId, decision }, 'input', now).decision).toBe(decision);
    for (const decision of ['ALTERNATIVE', 'NOT_REASONABLE'])
      expect(refusal({ ...sound, specificationId, decision }).field).toBe('input.decision');
  }
});

test('ten years ahead is the furthest', () => {
  const reviewBy = new Date('2036-11-25T12:00:00Z');
  expect(parseDecision({ ...sound, reviewBy }, 'input', now).reviewBy).toEqual(reviewBy);
});
