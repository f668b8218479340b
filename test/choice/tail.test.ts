import { expect, test } from 'vitest';
import { choose } from '../../src/choice/choose.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { constant, effect, planOf } from '../simulation/small-plan.ts';

test('the worst years of a scenario with as many events as may be are seen through fewer of them', () => {
  const plan = planOf({
    scenarios: [
      {
        id: 'often',
        lossEventFrequency: constant(90_000),
        primaryLosses: [{ form: 'RESPONSE', magnitude: constant(10) }],
      },
    ],
    controls: [{ id: 'half', upfrontCost: constant(1), effects: [effect('ATTEMPTS', 0.5)] }],
    plan: { horizonYears: 1 },
  });
  const asked = {
    candidateControlIds: ['half'],
    objective: 'CVAR95' as const,
    requiredControlIds: [],
    excludes: [],
    frontierPoints: 2,
  };
  expect(choose(plan, asked, [UNCHANGED])).toMatchObject({ best: ['half'], provedOptimal: true });
}, 60_000);
