import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certainLuck, isCertain } from '../../src/simulation/certain-luck.ts';
import { compilePlan, type CompiledPlan } from '../../src/simulation/compile.ts';
import { createLuck, type Luck } from '../../src/simulation/luck.ts';
import { parameterMeans } from '../../src/simulation/parameters.ts';
import { LOSS_FACTORS } from '../../src/controls/effects.ts';
import { constant, effect, planOf } from './small-plan.ts';

const FACTORS = ['ATTEMPTS', 'SUSCEPTIBILITY', ...LOSS_FACTORS] as const;

/** What luck says of each variant; all of it is compared. */
const said = ({ scenarios }: CompiledPlan, luck: Luck) => {
  luck.begin('1', 0, 1);
  luck.move(0, -1);
  return scenarios.flatMap(({ variants }, place) =>
    variants.map((_, variant) => {
      const { success, left, states, stateSuccess, stateRecordsLeft } = luck.at(place, variant);
      return [
        ...[success, ...left, states, stateSuccess[0], stateRecordsLeft[0]],
        ...[luck.hourlyUsd(place), luck.exposed(place).length],
      ];
    }),
  );
};

function expectSame(compiled: CompiledPlan): void {
  const values = parameterMeans(compiled.parameters);
  const certain = said(compiled, certainLuck(compiled, values));
  said(compiled, createLuck(compiled, values)).forEach((its, variant) =>
    its.forEach((value, at) => expect(certain[variant][at]).toBeCloseTo(value, 12)),
  );
}

test('all luck is as if it were looked for, where there is none', () => {
  const inPlace = { status: 'IN_PLACE' } as const;
  const plan = planOf({
    assets: [{ id: 'asset', records: 1000, outageCostPerHour: constant(5000) }],
    scenarios: [
      {
        id: 'scenario',
        susceptibility: constant(0.5),
        secondaryProbability: constant(0.3),
        records: constant(100),
        outageHours: constant(2),
      },
    ],
    controls: [
      { ...inPlace, id: 'a', effects: [effect('ATTEMPTS', 0.5), effect('RECORDS', 0.25)] },
      { ...inPlace, id: 'b', requires: ['a'], effects: [effect('SECONDARY_LOSS', 0.4)] },
      { ...inPlace, id: 'c', effects: [effect('SUSCEPTIBILITY', 0.7, { mechanism: 'x' })] },
      { ...inPlace, id: 'd', effects: [effect('SUSCEPTIBILITY', 0.6, { mechanism: 'x' })] },
      { ...inPlace, id: 'e', effects: [effect('SECONDARY_PROBABILITY', 0.2), effect('OUTAGE', 0.1)] },
    ],
  });
  const compiled = compilePlan(plan, [plan.baseline]);
  expect(isCertain(compiled)).toBe(true);
  expectSame(compiled);
});

test('a control that is not always up makes a plan uncertain', () => {
  const failing = { status: 'IN_PLACE', failuresPerYear: constant(2), discoveryDays: constant(100) } as const;
  const plan = planOf({ controls: [{ ...failing, id: 'a', effects: [effect('SUSCEPTIBILITY', 0.8)] }] });
  expect(isCertain(compilePlan(plan, [plan.baseline]))).toBe(false);
});

test('the same holds for whatever controls do', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const effects = fc.array(
    fc.record({ factor: fc.constantFrom(...FACTORS), efficacy: share, mechanism: fc.constantFrom('x', 'y') }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.array(effects, { maxLength: 5 }), (controls) => {
      const plan = planOf({
        controls: controls.map((its, at) => ({
          id: `control ${at}`,
          status: 'IN_PLACE',
          effects: its.map(({ factor, efficacy, mechanism }) => effect(factor, efficacy, { mechanism })),
        })),
      });
      const compiled = compilePlan(plan, [plan.baseline]);
      expect(isCertain(compiled)).toBe(true);
      expectSame(compiled);
    }),
  );
});
