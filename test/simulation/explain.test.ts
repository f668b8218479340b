import fc from 'fast-check';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { explainPlans } from '../../src/simulation/explain.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { simulationPlan } from './random-plan.ts';
import { constant, effect, gammaLoss, inThisThread, planOf, uniform, type SmallModel } from './small-plan.ts';

const MEAN = 100_000;

/** What moved the loss from one model to another: entity, field, before, after, US dollars a year. */
async function explained(from: SmallModel | Plan, to: SmallModel | Plan) {
  const [a, b] = [from, to].map((it) => ('seed' in it ? it : planOf(it)));
  const drivers = await explainPlans(a, b, nextTurn);
  return drivers.map(({ entityId, field, before, after, changeInExpectedLoss }) => [
    entityId,
    field,
    before,
    after,
    Math.round(changeInExpectedLoss.value * 100) / 100,
  ]);
}

const scenario = (more: object = {}) => ({ id: 's', lossEventFrequency: constant(2), ...more });
const guard = (more: object = {}) => ({ id: 'guard', effects: [effect('SUSCEPTIBILITY', 0.5)], ...more });

describe('one change by itself', () => {
  test('the same plan twice: nothing, whatever the seed, the trials, the insurance', async () => {
    const plan = planOf({ controls: [guard({ status: 'IN_PLACE', coverage: uniform(0.5, 0.9) })] });
    expect(await explained(plan, plan)).toEqual([]);
    const insurance = { premium: 1, retention: 0, coinsurance: 1 };
    const other = { ...plan, seed: '5', trials: 7, baseline: { ...plan.baseline, insurance } };
    expect(await explained(plan, other)).toEqual([]);
  });

  test('a rate', async () => {
    const to = { scenarios: [scenario({ lossEventFrequency: constant(5) })] };
    expect(await explained({ scenarios: [scenario()] }, to)).toEqual([
      ['s', 'lossEventFrequency', '2', '5', 3 * MEAN],
    ]);
  });

  test('names, costs and where a number comes from do nothing', async () => {
    const from = { controls: [guard({ status: 'IN_PLACE' })] };
    const to = {
      scenarios: [{ id: 'scenario', name: 'renamed' }],
      controls: [guard({ status: 'IN_PLACE', annualCost: constant(5), staffFte: 2, name: 'renamed' })],
    };
    expect(await explained(from, to)).toEqual([]);
    const said = { ...constant(2), basis: 'PUBLISHED' as const, source: 'a study' };
    expect(
      await explained({ scenarios: [scenario()] }, { scenarios: [scenario({ lossEventFrequency: said })] }),
    ).toEqual([]);
  });

  test('a level of frequency changes as one', async () => {
    const to = {
      scenarios: [
        {
          id: 's',
          contactFrequency: constant(10),
          probabilityOfAction: constant(0.3),
          susceptibility: constant(0.5),
        },
      ],
    };
    expect(await explained({ scenarios: [scenario()] }, to)).toEqual([
      [
        's',
        'contactFrequency, lossEventFrequency, probabilityOfAction, susceptibility',
        'lossEventFrequency 2',
        'contactFrequency 10, probabilityOfAction 0.3, susceptibility 0.5',
        -0.5 * MEAN,
      ],
    ]);
  });

  test('a part of a list is named by its place; another list is a whole', async () => {
    const from = { controls: [guard({ status: 'IN_PLACE' })] };
    const stronger = { controls: [guard({ status: 'IN_PLACE', effects: [effect('SUSCEPTIBILITY', 0.8)] })] };
    expect(await explained(from, stronger)).toEqual([
      ['guard', 'effects[0].efficacy', '0.5', '0.8', -0.3 * 2 * MEAN],
    ]);
    const more = {
      controls: [
        guard({
          status: 'IN_PLACE',
          effects: [effect('SUSCEPTIBILITY', 0.5), effect('PRIMARY_LOSS', 0.5)],
        }),
      ],
    };
    expect(await explained(from, more)).toEqual([
      [
        'guard',
        'effects',
        'factor SUSCEPTIBILITY, efficacy 0.5, mechanism SUSCEPTIBILITY',
        'factor SUSCEPTIBILITY, efficacy 0.5, mechanism SUSCEPTIBILITY; factor PRIMARY_LOSS, efficacy 0.5, mechanism PRIMARY_LOSS',
        -0.25 * 2 * MEAN,
      ],
    ]);
  });

  test('what a run itself changes of a control', async () => {
    const model = { controls: [guard({ status: 'IN_PLACE' })] };
    const baseline = {
      controlIds: ['guard'],
      changes: [{ controlId: 'guard', coverage: constant(0.4), annualCost: constant(1) }],
    };
    const [driver, ...others] = await explainPlans(planOf(model), { ...planOf(model), baseline }, nextTurn);
    expect(others).toEqual([]);
    expect(driver).toMatchObject({ entityId: 'guard', field: 'changeControls.coverage', after: '0.4' });
    // who is covered is luck
    const { value, standardError } = driver.changeInExpectedLoss;
    expect(Math.abs(value - 0.3 * 2 * MEAN)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.02 * MEAN);
  });

  test('of what is CURRENT, more in place changes nothing, and less brings its losses back', async () => {
    const model = (status: 'IN_PLACE' | 'PROPOSED') => ({
      scenarios: [scenario({ statedAs: 'CURRENT' })],
      controls: [guard({ status })],
    });
    expect(await explained(model('PROPOSED'), model('IN_PLACE'))).toEqual([]);
    const plan = planOf(model('IN_PLACE'));
    const without = { ...plan, baseline: { controlIds: [], changes: [] } };
    expect(await explained(plan, without)).toEqual([['guard', 'portfolio', 'in place', 'removed', 2 * MEAN]]);
  });
});

describe('several changes', () => {
  test('are applied in their order, each to what the ones before it left', async () => {
    const from: SmallModel = {
      threats: [{ id: 'threat', growthPerYear: constant(1) }],
      scenarios: [scenario(), { id: 'gone', lossEventFrequency: constant(1) }],
      controls: [guard()],
    };
    const to: SmallModel = {
      threats: [{ id: 'threat', growthPerYear: constant(1) }],
      scenarios: [
        scenario({ lossEventFrequency: constant(4) }),
        { id: 'new', number: 3, lossEventFrequency: constant(1) },
      ],
      controls: [guard({ status: 'IN_PLACE' })],
      plan: { horizonYears: 2 },
    };
    expect(await explained(from, to)).toEqual([
      [undefined, 'horizonYears', '1', '2', 3 * 0.5 * MEAN], // growth doubles the second year
      ['gone', 'scenario', 'gone', undefined, -1.5 * MEAN],
      ['s', 'lossEventFrequency', '2', '4', 3 * MEAN],
      ['guard', 'portfolio', 'proposed', 'in place', -3 * MEAN],
      ['new', 'scenario', undefined, 'new', 0.5 * 1.5 * MEAN],
    ]);
  });

  test('a control comes after what it requires, and leaves before it', async () => {
    const response = { id: 'a response', requires: ['detection'], effects: [effect('PRIMARY_LOSS', 0.5)] };
    const detection = { id: 'detection', effects: [effect('ATTEMPTS', 0.1)] };
    const model = (status: 'IN_PLACE' | 'PROPOSED') => ({
      scenarios: [scenario()],
      controls: [
        { ...response, status },
        { ...detection, status },
      ],
    });
    expect(await explained(model('PROPOSED'), model('IN_PLACE'))).toEqual([
      ['detection', 'portfolio', 'proposed', 'in place', -0.2 * MEAN],
      ['a response', 'portfolio', 'proposed', 'in place', -0.9 * MEAN],
    ]);
    expect(await explained(model('IN_PLACE'), model('PROPOSED'))).toEqual([
      ['a response', 'portfolio', 'in place', 'proposed', 0.9 * MEAN],
      ['detection', 'portfolio', 'in place', 'proposed', 0.2 * MEAN],
    ]);
  });

  test('an asset comes before the scenario that moves to it, and leaves after', async () => {
    const model = (id: string, number: number, cost: number): SmallModel => ({
      assets: [{ id, number, outageCostPerHour: constant(cost) }],
      scenarios: [scenario({ assetId: id, primaryLosses: [], outageHours: constant(10) })],
    });
    expect(await explained(model('old', 1, 1_000), model('new', 2, 3_000))).toEqual([
      ['s', 'assetId', 'old', 'new', 2 * 10 * 2_000],
    ]);
  });

  test('what no model could mean in between is told with what makes sense of it', async () => {
    const model = (coverage: number, efficacy: number): SmallModel => ({
      scenarios: [scenario({ statedAs: 'CURRENT' })],
      controls: [
        {
          id: 'wall',
          status: 'IN_PLACE',
          coverage: constant(coverage),
          effects: [effect('SUSCEPTIBILITY', efficacy)],
        },
        { id: 'moat', effects: [effect('ATTEMPTS', 0.5)] },
      ],
    });
    // a wall that stops everything, everywhere, stands between the two: a CURRENT scenario has no frequency behind it
    const [from, to] = [planOf(model(0.5, 1)), planOf(model(1, 0.5))];
    const open = { controlIds: [], changes: [] };
    expect(await explained({ ...from, baseline: open }, { ...to, baseline: open })).toEqual([]);
    const slow = planOf({ ...model(1, 0.2) });
    expect(await explained({ ...from, baseline: open }, { ...slow, baseline: open })).toEqual([
      [
        'wall',
        'coverage, effects[0].efficacy',
        undefined,
        undefined,
        expect.closeTo(2 * MEAN * (1.25 - 2), 0),
      ],
    ]);
  });

  test('very many are told together', async () => {
    const model = (rate: number): SmallModel => ({
      scenarios: Array.from({ length: 100 }, (_, at) => ({
        id: `s${at}`,
        lossEventFrequency: constant(rate),
        primaryLosses: [{ form: 'RESPONSE' as const, magnitude: constant(rate * 1_000) }],
      })),
    });
    expect(await explained(model(1), model(2))).toEqual([
      [undefined, '100 changed scenarios', undefined, undefined, 100 * 3_000],
    ]);
    const some = (rate: number): SmallModel => ({ scenarios: model(rate).scenarios!.slice(0, 45) });
    const told = await explained(some(1), some(2));
    expect(told).toHaveLength(45);
    expect(told[0]).toEqual([
      's0',
      'lossEventFrequency, primaryLosses[0].magnitude',
      undefined,
      undefined,
      3_000,
    ]);
  });
});

/** A bit of everything that two runs may differ in. */
const hospital = (is: 'BEFORE' | 'AFTER'): SmallModel => {
  const after = is === 'AFTER';
  return {
    assets: [
      {
        id: 'asset',
        records: 20_000,
        costPerRecord: uniform(100, after ? 500 : 300),
        outageCostPerHour: uniform(500, 900),
        weaknessesPerYear: uniform(1, after ? 2 : 5),
        weaknessDiscoveryDays: constant(90),
        exploitability: uniform(0.1, 0.5),
      },
      {
        id: 'other',
        records: 5_000,
        costPerRecord: constant(50),
        dependsOn: [{ assetId: 'asset', exposureProbability: constant(after ? 0.9 : 0.5) }],
      },
    ],
    threats: [{ id: 'threat', volatility: 0.3, growthPerYear: uniform(0, 0.2) }],
    scenarios: [
      {
        id: 'leak',
        effect: 'CONFIDENTIALITY',
        records: { shape: 'LOGNORMAL', low: 10, high: 30_000, basis: 'ASSUMED' },
      },
      {
        id: 'outage',
        statedAs: 'CURRENT',
        lossEventFrequency: uniform(1, after ? 5 : 3),
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
        failuresPerYear: uniform(1, 4),
        discoveryDays: constant(100),
        effects: [effect('SUSCEPTIBILITY', 0.6)],
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
    plan: {
      trials: 100_000,
      ...(after && { horizonYears: 2, baseline: { controlIds: ['old', 'test'], changes: [] } }),
    },
  };
};

test('the drivers add up to what two runs differ by, within their errors', async () => {
  const [before, after] = [planOf(hospital('BEFORE')), planOf({ ...hospital('AFTER') })];
  const drivers = await explainPlans(before, after, nextTurn);
  expect(drivers.map(({ entityId, field }) => `${entityId ?? ''} ${field}`)).toEqual([
    ' horizonYears',
    'asset costPerRecord',
    'asset weaknessesPerYear',
    'other dependsOn[0].exposureProbability',
    'outage lossEventFrequency',
    'test portfolio',
  ]);
  const figures = await Promise.all(
    [before, after].map(async (plan) => {
      const { baseline } = await runPlan(
        { ...plan, seed: plan.horizonYears === 1 ? '1' : '2' },
        inThisThread,
        {
          parallel: 1,
          progress: () => {},
        },
      );
      return baseline.expectedAnnualLoss;
    }),
  );
  const sum = drivers.reduce((total, { changeInExpectedLoss }) => total + changeInExpectedLoss.value, 0);
  const error = Math.sqrt(
    [...figures, ...drivers.map(({ changeInExpectedLoss }) => changeInExpectedLoss)].reduce(
      (squares, { standardError }) => squares + standardError ** 2,
      0,
    ),
  );
  expect(Math.abs(sum - (figures[1].value - figures[0].value))).toBeLessThan(4 * error);
});

test('between any two plans every driver is a figure', async () => {
  const plan = simulationPlan('USUAL');
  await fc.assert(
    fc.asyncProperty(plan, plan, async (from, to) => {
      if (!from || !to) return;
      for (const { changeInExpectedLoss } of await explainPlans(from, to, nextTurn))
        for (const figure of Object.values(changeInExpectedLoss)) expect(Number.isFinite(figure)).toBe(true);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});
