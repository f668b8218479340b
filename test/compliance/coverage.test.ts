import { expect, test } from 'vitest';
import { coverageOf, type Coverage } from '../../src/compliance/coverage.ts';
import { requirementsOf } from '../../src/compliance/requirements.ts';
import type { NamingControl, SpecificationDecision } from '../../src/compliance/status.ts';

const now = new Date('2026-11-25T12:00:00Z');
const law = requirementsOf('CURRENT');
const half = { shape: 'CONSTANT', value: 0.5, basis: 'ASSUMED' } as const;
const until = (reviewBy: string, decision: SpecificationDecision) => ({
  decision,
  reviewBy: new Date(reviewBy),
});
const counts = ({ met, partlyMet, missing, notApplicable }: Coverage<unknown, unknown>) => ({
  met,
  partlyMet,
  missing,
  notApplicable,
});

test('the documented example holds', () => {
  expect(coverageOf(law, [], new Map(), now).missing).toBe(53);
});

test('every requirement is counted once, with the controls that name it and the latest decision', () => {
  const mfa = { hipaaSpecifications: ['312.d', '308.a.5.ii.D'] };
  const scan: NamingControl = { hipaaSpecifications: ['308.a.5.ii.B', '312.d'], coverage: half };
  const current = until('2027-01-01', 'ALTERNATIVE');
  const expired = until('2026-01-01', 'NOT_APPLICABLE');
  const decisions = new Map([
    ['312.a.2.iii', current],
    ['308.a.4.ii.A', expired],
    ['314.b.2.i', until('2027-01-01', 'NOT_APPLICABLE')],
  ]);
  const coverage = coverageOf(law, [mfa, scan], decisions, now);
  expect(counts(coverage)).toEqual({ met: 3, partlyMet: 1, missing: 48, notApplicable: 1 });
  const by = new Map(coverage.specifications.map((it) => [it.id, it]));
  expect(by.get('312.d')).toMatchObject({ status: 'MET', controls: [mfa, scan], decision: null });
  expect(by.get('312.a.2.iii')).toMatchObject({ status: 'MET', controls: [], decision: current });
  expect(by.get('308.a.4.ii.A')).toMatchObject({ status: 'MISSING', decision: expired });
});

test('the proposal has more to be met, by controls that name it, and takes no alternative', () => {
  const decisions = new Map([
    ['312.a.2.iii', until('2027-01-01', 'ALTERNATIVE')],
    ['312.a.2.iv', until('2027-01-01', 'NOT_REASONABLE')],
  ]);
  const controls = [
    { hipaaSpecifications: ['N12', '312.d'] },
    { hipaaSpecifications: ['N13'], coverage: half },
  ];
  const proposal = coverageOf(requirementsOf('NPRM_2025'), controls, decisions, now);
  expect(counts(proposal)).toEqual({ met: 2, partlyMet: 1, missing: 65, notApplicable: 0 });
  expect(counts(coverageOf(law, controls, decisions, now))).toEqual({
    met: 2,
    partlyMet: 0,
    missing: 51,
    notApplicable: 0,
  });
  expect(proposal.specifications.find(({ id }) => id === '312.a.2.iii')?.decision).not.toBeNull();
});

test('more controls never leave a requirement less met', () => {
  const rank = { MISSING: 0, NOT_APPLICABLE: 1, PARTLY_MET: 1, MET: 2 };
  const decisions = new Map([['312.d', until('2027-01-01', 'NOT_APPLICABLE')]]);
  const all: NamingControl[] = law.map(({ id }, i) => ({
    hipaaSpecifications: [id, law[(i * 7) % 53].id],
    coverage: i % 3 === 0 ? half : null,
  }));
  let before = coverageOf(law, all.slice(0, 0), decisions, now);
  for (let count = 1; count <= all.length; count++) {
    const after = coverageOf(law, all.slice(0, count), decisions, now);
    after.specifications.forEach(({ status }, place) =>
      expect(rank[status]).toBeGreaterThanOrEqual(rank[before.specifications[place].status]),
    );
    before = after;
  }
});
