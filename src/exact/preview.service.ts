import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { simulationPlan } from '../simulation/freeze.ts';
import { readModel } from '../simulation/model.service.ts';
import { parseSimulation } from '../simulation/request.ts';
import { preview, type PreviewData } from './preview.ts';

/**
 * What year 1 may bring under the controls in place, with the changes asked for. Stores nothing.
 *
 * @throws {InvalidInput | NotFound} for what does not fit the model, or a CURRENT scenario that the controls in place would stop entirely
 */
export async function previewYear(db: EntityManager, viewer: Viewer, asked: object): Promise<PreviewData> {
  const request = parseSimulation({ ...asked, horizonYears: 1, trials: 1 }, '');
  return preview(simulationPlan(await readModel(db, viewer), request, '0', ''));
}
