import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { freezeSimulation } from '../simulation/freeze.ts';
import { readModel } from '../simulation/model.service.ts';
import { parseSimulation } from '../simulation/request.ts';
import { preview, type PreviewData } from './preview.ts';

/**
 * What year 1 may bring under the controls in place, with the changes asked for. Stores nothing.
 *
 * @throws {InvalidInput | NotFound} whatever would keep a simulation of the same from being run
 */
export async function previewYear(db: EntityManager, viewer: Viewer, asked: object): Promise<PreviewData> {
  const request = parseSimulation({ ...asked, horizonYears: 1, trials: 1 }, '');
  return preview(freezeSimulation(await readModel(db, viewer), request, '0', ''));
}
