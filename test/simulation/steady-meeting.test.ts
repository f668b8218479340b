import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LOSS_FACTORS } from '../../src/controls/effects.ts';
import { armsOf } from '../../src/investment/arms.ts';
import { seedWords, threefry } from '../../src/math/threefry.ts';
import { attemptDraws } from '../../src/simulation/attempts.ts';
import { compilePlan } from '../../src/simulation/compile.ts';
import { eventShape, EventTable } from '../../src/simulation/event-table.ts';
import { kernelColumns } from '../../src/simulation/kernel-columns.ts';
import { meetings, type Meet } from '../../src/simulation/meeting.ts';
import { parameterColumns, uncertainParameters } from '../../src/simulation/parameters.ts';
import type { PlanControl } from '../../src/simulation/plan.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { steadyMeetings } from '../../src/simulation/steady-meeting.ts';
import { isSteady } from '../../src/simulation/steady-scenario.ts';
import { trialState } from '../../src/simulation/trial-state.ts';
import { constant, gammaLoss, planOf, uniform } from './small-plan.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const TRIALS = 40;

const control = fc.record({
  coverage: fc.oneof(fc.constant(constant(1)), share.map(constant), fc.constant(uniform(0.2, 0.9))),
  requiresFirst: fc.boolean(),
  effects: fc.array(
    fc.record({
      factor: fc.constantFrom('ATTEMPTS' as const, 'SUSCEPTIBILITY' as const, ...LOSS_FACTORS),
      efficacy: fc.oneof(share.map(constant), fc.constant(uniform(0.1, 0.8))),
      mechanism: fc.constantFrom('a', 'b', 'c'),
      threatIds: fc.constantFrom(undefined, ['threat'], ['door']),
    }),
    { maxLength: 3 },
  ),
});

test('steady scenarios meet their attempts column by column as they would one by one', () => {
  fc.assert(
    fc.property(
      fc.array(control, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 3 }),
      (drawn, hasTwoForms, horizonYears) => {
        const controls = drawn.map(
          ({ coverage, effects, requiresFirst }, i): Partial<PlanControl> & { id: string } => ({
            id: `control${i}`,
            coverage,
            effects,
            requires: requiresFirst && i > 0 ? ['control0'] : [],
          }),
        );
        const plan = planOf({
          threats: [{ id: 'threat' }, { id: 'door' }],
          scenarios: [
            {
              id: 's',
              threatEventFrequency: constant(3),
              susceptibility: uniform(0.3, 0.9),
              entries: [{ threatId: 'door', share: 0.4 }],
              primaryLosses: [
                { form: 'RESPONSE', magnitude: gammaLoss },
                ...(hasTwoForms ? [{ form: 'REPLACEMENT' as const, magnitude: gammaLoss }] : []),
              ],
              secondaryProbability: uniform(0.1, 0.7),
              secondaryLosses: [{ form: 'RESPONSE', magnitude: gammaLoss }],
            },
          ],
          controls,
          options: controls.map(({ id }, i) => ({
            name: id,
            add: controls.slice(0, i + 1).map((its) => its.id),
          })),
          plan: { horizonYears },
        });
        const compiled = compilePlan(plan, armsOf(plan).portfolios);
        const [scenario] = compiled.scenarios;
        const shape = eventShape(scenario, compiled.assets);
        expect(isSteady(scenario, shape)).toBe(true);

        const { low, high } = seedWords(plan.seed);
        const inArena = kernelColumns();
        const random = threefry(low, high, inArena.arena);
        const uncertain = uncertainParameters(compiled.parameters);
        const parameters = parameterColumns(compiled.parameters, random, uncertain, inArena);
        const { columns } = parameters;
        const attempts = attemptDraws(compiled, [UNCHANGED], [undefined], [true], columns, random, inArena);
        const state = trialState(compiled, columns, random);
        parameters.draw(0, TRIALS);
        const tableOf = (meet: Meet) => {
          const table = new EventTable(shape, scenario.variants.length, inArena.arena);
          state.begin(0);
          attempts.begin(0, TRIALS);
          attempts.each(0, (some) => meet(0, some, table));
          return eventsOf(table);
        };
        const steady = steadyMeetings(compiled, [UNCHANGED], columns, random, inArena);
        const plain = meetings(compiled, [UNCHANGED], columns, state, random);
        plain.begin(0);
        expect(tableOf(steady.meet)).toEqual(tableOf(plain.meet));
      },
    ),
    { numRuns: 200 },
  );
});

/** What happened, without the attempts that no variant let through. */
function eventsOf({ count, trial, cell, day, variants }: EventTable) {
  const rows = [...Array(count).keys()].filter((row) => variants.some(({ happens }) => happens[row]));
  return rows.map((row) => ({
    trial: trial[row],
    cell: cell[row],
    day: day[row],
    variants: variants.map(({ happens, lossCents, formCents }) => [
      happens[row],
      lossCents[row],
      ...formCents.map((cents) => cents[row]),
    ]),
  }));
}
