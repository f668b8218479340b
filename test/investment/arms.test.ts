import { expect, test } from 'vitest';
import { armsOf } from '../../src/investment/arms.ts';
import { constant, planOf } from '../simulation/small-plan.ts';

test('the four arms keep removals and changes to what is in place, and each portfolio is listed once', () => {
  const change = { controlId: 'kept', coverage: constant(0.9) };
  const plan = planOf({
    controls: [
      { id: 'kept', status: 'IN_PLACE' },
      { id: 'dropped', status: 'IN_PLACE' },
      { id: 'wall' },
      { id: 'test', stance: 'OFFENSIVE' },
    ],
    options: [
      { name: 'mixed', add: ['wall', 'test'], removedControlIds: ['dropped'], changes: [change] },
      { name: 'wall', add: ['wall'] },
    ],
  });
  const { portfolios, options } = armsOf(plan);
  expect(portfolios[0].controlIds).toEqual(['kept', 'dropped']);
  const [mixed, wall] = options;
  expect(portfolios[mixed.both].controlIds).toEqual(['kept', 'wall', 'test']);
  expect(portfolios[mixed.defensive].controlIds).toEqual(['kept', 'wall']);
  expect(portfolios[mixed.offensive].controlIds).toEqual(['kept', 'test']);
  expect(portfolios[mixed.neither]).toEqual({ controlIds: ['kept'], changes: [change] });
  expect(wall.neither).toBe(0);
  expect(wall.offensive).toBe(0);
  expect(wall.defensive).toBe(wall.both);
});
