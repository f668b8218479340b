import { describe, expect, test } from 'vitest';
import { controlFields, given, threatFields, type Adopted } from '../../src/catalog/adopt.ts';
import { controlOf, threatOf } from '../../src/catalog/catalog.ts';
import { CONTROLS } from '../../src/catalog/controls/all.ts';
import { isWantedControl, isWantedThreat } from '../../src/catalog/filter.ts';
import { GOALS } from '../../src/catalog/goals.ts';
import type { Figure } from '../../src/catalog/parts.ts';
import { scaleFor } from '../../src/catalog/scale.ts';
import { shownControl, shownThreat } from '../../src/catalog/show.ts';
import { referenceOf, SOURCES } from '../../src/catalog/sources.ts';
import { MITIGATIONS } from '../../src/catalog/techniques.ts';
import { THREATS } from '../../src/catalog/threats/all.ts';
import { ASSET_KINDS } from '../../src/assets/asset.ts';
import { parseControl } from '../../src/controls/control.ts';
import { InvalidInput } from '../../src/errors.ts';
import { parseThreat } from '../../src/threats/threat.ts';

const ids = new Set(CONTROLS.map(({ id }) => id));
const threatIds = new Set(THREATS.map(({ id }) => id));

/** Everything adopted, each under its own id in the form of the model's. */
const form = (kind: string, place: number) => `${kind}_${place.toString(16).padStart(32, '0')}`;
const everything: Adopted = {
  threats: new Map(THREATS.map(({ id }, place) => [id, form('threat', place)])),
  controls: new Map(CONTROLS.map(({ id }, place) => [id, form('control', place)])),
  assets: new Map(ASSET_KINDS.map((kind, place) => [kind, [form('asset', place)]])),
};
const asStated = scaleFor({ annualRevenue: null, workforce: null });

/** Every figure of an entry, with where it stands. */
function figuresOf(value: unknown, path: string): { path: string; figure: Figure }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('shape' in value) return [{ path, figure: value as Figure }];
  return Object.entries(value).flatMap(([key, part]) => figuresOf(part, `${path}.${key}`));
}
const figures = CONTROLS.flatMap((control) => figuresOf(control, control.id));

test('the documented examples hold', () => {
  expect(threatOf('T-BEC', 'catalogId').category).toBe('fraud');
  expect(controlOf('O-REDTEAM', 'catalogId').stance).toBe('OFFENSIVE');
  expect(threatFields(threatOf('T-BEC', '')).catalogId).toBe('T-BEC');
  expect(given({ name: 'Backups', externalId: null, requires: [] })).toEqual({ name: 'Backups' });
  expect(isWantedThreat(threatOf('T-BEC', ''), { category: 'fraud' })).toBe(true);
  expect(isWantedControl(controlOf('O-BAS', ''), { stance: 'DEFENSIVE' })).toBe(false);
  expect(GOALS['ESS-03'].name).toBe('Multifactor Authentication');
  expect(referenceOf('S-RUN26').startsWith('RunSafe, Medical Device Cybersecurity Index 2026')).toBe(true);
});

test('there are 75 controls or more, 20 of them offensive, each under an id and a name of its own', () => {
  expect(CONTROLS.length).toBeGreaterThanOrEqual(75);
  expect(CONTROLS.filter(({ stance }) => stance === 'OFFENSIVE').length).toBeGreaterThanOrEqual(20);
  expect(ids.size).toBe(CONTROLS.length);
  expect(new Set(CONTROLS.map(({ name }) => name)).size).toBe(CONTROLS.length);
  for (const { id, stance } of CONTROLS) expect(id[0]).toBe(stance[0]);
});

test('each figure has a basis, and each published one a source that is known', () => {
  expect(figures.length).toBeGreaterThan(400);
  for (const { path, figure } of figures) {
    expect(['PUBLISHED', 'ASSUMED'], path).toContain(figure.basis);
    if (figure.basis === 'PUBLISHED') expect(figure.sources.length, path).toBeGreaterThan(0);
    for (const id of figure.sources) expect(Object.hasOwn(SOURCES, id), `${path} ${id}`).toBe(true);
  }
});

describe.each(CONTROLS.map((control) => [control.id, control] as const))('%s', (_id, control) => {
  test('names only what there is', () => {
    const named = [
      ...control.effects.flatMap(({ controls = [] }) => controls),
      ...(control.tests?.controls ?? []),
      ...(control.requires ?? []),
      ...(control.excludes ?? []),
    ];
    expect(named.filter((id) => !ids.has(id) || id === control.id)).toEqual([]);
    const threats = control.effects.flatMap((effect) => effect.threats ?? []);
    expect(threats.filter((id) => !threatIds.has(id))).toEqual([]);
    expect(control.goals.filter((id) => !Object.hasOwn(GOALS, id))).toEqual([]);
    expect(control.mitigations.filter((id) => !Object.hasOwn(MITIGATIONS, id))).toEqual([]);
  });

  test('can be adopted as it is, and does something', () => {
    const fields = controlFields(control, 'PROPOSED', everything, asStated);
    const parsed = parseControl(given(fields), 'control');
    expect(parsed.catalogId).toBe(control.id);
    expect(parsed.effects.length > 0 || parsed.tests !== null || parsed.hipaaSpecifications.length > 0).toBe(
      true,
    );
    expect(shownControl(control).sources.length).toBeGreaterThanOrEqual(0);
  });

  test('an exclusion holds both ways, an AI-based one can be evaded and poisoned, a tester is authorised', () => {
    for (const id of control.excludes ?? []) expect(controlOf(id, '').excludes).toContain(control.id);
    expect(control.evasionProbability !== undefined).toBe(control.aiBased);
    expect(control.poisoningsPerYear !== undefined).toBe(control.aiBased);
    if (control.tests) expect(control.tests.authorization).toBeTruthy();
  });
});

test.each(THREATS.map((threat) => [threat.id, threat] as const))('%s can be adopted', (id, threat) => {
  const { externalId: _none, ...fields } = threatFields(threat);
  expect(parseThreat(fields, 'threat').catalogId).toBe(id);
  expect(shownThreat(threat).magnitude.shape).toBe('LOGNORMAL');
});

test('every threat that strikes is answered by a control', () => {
  for (const threat of THREATS.filter(({ enabling }) => !enabling))
    expect(
      CONTROLS.filter((it) => isWantedControl(it, { threatId: threat.id })).length,
      threat.id,
    ).toBeGreaterThan(0);
});

test('a threat is answered by those who test its defences, too', () => {
  const offence = CONTROLS.filter((it) =>
    isWantedControl(it, { threatId: 'T-RANSOM-EHR', stance: 'OFFENSIVE' }),
  );
  expect(offence.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['O-BAS', 'O-PENTEST-INT', 'O-REDTEAM']),
  );
});

test('what a catalogue does not have is refused in words', () => {
  expect(() => threatOf('T-NONE', 'catalogId')).toThrow(InvalidInput);
  expect(() => controlOf('T-BEC', 'catalogId')).toThrow(
    'needs the id of a control in the catalogue such as D-MFA, got "T-BEC"',
  );
});
