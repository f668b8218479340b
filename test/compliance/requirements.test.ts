import { expect, test } from 'vitest';
import { PROPOSED } from '../../src/compliance/proposal.ts';
import {
  citationOf,
  findRequirement,
  requirementsOf,
  SPECIFICATION_IDS,
} from '../../src/compliance/requirements.ts';
import { STANDARDS } from '../../src/compliance/specifications.ts';
import { APPENDIX_A, BEYOND_APPENDIX_A, rowsOf, STAND_ALONE } from './security-rule.ts';

const current = requirementsOf('CURRENT');
const proposed = requirementsOf('NPRM_2025');

test('the documented examples hold', () => {
  expect(citationOf('308.a.1.ii.A')).toBe('45 CFR 164.308(a)(1)(ii)(A)');
});

test('53 requirements: the specifications, and the standards that stand alone', () => {
  const rows = [APPENDIX_A, BEYOND_APPENDIX_A, STAND_ALONE].flatMap(rowsOf);
  expect(current).toHaveLength(53);
  expect(current.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  expect(current.filter(({ required }) => required)).toHaveLength(14 + 10 + 7);
});

test('they stand in the order of the rule', () => {
  const ids = current.map(({ id }) => id);
  expect(ids.slice(3, 6)).toEqual(['308.a.1.ii.D', '308.a.2', '308.a.3.ii.A']);
  expect(ids.map((id) => id.slice(0, 3))).toEqual(ids.map((id) => id.slice(0, 3)).toSorted());
  expect(ids.at(-1)).toBe('316.b.2.iii');
});

test('each cites its paragraph, names its standard and says what it asks', () => {
  expect(findRequirement('312.d')).toMatchObject({
    citation: '45 CFR 164.312(d)',
    standard: 'Person or entity authentication',
  });
  expect(findRequirement('308.a.5.ii.B')).toMatchObject({
    citation: '45 CFR 164.308(a)(5)(ii)(B)',
    standard: 'Security awareness and training',
  });
  for (const { id, citation, asks } of current) {
    expect(citation, id).toBe(citationOf(id));
    expect(asks, id).toMatch(/^[A-Z].+\.$/);
  }
});

test('a control may name 68 ids of the law, and those proposed', () => {
  expect(SPECIFICATION_IDS.size).toBe(68 + PROPOSED.length);
  for (const { id } of STANDARDS) expect(SPECIFICATION_IDS).toContain(id);
});

test('the proposal makes everything required, adds its own, and says of each change that it is proposed', () => {
  expect(proposed.every(({ required }) => required)).toBe(true);
  expect(proposed.slice(0, 53).map(({ id }) => id)).toEqual(current.map(({ id }) => id));
  expect(proposed.length).toBe(53 + PROPOSED.length);
  current.forEach((law, place) => {
    const { title, asks } = proposed[place];
    if (law.required) expect(proposed[place]).toBe(law);
    else {
      expect(title).toBe(`${law.title} (proposed: required)`);
      expect(asks).toContain('Proposed, not law:');
    }
  });
  for (const { id, title, citation, standard, asks } of proposed.slice(53)) {
    expect(id).toMatch(/^N(0[2-9]|1[0-6])$/);
    expect(title).toMatch(/^Proposed: /);
    expect(citation).toMatch(/^Proposed 45 CFR 164\.3.*90 FR 898 \(6 January 2025\), RIN 0945-AA22$/);
    expect(standard).toContain('not law');
    expect(asks).toMatch(/^Proposed, not law: /);
  }
});

test('nothing of the proposal shows in the law', () => {
  expect(JSON.stringify(current)).not.toMatch(/propos/i);
  expect(findRequirement('312.a.2.iii')?.required).toBe(false);
  expect(findRequirement('N12')?.title).toBe('Proposed: Multi-factor authentication');
  expect(findRequirement('308.a.5')).toBeUndefined(); // it is made up of its specifications
});
