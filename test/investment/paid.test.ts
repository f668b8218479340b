import { expect, test } from 'vitest';
import { constant, effect, planOf, inThisThread, uniform } from '../simulation/small-plan.ts';
import { runPlan } from '../../src/simulation/run.ts';

test('what a control is worth beside a policy that pays half of everything is half, whatever the rate', async () => {
  const policy = { premium: 0, retention: 0, coinsurance: 0.5 };
  const plan = planOf({
    scenarios: [
      {
        id: 's',
        lossEventFrequency: uniform(10, 30),
        primaryLosses: [{ form: 'RESPONSE', magnitude: constant(100_000) }],
      },
    ],
    controls: [{ id: 'control', effects: [effect('SUSCEPTIBILITY', 0.4)] }],
    options: [{ name: 'add', add: ['control'], insurance: policy }],
    plan: { trials: 4_000, baseline: { controlIds: [], changes: [], insurance: policy } },
  });
  const { options } = await runPlan(plan, inThisThread, { parallel: 1, progress: () => {} });
  const { p5, p50, p95 } = options[0].credibleBenefit;
  // rate x 0.4 x 100,000 / 2, at the 5%, 50% and 95% points of the rate
  const exact = [11, 20, 29].map((rate) => (rate * 0.4 * 100_000) / 2);
  // 4,096 draws of a rate of sd 5.8, and the futures' noise that is taken out of their spread
  [p5, p50, p95].forEach((value, i) => expect(Math.abs(value - exact[i])).toBeLessThan(12_000));
});
