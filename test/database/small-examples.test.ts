import { beforeAll, describe, expect, test } from 'vitest';
import { SECTOR_LARGE_BREACH } from '../../src/catalog/sector.ts';
import { modelOf, type Site } from '../../src/catalog/site.ts';
import { readExample } from '../../src/database/examples.ts';
import type { Estimate } from '../../src/math/estimate.ts';
import { freezeComparison, freezeSimulation } from '../../src/simulation/freeze.ts';
import type { Model } from '../../src/simulation/model-rows.ts';
import { planWarnings } from '../../src/simulation/plan-warnings.ts';
import { parseComparison, parseSimulation } from '../../src/simulation/request.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { inBrief } from '../simulation/in-brief.ts';
import { readModel, type ModelFile } from '../support/model-file.ts';

/** More than this a year would not fit what hospitals report; the limit of a clinic is a hospital's own rate. */
const FAR = SECTOR_LARGE_BREACH.perHospitalYear * SECTOR_LARGE_BREACH.farApart;

const EXPECTED = [
  {
    example: 'clinic',
    size: { annualRevenue: 8e6, workforce: 40 },
    counts: { assets: 8, scenarios: 10, inPlace: 8, proposed: 8 },
    largeBreachBelow: SECTOR_LARGE_BREACH.perHospitalYear,
  },
  {
    example: 'health-plan',
    size: { annualRevenue: 1.5e9, workforce: 900 },
    counts: { assets: 10, scenarios: 12, inPlace: 12, proposed: 12 },
    largeBreachBelow: FAR,
  },
] as const;

interface Found {
  readonly path: string;
  readonly estimate: Estimate;
}

function estimatesIn(value: unknown, path: string): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('shape' in value) return [{ path, estimate: value as Estimate }];
  return Object.entries(value).flatMap(([key, part]) => estimatesIn(part, `${path}.${key}`));
}

describe.each(EXPECTED)('the example $example', ({ example, size, counts, largeBreachBelow }) => {
  let site: Site;
  let model: Model;
  let estimates: readonly Found[];

  beforeAll(async () => {
    site = await readExample(example);
    model = readModel(modelOf(site) as ModelFile);
    estimates = estimatesIn(site, '');
  });

  test('is of the size that it promises, and imported without a problem', () => {
    expect(site.organization).toEqual(size);
    const { assets, scenarios, controls } = model;
    const having = (wanted: string) => controls.filter(({ status }) => status === wanted).length;
    expect({
      assets: assets.length,
      scenarios: scenarios.length,
      inPlace: having('IN_PLACE'),
      proposed: having('PROPOSED'),
    }).toEqual(counts);
  });

  test('gives everything an id of its own', () => {
    for (const kind of [model.assets, model.threats, model.scenarios, model.controls]) {
      const ids = kind.map(({ externalId }) => externalId);
      for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('says of every number where it comes from, or that it is assumed and from nowhere', () => {
    expect(estimates.length).toBeGreaterThan(50);
    const pathsOf = (of: (estimate: Estimate) => boolean) =>
      estimates.filter(({ estimate }) => of(estimate)).map(({ path }) => path);
    expect(pathsOf(({ basis }) => !basis)).toEqual([]);
    expect(pathsOf(({ basis, source }) => basis !== 'ASSUMED' && !source?.trim())).toEqual([]);
    expect(pathsOf(({ basis, source }) => basis === 'ASSUMED' && source !== undefined)).toEqual([]);
  });

  test('names the basis of what it takes from the catalogue too', () => {
    const adopted = estimatesIn(modelOf(site), '');
    const unsourced = adopted.filter(
      ({ estimate: { basis, source } }) => !basis || (basis !== 'ASSUMED' && !source?.trim()),
    );
    expect(unsourced.map(({ path }) => path)).toEqual([]);
  });

  test('has no control that touches nothing here', () => {
    const idle = model.controls.filter(({ effects, tests }) => effects.length === 0 && !tests);
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  test('can be simulated, and what it proposes can be bought, without a warning', () => {
    const plan = freezeSimulation(model, parseSimulation({}, 'input'), '1', 'input');
    expect(planWarnings(plan)).toEqual([]);
    const options = model.controls
      .filter(({ status }) => status === 'PROPOSED')
      .map(({ name, id }) => ({ name, addControlIds: [id] }));
    const comparison = freezeComparison(model, parseComparison({ options }, 'input'), '1', 'input');
    expect(planWarnings(comparison)).toEqual([]);
  });

  test('has a large breach seldom enough to fit what is reported', async () => {
    const request = parseSimulation({ trials: 20_000 }, 'input');
    const plan = freezeSimulation(model, request, '1', 'input');
    const { baseline, warnings } = await runPlan(plan, inBrief(), { parallel: 1, progress: () => {} });
    const { value, low, high } = baseline.annualLargeBreachProbability;
    expect(warnings).toEqual([]);
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(value);
    expect(value).toBeLessThan(high);
    expect(high).toBeLessThan(largeBreachBelow);
  }, 120_000);
});
