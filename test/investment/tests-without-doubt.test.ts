import { describe, expect, test } from 'vitest';
import type { PlanControl } from '../../src/simulation/plan.ts';
import { constant, effect, run } from '../simulation/small-plan.ts';

/**
 * Böhme and Félegyházi, "Optimal information security investment with penetration testing", GameSec 2010, see a penetration test as an
 * option to gather information: it is worth what it tells, and tells nothing to whom there is nothing left to learn. In this model what is
 * unknown is whether a control is down and whether a hole is open. So tests, however often they are repeated, gain exactly 0
 *  - where nothing ever fails: P(up) = 1 with tests and without;
 *  - where every failure is known at once: its routine has no delay that a test could cut short, P(up) = exp(-f r / 365) either way;
 *  - where what is found is not fixed, or the method does not see it: q = 1, P(up) = exp(-f (D + r) / 365) either way;
 * and gain rate x loss x efficacy x (P(up, tested) - P(up, untested)) > 0 where failures stay unknown for D days.
 */
const RATE = 5;
const MEAN = 100_000;
const EFFICACY = 0.8;
const [f, D, r] = [3, 120, 20];

const guard = { id: 'guard', status: 'IN_PLACE', effects: [effect('SUSCEPTIBILITY', EFFICACY)] } as const;
const failing = { failuresPerYear: constant(f), discoveryDays: constant(D), repairDays: constant(r) };
/** Monitoring that tells of a failure when it happens. */
const monitoring = {
  id: 'monitoring',
  status: 'IN_PLACE',
  effects: [effect('VARIANCE_DISCOVERY', 1, { controlIds: ['guard'], assetIds: ['asset'] })],
} as const;

const programme = (everyDays: number, more: Partial<PlanControl['tests']> = {}) => ({
  id: `every ${everyDays}`,
  stance: 'OFFENSIVE' as const,
  tests: {
    controlIds: ['guard'],
    assetIds: ['asset'],
    everyDays,
    findProbability: constant(1),
    renews: false,
    ...more,
  },
});
const INTERVALS = [365, 90, 7, 1];

type Model = Parameters<typeof run>[0];

/** What programmes at rising intervals gain, for certain events a year that a guard may stop. */
async function gains(model: Model, more: Partial<PlanControl['tests']> = {}) {
  const tests = INTERVALS.map((days) => programme(days, more));
  const { options } = await run({
    scenarios: [{ id: 's', threatEventFrequency: constant(RATE), susceptibility: constant(1) }],
    ...model,
    controls: [...(model.controls ?? []), ...tests],
    options: tests.map(({ id }) => ({ name: id, add: [id] })),
    plan: { trials: 20_000 },
  });
  return options.map(({ benefit, offensiveBenefit }) => {
    expect(offensiveBenefit.value).toBeCloseTo(benefit.value, 6); // all of it is the tests'
    return benefit;
  });
}

const open = {
  weaknessesPerYear: constant(6),
  weaknessDiscoveryDays: constant(80),
  weaknessRepairDays: constant(20),
  exploitability: constant(0.4),
};
const unsure = { threatEventFrequency: constant(RATE), susceptibility: constant(0.2) };

describe('tests gain exactly 0, however often they run', () => {
  const worthless: Record<string, readonly [Model, Partial<PlanControl['tests']>?]> = {
    'on a control that never fails': [{ controls: [guard] }],
    'on one whose rate of failures is 0': [
      { controls: [{ ...guard, ...failing, failuresPerYear: constant(0) }] },
    ],
    'where failures are known at once': [{ controls: [{ ...guard, ...failing }, monitoring] }],
    'on an asset without weaknesses': [{ scenarios: [{ id: 's', ...unsure }] }],
    'where weaknesses are known at once': [
      {
        assets: [{ id: 'asset', ...open }],
        scenarios: [{ id: 's', ...unsure }],
        controls: [guard, monitoring],
      },
    ],
    'where weaknesses are known and closed as they open': [
      {
        assets: [{ id: 'asset', ...open, weaknessRepairDays: constant(0) }],
        scenarios: [{ id: 's', ...unsure }],
        controls: [guard, monitoring],
      },
    ],
    'where what is found is not fixed': [
      { controls: [{ ...guard, ...failing }] },
      { fixProbability: constant(0) },
    ],
    'where the method does not see what fails': [
      { controls: [{ ...guard, ...failing }] },
      { reachShare: constant(0) },
    ],
  };

  test.each(Object.entries(worthless))('%s', async (_, [model, more]) => {
    for (const benefit of await gains(model, more))
      expect(benefit).toEqual({ value: 0, standardError: 0, low: 0, high: 0 });
  });
});

/** model.md, section 4: mean open episodes a days after a run that finds all that it sees, a share `reach`. */
const openAfterRun = (a: number, reach: number) =>
  (f / 365) * (reach * (r + D * (1 - Math.exp(-a / D))) + (1 - reach) * (D + r));
function testedUp(T: number, reach = 1): number {
  const steps = 10_000;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += Math.exp(-openAfterRun(((i + 0.5) / steps) * T, reach));
  return sum / steps;
}
const untestedUp = Math.exp((-f * (D + r)) / 365);

describe('tests gain where failures stay unknown', () => {
  test.each([
    ['all kinds of failures', 1],
    ['half of the kinds', 0.5],
  ])('what P(up) rises by, the more the oftener they run, where they see %s', async (_, reach) => {
    const benefits = await gains({ controls: [{ ...guard, ...failing }] }, { reachShare: constant(reach) });
    benefits.forEach(({ value, standardError, low }, at) => {
      const exact = RATE * MEAN * EFFICACY * (testedUp(INTERVALS[at], reach) - untestedUp);
      expect(Math.abs(value - exact)).toBeLessThan(4 * standardError);
      expect(low).toBeGreaterThan(0);
      if (at > 0) expect(value).toBeGreaterThan(benefits[at - 1].value);
    });
    // repeating never passes what is left when all that it can see is known at once: exp(-f (r + (1 - reach) D) / 365)
    const most = RATE * MEAN * EFFICACY * (Math.exp((-f * (r + (1 - reach) * D)) / 365) - untestedUp);
    const daily = benefits[INTERVALS.indexOf(1)];
    expect(daily.value).toBeLessThan(most + 4 * daily.standardError);
    expect(daily.value).toBeGreaterThan(0.95 * most);
  });
});
