import { modelOf } from '../../src/catalog/site.ts';
import { coverageOf } from '../../src/compliance/coverage.ts';
import { requirementsOf } from '../../src/compliance/requirements.ts';
import { readExample } from '../../src/database/examples.ts';
import { analysisOf, type Analysis, type Sources } from '../../src/report/analysis.ts';
import type { Safeguards } from '../../src/report/safeguards.ts';
import { freezeSimulation } from '../../src/simulation/freeze.ts';
import { canonicalJson, sha256 } from '../../src/simulation/hash.ts';
import type { Model } from '../../src/simulation/model-rows.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import { planWarnings } from '../../src/simulation/plan-warnings.ts';
import { parseSimulation } from '../../src/simulation/request.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { inBrief } from '../simulation/in-brief.ts';
import { readModel, type ModelFile } from '../support/model-file.ts';

export const NOW = new Date('2026-11-25T12:00:00Z');

/** The example hospital, as a database has it after its import. */
export const exampleHospital = async (): Promise<Model> =>
  readModel(modelOf(await readExample('hospital')) as ModelFile);

/** What a report of a model is built from, after a short run. */
export async function sourcesOf(model: Model, trials = 2_000): Promise<Sources> {
  const plan = freezeSimulation(model, parseSimulation({ trials }, 'input'), '20261125', 'input');
  return {
    organization: 'Example hospital',
    run: recordOf(plan),
    plan,
    result: await runPlan(plan, inBrief(), { chunkTrials: 1_000, parallel: 1, progress: () => {} }),
    controlsNow: model.controls.map(({ id, name, stance, status }) => ({ id, name, stance, status })),
    safeguards: safeguardsOf(model),
    now: NOW,
  };
}

export const exampleAnalysis = async (): Promise<Analysis> =>
  analysisOf(await sourcesOf(await exampleHospital()));

const recordOf = (plan: Plan): Sources['run'] => ({
  id: `simulation_${'0'.repeat(32)}`,
  name: 'Yearly risk analysis',
  requestedBy: 'Risk manager',
  requestedAt: '2026-11-25T08:00:00.000Z',
  startedAt: '2026-11-25T08:00:01.000Z',
  finishedAt: '2026-11-25T08:00:09.000Z',
  trialsAskedFor: plan.trials,
  horizonYears: plan.horizonYears,
  seed: plan.seed,
  engineVersion: plan.engineVersion,
  planHash: sha256(canonicalJson(plan)),
  resultHash: sha256(''),
  warnings: planWarnings(plan),
});

function safeguardsOf({ controls }: Model): Safeguards {
  const inPlace = controls.filter(({ status }) => status === 'IN_PLACE');
  const { specifications, ...counts } = coverageOf(requirementsOf('CURRENT'), inPlace, new Map(), NOW);
  return {
    asOf: NOW.toISOString(),
    ...counts,
    specifications: specifications.map(({ asks: _asks, controls: naming, ...it }) => ({
      ...it,
      controls: naming.map(({ name }) => name),
      decision: null,
    })),
  };
}
