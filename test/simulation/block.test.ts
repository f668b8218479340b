import { expect, test } from 'vitest';
import { BLOCK_TRIALS, blockTrials, unitTrials } from '../../src/simulation/block.ts';
import { constant, planOf } from './small-plan.ts';

const planWithRate = (rate: number) =>
  planOf({ scenarios: [{ id: 's', lossEventFrequency: constant(rate) }] });

test('the documented example holds', () => {
  expect(blockTrials(planWithRate(10_000))).toBe(16);
});

test('few events make the largest block, a hundred thousand the smallest, and none a block all the same', () => {
  expect(blockTrials(planWithRate(3))).toBe(BLOCK_TRIALS);
  expect(blockTrials(planWithRate(100_000))).toBe(2);
  expect(blockTrials(planWithRate(0))).toBe(BLOCK_TRIALS);
});

test('options and insurance are added up unit by unit', () => {
  const plan = planWithRate(3);
  expect(blockTrials({ ...plan, baseline: { ...plan.baseline, insurance: POLICY } })).toBe(unitTrials(plan));
  expect(blockTrials({ ...plan, options: [{ ...OPTION, ...plan.baseline }] })).toBe(unitTrials(plan));
  expect(unitTrials(planWithRate(10_000))).toBe(16);
});

const POLICY = { premium: 0, retention: 0, coinsurance: 1 };
const OPTION = { name: 'nothing', addedControlIds: [], removedControlIds: [] };
