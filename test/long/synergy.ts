import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { createPool } from '../../src/simulation/kernel.pool.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { demonstration } from '../support/example-hospital.ts';

const TRIALS = 1_000_000;

test('the synergy of a tested defence is conclusive on the example hospital', async ({ task }) => {
  const threads = availableParallelism();
  const pool = createPool(threads);
  try {
    const execute = pool.executeUnder(new AbortController().signal);
    const plan = demonstration(['Both'], TRIALS, '20261125');
    const { options } = await runPlan(plan, execute, { parallel: threads, progress: () => {} });
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
