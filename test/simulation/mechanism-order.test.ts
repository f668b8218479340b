import { expect, test } from 'vitest';
import type { Factor, PlanEffect } from '../../src/simulation/plan.ts';
import { mechanismOrder } from '../../src/simulation/mechanism-order.ts';

const effect = (mechanism: string, factor: Factor, scenarioIds?: readonly string[]) =>
  ({ mechanism, factor, scenarioIds }) as PlanEffect;
const control = (...effects: PlanEffect[]) => ({ effects }) as never;
// ids say nothing of the order
const scenarios = [
  { id: 'z', number: 1 },
  { id: 'y', number: 2 },
] as never;

test('mechanisms that stop attempts on the same scenarios stand together, and those that stop none last', () => {
  const controls = [
    control(effect('a', 'PRIMARY_LOSS', ['z']), effect('b', 'ATTEMPTS', ['y'])),
    control(effect('c', 'SUSCEPTIBILITY', ['y', 'z']), effect('d', 'VARIANCE_REPAIR')),
    control(effect('e', 'SUSCEPTIBILITY', ['y']), effect('f', 'ATTEMPTS')),
    control(effect('g', 'ATTEMPTS', ['z']), effect('g', 'OUTAGE', ['y'])),
  ];
  const order = ['f', 'c', 'g', 'b', 'e', 'a', 'd'];
  expect(mechanismOrder({ controls, scenarios })).toEqual(order);
  expect(mechanismOrder({ controls: [...controls].reverse(), scenarios })).toEqual(order);
});
