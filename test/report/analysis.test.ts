import { beforeAll, expect, test } from 'vitest';
import { analysisOf, type Analysis, type Sources } from '../../src/report/analysis.ts';
import { rowsOf } from '../../src/report/input-rows.ts';
import { canonicalJson, sha256 } from '../../src/simulation/hash.ts';
import { constant, effect, inThisThread, planOf, type SmallModel } from '../simulation/small-plan.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { exampleHospital, NOW, sourcesOf } from './example.ts';

let sources: Sources;
let analysis: Analysis;
beforeAll(async () => {
  sources = await sourcesOf(await exampleHospital());
  analysis = analysisOf(sources);
});

/** Of a model small enough to write down. */
async function small(model: SmallModel, more: Partial<Sources> = {}): Promise<Analysis> {
  const plan = planOf({ ...model, plan: { trials: 200, ...model.plan } });
  const result = await runPlan(plan, inThisThread, { chunkTrials: 200, parallel: 1, progress: () => {} });
  return analysisOf({ ...sources, plan, result, controlsNow: [], now: NOW, ...more });
}

test('every figure of the whole is the outcome’s', () => {
  const { baseline } = sources.result;
  for (const [name, value] of Object.entries(analysis.overall))
    expect(value, name).toEqual(baseline[name as keyof typeof baseline] ?? null);
  expect(analysis.run.trials).toBe(baseline.trials);
  expect(analysis.benchmark).toMatchObject({
    annualLargeBreachProbability: baseline.annualLargeBreachProbability,
    sectorPerHospitalYear: 0.017,
    ratio: baseline.annualLargeBreachProbability.value / 0.017,
  });
});

test('every scenario, asset and category has the outcome’s contribution', () => {
  const { plan, result } = sources;
  const { byScenario, byAsset, byCategory } = result.baseline;
  for (const { id, contribution } of analysis.scenarios)
    expect(contribution).toEqual(byScenario[plan.scenarios.findIndex((it) => it.id === id)]);
  for (const { id, contribution } of analysis.assets)
    expect(contribution).toEqual(byAsset[plan.assets.findIndex((it) => it.id === id)]);
  expect(analysis.byCategory).toEqual(byCategory);
  expect(analysis.scenarios).toHaveLength(plan.scenarios.length);
  expect(analysis.assets).toHaveLength(plan.assets.length);
});

test('risks are ranked by expected loss', () => {
  const losses = analysis.scenarios.map((it) => it.contribution.expectedAnnualLoss.value);
  expect(losses).toEqual([...losses].sort((one, other) => other - one));
  expect(analysis.scenarios.map(({ rank }) => rank)).toEqual(losses.map((_, place) => place + 1));
});

test('assets with records about people are marked with how many', async () => {
  const { assets } = await small({
    assets: [
      { id: 'asset' },
      { id: 'counted', records: 500 },
      { id: 'none', records: 0 },
      { id: 'uncounted' },
    ],
    scenarios: [{ id: 'one' }, { id: 'two', assetId: 'uncounted', records: constant(10) }],
  });
  expect(assets.map(({ name, holds, records }) => [name, holds, records])).toEqual([
    ['counted', 'RECORDS', 500],
    ['asset', 'NONE_STATED', null],
    ['none', 'NONE_STATED', 0],
    ['uncounted', 'UNCOUNTED', null],
  ]);
});

test('every estimate of the plan is told once, with its basis', () => {
  const count = JSON.stringify(sources.plan).split('"shape":').length - 1;
  expect(analysis.inputs).toHaveLength(count);
  const { basisCounts, inputs } = analysis;
  for (const basis of ['MEASURED', 'PUBLISHED', 'EXPERT', 'ASSUMED'] as const)
    expect(basisCounts[basis]).toBe(inputs.filter(({ estimate }) => estimate.basis === basis).length);
  const keys = inputs.map(({ kind, entityId, field }) => `${kind} ${entityId} ${field}`);
  expect(new Set(keys).size).toBe(count);
  const rows = rowsOf(inputs).flat();
  expect(rows.length).toBeLessThanOrEqual(count);
  const spoken = rows.map(({ says }) => Number(/ ×(\d+)$/.exec(says)?.[1] ?? 1));
  expect(spoken.reduce((sum, it) => sum + it, 0)).toBe(count);
});

test('an estimate is told under the API’s name for it, in words', async () => {
  const { inputs } = await small({
    assets: [
      { id: 'asset', dependsOn: [{ assetId: 'power', propagationProbability: constant(0.5) }] },
      { id: 'power' },
    ],
    controls: [{ id: 'filter', status: 'IN_PLACE', effects: [effect('ATTEMPTS', 0.2)] }],
  });
  expect(inputs.map(({ entity, field, says }) => [entity, field, says])).toEqual([
    ['asset', 'dependsOn[0].propagationProbability', 'Goes down with power'],
    ['scenario', 'lossEventFrequency', 'Loss events a year'],
    ['scenario', 'primaryLosses[0].magnitude', 'Response, per event'],
    ['filter', 'effects[0].efficacy', 'Lowers attempts (ATTEMPTS)'],
    ['The organisation', 'discountRate', 'Discount rate a year'],
    ['The organisation', 'costPerFte', 'Cost of a full-time person a year'],
  ]);
});

test('controls at work, added and taken away are told apart, and so are those that had no part in the run', async () => {
  const { controls, otherControls } = await small(
    {
      controls: [
        { id: 'kept', status: 'IN_PLACE' },
        { id: 'gone', status: 'IN_PLACE' },
        { id: 'new', status: 'PROPOSED', requires: ['kept'] },
      ],
      plan: {
        baseline: { controlIds: ['kept', 'new'], changes: [{ controlId: 'kept', coverage: constant(0.5) }] },
      },
    },
    {
      controlsNow: [
        { id: 'kept', name: 'renamed since', stance: 'DEFENSIVE', status: 'RETIRED' },
        { id: 'idea', name: 'idea', stance: 'OFFENSIVE', status: 'PROPOSED' },
        { id: 'old', name: 'old', stance: 'DEFENSIVE', status: 'RETIRED' },
      ],
    },
  );
  expect(controls.map(({ name, part, changed }) => [name, part, changed])).toEqual([
    ['kept', 'IN_PLACE', true],
    ['gone', 'TAKEN_AWAY', false],
    ['new', 'ADDED', false],
  ]);
  expect(otherControls.map(({ name, status }) => [name, status])).toEqual([
    ['idea', 'PROPOSED'],
    ['old', 'RETIRED'],
  ]);
});

test('what the model does not know is said', async () => {
  const { limits } = await small({
    assets: [{ id: 'asset' }, { id: 'idle asset' }],
    threats: [{ id: 'threat' }, { id: 'idle threat' }],
    scenarios: [{ id: 'it', records: constant(1), statedAs: 'CURRENT' }],
  });
  const said = limits.join('\n');
  expect(said).toContain('1 of 2 threats of the run takes part in no scenario: idle threat.');
  expect(said).toContain('1 of 2 assets of the run is struck by no scenario directly');
  expect(said).toContain('How many records this asset holds is not stated');
  expect(said).toContain('5 of 5 estimates rest on assumption');
  expect(said).toContain('1 of 1 scenario is stated as things are');
});

test('the plan in it has the hash that it names, so a filed analysis can be checked', () => {
  expect(sha256(canonicalJson(analysis.plan))).toBe(analysis.run.planHash);
});

test('as JSON it comes back the same, and the same sources give the same bytes', () => {
  const json = JSON.stringify(analysis);
  expect(JSON.parse(json)).toEqual(analysis);
  expect(JSON.parse(json)).toMatchObject({ formatVersion: 1, requirement: '45 CFR 164.308(a)(1)(ii)(A)' });
  expect(JSON.stringify(analysisOf(sources))).toBe(json);
});
