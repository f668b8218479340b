import { readFile } from 'node:fs/promises';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { importModel } from '../model/exchange.service.ts';
import { shipped } from '../shipped.ts';

export const EXAMPLE_ORGANIZATION = 'Example Health System';

export const EXAMPLE_HOSPITAL = shipped('src/database/example-hospital.json');

/** Gives an organisation the example hospital, by the same import that every caller has. */
export async function loadExampleHospital(db: EntityManager, viewer: Viewer): Promise<void> {
  const content = await readFile(EXAMPLE_HOSPITAL, 'utf8');
  const { problems } = await importModel(db, viewer, 'JSON', content, false);
  if (problems.length > 0)
    throw new Error(`the example hospital cannot be imported: ${JSON.stringify(problems)}`);
}
