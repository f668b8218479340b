import { readFile } from 'node:fs/promises';
import type { EntityManager } from 'typeorm';
import { setOrganizationSize } from '../access/organization.service.ts';
import type { Viewer } from '../access/viewer.ts';
import { modelOf, type Site } from '../catalog/site.ts';
import { importModel } from '../model/exchange.service.ts';
import { shipped } from '../shipped.ts';

export const EXAMPLE_ORGANIZATION = 'Example Health System';

/** The examples that are shipped: a system of two hospitals, a clinic and a health plan. */
export const EXAMPLES = ['hospital', 'clinic', 'health-plan'] as const;
export type Example = (typeof EXAMPLES)[number];

/** What an example has, as it stands in its file: threats and controls by their ids in the catalogue. */
export const readExample = async (example: Example): Promise<Site> =>
  JSON.parse(await readFile(shipped(`src/database/example-${example}.json`), 'utf8')) as Site;

/** Gives an organisation an example, by the same import that every caller has. */
export async function loadExample(db: EntityManager, viewer: Viewer, example: Example): Promise<void> {
  const site = await readExample(example);
  await setOrganizationSize(db, viewer, site.organization);
  const { problems } = await importModel(db, viewer, 'JSON', JSON.stringify(modelOf(site)), false);
  if (problems.length > 0)
    throw new Error(`the example ${example} cannot be imported: ${JSON.stringify(problems)}`);
}

/** @example loadExampleHospital(tx, viewer) // two hospitals with their clinics */
export const loadExampleHospital = (db: EntityManager, viewer: Viewer): Promise<void> =>
  loadExample(db, viewer, 'hospital');
