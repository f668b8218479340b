import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { record } from '../audit/audit.service.ts';
import { hipaaCoverageOf } from '../compliance/coverage.service.ts';
import { isCurrent } from '../compliance/status.ts';
import type { Context } from '../server/context.ts';
import { sha256 } from '../simulation/hash.ts';
import { loadFound } from '../simulation/result.service.ts';
import type { Simulation } from '../simulation/simulation.entity.ts';
import { findSucceeded } from '../simulation/simulation.service.ts';
import { analysisOf, type Sources } from './analysis.ts';
import { pageOf } from './page/page.ts';
import type { Safeguards } from './safeguards.ts';

/** A risk analysis as it is filed: for people, and for machines. */
export interface FiledAnalysis {
  readonly html: string;
  readonly json: string;
  readonly planHash: string;
  readonly generatedAt: Date;
}

/**
 * The risk analysis that 45 CFR 164.308(a)(1)(ii)(A) asks for, from a run: its figures are the run's, while safeguards, decisions and the
 * controls outside the run are as of now. Whoever opens one leaves an entry in the audit trail with the hash of what he was given.
 *
 * @throws {NotFound} for what is no simulation of the viewer's organisation
 * @throws {InvalidInput} for one that has not SUCCEEDED
 */
export async function riskAnalysis(
  { db, viewer, loaders }: Pick<Context, 'db' | 'viewer' | 'loaders'>,
  simulationId: string,
  now: Date,
): Promise<FiledAnalysis> {
  const run = await findSucceeded(db, viewer, simulationId, 'simulationId');
  const found = await loadFound({ db, loaders }, run);
  if (!found) throw new RangeError(`the job ${run.id} has SUCCEEDED and has no result`);
  return db.transaction('REPEATABLE READ', async (tx) => {
    const analysis = analysisOf({
      organization: viewer.organizationName,
      run: recordOf(run),
      plan: found.plan,
      result: found.result,
      controlsNow: await controlsNow(tx, viewer),
      safeguards: await safeguardsOf(tx, viewer, now),
      now,
    });
    const json = JSON.stringify(analysis);
    const { planHash } = run;
    await record(tx, viewer, 'simulation.reported', run.id, { planHash, sha256: sha256(json) });
    return { html: pageOf(analysis), json, planHash, generatedAt: now };
  });
}

const recordOf = (run: Simulation): Sources['run'] => ({
  id: run.id,
  name: run.name,
  requestedBy: run.requestedBy,
  requestedAt: run.requestedAt.toISOString(),
  startedAt: run.startedAt?.toISOString() ?? null,
  finishedAt: run.finishedAt?.toISOString() ?? null,
  trialsAskedFor: run.trials,
  horizonYears: run.horizonYears,
  seed: run.seed,
  engineVersion: run.engineVersion,
  planHash: run.planHash,
  resultHash: run.resultHash,
  warnings: run.warnings,
});

const controlsNow = (tx: EntityManager, { organizationId }: Viewer): Promise<Sources['controlsNow']> =>
  tx.query(
    `SELECT "id", "name", "stance", "status" FROM "control" WHERE "organizationId" = $1 ORDER BY "name" COLLATE "C"`,
    [organizationId],
  );

async function safeguardsOf(tx: EntityManager, viewer: Viewer, now: Date): Promise<Safeguards> {
  const { specifications, ...counts } = await hipaaCoverageOf(tx, viewer, { profile: 'CURRENT', now });
  return {
    asOf: now.toISOString(),
    ...counts,
    specifications: specifications.map(
      ({ id, citation, title, standard, required, status, controls, decision }) => ({
        id,
        citation,
        title,
        standard,
        required,
        status,
        controls: controls.map(({ name }) => name),
        decision: decision && {
          decision: decision.decision,
          reason: decision.reason,
          decidedBy: decision.decidedBy,
          decidedAt: decision.decidedAt.toISOString(),
          reviewBy: decision.reviewBy.toISOString(),
          current: isCurrent(decision, now),
        },
      }),
    ),
  };
}
