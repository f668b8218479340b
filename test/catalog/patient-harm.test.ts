import { expect, test } from 'vitest';
import { careEvidence } from '../../src/catalog/patient-harm.ts';

test('the evidence is told as it was published', () => {
  expect(careEvidence.startsWith('in the week of an attack hospitals treated 17 to 24% fewer patients')).toBe(
    true,
  );
  expect(careEvidence).toContain('34 to 38% more died (Neprash et al. 2026)');
});
