import { expect, test } from 'vitest';
import { rebaseKey } from '../../src/simulation/rebase-key.ts';
import type { Rebase } from '../../src/simulation/rebase.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { constant, effect, inThisThread, planOf } from './small-plan.ts';

const plan = planOf({
  assets: [{ id: 'asset', records: 50_000, costPerRecord: constant(100) }],
  scenarios: [
    {
      id: 'leak',
      statedAs: 'CURRENT',
      effect: 'CONFIDENTIALITY',
      records: { shape: 'LOGNORMAL', low: 100, high: 40_000, basis: 'ASSUMED' },
    },
  ],
  controls: [
    {
      id: 'guard',
      status: 'IN_PLACE',
      coverage: constant(0.7),
      failuresPerYear: constant(2),
      discoveryDays: constant(60),
      effects: [effect('SUSCEPTIBILITY', 0.6), effect('RECORDS', 0.5)],
    },
  ],
  options: [{ name: 'without', removedControlIds: ['guard'] }],
  plan: { trials: 5_000 },
});

async function run(of: typeof plan, rebase?: Rebase) {
  let told: Rebase | undefined;
  const result = await runPlan(of, inThisThread, {
    chunkTrials: 2_000,
    parallel: 1,
    progress: () => {},
    rebase,
    onRebase: (it) => (told = it),
  });
  return { text: JSON.stringify(result), told };
}

test('a rebase that was kept gives the same bytes as one that is found, and is not found again', async () => {
  const found = await run(plan);
  expect(found.told!.constants[0].rate).toBeGreaterThan(1);
  const kept = await run(plan, JSON.parse(JSON.stringify(found.told)) as Rebase);
  expect(kept.text).toBe(found.text);
  expect(kept.told).toBeUndefined();
});

test('it does not depend on the seed, the trials or the options, only on the model', async () => {
  const other = { ...plan, seed: '7', trials: 1_000, options: [] };
  expect(rebaseKey(other)).toBe(rebaseKey(plan));
  expect((await run(other)).told).toEqual((await run(plan)).told);
  expect(rebaseKey({ ...plan, controls: [] })).not.toBe(rebaseKey(plan));
});
