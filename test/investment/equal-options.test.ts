import { expect, test } from 'vitest';
import { armsOf } from '../../src/investment/arms.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import type { PlanControl } from '../../src/simulation/plan.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { performTask, type EngineAnswers } from '../../src/simulation/tasks.ts';
import {
  constant,
  effect,
  inThisThread,
  planOf,
  uniform,
  type SmallModel,
} from '../simulation/small-plan.ts';

const programme = (more: object) => ({
  everyDays: 30,
  findProbability: constant(1),
  renews: true,
  ...more,
});
const offence = (id: string, tests?: PlanControl['tests']): Partial<PlanControl> & { id: string } => ({
  id,
  stance: 'OFFENSIVE',
  annualCost: constant(50_000),
  ...(tests && { tests }),
});

/** Everything uncertain and everything that luck can do, so that nothing is equal by being dull. */
const world: SmallModel = {
  assets: [
    { id: 'asset', outageCostPerHour: uniform(500, 900) },
    { id: 'sound' },
    {
      id: 'open',
      weaknessesPerYear: uniform(1, 5),
      weaknessDiscoveryDays: constant(100),
      exploitability: constant(0.3),
    },
  ],
  threats: [{ id: 'threat', volatility: 0.5, growthPerYear: uniform(-0.1, 0.2), aiCapable: true }],
  scenarios: [
    {
      id: 's',
      threatEventFrequency: uniform(2, 8),
      susceptibility: uniform(0.2, 0.6),
      outageHours: uniform(1, 30),
    },
    { id: 'on the open', assetId: 'open', threatEventFrequency: constant(1), susceptibility: constant(0.1) },
  ],
  controls: [
    {
      id: 'steady', // in place, and never fails or fades
      status: 'IN_PLACE',
      coverage: uniform(0.5, 0.9),
      effects: [effect('ATTEMPTS', 0.3)],
    },
    {
      id: 'failing', // proposed: its failures are there to be found only where it is bought
      annualCost: uniform(1_000, 9_000),
      coverage: uniform(0.6, 1),
      failuresPerYear: uniform(1, 4),
      discoveryDays: constant(120),
      repairDays: constant(20),
      leadTimeDays: constant(60),
      effects: [effect('SUSCEPTIBILITY', 0.7), effect('OUTAGE', 0.4, { halfLifeDays: 90 })],
    },
    offence('no programme'),
    offence('tests what never fails', programme({ controlIds: ['steady'] })),
    offence('tests what is not there', programme({ controlIds: ['failing'] })),
    offence('tests what has no weaknesses', programme({ assetIds: ['sound', 'asset'] })),
    offence('finds nothing', programme({ assetIds: ['open'], findProbability: constant(0) })),
    offence('fixes nothing', programme({ assetIds: ['open'], fixProbability: constant(0) })),
    offence('sees nothing', programme({ assetIds: ['open'], reachShare: constant(0) })),
    offence('tester', programme({ controlIds: ['failing'], assetIds: ['open'], everyDays: 45 })),
  ],
};
const idle = world.controls!.map(({ id }) => id).slice(2, 9);
const DAYS = { horizonYears: 3, trials: 4_000, discountRate: uniform(0.01, 0.06) } as const;

test('offence with nothing to test and no effect of its own has a benefit of exactly 0, and costs what it costs', async () => {
  const plan = planOf({
    ...world,
    options: idle.map((id) => ({ name: id, add: [id] })),
    plan: DAYS,
  });
  const { options } = await runPlan(plan, inThisThread, { parallel: 1, progress: () => {} });
  const nothing = { value: 0, standardError: 0, low: 0, high: 0 };
  for (const option of options) {
    expect(option).toMatchObject({
      benefit: nothing,
      defensiveBenefit: nothing,
      offensiveBenefit: nothing,
      synergy: nothing,
      tailChange: nothing,
      breachProbabilityChange: nothing,
      credibleBenefit: { p5: 0, p50: 0, p95: 0 },
      paybackYears: null,
      rosiP5: -1,
      rosiP95: -1,
    });
    expect(option.rosi?.value).toBe(-1);
    expect(option.netBenefit.value).toBeCloseTo(-option.cost.value, 9);
    for (const { value } of [option.probabilityWorthIt, option.probabilityBest, option.probabilityPaysBack])
      expect(value).toBe(0); // doing nothing is better by what it costs
  }
});

const both = ['failing', 'tester'];
const twice = planOf({
  ...world,
  options: [
    { name: 'one', add: both },
    { name: 'the other', add: both },
    { name: 'less', add: ['failing'] },
  ],
  plan: DAYS,
});

test('two equal options under two names: all figures are equal, and nothing is between them', async () => {
  const { options } = await runPlan(twice, inThisThread, { parallel: 1, progress: () => {} });
  expect(options[1]).toEqual(options[0]);
  expect(options[0].benefit.value).toBeGreaterThan(0);
  expect(options[2].benefit).not.toEqual(options[0].benefit);
});

test('the difference of two equal options is exactly 0 draw by draw, in a part of the portfolio as in all of it', () => {
  const rebase = twice.scenarios.map(() => UNCHANGED);
  const pilot = [0, 1, 2, 3].map(() => ({ tailFromCents: 0, lossCents: 0, retainedCents: 0 }));
  let different = 0;
  for (let trial = 0; trial < 500; trial++) {
    const { options } = performTask({
      kind: 'trials',
      plan: twice,
      rebase,
      pilot,
      from: trial,
      to: trial + 1,
    }) as EngineAnswers['trials'];
    expect(options[1]).toEqual(options[0]);
    if (!options[2].every((bin, at) => bin === options[0][at])) different++;
  }
  expect(different).toBeGreaterThan(400); // its cost alone tells the third from them
});

test('equal options share one portfolio, so nothing can come between them', () => {
  const [one, other] = armsOf(twice).options;
  expect(other).toEqual(one);
});
