import { expect, test } from 'vitest';
import { CELLS_AT_ONCE } from '../../src/simulation/cell-routines.ts';
import type { CompiledPlan } from '../../src/simulation/compile.ts';
import type { EventTable } from '../../src/simulation/event-table.ts';
import { createKernel } from '../../src/simulation/kernel.ts';
import { groupsOf } from '../../src/simulation/groups.ts';
import { sharedLeft } from '../../src/simulation/column-sums.ts';
import {
  changedLosses,
  changedYears,
  wholeYears,
  yearsRoom,
  type YearsSetting,
} from '../../src/simulation/portfolio-years.ts';
import { scenarioYears } from '../../src/simulation/scenario-years.ts';
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

const TRIALS = 300;

/** Trials of a plan, simulated and added up by scenario and variant. */
function settingOf(its: CompiledPlan): YearsSetting & { readonly tables: readonly EventTable[] } {
  const kernel = createKernel(
    its,
    its.scenarios.map(() => UNCHANGED),
  );
  kernel.simulate(0, TRIALS);
  const { arena, years: adding } = kernel.inArena;
  const years = its.plan.horizonYears;
  const cells = Math.ceil((TRIALS * years) / CELLS_AT_ONCE) * CELLS_AT_ONCE;
  const { tables } = kernel;
  const room = arena.doubles(2 * cells);
  const scenarios = tables.map((table) => scenarioYears(table, years, cells, adding, arena, room));
  for (const scenario of scenarios) scenario.fill(TRIALS, TRIALS);
  return { cells, groups: groupsOf(its), tables, scenarios, adding, arena };
}

const variantsOf = ({ scenarios }: CompiledPlan, portfolio: number) =>
  scenarios.map(({ variantOfPortfolio }) => variantOfPortfolio[portfolio]);
const { compiled, arms } = preparePlan(plan);
const setting = settingOf(compiled);
const { groups } = setting;
const filled = (portfolio: number) => {
  const its = wholeYears(setting, variantsOf(compiled, portfolio), yearsRoom(setting));
  its.fill();
  return its;
};

test('a portfolio that is the baseline with some scenarios exchanged is that portfolio to the last bit', () => {
  const baseline = filled(0);
  const room = yearsRoom(setting);
  const touchedOf = (portfolio: number) => {
    const [from, variants] = [0, portfolio].map((its) => variantsOf(compiled, its));
    return variants.flatMap((variant, scenario) => (variant === from[scenario] ? [] : [scenario]));
  };
  // each twice or more: alone, and by what portfolios that touch the same scenarios share
  const all = [...arms.portfolios, ...arms.portfolios, ...arms.portfolios].map((_, at) =>
    touchedOf(at % arms.portfolios.length),
  );
  for (const leftOf of [sharedLeft(setting, []), sharedLeft(setting, all)])
    arms.portfolios.forEach((_, portfolio) => {
      const [from, variants] = [0, portfolio].map((its) => variantsOf(compiled, its));
      const touched = touchedOf(portfolio);
      const changed = changedYears(setting, baseline, from, { variants, touched }, room, leftOf);
      changed.fill();
      const whole = filled(portfolio);
      expect(changed.lossCents).toEqual(whole.lossCents);
      expect(changed.countEvents()).toEqual(whole.countEvents());
      expect(changed.breaches).toEqual(whole.breaches);
      expect(changed.largeBreaches).toEqual(whole.largeBreaches);
      expect(changed.records).toEqual(whole.records);
      expect(changed.outageHours).toEqual(whole.outageHours);
      expect(changed.groups).toEqual(whole.groups);
      const lossCents = setting.arena.doubles(setting.cells);
      changedLosses(setting, baseline, from, { variants, touched }, lossCents, leftOf).fill();
      expect(lossCents).toEqual(whole.lossCents);
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
  const many = settingOf(its.compiled);
  const [from, variants] = [0, its.arms.options[0].both].map((place) => variantsOf(its.compiled, place));
  const [before, whole] = [from, variants].map((of) => wholeYears(many, of, yearsRoom(many)));
  before.fill();
  whole.fill();
  expect(Math.max(...before.lossCents)).toBeGreaterThan(2 ** 55);
  expect(before.isBeyond()).toBe(true);
  const leftOf = sharedLeft(many, [[1], [1], [1], [1]]);
  const changed = changedYears(many, before, from, { variants, touched: [1] }, yearsRoom(many), leftOf);
  changed.fill();
  expect(changed.lossCents).toEqual(whole.lossCents);
  const losses = many.arena.doubles(many.cells);
  changedLosses(many, before, from, { variants, touched: [1] }, losses, leftOf).fill();
  expect(losses).toEqual(whole.lossCents);
  before.lossCents.forEach((cents, cell) => expect(whole.lossCents[cell]).toBeLessThanOrEqual(cents));
});

test('events that cost nothing are found, and still are events', () => {
  const free = planOf({
    scenarios: [{ id: 'free', lossEventFrequency: constant(2), primaryLosses: [] }, { id: 'costs' }],
  });
  const its = settingOf(preparePlan(free).compiled);
  expect(its.scenarios.map((scenario) => scenario.hasCostless())).toEqual([true, false]);
  const years = wholeYears(its, [0, 0], yearsRoom(its));
  years.fill();
  const happened = new Int32Array(its.cells);
  for (const { count, cell, variants } of its.tables)
    for (let row = 0; row < count; row++) happened[cell[row]] += variants[0].happens[row];
  expect(years.countEvents()).toEqual(happened);
  expect(happened.filter((events) => events > 0).length).toBeGreaterThan(
    years.lossCents.filter((cents) => cents > 0).length,
  );
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
  const scenarioCents = setting.tables.map(({ variants, cell, count }, scenario) => {
    const cents = new Float64Array(lossCents.length);
    const its = variants[variantsOf(compiled, 0)[scenario]].lossCents;
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
