import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { OPTIONS } from '../../src/demo/options.ts';
import { shipped } from '../../src/shipped.ts';
import { freezeComparison } from '../../src/simulation/freeze.ts';
import { createPool } from '../../src/simulation/kernel.pool.ts';
import { parseComparison } from '../../src/simulation/request.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { readModel, type ModelFile } from '../support/model-file.ts';

const TRIALS = 1_000_000;
const SEED = '20261125';

/** The demonstration's option of defence and offence together, asked of the example hospital as the demonstration asks it. */
function plan() {
  const file = JSON.parse(readFileSync(shipped('src/database/example-hospital.json'), 'utf8')) as ModelFile;
  const model = readModel(file);
  const ids = new Map(model.controls.map(({ externalId, id }) => [externalId, id]));
  const options = OPTIONS.filter(({ name }) => name === 'Both').map(({ name, externalIds }) => ({
    name,
    addControlIds: externalIds.map((externalId) => ids.get(externalId)),
  }));
  const request = { options, trials: TRIALS, horizonYears: 3 };
  return freezeComparison(model, parseComparison(request, 'input'), SEED, 'input');
}

test('the synergy of a tested defence is conclusive on the example hospital', async ({ task }) => {
  const threads = availableParallelism();
  const pool = createPool(threads);
  try {
    const execute = pool.executeUnder(new AbortController().signal);
    const { options } = await runPlan(plan(), execute, { parallel: threads, progress: () => {} });
    const { value, low, high, standardError } = options[0].synergy;
    const usd = (it: number) => Math.round(it).toLocaleString('en');
    task.meta.figure =
      `${usd(value)} USD over 3 years (${usd(low)} to ${usd(high)}), ` +
      `${(value / standardError).toFixed(1)} standard errors above 0, ${TRIALS.toLocaleString('en')} trials`;
    expect(low).toBeGreaterThan(0);
  } finally {
    await pool.close();
  }
});
