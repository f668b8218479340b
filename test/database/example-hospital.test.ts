import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AssetFields } from '../../src/assets/asset.ts';
import type { ControlFields } from '../../src/controls/control.ts';
import type { Estimate } from '../../src/math/estimate.ts';
import type { ModelKind, Named } from '../../src/model/definition.ts';
import { readFile } from '../../src/model/import-file.ts';
import { planImport } from '../../src/model/import-plan.ts';
import type { ScenarioFields } from '../../src/scenarios/scenario.ts';
import { modelOf, type Site } from '../../src/catalog/site.ts';
import { shipped } from '../../src/shipped.ts';
import { freezeComparison, freezeSimulation } from '../../src/simulation/freeze.ts';
import { planWarnings } from '../../src/simulation/plan-warnings.ts';
import { parseComparison, parseSimulation } from '../../src/simulation/request.ts';
import type { ThreatFields } from '../../src/threats/threat.ts';

const site = JSON.parse(readFileSync(shipped('src/database/example-hospital.json'), 'utf8')) as Site;
const content = JSON.stringify(modelOf(site));
const file = readFile('JSON', content);

/** The import that every caller has, into an organisation that has nothing yet. */
const nothing = { asset: [], threat: [], scenario: [], control: [] };
let ids = 0;
const { writes, problems } = planImport(file.items, nothing, (kind) => `${kind}_${++ids}`);

const rows = <F extends Named>(kind: ModelKind) =>
  writes
    .filter((write) => write.kind === kind)
    .map(({ id, fields }, place) => ({ ...(fields as unknown as F), id, number: place + 1 }));
const model = {
  assets: rows<AssetFields>('asset'),
  threats: rows<ThreatFields>('threat'),
  scenarios: rows<ScenarioFields>('scenario'),
  controls: rows<ControlFields>('control'),
};
const { assets, threats, scenarios, controls } = model;

const estimates: { readonly path: string; readonly estimate: Estimate }[] = [];
function collect(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return;
  if ('shape' in value) estimates.push({ path, estimate: value as Estimate });
  else for (const [key, part] of Object.entries(value)) collect(part, `${path}.${key}`);
}
collect(JSON.parse(content), '');

test('it is imported without a problem, so every name that it refers to is there', () => {
  expect([...file.problems, ...problems]).toEqual([]);
  expect(writes).toHaveLength(file.items.length);
});

test('it has the assets, threats, scenarios and controls that it promises', () => {
  expect(assets.length).toBeGreaterThanOrEqual(25);
  expect(threats.length).toBeGreaterThanOrEqual(35);
  expect(scenarios.length).toBeGreaterThanOrEqual(35);
  expect(controls.length).toBeGreaterThanOrEqual(45);
  expect(controls.filter(({ status }) => status === 'IN_PLACE').length).toBeGreaterThanOrEqual(12);
  expect(controls.filter(({ status }) => status === 'PROPOSED').length).toBeGreaterThanOrEqual(10);
  for (const status of ['IN_PLACE', 'PROPOSED'])
    for (const stance of ['DEFENSIVE', 'OFFENSIVE'])
      expect(controls.some((it) => it.status === status && it.stance === stance)).toBe(true);
});

test('everything has an id of its own and says what it is', () => {
  for (const it of [...assets, ...threats, ...controls]) {
    expect(it.externalId).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(it.description).toBeTruthy();
  }
  for (const { externalId } of scenarios) expect(externalId).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test('its threats and controls are the catalogue’s, each once', () => {
  for (const held of [threats, controls]) {
    expect(held.filter(({ catalogId }) => catalogId === null)).toEqual([]);
    expect(new Set(held.map(({ catalogId }) => catalogId)).size).toBe(held.length);
  }
});

test('every number says where it comes from, or that it is assumed', () => {
  expect(estimates.length).toBeGreaterThan(300);
  const unsourced = estimates.filter(
    ({ estimate: { basis, source } }) => basis !== 'ASSUMED' && !source?.trim(),
  );
  expect(unsourced.map(({ path }) => path)).toEqual([]);
  expect(estimates.filter(({ estimate: { basis } }) => !basis)).toEqual([]);
});

test('every lognormal range has a low below its high', () => {
  const ranges = estimates.filter(({ estimate: { shape } }) => shape === 'LOGNORMAL');
  expect(ranges.filter(({ estimate: { low = 0, high = 0 } }) => !(low < high))).toEqual([]);
});

/** What the scenarios of an AI-capable threat strike. */
const struck = (threat: string) => {
  const ofThreat = threats.find(({ name }) => name === threat);
  expect(ofThreat?.aiCapable).toBe(true);
  return scenarios
    .filter(({ threatId }) => threatId === ofThreat?.id)
    .map(({ assetId }) => assets.find(({ id }) => id === assetId)?.name);
};

describe('poisoning and evasion strike', () => {
  test('the clinical AI', () => {
    expect(struck('Poisoned training data')).toContain('Clinical AI model');
    expect(struck('Evasion of a model')).toEqual(['Clinical AI model']);
  });

  test('AI-based detection, as an asset and as the control that they blind', () => {
    expect(struck('Poisoned training data')).toContain('Detection model');
    const detection = controls.find(({ catalogId }) => catalogId === 'D-AI-DETECT');
    expect(detection).toMatchObject({ aiBased: true, status: 'PROPOSED' });
    expect(detection?.evasionProbability && detection.poisoningsPerYear).toBeTruthy();
  });
});

test('all that testers do is authorised', () => {
  const testing = controls.filter(({ stance, tests }) => stance === 'OFFENSIVE' || tests);
  for (const { tests } of testing) expect(tests?.authorization).toBeTruthy();
});

test('it can be simulated, and what it proposes can be bought', () => {
  const plan = freezeSimulation(model, parseSimulation({}, 'input'), '1', 'input');
  expect(plan.scenarios).toHaveLength(scenarios.length);
  expect(planWarnings(plan)).toEqual([]);
  const options = controls
    .filter(({ status }) => status === 'PROPOSED')
    .map(({ name, id, excludes }) => ({
      name,
      addControlIds: [id],
      ...(excludes.length > 0 && { removeControlIds: excludes }), // the other reading of one body of evidence
    }));
  expect(planWarnings(freezeComparison(model, parseComparison({ options }, 'input'), '1', 'input'))).toEqual(
    [],
  );
});
