import { readFileSync } from 'node:fs';
import { shipped } from '../../src/shipped.ts';
import { freezeComparison } from '../../src/simulation/freeze.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import { parseComparison } from '../../src/simulation/request.ts';
import { OPTIONS } from '../../src/demo/options.ts';
import { readModel, type ModelFile } from './model-file.ts';

/**
 * The demonstration's comparison of investments, asked of the example hospital as the demonstration asks it, but for its trials and its seed.
 *
 * @param names of the demonstration's options
 */
export function demonstration(names: readonly string[], trials: number, seed: string): Plan {
  const file = readFileSync(shipped('src/database/example-hospital.json'), 'utf8');
  const model = readModel(JSON.parse(file) as ModelFile);
  const ids = new Map(model.controls.map(({ externalId, id }) => [externalId, id]));
  const options = OPTIONS.filter(({ name }) => names.includes(name)).map(({ name, externalIds }) => ({
    name,
    addControlIds: externalIds.map((externalId) => ids.get(externalId)),
  }));
  const request = { options, trials, horizonYears: 3 };
  return freezeComparison(model, parseComparison(request, 'input'), seed, 'input');
}
