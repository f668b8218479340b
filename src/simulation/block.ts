import type { Plan } from './plan.ts';
import { expectedEvents } from './work.ts';

/**
 * At most so many trials are simulated together: few enough that all about them stays in the processor's caches, many enough that what is
 * done once for all of them costs nothing.
 */
export const BLOCK_TRIALS = 4096;

/** At most so many trials are added up in plain doubles. */
const UNIT_TRIALS = 512;

/**
 * From one column of a block's trials to the next. A little more than a block, so that the same trial of many columns does not fall into the
 * same few places of the cache.
 */
export const STRIDE = BLOCK_TRIALS + 8;

/** Events that a block may hold on average. */
const MOST_BLOCK_EVENTS = 250_000;

/**
 * How many trials of a plan make a block, a power of two: fewer where each holds very many events, and where options or insurance are, which
 * are added up block by block. Blocks begin at its multiples whatever the pieces of work, so that sums which depend on the order of their
 * terms are the same for every sharing.
 *
 * @example blockTrials({ ...plan, horizonYears: 1, scenarios: [{ ...scenario, lossEventFrequency: constant(10_000) }] }) // 16
 */
export function blockTrials(plan: Plan): number {
  const { baseline, options } = plan;
  const most = baseline.insurance || options.length > 0 ? UNIT_TRIALS : BLOCK_TRIALS;
  const events = MOST_BLOCK_EVENTS / expectedEvents(plan);
  let trials = 2;
  while (2 * trials <= Math.min(events, most)) trials *= 2;
  return trials;
}

/** How many of a plan's trials are added up in plain doubles before they go into exact sums; they begin at its multiples too. */
export const unitTrials = (plan: Plan): number => Math.min(UNIT_TRIALS, blockTrials(plan));
