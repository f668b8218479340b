import { readFileSync } from 'node:fs';
import { modelOf, type Site } from '../../src/catalog/site.ts';
import { shipped } from '../../src/shipped.ts';
import { freezeComparison } from '../../src/simulation/freeze.ts';
import type { Model } from '../../src/simulation/model-rows.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import { parseComparison } from '../../src/simulation/request.ts';
import { OPTIONS } from '../../src/demo/options.ts';
import { readModel, type ModelFile } from './model-file.ts';

/** The example hospital's model, as an organisation has it after the import. */
export function exampleHospital(): Model {
  const file = readFileSync(shipped('src/database/example-hospital.json'), 'utf8');
  return readModel(modelOf(JSON.parse(file) as Site) as ModelFile);
}

/**
 * The demonstration's comparison of investments, asked of the example hospital as the demonstration asks it, but for its trials and its seed.
 *
 * @param names of the demonstration's options
 */
export function demonstration(names: readonly string[], trials: number, seed: string): Plan {
  const model = exampleHospital();
  const ids = new Map(model.controls.map(({ externalId, id }) => [externalId, id]));
  const options = OPTIONS.filter(({ name }) => names.includes(name)).map(({ name, externalIds }) => ({
    name,
    addControlIds: externalIds.map((externalId) => ids.get(externalId)),
  }));
  const request = { options, trials, horizonYears: 3 };
  return freezeComparison(model, parseComparison(request, 'input'), seed, 'input');
}
