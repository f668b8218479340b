import { inject } from 'vitest';
import type { DataSource } from 'typeorm';
import { addOrganization } from '../../src/access/organization.service.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { joinEmbedded } from '../../src/database/embedded.ts';
import { newSource } from '../../src/database/source.ts';
import { canonicalJson, sha256 } from '../../src/simulation/hash.ts';
import { newId } from '../../src/model/id.service.ts';
import type { Plan } from '../../src/simulation/plan.ts';

/** The application's own way to the database of the server that all tests share. */
export async function openShared(): Promise<DataSource> {
  const urls = await joinEmbedded(inject('dataDir'));
  return newSource(urls!.appUrl, 4).initialize();
}

let count = 0;
export const newViewer = async (source: DataSource): Promise<Viewer> =>
  (await addOrganization(source.manager, `jobs ${process.pid}.${process.hrtime.bigint()}.${count++}`)).viewer;

/** Stores a job that no worker is asked for: a test works on it. @returns its id */
export async function storeJob(source: DataSource, viewer: Viewer, plan: Plan): Promise<string> {
  const id = newId('simulation');
  const planText = canonicalJson(plan);
  await source.query(
    `INSERT INTO "job" ("id", "kind", "organizationId", "requestedBy", "requestedByKeyId", "seed", "trials", "horizonYears",
       "planText", "planHash", "engineVersion", "askedAt")
     VALUES ($1, 'SIMULATION', $2, $3, $4, $5, $6, $7, $8, $9, $10, 'infinity')`,
    [
      id,
      viewer.organizationId,
      viewer.name,
      viewer.keyId,
      plan.seed,
      plan.trials,
      plan.horizonYears,
      planText,
      sha256(planText),
      plan.engineVersion,
    ],
  );
  return id;
}
