import { expect, test } from 'vitest';
import type { SensitivityData } from '../../src/simulation/result.ts';
import { constant, effect, run, uniform, type SmallModel } from './small-plan.ts';

/** Given 4,096 draws, a share is known to about 0.012 of itself where it is half, and a mean of the loss to its deviation / 64. */
const SHARE_ERROR = 0.012;
const MEAN = 100_000;
const few = { trials: 2_000 };

const bare = (list: readonly SensitivityData[] | undefined) =>
  list!.map(({ entity, field }) => `${entity ? `${entity.list} ${entity.place}` : 'organisation'} ${field}`);

test('a product of two: contacts U(10, 30), action U(0.1, 0.5)', async () => {
  const { sensitivity } = await run({
    scenarios: [
      {
        id: 's',
        contactFrequency: uniform(10, 30),
        probabilityOfAction: uniform(0.1, 0.5),
        susceptibility: constant(0.5),
      },
    ],
    plan: few,
  });
  expect(bare(sensitivity)).toEqual(['scenarios 0 probabilityOfAction', 'scenarios 0 contactFrequency']);
  const [action, contacts] = sensitivity!;
  // relative variances: 0.16 / 12 / 0.3^2 of action, 400 / 12 / 20^2 of contacts
  const [a, c] = [4 / 27, 1 / 12];
  const all = (1 + a) * (1 + c) - 1;
  expect(Math.abs(action.shareOfVariance - a / all)).toBeLessThan(4 * SHARE_ERROR);
  expect(Math.abs(contacts.shareOfVariance - c / all)).toBeLessThan(4 * SHARE_ERROR);
  const mean = 20 * 0.3 * 0.5 * MEAN;
  const error = (mean * Math.sqrt(all)) / 64;
  // five directions, a few times as far from the middle as most draws
  expect(Math.abs(action.swingLow - mean * (0.12 / 0.3))).toBeLessThan(4 * 3 * error);
  expect(Math.abs(action.swingHigh - mean * (0.48 / 0.3))).toBeLessThan(4 * 3 * error);
  expect(Math.abs(contacts.swingLow - mean * (11 / 20))).toBeLessThan(4 * 3 * error);
  expect(action.valueOfInformation).toBeUndefined();
});

test('a sum of two: shares are as m^2 Var(rate), and add up to 1', async () => {
  const { sensitivity } = await run({
    scenarios: [
      { id: 'a', lossEventFrequency: uniform(0, 4) },
      { id: 'b', lossEventFrequency: uniform(0, 2) },
      { id: 'known', lossEventFrequency: constant(3) },
    ],
    plan: few,
  });
  const [a, b] = sensitivity!;
  expect(bare(sensitivity)).toEqual(['scenarios 0 lossEventFrequency', 'scenarios 1 lossEventFrequency']);
  expect(Math.abs(a.shareOfVariance - 0.8)).toBeLessThan(4 * SHARE_ERROR);
  expect(Math.abs(b.shareOfVariance - 0.2)).toBeLessThan(4 * SHARE_ERROR);
  // what the other rate explains is taken away, so only the mean of its draws is left
  const error = (Math.sqrt(20 / 12) * MEAN) / 64;
  expect(Math.abs(a.swingHigh - (3.8 + 1 + 3) * MEAN)).toBeLessThan(4 * error);
  expect(Math.abs(a.swingLow - (0.2 + 1 + 3) * MEAN)).toBeLessThan(4 * error);
});

test('luck does not count: a control that is up or down, and a breach or none, at random', async () => {
  const noisy: SmallModel = {
    scenarios: [{ id: 's', lossEventFrequency: uniform(1, 3) }],
    controls: [
      {
        id: 'c',
        status: 'IN_PLACE',
        coverage: constant(0.5),
        effects: [effect('SUSCEPTIBILITY', 0.9, { halfLifeDays: 60, renewEveryDays: 365 })],
      },
    ],
    plan: few,
  };
  const { sensitivity } = await run(noisy);
  expect(bare(sensitivity)).toEqual(['scenarios 0 lossEventFrequency']);
  expect(Math.abs(sensitivity![0].shareOfVariance - 1)).toBeLessThan(4 * SHARE_ERROR);
});

test('nothing uncertain, nothing to tell', async () => {
  expect((await run({ plan: few })).sensitivity).toEqual([]);
});

/** A control that stops a share U(0, 1) of 200,000 a year, for 110,000. */
const choice: SmallModel = {
  scenarios: [{ id: 's', lossEventFrequency: constant(2) }],
  threats: [{ id: 'threat' }, { id: 'idle', growthPerYear: uniform(0, 1) }],
  controls: [
    {
      id: 'c',
      annualCost: uniform(100_000, 120_000),
      effects: [{ ...effect('SUSCEPTIBILITY', 0), efficacy: uniform(0, 1) }],
    },
  ],
  options: [{ name: 'buy', add: ['c'] }],
  plan: few,
};

test('what it is worth to know an efficacy: E[max(0, 200,000 U - 110,000)] - 0 = 200,000 x 0.45^2 / 2', async () => {
  const { sensitivity } = await run(choice);
  expect(bare(sensitivity)).toEqual(['controls 0 effects[0].efficacy']);
  const [{ valueOfInformation, shareOfVariance, swingLow, swingHigh }] = sensitivity!;
  const { value, standardError } = valueOfInformation!;
  expect(Math.abs(value - (200_000 * 0.45 ** 2) / 2)).toBeLessThan(4 * standardError);
  expect(standardError).toBeLessThan(1_000);
  expect([shareOfVariance, swingLow, swingHigh]).toEqual([0, 200_000, 200_000]); // the baseline is without it
});

test('what holds for the organisation has no entity; staff whose price is uncertain', async () => {
  const staffed: SmallModel = {
    ...choice,
    controls: [{ id: 'c', staffFte: 1, effects: [effect('SUSCEPTIBILITY', 0.5)] }],
    plan: { ...few, costPerFte: uniform(50_000, 170_000) },
  };
  const { sensitivity } = await run(staffed);
  expect(bare(sensitivity)).toEqual(['organisation costPerFte']);
  const { value, standardError } = sensitivity![0].valueOfInformation!;
  // net benefit 100,000 - U(50,000, 170,000): bought where it is below; without knowing, not at all
  expect(Math.abs(value - 50_000 ** 2 / 2 / 120_000)).toBeLessThan(4 * standardError);
});

test('fields are named as the API names them', async () => {
  const { sensitivity } = await run({
    assets: [
      { id: 'asset', outageCostPerHour: constant(1_000) },
      {
        id: 'other',
        outageCostPerHour: uniform(1_000, 9_000),
        dependsOn: [{ assetId: 'asset', propagationProbability: uniform(0, 1) }],
      },
    ],
    threats: [{ id: 'threat', growthPerYear: uniform(-0.5, 0.5) }],
    scenarios: [
      {
        id: 's',
        threatEventFrequency: uniform(1, 3),
        susceptibility: uniform(0.2, 0.8),
        primaryLosses: [],
        outageHours: constant(10),
      },
    ],
    controls: [
      {
        id: 'c',
        status: 'IN_PLACE',
        coverage: uniform(0.3, 0.9),
        failuresPerYear: uniform(1, 9),
        discoveryDays: constant(100),
        effects: [effect('ATTEMPTS', 0), { ...effect('SUSCEPTIBILITY', 0), efficacy: uniform(0.5, 1) }],
      },
      {
        id: 't',
        status: 'IN_PLACE',
        tests: { controlIds: ['c'], everyDays: 20, findProbability: uniform(0, 1), renews: false },
      },
    ],
    plan: { ...few, horizonYears: 2 },
  });
  expect(bare(sensitivity).toSorted()).toEqual([
    'assets 1 dependsOn[0].propagationProbability',
    'assets 1 outageCostPerHour',
    'controls 0 coverage',
    'controls 0 effects[1].efficacy',
    'controls 0 failuresPerYear',
    'controls 1 tests.findProbability',
    'scenarios 0 susceptibility',
    'scenarios 0 threatEventFrequency',
    'threats 0 growthPerYear',
  ]);
});
