import { expect, test } from 'vitest';
import { tiesAdded, type Ties } from '../../src/catalog/link.ts';
import type { Estimate } from '../../src/math/estimate.ts';
import type { PlanEffect } from '../../src/simulation/plan.ts';

const likely = (value: number): Estimate => ({
  shape: 'PERT',
  low: 0,
  likely: value,
  high: 1,
  basis: 'ASSUMED',
});
const effect = (threatIds: string[] | undefined, more: Partial<PlanEffect> = {}): PlanEffect => ({
  factor: 'SUSCEPTIBILITY',
  mechanism: 'awareness',
  efficacy: likely(0.1),
  ...(threatIds && { threatIds }),
  ...more,
});
const ties = (effects: readonly PlanEffect[], more: Partial<Ties> = {}): Ties => ({
  effects,
  requires: [],
  excludes: [],
  tests: null,
  ...more,
});
const testing = (controlIds: string[]): NonNullable<Ties['tests']> => ({
  controlIds,
  everyDays: 90,
  findProbability: likely(0.5),
  renews: false,
  authorization: 'The owner.',
});

test('a threat that comes later joins the effect that works in the same way', () => {
  const now = ties([effect(['a'])]);
  expect(tiesAdded(now, now, ties([effect(['a', 'b'])]))?.effects).toEqual([effect(['a', 'b'])]);
});

test('where it is touched in another way, it gets an effect of its own', () => {
  const now = ties([effect(['a'])]);
  const other = effect(['b'], { efficacy: likely(0.3) });
  expect(tiesAdded(now, now, ties([effect(['a']), other]))?.effects).toEqual([effect(['a']), other]);
});

test('nothing new is nothing added', () => {
  const now = ties([effect(['a'])], { requires: ['x'], tests: testing(['x']) });
  expect(tiesAdded(now, now, now)).toBeUndefined();
});

test('what the owner changed stays changed', () => {
  const said = ties([effect(['a'])]);
  const edited = ties([effect(['a'], { efficacy: likely(0.9) })]);
  expect(tiesAdded(edited, said, ties([effect(['a', 'b'])]))?.effects).toEqual([
    effect(['a'], { efficacy: likely(0.9) }),
    effect(['b']),
  ]);
  const removed = ties([]);
  expect(tiesAdded(removed, said, ties([effect(['a', 'b'])]))?.effects).toEqual([effect(['b'])]);
  const everywhere = ties([effect(undefined)]);
  expect(tiesAdded(everywhere, said, ties([effect(['a', 'b'])]))?.effects).toEqual([effect(undefined)]);
});

test('requirements, exclusions and what is tested grow likewise', () => {
  const before = ties([], { tests: testing(['x']) });
  const after = ties([], { requires: ['y'], excludes: ['z'], tests: testing(['x', 'y']) });
  expect(tiesAdded(before, before, after)).toEqual(after);
  expect(tiesAdded(ties([]), ties([]), after)?.tests).toEqual(testing(['x', 'y']));
  expect(tiesAdded(ties([]), before, ties([], { tests: testing(['x', 'y']) }))).toBeUndefined();
});
