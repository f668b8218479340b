import { expect, test } from 'vitest';
import { attemptStates } from '../../src/exact/attempt-states.ts';
import { reachedFrom } from '../../src/exact/reach.ts';
import { compilePlan } from '../../src/simulation/compile.ts';
import { parameterMeans } from '../../src/simulation/parameters.ts';
import { constant, effect, planOf, type SmallModel } from '../simulation/small-plan.ts';

function compiled(model: SmallModel) {
  const plan = planOf(model);
  const result = compilePlan(plan, [plan.baseline]);
  return { ...result, values: parameterMeans(result.parameters) };
}

function statesOf(model: SmallModel) {
  const { scenarios, values } = compiled(model);
  const [scenario] = scenarios;
  return attemptStates(scenario, scenario.variants[scenario.variantOfPortfolio[0]], values, false)!;
}

test('one control on losses: attempts that it covers, and those that it does not', () => {
  const states = statesOf({
    controls: [
      { id: 'a', status: 'IN_PLACE', coverage: constant(0.6), effects: [effect('PRIMARY_LOSS', 0.3)] },
    ],
  });
  expect(states).toEqual([
    { chance: expect.closeTo(0.6, 12), left: [0.7, 1, 1, 1, 1] },
    { chance: expect.closeTo(0.4, 12), left: [1, 1, 1, 1, 1] },
  ]);
});

test('the same mechanism overlaps, and a control without what it requires does nothing', () => {
  const model: SmallModel = {
    controls: [
      { id: 'detect', status: 'IN_PLACE', coverage: constant(0.5), effects: [effect('PRIMARY_LOSS', 0.2)] },
      {
        id: 'respond',
        status: 'IN_PLACE',
        coverage: constant(0.9),
        requires: ['detect'],
        effects: [effect('PRIMARY_LOSS', 0.8)],
      },
    ],
  };
  expect(statesOf(model).map(({ chance, left }) => [chance, left[0]])).toEqual([
    [expect.closeTo(0.5, 12), expect.closeTo(0.2, 12)],
    [expect.closeTo(0.5, 12), 1],
  ]);
});

test('assets that go down along a cycle, each dependency by a draw of its own', () => {
  const { assets, values } = compiled({
    assets: [
      { id: 'asset', dependsOn: [{ assetId: 'c', propagationProbability: constant(1) }] },
      { id: 'b', dependsOn: [{ assetId: 'asset', propagationProbability: constant(0.5) }] },
      {
        id: 'c',
        dependsOn: [
          { assetId: 'asset', propagationProbability: constant(0.2) },
          { assetId: 'b', propagationProbability: constant(0.4) },
        ],
      },
    ],
  });
  const chances = new Map(
    reachedFrom(assets, 0, 'propagation', values)!.map((set) => [
      set.assets.toSorted((a, b) => a - b).join(),
      set.chance,
    ]),
  );
  expect(chances.get('')).toBeCloseTo(0.5 * 0.8, 12);
  expect(chances.get('1')).toBeCloseTo(0.5 * 0.8 * 0.6, 12);
  expect(chances.get('2')).toBeCloseTo(0.5 * 0.2, 12);
  expect(chances.get('1,2')).toBeCloseTo(0.5 * (1 - 0.8 * 0.6), 12);
});
