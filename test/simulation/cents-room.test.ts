import { expect, test } from 'vitest';
import { armsOf } from '../../src/investment/arms.ts';
import { BLOCK_TRIALS } from '../../src/simulation/block.ts';
import { compilePlan } from '../../src/simulation/compile.ts';
import type { EventTable } from '../../src/simulation/event-table.ts';
import { createKernel } from '../../src/simulation/kernel.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { constant, gammaLoss, planOf, uniform } from './small-plan.ts';

const scenario = (id: string, rate: number, forms: readonly ('RESPONSE' | 'REPLACEMENT')[]) => ({
  id,
  lossEventFrequency: constant(rate),
  primaryLosses: forms.map((form) => ({ form, magnitude: gammaLoss })),
});

const plan = planOf({
  scenarios: [
    scenario('few', 0.2, ['RESPONSE']),
    scenario('many', 9, ['RESPONSE', 'REPLACEMENT']),
    scenario('some', 3, ['REPLACEMENT']),
  ],
  controls: [
    {
      id: 'control',
      effects: [{ factor: 'ATTEMPTS', mechanism: 'a', efficacy: uniform(0.2, 0.7) }],
    },
  ],
  options: [{ name: 'control', add: ['control'] }],
});

const rowsOf = ({ count, trial, variants }: EventTable) => ({
  trial: [...trial.subarray(0, count)],
  variants: variants.map(({ happens, lossCents, formCents }) =>
    [happens, lossCents, ...formCents].map((column) => [...column.subarray(0, count)]),
  ),
});

test('who is told of each scenario finds the cents that stand until the next block where tables share none', () => {
  const compiled = compilePlan(plan, armsOf(plan).portfolios);
  const rebase = compiled.scenarios.map(() => UNCHANGED);
  const apart = createKernel(compiled, rebase);
  const told = createKernel(compiled, rebase, false, true);
  expect(told.tables.every(({ cents }) => cents !== undefined)).toBe(true);
  for (const trials of [64, BLOCK_TRIALS, 512]) {
    apart.simulate(0, trials);
    const expected = apart.tables.map(rowsOf);
    const found: unknown[] = [];
    told.simulate(0, trials, (place) => found.push(rowsOf(told.tables[place])));
    expect(found).toEqual(expected);
  }
});

test('cents stay apart where a policy pays for events in order of time', () => {
  const insured = { ...plan, baseline: { ...plan.baseline, insurance: POLICY } };
  const compiled = compilePlan(insured, armsOf(insured).portfolios);
  const { tables } = createKernel(
    compiled,
    compiled.scenarios.map(() => UNCHANGED),
    false,
    true,
  );
  expect(tables.every(({ cents }) => cents === undefined)).toBe(true);
});

const POLICY = { premium: 0, retention: 0, coinsurance: 1 };
