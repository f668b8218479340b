import fc from 'fast-check';
import { expect, test } from 'vitest';
import { armsOf } from '../../src/investment/arms.ts';
import { seedWords, threefry } from '../../src/math/threefry.ts';
import { attemptDraws } from '../../src/simulation/attempts.ts';
import { compilePlan } from '../../src/simulation/compile.ts';
import { eventShape, EventTable } from '../../src/simulation/event-table.ts';
import { kernelColumns } from '../../src/simulation/kernel-columns.ts';
import { meetings, type Meet } from '../../src/simulation/meeting.ts';
import { parameterColumns, uncertainParameters } from '../../src/simulation/parameters.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import { trialState } from '../../src/simulation/trial-state.ts';
import { expectedEvents } from '../../src/simulation/work.ts';
import { plainMeetings } from './plain-meeting.ts';
import { plainState } from './plain-state.ts';
import { askedPlan, question } from './random-plan.ts';
import { constant, effect, gammaLoss, planOf, uniform } from './small-plan.ts';

const TRIALS = 24;
/** Attempts and failures in a trial, so that the plain twin is done soon. */
const MOST_EVENTS = 500;

/** Whatever a scenario may be rebased by. */
const REBASE = { rate: 1.25, losses: [0.9, 1.1, 0.8, 1.3, 0.7], recordCost: 1.2 };

/** Events of all scenarios over two blocks of trials, by both ways, and how many there are. */
function expectSameEvents(plan: Plan): number {
  const compiled = compilePlan(plan, armsOf(plan).portfolios);
  const { scenarios, assets } = compiled;
  const rebase = scenarios.map(() => REBASE);
  const { low, high } = seedWords(plan.seed);
  const inArena = kernelColumns();
  const random = threefry(low, high, inArena.arena);
  const uncertain = uncertainParameters(compiled.parameters);
  const parameters = parameterColumns(compiled.parameters, random, uncertain, inArena);
  const { columns } = parameters;
  const perYear = scenarios.map(() => undefined);
  const always = scenarios.map(() => true);
  const attempts = attemptDraws(compiled, rebase, perYear, always, columns, random, inArena);
  const state = trialState(compiled, columns, random);
  const meeting = meetings(compiled, rebase, columns, state, random);
  const plain = plainState(compiled, columns, random);
  const plainMeeting = plainMeetings(compiled, rebase, columns, plain, random);
  const tablesOf = () =>
    scenarios.map(
      (scenario) => new EventTable(eventShape(scenario, assets), scenario.variants.length, inArena.arena),
    );
  const ways = [
    { state, meeting, tables: tablesOf() },
    { state: plain, meeting: plainMeeting, tables: tablesOf() },
  ];
  let events = 0;
  for (const first of [0, 2 * TRIALS]) {
    parameters.draw(first, TRIALS);
    const [found, expected] = ways.map((way) => {
      way.state.begin(first);
      way.meeting.begin(first);
      return scenarios.map((_, place) => {
        attempts.begin(first, TRIALS);
        const table = way.tables[place];
        const { meet }: { readonly meet: Meet } = way.meeting;
        table.clear();
        attempts.each(place, (some) => meet(place, some, table));
        events += table.count;
        return eventsOf(table);
      });
    });
    expect(found).toEqual(expected);
  }
  return events / 2;
}

function eventsOf({ count, trial, cell, day, variants, shape }: EventTable) {
  const rows = (column: Int32Array | Float64Array | Uint8Array) => [...column.subarray(0, count)];
  return {
    trial: rows(trial),
    cell: rows(cell),
    day: rows(day),
    variants: variants.map((its) => ({
      happens: rows(its.happens),
      lossCents: rows(its.lossCents),
      formCents: its.formCents.map(rows),
      records: shape.hasRecords && rows(its.records),
      outageHours: shape.hasHours && rows(its.outageHours),
      borne:
        shape.isBorne &&
        rows(its.bornFrom).map((from, row) => {
          const [at, to] = [from, its.bornFrom[row + 1]];
          return [...its.bornBy.subarray(at, to), ...its.bornCents.subarray(at, to)];
        }),
    })),
  };
}

test('routines find the events that plain code finds, whatever a model holds', () => {
  let events = 0;
  fc.assert(
    fc.property(fc.oneof(question('USUAL'), question('EXTREME')), (asked) => {
      const plan = askedPlan(asked);
      if (plan && expectedEvents(plan) <= MOST_EVENTS) events += expectSameEvents(plan);
    }),
    { numRuns: 300, endOnFailure: true },
  );
  expect(events).toBeGreaterThan(1_000);
}, 120_000);

test('they do where there is much of everything: more attempts than fit together, episodes counted from the middle, assets that fall in turn', () => {
  const tests = {
    controlIds: ['fails'],
    assetIds: ['asset'],
    everyDays: 45,
    findProbability: uniform(0.3, 0.9),
    reachShare: constant(0.8),
    renews: true,
  };
  const plan = planOf({
    assets: [
      {
        id: 'asset',
        records: 20_000,
        costPerRecord: uniform(100, 300),
        outageCostPerHour: uniform(500, 900),
        weaknessesPerYear: uniform(40, 90),
        weaknessDiscoveryDays: constant(90),
        weaknessRepairDays: uniform(5, 20),
        exploitability: uniform(0.01, 0.05),
      },
      {
        id: 'next',
        records: 5_000,
        costPerRecord: constant(50),
        outageCostPerHour: constant(300),
        dependsOn: [{ assetId: 'asset', exposureProbability: constant(0.5) }],
      },
      { id: 'last', outageCostPerHour: constant(10), dependsOn: [{ assetId: 'next' }, { assetId: 'asset' }] },
    ],
    threats: [{ id: 'threat', aiCapable: true }],
    scenarios: [
      {
        id: 's',
        assetId: 'asset',
        effect: 'CONFIDENTIALITY',
        threatEventFrequency: constant(400),
        susceptibility: uniform(0.3, 0.9),
        primaryLosses: [
          { form: 'RESPONSE', magnitude: gammaLoss },
          { form: 'REPLACEMENT', magnitude: gammaLoss },
        ],
        secondaryProbability: uniform(0.1, 0.7),
        secondaryLosses: [{ form: 'REPUTATION', magnitude: gammaLoss }],
        records: { shape: 'LOGNORMAL', low: 10, high: 30_000, basis: 'ASSUMED' },
        outageHours: { shape: 'LOGNORMAL', low: 2, high: 200, basis: 'ASSUMED' },
      },
    ],
    controls: [
      {
        id: 'fails',
        status: 'IN_PLACE',
        coverage: uniform(0.5, 0.9),
        aiBased: true,
        evasionProbability: constant(0.2),
        failuresPerYear: uniform(20, 60),
        discoveryDays: constant(100),
        repairDays: constant(9),
        effects: [{ ...effect('SUSCEPTIBILITY', 0.6), halfLifeDays: 200, renewEveryDays: 90 }],
      },
      {
        id: 'tests',
        stance: 'OFFENSIVE',
        leadTimeDays: constant(30),
        tests,
        effects: [effect('OUTAGE', 0.4)],
      },
      {
        id: 'looks',
        status: 'IN_PLACE',
        stance: 'OFFENSIVE',
        tests: { ...tests, everyDays: 200, renews: false },
      },
      {
        id: 'patches',
        leadTimeDays: uniform(100, 300),
        coverage: uniform(0.4, 0.9),
        effects: (['VARIANCE_FREQUENCY', 'VARIANCE_DISCOVERY', 'VARIANCE_REPAIR'] as const).map((factor) => ({
          ...effect(factor, 0.5),
          controlIds: ['fails'],
          assetIds: ['asset'],
        })),
      },
    ],
    options: [
      { name: 'tests', add: ['tests'] },
      { name: 'both', add: ['tests', 'patches'] },
    ],
    plan: { horizonYears: 2, baseline: { controlIds: ['fails', 'looks'], changes: [] } },
  });
  expect(expectSameEvents(plan)).toBeGreaterThan(5_000);
}, 120_000);
