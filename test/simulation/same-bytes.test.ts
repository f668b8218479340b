import { beforeAll, expect, test } from 'vitest';
import { LOSS_FACTORS } from '../../src/controls/effects.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { constant, effect, gammaLoss, inThisThread, planOf, uniform } from './small-plan.ts';

/** A bit of everything whose sums are not whole numbers: records, hours, discounting, climate, episodes, insurance, CURRENT. */
const plan = planOf({
  assets: [
    {
      id: 'asset',
      records: 20_000,
      costPerRecord: uniform(100, 300),
      outageCostPerHour: uniform(500, 900),
      weaknessesPerYear: uniform(1, 5),
      weaknessDiscoveryDays: constant(90),
      exploitability: uniform(0.1, 0.5),
    },
    { id: 'other', records: 5_000, dependsOn: [{ assetId: 'asset', exposureProbability: constant(0.5) }] },
  ],
  threats: [{ id: 'threat', volatility: 0.5, growthPerYear: uniform(0, 0.2), aiCapable: true }],
  scenarios: [
    {
      id: 'leak',
      effect: 'CONFIDENTIALITY',
      records: { shape: 'LOGNORMAL', low: 10, high: 30_000, basis: 'ASSUMED' },
    },
    {
      id: 'outage',
      statedAs: 'CURRENT',
      outageHours: { shape: 'LOGNORMAL', low: 2, high: 200, basis: 'ASSUMED' },
      secondaryProbability: uniform(0.1, 0.5),
      secondaryLosses: [{ form: 'REPUTATION', magnitude: gammaLoss }],
    },
  ],
  controls: [
    {
      id: 'old',
      status: 'IN_PLACE',
      coverage: uniform(0.5, 0.9),
      aiBased: true,
      evasionProbability: constant(0.2),
      failuresPerYear: uniform(1, 4),
      discoveryDays: constant(100),
      effects: [effect('SUSCEPTIBILITY', 0.6)],
    },
    {
      id: 'new',
      annualCost: uniform(1_000, 9_000),
      effects: LOSS_FACTORS.map((factor) => effect(factor, 0.3)),
    },
    {
      id: 'test',
      stance: 'OFFENSIVE',
      tests: {
        controlIds: ['old'],
        assetIds: ['asset'],
        everyDays: 90,
        findProbability: uniform(0.5, 0.9),
        renews: false,
      },
    },
  ],
  options: [{ name: 'both', add: ['new', 'test'] }],
  plan: {
    horizonYears: 3,
    trials: 12_000,
    discountRate: uniform(0.01, 0.06),
    baseline: {
      controlIds: ['old'],
      changes: [],
      insurance: { premium: 10_000, retention: 50_000, coinsurance: 0.8, annualLimit: 400_000 },
    },
  },
});

const result = async (chunkTrials: number, parallel: number) =>
  JSON.stringify(await runPlan(plan, inThisThread, { chunkTrials, parallel, progress: () => {} }));

let whole = '';
beforeAll(async () => {
  whole = await result(12_000, 1);
});

test('chunks of any size, in any order, give the same bytes', async () => {
  for (const [chunkTrials, parallel] of [
    [1_000, 4],
    [4_096, 2],
    [10_000, 3],
  ])
    expect(await result(chunkTrials, parallel)).toBe(whole);
}, 120_000);

test('another seed gives other figures', async () => {
  const other = await runPlan({ ...plan, seed: '7' }, inThisThread, {
    chunkTrials: 4_096,
    parallel: 1,
    progress: () => {},
  });
  const { baseline } = JSON.parse(whole);
  expect(other.baseline.expectedAnnualLoss.value).not.toBe(baseline.expectedAnnualLoss.value);
});
