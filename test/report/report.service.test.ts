import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/report/analysis.ts';
import { riskAnalysis } from '../../src/report/report.service.ts';
import { newLoaders } from '../../src/server/loaders.ts';
import { canonicalJson, sha256 } from '../../src/simulation/hash.ts';
import { day, dollars } from '../../src/words.ts';
import { finished, newTenant, type Api } from '../support/api.ts';
import { auditOf, rowsOf } from '../support/database.ts';
import { COMPARE, giveHospital, simulate } from '../support/hospital.ts';
import { newViewer, openShared, storeJob } from '../support/jobs.ts';
import { refusal } from '../support/model.ts';
import { planOf } from '../simulation/small-plan.ts';

const REPORT = readFileSync('schema/operations/risk-analysis.graphql', 'utf8');
const short = { trials: 1_000, horizonYears: 2, seed: '20261125' };

interface Filed {
  readonly html: string;
  readonly json: string;
  readonly planHash: string;
  readonly generatedAt: string;
}

let api: Api;
let ids: Readonly<Record<string, string>>;
let simulationId: string;

const fileOf = async (id: string, by = api): Promise<Filed & { readonly analysis: Analysis }> => {
  const { riskAnalysis: filed } = await by.ask<{ riskAnalysis: Filed }>(REPORT, { simulationId: id });
  return { ...filed, analysis: JSON.parse(filed.json) as Analysis };
};
const succeeded = async (input: object): Promise<string> => {
  const id = await simulate(api, input);
  expect(await finished(api, id)).toMatchObject({ state: 'SUCCEEDED' });
  return id;
};

beforeAll(async () => {
  api = await newTenant();
  ids = await giveHospital(api);
  simulationId = await succeeded({ ...short, name: 'Yearly' });
});

describe('of a run that has SUCCEEDED', () => {
  test('it says what the API says of the run', async () => {
    const figure = '{ value standardError low high }';
    const { simulation, viewer } = await api.ask(
      `query ($id: ID!) {
        viewer { organization { name } }
        simulation(id: $id) {
          name seed requestedBy requestedAt startedAt finishedAt planHash resultHash engineVersion plan horizonYears warnings
          outcome {
            trials expectedAnnualLoss ${figure} credible { p5 p50 p95 } conditionalValueAtRisk95 ${figure}
            annualLossPercentiles { p value low high } lossEventProbability ${figure} breachProbability ${figure}
            largeBreachProbability ${figure} annualLargeBreachProbability ${figure} annualBreachProbability ${figure}
            expectedRecords ${figure} expectedOutageHours ${figure}
            byScenario { id name share shareOfTail expectedAnnualLoss ${figure} }
          }
        }
      }`,
      { id: simulationId },
    );
    const { analysis, html, planHash, generatedAt } = await fileOf(simulationId);
    const { outcome, plan, ...run } = simulation;
    const { trials, byScenario, ...overall } = outcome;
    expect(analysis.run).toMatchObject({ ...run, trials, id: simulationId });
    expect(analysis.overall).toMatchObject(overall);
    for (const { id, name, ...contribution } of byScenario) {
      const line = analysis.scenarios.find((it) => it.id === id)!;
      expect(line).toMatchObject({ name, contribution });
    }
    expect(analysis.organization).toBe(viewer.organization.name);
    expect(analysis.generatedAt).toBe(generatedAt);
    expect(planHash).toBe(simulation.planHash);
    expect(canonicalJson(analysis.plan)).toBe(plan);
    expect(sha256(canonicalJson(analysis.plan))).toBe(planHash);
    expect(html).toContain(dollars(outcome.expectedAnnualLoss.value));
  });

  test('its figures are the run’s, whatever the model has become since', async () => {
    const own = await newTenant();
    const theirs = await giveHospital(own);
    const id = await simulate(own, short);
    await finished(own, id);
    const before = await fileOf(id, own);
    const reviewBy = new Date(Date.now() + 300 * 86_400_000).toISOString();
    await own.ask(
      `mutation ($id: ID!) { updateControl(id: $id, version: 1, input: { name: "Renamed", hipaaSpecifications: ["312.d"] }) { id } }`,
      { id: theirs['Strong sign-in'] },
    );
    await own.ask(`mutation ($input: HipaaDecisionInput!) { decideSpecification(input: $input) { id } }`, {
      input: {
        specificationId: '312.a.2.iii',
        decision: 'ALTERNATIVE',
        reason: 'Badges lock every screen',
        reviewBy,
      },
    });
    const after = await fileOf(id, own);
    const { safeguards: sooner, generatedAt: _sooner, ...then } = before.analysis;
    const { safeguards: later, generatedAt: _later, ...now } = after.analysis;
    expect(now).toEqual(then);
    expect([sooner.met, later.met]).toEqual([0, 2]);
    expect(later.asOf).toBe(after.generatedAt);
    const line = later.specifications.find((it) => it.id === '312.a.2.iii')!;
    expect(line).toMatchObject({
      status: 'MET',
      decision: { reason: 'Badges lock every screen', current: true },
    });
    expect(later.specifications.find((it) => it.id === '312.d')!.controls).toEqual(['Renamed']);
    expect(after.html).toContain('Badges lock every screen');
    expect(after.html).toContain(`review by ${day(new Date(reviewBy))}`);
  });

  test('controls are told by their part in it', async () => {
    const id = await succeeded({
      ...short,
      removeControlIds: [ids['Backups']],
      addControlIds: [ids['Endpoint detection']],
      changeControls: [{ controlId: ids['Strong sign-in'], coverage: { shape: 'CONSTANT', value: 0.9 } }],
      insurance: { premium: 50_000, retention: 10_000, annualLimit: 1_000_000 },
    });
    const { analysis, html } = await fileOf(id);
    expect(analysis.controls.map(({ name, part, changed }) => [name, part, changed])).toEqual([
      ['Strong sign-in', 'IN_PLACE', true],
      ['Backups', 'TAKEN_AWAY', false],
      ['Endpoint detection', 'ADDED', false],
    ]);
    expect(analysis.otherControls.map(({ name, status }) => [name, status])).toEqual([
      ['Antivirus', 'RETIRED'],
      ['Red team', 'PROPOSED'],
      ['Tapes', 'PROPOSED'],
    ]);
    expect(analysis.inputs.filter(({ kind }) => kind === 'change')).toMatchObject([
      { entity: 'Strong sign-in', field: 'coverage' },
    ]);
    expect(html).toMatch(/Insurance in force: a\s+premium of/);
    expect(html).toContain('Expected annual loss, after insurance');
  });

  test('opening it is recorded, with the hash of what was given', async () => {
    const { json } = await fileOf(simulationId);
    const [last] = (await auditOf(api.organizationId)).slice(-1);
    expect(last).toMatchObject({ action: 'simulation.reported', target: simulationId, outcome: 'SUCCEEDED' });
    const [{ details }] = await rowsOf<{ details: { sha256: string } }>(
      `SELECT "details" FROM "audit_entry" WHERE "organizationId" = $1 ORDER BY "number" DESC LIMIT 1`,
      [api.organizationId],
    );
    expect(details.sha256).toBe(sha256(json));
  });

  test('at one moment it has one text', async () => {
    const source = await openShared();
    try {
      const viewer = await newViewer(source).then((it) => ({
        ...it,
        organizationId: api.organizationId,
        organizationName: 'Saint Elsewhere',
      }));
      const at = (moment: string) =>
        riskAnalysis({ db: source.manager, viewer, loaders: newLoaders() }, simulationId, new Date(moment));
      const one = await at('2026-11-25T12:00:00Z');
      expect(await at('2026-11-25T12:00:00Z')).toEqual(one);
      expect((await at('2026-11-25T12:00:01Z')).json).not.toBe(one.json);
    } finally {
      await source.destroy();
    }
  });

  test('an auditor may read it', async () => {
    expect((await fileOf(simulationId, await api.as('AUDITOR'))).analysis.run.id).toBe(simulationId);
  });
});

describe('refused in words', () => {
  test.each(['QUEUED', 'RUNNING', 'FAILED', 'CANCELLED'])('a run that is %s', async (state) => {
    const source = await openShared();
    const become = (id: string, its: string) =>
      source.query(
        `UPDATE "job" SET "organizationId" = $2, "state" = $3,
           "finishedAt" = CASE WHEN $3 IN ('FAILED', 'CANCELLED') THEN now() END,
           "failure" = CASE WHEN $3 = 'FAILED' THEN '{"code": "INTERNAL", "message": "it broke"}'::jsonb END
         WHERE "id" = $1`,
        [id, api.organizationId, its],
      );
    try {
      const id = await storeJob(source, await newViewer(source), planOf({}));
      await become(id, state);
      expect(await refusal(api, REPORT, { simulationId: id })).toEqual({
        code: 'BAD_USER_INPUT',
        field: 'simulationId',
        message: `needs a simulation that has SUCCEEDED, got one that is ${state}`,
      });
      await become(id, 'CANCELLED');
    } finally {
      await source.destroy();
    }
  });

  test('another tenant’s, and what is no simulation, are told like an unknown id', async () => {
    const unknown = `simulation_${'0'.repeat(32)}`;
    const told = await refusal(api, REPORT, { simulationId: unknown });
    expect(told).toMatchObject({ code: 'NOT_FOUND', field: 'simulationId' });
    expect(await refusal(await newTenant(), REPORT, { simulationId })).toEqual(told);
    const { job } = await api.ask(COMPARE, {
      input: { ...short, options: [{ name: 'a', addControlIds: [ids['Endpoint detection']] }] },
    });
    for (const id of [job.id, 'nonsense', ids['Backups']])
      expect(await refusal(api, REPORT, { simulationId: id })).toEqual(told);
    await finished(api, job.id);
  });

  test('more of them in one request than a server can bear', async () => {
    const many = Array.from(
      { length: 21 },
      (_, at) => `a${at}: riskAnalysis(simulationId: $id) { planHash }`,
    );
    expect(await refusal(api, `query ($id: ID!) { ${many.join(' ')} }`, { id: simulationId })).toMatchObject({
      code: 'QUERY_TOO_COMPLEX',
    });
  });
});
