import fc from 'fast-check';
import { expect, test } from 'vitest';
import { armsOf } from '../../src/investment/arms.ts';
import { compilePlan } from '../../src/simulation/compile.ts';
import { createKernel } from '../../src/simulation/kernel.ts';
import { FACTORS, type PlanControl, type PlanEffect } from '../../src/simulation/plan.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { constant, gammaLoss, planOf, uniform, type SmallModel } from './small-plan.ts';

const TRIALS = 60;
const share = fc.double({ min: 0, max: 1, noNaN: true });
const days = fc.integer({ min: 1, max: 400 });

const effects = (index: number) =>
  fc
    .record({
      factor: fc.constantFrom(...FACTORS),
      efficacy: share,
      mechanism: fc.constantFrom('a', 'b', 'c'),
      fades: fc.boolean(),
    })
    .map(({ factor, efficacy, mechanism, fades }): PlanEffect => ({
      factor,
      efficacy: constant(efficacy),
      mechanism,
      ...(factor.startsWith('VARIANCE')
        ? { controlIds: [`control${(index + 1) % 5}`], assetIds: ['asset'] }
        : { ...(fades && { halfLifeDays: 100, renewEveryDays: 200 }) }),
    }));

const control = (index: number) =>
  fc
    .record({
      effects: fc.array(effects(index), { maxLength: 3 }),
      coverage: share,
      failures: fc.integer({ min: 0, max: 5 }),
      discovery: days,
      lead: fc.constantFrom(0, 0, 100),
      aiBased: fc.boolean(),
      requiresFirst: fc.boolean(),
      tests: fc.boolean(),
      everyDays: days,
      find: share,
    })
    .map((drawn): Partial<PlanControl> & { id: string } => ({
      id: `control${index}`,
      stance: drawn.tests ? 'OFFENSIVE' : 'DEFENSIVE',
      effects: drawn.effects,
      coverage: constant(drawn.coverage),
      failuresPerYear: constant(drawn.failures),
      discoveryDays: constant(drawn.discovery),
      repairDays: constant(10),
      leadTimeDays: constant(drawn.lead),
      aiBased: drawn.aiBased,
      evasionProbability: constant(0.3),
      requires: drawn.requiresFirst && index > 0 ? ['control0'] : [],
      ...(drawn.tests && {
        tests: {
          controlIds: [`control${(index + 2) % 5}`],
          assetIds: ['asset'],
          everyDays: drawn.everyDays,
          findProbability: constant(drawn.find),
          renews: drawn.aiBased,
        },
      }),
    }));

const world: SmallModel = {
  assets: [
    {
      id: 'asset',
      records: 9_000,
      costPerRecord: uniform(50, 300),
      outageCostPerHour: constant(800),
      weaknessesPerYear: uniform(1, 6),
      weaknessDiscoveryDays: constant(150),
      weaknessRepairDays: constant(15),
      exploitability: uniform(0.1, 0.6),
      weaknessBypasses: ['b'],
    },
    {
      id: 'other',
      records: 700,
      costPerRecord: constant(90),
      dependsOn: [
        { assetId: 'asset', propagationProbability: constant(0.5), exposureProbability: constant(0.5) },
      ],
    },
  ],
  threats: [{ id: 'threat', aiCapable: true, volatility: 0.4 }],
  scenarios: [
    {
      id: 's',
      effect: 'CONFIDENTIALITY',
      threatEventFrequency: constant(8),
      threatCapability: uniform(20, 90),
      resistanceStrength: uniform(30, 70),
      records: { shape: 'LOGNORMAL', low: 5, high: 9_000, basis: 'ASSUMED' },
      outageHours: uniform(1, 50),
      secondaryProbability: constant(0.4),
      secondaryLosses: [{ form: 'REPUTATION', magnitude: gammaLoss }],
    },
  ],
};

test('adding controls and test programmes never raises the loss of any trial, draw by draw', () => {
  fc.assert(
    fc.property(
      fc.tuple(control(0), control(1), control(2), control(3), control(4)),
      fc.integer({ min: 1, max: 5 }),
      (controls, held) => {
        const ids = controls.map(({ id }) => id);
        const inPlace = ids.slice(0, held - 1);
        const plan = planOf({
          ...world,
          controls: controls.map((its, i) => (i < held - 1 ? { ...its, status: 'IN_PLACE' as const } : its)),
          options: [{ name: 'more', add: ids.slice(held - 1), controlIds: ids }],
          plan: { horizonYears: 2, seed: String(held), baseline: { controlIds: inPlace, changes: [] } },
        });
        const { portfolios, options } = armsOf(plan);
        const compiled = compilePlan(plan, portfolios);
        const kernel = createKernel(compiled, [UNCHANGED]);
        const { variantOfPortfolio } = compiled.scenarios[0];
        kernel.simulate(0, TRIALS);
        const [{ count, trial, variants }] = kernel.tables;
        const lossesOf = (portfolio: number): number[] => {
          const { lossCents } = variants[variantOfPortfolio[portfolio]];
          const cents = Array.from({ length: TRIALS }, () => 0);
          for (let row = 0; row < count; row++) cents[trial[row]] += lossCents[row];
          return cents;
        };
        const before = lossesOf(0);
        lossesOf(options[0].both).forEach((cents, at) => expect(cents).toBeLessThanOrEqual(before[at]));
      },
    ),
    { numRuns: 500 },
  );
}, 120_000);
