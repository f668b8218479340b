import { expect, test } from 'vitest';
import { createKernel } from '../../src/simulation/kernel.ts';
import { groupsOf } from '../../src/simulation/groups.ts';
import {
  changeLosses,
  changeYears,
  createPortfolioYears,
  fillYears,
} from '../../src/simulation/portfolio-years.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { preparePlan } from '../../src/simulation/tasks.ts';
import { constant, effect, gammaLoss, inThisThread, planOf, uniform } from './small-plan.ts';

const records = { shape: 'LOGNORMAL', low: 5, high: 9_000, basis: 'ASSUMED' } as const;
const plan = planOf({
  assets: [
    { id: 'asset', records: 9_000, costPerRecord: uniform(50, 300), outageCostPerHour: constant(800) },
    {
      id: 'other',
      records: 700,
      costPerRecord: constant(90),
      outageCostPerHour: constant(50),
      dependsOn: [
        { assetId: 'asset', propagationProbability: constant(0.5), exposureProbability: constant(0.5) },
      ],
    },
  ],
  threats: [{ id: 'threat' }, { id: 'second', category: 'ERROR' }],
  scenarios: [
    { id: 'leak', effect: 'CONFIDENTIALITY', records },
    { id: 'outage', outageHours: uniform(1, 50) },
    { id: 'money', assetId: 'other', threatId: 'second' },
    {
      id: 'fine',
      threatId: 'second',
      secondaryProbability: constant(0.5),
      secondaryLosses: [{ form: 'FINES_AND_JUDGMENTS', magnitude: gammaLoss }],
    },
  ],
  controls: [
    { id: 'stops', effects: [effect('SUSCEPTIBILITY', 0.5, { scenarioIds: ['leak', 'fine'] })] },
    { id: 'lowers', effects: [effect('RECORDS', 0.7), effect('OUTAGE', 0.4), effect('SECONDARY_LOSS', 0.2)] },
  ],
  options: [
    { name: 'stops', add: ['stops'] },
    { name: 'lowers', add: ['lowers'] },
    { name: 'both', add: ['stops', 'lowers'] },
  ],
  plan: { horizonYears: 3 },
});

const { compiled, arms } = preparePlan(plan);
const groups = groupsOf(compiled);
const kernel = createKernel(
  compiled,
  plan.scenarios.map(() => UNCHANGED),
);
kernel.simulate(0, 300);
const variantsOf = (portfolio: number) =>
  compiled.scenarios.map(({ variantOfPortfolio }) => variantOfPortfolio[portfolio]);
const filled = (portfolio: number) => {
  const years = createPortfolioYears(3, groups, kernel.inArena);
  fillYears(years, kernel.tables, groups, variantsOf(portfolio));
  return years;
};

test('a portfolio that is the baseline with some scenarios exchanged is that portfolio to the last bit', () => {
  const baseline = filled(0);
  const changed = createPortfolioYears(3, groups, kernel.inArena);
  arms.portfolios.forEach((_, portfolio) => {
    const [from, to] = [variantsOf(0), variantsOf(portfolio)];
    const touched = to.flatMap((variant, scenario) => (variant === from[scenario] ? [] : [scenario]));
    changeYears(changed, baseline, kernel.tables, groups, { from, to }, touched);
    const whole = filled(portfolio);
    expect(changed.lossCents).toEqual(whole.lossCents);
    expect(changed.lossEvents).toEqual(whole.lossEvents);
    expect(changed.breaches).toEqual(whole.breaches);
    expect(changed.largeBreaches).toEqual(whole.largeBreaches);
    expect(changed.groups).toEqual(whole.groups);
    const losses = kernel.inArena.arena.doubles(whole.lossCents.length);
    changeLosses(losses, baseline, kernel.tables, { from, to }, touched);
    expect(losses).toEqual(whole.lossCents);
  });
});

test('so it is for years that cost more than whole cents can tell', () => {
  const huge = planOf({
    scenarios: [0, 1, 2].map((i) => ({
      id: `s${i}`,
      lossEventFrequency: constant(40),
      primaryLosses: [{ form: 'RESPONSE' as const, magnitude: uniform(1e12, 1e13) }],
    })),
    controls: [{ id: 'control', effects: [effect('SUSCEPTIBILITY', 0.1, { scenarioIds: ['s1'] })] }],
    options: [{ name: 'add', add: ['control'] }],
  });
  const its = preparePlan(huge);
  const many = createKernel(
    its.compiled,
    huge.scenarios.map(() => UNCHANGED),
  );
  many.simulate(0, 200);
  const parts = groupsOf(its.compiled);
  const [from, to] = [0, its.arms.options[0].both].map((portfolio) =>
    its.compiled.scenarios.map(({ variantOfPortfolio }) => variantOfPortfolio[portfolio]),
  );
  const [before, whole, changed] = [0, 1, 2].map(() => createPortfolioYears(1, parts, many.inArena));
  fillYears(before, many.tables, parts, from);
  fillYears(whole, many.tables, parts, to);
  expect(Math.max(...before.lossCents)).toBeGreaterThan(2 ** 55);
  changeYears(changed, before, many.tables, parts, { from, to }, [1]);
  expect(changed.lossCents).toEqual(whole.lossCents);
  const losses = many.inArena.arena.doubles(whole.lossCents.length);
  changeLosses(losses, before, many.tables, { from, to }, [1]);
  expect(losses).toEqual(whole.lossCents);
  before.lossCents.forEach((cents, cell) => expect(whole.lossCents[cell]).toBeLessThanOrEqual(cents));
});

test('each part’s share of the tail adds up to all of it, for the baseline and for each option', async () => {
  const { baseline, options } = await runPlan({ ...plan, trials: 4_000 }, inThisThread, {
    parallel: 1,
    progress: () => {},
  });
  for (const outcome of [baseline, ...options.map((option) => option.outcome)])
    for (const parts of [outcome.byScenario, outcome.byAsset, outcome.byCategory, outcome.byLossForm])
      expect(parts.reduce((sum, { shareOfTail }) => sum + shareOfTail, 0)).toBeCloseTo(1, 9);
});

test('each part of the loss adds up to the whole, whatever it is told apart by', () => {
  const { lossCents, groups: columns } = filled(0);
  const { parts, sources } = groups;
  const scenarioCents = kernel.tables.map(({ variants, cell, count }, scenario) => {
    const cents = new Float64Array(lossCents.length);
    const its = variants[variantsOf(0)[scenario]].lossCents;
    for (let row = 0; row < count; row++) cents[cell[row]] += its[row];
    return cents;
  });
  const columnOf = (part: number) => {
    const source = sources[part];
    if (source.kind === 'column') return columns[source.column];
    if (source.kind === 'scenario') return scenarioCents[source.scenario];
    return source.kind === 'total' ? lossCents : new Float64Array(lossCents.length);
  };
  const sum = (from: number, to: number) =>
    lossCents.map((_, cell) => {
      let cents = 0;
      for (let part = from; part < to; part++) cents += columnOf(part)[cell];
      return cents;
    });
  expect(sum(parts.scenarios, parts.assets)).toEqual(lossCents);
  expect(sum(parts.assets, parts.categories)).toEqual(lossCents);
  expect(sum(parts.categories, parts.forms)).toEqual(lossCents);
  expect(sum(parts.forms, parts.count)).toEqual(lossCents);
  // the two assets share the outage and the leak: neither is whole
  expect(sources[parts.assets].kind).toBe('column');
});
