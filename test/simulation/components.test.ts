import { expect, test } from 'vitest';
import { compilePlan } from '../../src/simulation/compile.ts';
import { componentsOf, variantOfEntry } from '../../src/simulation/components.ts';
import { createLuck } from '../../src/simulation/luck.ts';
import { parameterMeans } from '../../src/simulation/parameters.ts';
import { constant, effect, planOf, type SmallModel } from './small-plan.ts';

const compiled = (model: SmallModel) => {
  const plan = planOf(model);
  return compilePlan(plan, [plan.baseline]);
};

const failing = { status: 'IN_PLACE', failuresPerYear: constant(2), discoveryDays: constant(100) } as const;

test('the documented example holds: controls of different mechanisms stand apart', () => {
  const { scenarios } = compiled({
    controls: [
      { id: 'filter', status: 'IN_PLACE', effects: [effect('ATTEMPTS', 0.5)] },
      { id: 'sign-in', status: 'IN_PLACE', effects: [effect('SUSCEPTIBILITY', 0.5)] },
    ],
  });
  expect(componentsOf(scenarios[0].variants[0])).toHaveLength(2);
});

test('a shared mechanism, a requirement and records each join controls', () => {
  const components = (controls: SmallModel['controls']) =>
    componentsOf(compiled({ controls }).scenarios[0].variants[0]).length;
  const one = { status: 'IN_PLACE' } as const;
  expect(
    components([
      { ...one, id: 'a', effects: [effect('ATTEMPTS', 0.5, { mechanism: 'mail' })] },
      { ...one, id: 'b', effects: [effect('ATTEMPTS', 0.4, { mechanism: 'mail' })] },
    ]),
  ).toBe(1);
  expect(
    components([
      { ...one, id: 'a', effects: [effect('ATTEMPTS', 0.5)] },
      { ...one, id: 'b', requires: ['a'], effects: [effect('OUTAGE', 0.4)] },
    ]),
  ).toBe(1);
  expect(
    components([
      { ...one, id: 'a', effects: [effect('RECORDS', 0.5, { mechanism: 'x' })] },
      { ...one, id: 'b', effects: [effect('RECORDS', 0.4, { mechanism: 'y' })] },
    ]),
  ).toBe(1);
});

test('an entry meets only what touches it, with what that requires', () => {
  const { scenarios } = compiled({
    threats: [{ id: 'threat' }, { id: 'phishing' }],
    scenarios: [{ id: 'scenario', entries: [{ threatId: 'phishing', share: 0.5 }] }],
    controls: [
      { id: 'base', status: 'IN_PLACE', effects: [effect('OUTAGE', 0.1, { threatIds: ['other'] })] },
      {
        id: 'training',
        status: 'IN_PLACE',
        requires: ['base'],
        effects: [effect('ATTEMPTS', 0.5, { threatIds: ['phishing'] })],
      },
    ],
  });
  const [variant] = scenarios[0].variants;
  expect(variantOfEntry(variant, 0, false).controls).toHaveLength(0);
  expect(variantOfEntry(variant, 1, false).controls.map(({ requires }) => requires)).toEqual([[], [0]]);
});

test('all states are added up: (1 - e1 up) (1 - e2 up) apart, the stronger of those that are up together', () => {
  const up = Math.exp((-2 * 100) / 365);
  const success = (mechanisms: readonly [string, string]) => {
    const plan = compiled({
      controls: [
        { ...failing, id: 'a', effects: [effect('SUSCEPTIBILITY', 0.8, { mechanism: mechanisms[0] })] },
        { ...failing, id: 'b', effects: [effect('SUSCEPTIBILITY', 0.5, { mechanism: mechanisms[1] })] },
      ],
    });
    const luck = createLuck(plan, parameterMeans(plan.parameters));
    luck.begin('1', 0, 1);
    luck.move(0, -1);
    return luck.at(0, 0).success;
  };
  expect(success(['x', 'y'])).toBeCloseTo((1 - 0.8 * up) * (1 - 0.5 * up), 12);
  expect(success(['x', 'x'])).toBeCloseTo(1 - up * 0.8 - (1 - up) * up * 0.5, 12);
});
