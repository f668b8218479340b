import { expect, test } from 'vitest';
import { preview, yearLaw } from '../../src/exact/preview.ts';
import type { Estimate, Shape } from '../../src/math/estimate.ts';
import type { Plan, PlanScenario } from '../../src/simulation/plan.ts';
import {
  constant,
  effect,
  gammaLoss,
  planOf,
  run,
  uniform,
  type SmallModel,
} from '../simulation/small-plan.ts';

const pert = (low: number, likely: number, high: number): Estimate => ({
  shape: 'PERT',
  low,
  likely,
  high,
  basis: 'ASSUMED',
});
const response = (magnitude: Estimate) => ({ form: 'RESPONSE' as const, magnitude });
const one = (scenario: Partial<PlanScenario>, more: SmallModel = {}): Plan =>
  planOf({ ...more, scenarios: [{ id: 'scenario', ...scenario }] });
const percentileOf = (plan: Plan, p: number) =>
  preview(plan).percentiles.find((percentile) => percentile.p === p)!.value;

test('the documented example holds', () => {
  const { lossEventProbability, approximate } = preview(one({ lossEventFrequency: constant(1) }));
  expect(lossEventProbability).toBeCloseTo(1 - Math.exp(-1), 12);
  expect(approximate).toBe(false);
});

// exact values by numpy, 60 digits of quadrature: the work that speed is measured by
test('W1: an uncertain rate and lognormal losses', () => {
  const { mean, percentile, tailMean, approximate } = yearLaw(
    one({
      lossEventFrequency: pert(0.1, 0.5, 2),
      primaryLosses: [response({ shape: 'LOGNORMAL', low: 50e3, high: 5e6, basis: 'ASSUMED' })],
    }),
  );
  expect(approximate).toBe(false);
  expect(mean).toBeCloseTo(910193.2000596442, 4);
  expect(percentile(0.5)).toBe(0);
  expect(percentile(0.95) / 4346720.2015).toBeCloseTo(1, 7);
  expect(percentile(0.99) / 11632754.163).toBeCloseTo(1, 7);
  expect(tailMean(0.95) / 9556929.44).toBeCloseTo(1, 7);
});

const w2: Partial<PlanScenario> = {
  threatEventFrequency: pert(1, 4, 12),
  threatCapability: pert(20, 50, 90),
  resistanceStrength: pert(40, 60, 80),
  primaryLosses: [response(pert(10e3, 50e3, 500e3))],
  secondaryLosses: [response(pert(50e3, 250e3, 5e6))],
};

test('W2: capability against resistance, and a secondary loss', () => {
  const plan = one({ ...w2, secondaryProbability: constant(1.9 / 6) });
  const { mean, percentile, tailMean } = yearLaw(plan);
  expect(mean / 631615.1601054397).toBeCloseTo(1, 6);
  expect(percentile(0.95) / 2696974.4044).toBeCloseTo(1, 6);
  expect(percentile(0.99) / 4169455.754).toBeCloseTo(1, 6);
  expect(tailMean(0.95) / 3612273.5766).toBeCloseTo(1, 6);
  expect(preview(plan).lossEventProbability).toBeCloseTo(0.7231354012069, 6);
});

test('an uncertain secondary probability is a draw of the year, not of the event', () => {
  const both = one({ ...w2, secondaryProbability: pert(0.1, 0.3, 0.6) });
  const known = one({ ...w2, secondaryProbability: constant(1.9 / 6) });
  expect(preview(both).approximate).toBe(false);
  expect(preview(both).expectedAnnualLoss / preview(known).expectedAnnualLoss).toBeCloseTo(1, 9);
  expect(percentileOf(both, 0.99)).toBeGreaterThan(percentileOf(known, 0.99));
});

test('three draws are exact, four are not', () => {
  const three = {
    lossEventFrequency: undefined,
    contactFrequency: uniform(1, 3),
    probabilityOfAction: uniform(0.2, 0.6),
    susceptibility: uniform(0.1, 0.5),
  };
  const known = preview(one(three));
  expect(known.approximate).toBe(false);
  expect(known.expectedAnnualLoss).toBeCloseTo(2 * 0.4 * 0.3 * 100_000, 6);
  const four = {
    ...three,
    secondaryProbability: uniform(0.1, 0.3),
    secondaryLosses: [response(constant(1e5))],
  };
  const more = preview(one(four));
  expect(more.approximate).toBe(true);
  expect(more.expectedAnnualLoss).toBeCloseTo(2 * 0.4 * 0.3 * 120_000, 6);
});

const covering = (coverage: number, efficacy: number, more: object = {}) => ({
  id: 'control',
  status: 'IN_PLACE' as const,
  coverage: constant(coverage),
  effects: [effect('SUSCEPTIBILITY', efficacy)],
  ...more,
});

test('a control stops its share; its gaps are those of the next', () => {
  const two = preview(
    planOf({
      controls: [
        covering(0.8, 0.5),
        { ...covering(0.5, 0.9), id: 'other', effects: [effect('ATTEMPTS', 0.9)] },
      ],
    }),
  );
  // covered by both up to 0.5, by one up to 0.8
  expect(two.approximate).toBe(false);
  expect(two.expectedAnnualLoss).toBeCloseTo(200_000 * (0.5 * 0.5 * 0.1 + 0.3 * 0.5 + 0.2), 5);
});

test('a lead time takes its share of year 1', () => {
  const late = { ...covering(1, 0.5), status: 'PROPOSED' as const, leadTimeDays: constant(146) };
  const plan = planOf({ controls: [late], plan: { baseline: { controlIds: ['control'], changes: [] } } });
  expect(preview(plan).approximate).toBe(false);
  expect(preview(plan).expectedAnnualLoss).toBeCloseTo(200_000 * (0.4 + 0.6 * 0.5), 5);
});

test('an attacker with AI evades what is aiBased; others enter otherwise', () => {
  const plan = planOf({
    threats: [{ id: 'threat', aiCapable: true }],
    controls: [covering(1, 0.5, { aiBased: true, evasionProbability: constant(0.2) })],
  });
  expect(preview(plan).expectedAnnualLoss).toBeCloseTo(200_000 * (0.2 + 0.8 * 0.5), 5);
});

test('what is CURRENT is reproduced by the controls in place, exactly, and moves from there', () => {
  const model: SmallModel = {
    scenarios: [{ id: 'scenario', statedAs: 'CURRENT' }],
    controls: [covering(0.8, 0.5, { effects: [effect('SUSCEPTIBILITY', 0.5), effect('PRIMARY_LOSS', 0.4)] })],
  };
  const stated = preview(planOf(model));
  expect(stated.approximate).toBe(false);
  expect(stated.expectedAnnualLoss).toBeCloseTo(200_000, 5);
  const without = preview(planOf({ ...model, plan: { baseline: { controlIds: [], changes: [] } } }));
  // success 0.6, E[R given success] = (0.2 + 0.4 x 0.6) / 0.6
  expect(without.expectedAnnualLoss).toBeCloseTo((200_000 / 0.6) * (0.6 / 0.44), 4);
});

test.each<[string, SmallModel]>([
  ['a climate', { threats: [{ id: 'threat', volatility: 0.5 }] }],
  [
    'failures',
    { controls: [covering(1, 0.5, { failuresPerYear: constant(2), discoveryDays: constant(30) })] },
  ],
  ['fading', { controls: [covering(1, 0.5, { effects: [effect('ATTEMPTS', 0.5, { halfLifeDays: 90 })] })] }],
  [
    'weaknesses',
    {
      assets: [
        {
          id: 'asset',
          weaknessesPerYear: constant(3),
          weaknessDiscoveryDays: constant(30),
          exploitability: constant(0.1),
        },
      ],
    },
  ],
  [
    'a draw that two scenarios share',
    {
      scenarios: [{ id: 'a' }, { id: 'b' }],
      controls: [covering(1, 0.5, { effects: [effect('ATTEMPTS', 0.5, { efficacy: uniform(0.2, 0.8) })] })],
    },
  ],
])('%s makes it approximate', (_, model) => {
  expect(preview(planOf(model)).approximate).toBe(true);
});

test('a draw of one scenario alone does not', () => {
  const { approximate, expectedAnnualLoss } = preview(
    planOf({
      controls: [covering(1, 0.5, { effects: [effect('ATTEMPTS', 0.5, { efficacy: uniform(0.2, 0.8) })] })],
    }),
  );
  expect(approximate).toBe(false);
  expect(expectedAnnualLoss).toBeCloseTo(100_000, 5);
});

test('a failing control counts at its availability in the long run', () => {
  const failing = covering(1, 0.5, {
    failuresPerYear: constant(2),
    discoveryDays: constant(60),
    repairDays: constant(5),
  });
  const up = Math.exp((-2 * 65) / 365);
  expect(preview(planOf({ controls: [failing] })).expectedAnnualLoss).toBeCloseTo(200_000 * (1 - up / 2), 4);
});

const hospitalLike: SmallModel = {
  assets: [
    {
      id: 'asset',
      records: 50_000,
      costPerRecord: constant(200),
      outageCostPerHour: constant(4000),
    },
    {
      id: 'portal',
      records: 8000,
      costPerRecord: constant(100),
      outageCostPerHour: constant(1500),
      dependsOn: [
        { assetId: 'asset', propagationProbability: constant(0.7), exposureProbability: constant(0.3) },
      ],
    },
  ],
  threats: [{ id: 'threat', aiCapable: true }, { id: 'phishing' }],
  scenarios: [
    {
      id: 'scenario',
      effect: 'CONFIDENTIALITY',
      lossEventFrequency: uniform(0.5, 2),
      entries: [{ threatId: 'phishing', share: 0.6 }],
      records: { shape: 'LOGNORMAL', low: 200, high: 60_000, basis: 'ASSUMED' },
      outageHours: { shape: 'GAMMA', shapeParameter: 2, scale: 12, basis: 'ASSUMED' },
      secondaryProbability: constant(0.4),
      secondaryLosses: [response({ ...gammaLoss, scale: 100_000 })],
    },
  ],
  controls: [
    covering(0.7, 0.6, { effects: [effect('ATTEMPTS', 0.6, { threatIds: ['phishing'] })] }),
    {
      id: 'response',
      status: 'IN_PLACE',
      coverage: constant(0.9),
      requires: ['control'],
      effects: [effect('RECORDS', 0.5), effect('OUTAGE', 0.3), effect('SECONDARY_PROBABILITY', 0.5)],
    },
  ],
};

test('all that an event costs at once agrees with a simulation', async () => {
  const exact = preview(planOf(hospitalLike));
  expect(exact.approximate).toBe(false);
  const { baseline } = await run(hospitalLike);
  const { expectedAnnualLoss, lossEventProbability, breachProbability } = baseline;
  for (const [value, figure] of [
    [exact.expectedAnnualLoss, expectedAnnualLoss],
    [exact.lossEventProbability, lossEventProbability],
    [exact.breachProbability, breachProbability],
  ] as const)
    expect(Math.abs(value - figure.value)).toBeLessThan(4 * figure.standardError);
  for (const { p, value, low, high } of baseline.annualLossPercentiles) {
    const found = exact.percentiles.find((percentile) => Math.abs(percentile.p - p) < 1e-9)!.value;
    expect(found).toBeGreaterThan(low - 1.1 * (value - low) - 0.001 * value);
    expect(found).toBeLessThan(high + 1.1 * (high - value) + 0.001 * value);
  }
});

test('the means agree with it where nothing but means is needed', () => {
  const { threats = [], ...rest } = hospitalLike;
  const exact = preview(planOf(hospitalLike));
  const approximate = preview(
    planOf({ ...rest, threats: threats.map((it) => ({ ...it, volatility: 0.01 })) }),
  );
  expect(approximate.approximate).toBe(true);
  expect(approximate.expectedAnnualLoss / exact.expectedAnnualLoss).toBeCloseTo(1, 1);
  expect(approximate.breachProbability).toBeCloseTo(exact.breachProbability, 1);
});

test('events that cost nothing leave the others as they are', () => {
  const free = { id: 'free', primaryLosses: [response(constant(0))] };
  const costly = { id: 'scenario' };
  const both = preview(planOf({ scenarios: [free, costly] }));
  const alone = preview(planOf({ scenarios: [costly] }));
  both.percentiles.forEach(({ value }, i) => expect(value / alone.percentiles[i].value).toBeCloseTo(1, 6));
  expect(both.lossEventProbability).toBeCloseTo(1 - Math.exp(-4), 12);
});

test('draws whose points would show one by one make it approximate', () => {
  const uncertain = (rate: number) =>
    preview(
      planOf({
        scenarios: [{ id: 'scenario', lossEventFrequency: constant(rate) }],
        controls: [covering(1, 0.5, { coverage: uniform(0.2, 0.9) })],
      }),
    ).approximate;
  expect(uncertain(10)).toBe(false);
  expect(uncertain(10_000)).toBe(true);
});

test('uncertain costs of records are seen through, but not where each event costs the same', () => {
  const assets = [
    {
      id: 'asset',
      costPerRecord: { shape: 'LOGNORMAL' as Shape, low: 60, high: 600, basis: 'ASSUMED' as const },
    },
  ];
  const drawn = { shape: 'LOGNORMAL' as Shape, low: 500, high: 80_000, basis: 'ASSUMED' as const };
  const effectOf = { effect: 'CONFIDENTIALITY' as const, primaryLosses: [] };
  expect(preview(one({ ...effectOf, records: drawn }, { assets })).approximate).toBe(false);
  expect(preview(one({ ...effectOf, records: constant(5000) }, { assets })).approximate).toBe(true);
});

const hostileRates: Estimate[] = [
  constant(0),
  constant(1e-12),
  constant(1e5),
  uniform(0, 1e5),
  { shape: 'LOGNORMAL', low: 1e-6, high: 1e3, basis: 'ASSUMED' },
  { shape: 'EMPIRICAL', values: [0, 0, 1000], basis: 'ASSUMED' },
  { shape: 'GAMMA', shapeParameter: 0.01, scale: 1000, basis: 'ASSUMED' },
  {
    shape: 'LOGNORMAL_GPD',
    low: 0.1,
    high: 10,
    threshold: 5,
    tailShape: 0.95,
    tailScale: 5,
    basis: 'ASSUMED',
  },
];
const hostileLosses: Estimate[] = [
  constant(0),
  constant(0.001),
  constant(1e13),
  { shape: 'UNIFORM', low: 5, high: 5, basis: 'ASSUMED' },
  { shape: 'EMPIRICAL', values: [1, 1e12], weights: [1e6, 1], basis: 'ASSUMED' },
  { shape: 'LOGNORMAL', low: 1e-9, high: 1e3, basis: 'ASSUMED' },
  { shape: 'GAMMA', shapeParameter: 0.01, scale: 1e9, basis: 'ASSUMED' },
  { shape: 'NORMAL', low: -1e6, high: 1000, basis: 'ASSUMED' },
  { shape: 'PERT', low: 0, likely: 0, high: 1e13, concentration: 1e5, basis: 'ASSUMED' },
  { shape: 'TRIANGULAR', low: 0, likely: 1e7, high: 1e7, basis: 'ASSUMED' },
  {
    shape: 'LOGNORMAL_GPD',
    low: 1e4,
    high: 1e6,
    threshold: 5e5,
    tailShape: 0.99,
    tailScale: 4e5,
    basis: 'ASSUMED',
  },
];

test.each(hostileRates.map((rate) => [JSON.stringify(rate), rate] as const))(
  'whatever the losses at a rate of %s, all figures are numbers in order',
  (_, rate) => {
    for (const loss of hostileLosses) {
      const found = preview(one({ lossEventFrequency: rate, primaryLosses: [response(loss)] }));
      const values = found.percentiles.map(({ value }) => value);
      for (const value of [found.expectedAnnualLoss, ...values]) {
        expect(Number.isFinite(value), JSON.stringify({ loss, found })).toBe(true);
        expect(value).toBeGreaterThanOrEqual(0);
      }
      for (let i = 1; i < values.length; i++)
        expect(values[i], JSON.stringify({ loss, found })).toBeGreaterThanOrEqual(values[i - 1] * (1 - 1e-6));
      expect(found.lossEventProbability).toBeGreaterThanOrEqual(0);
      expect(found.lossEventProbability).toBeLessThanOrEqual(1);
    }
  },
);
