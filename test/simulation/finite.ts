import fc from 'fast-check';
import { expect } from 'vitest';
import { CallerError } from '../../src/errors.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { expectedEvents } from '../../src/simulation/work.ts';
import { inBrief } from './in-brief.ts';
import { askedPlan, question } from './random-plan.ts';

/** Events of all trials of one plan: a plan of more is tried with fewer trials, and one of many more is left to tests of its own. */
const MOST_EVENTS = 20_000;
const MOST_EVENTS_PER_TRIAL = 2_000;

/** Where a figure must be a number; null where the contract has it: see `OptionData`. */
const MAY_BE_NULL = /\.(rosi|rosiP5|rosiP95|paybackYears)$/;

/** Paths of all that is neither a finite number, nor text, nor rightly null. */
function faultsIn(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (value === null) return MAY_BE_NULL.test(path) ? [] : [`${path} is null`];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, of]) => faultsIn(of, `${path}.${key}`));
}

/** @returns nothing where the engine refuses the plan in words */
async function resultOf(plan: Plan) {
  const trials = Math.max(1, Math.min(plan.trials, Math.floor(MOST_EVENTS / expectedEvents(plan))));
  try {
    return await runPlan({ ...plan, trials }, inBrief(), {
      chunkTrials: 40,
      parallel: 1,
      progress: () => {},
    });
  } catch (error) {
    if (error instanceof CallerError) return undefined;
    throw error;
  }
}

/**
 * Asks random questions about random models, every second one of numbers at the ends of what parsers accept, and looks through the whole
 * of each result.
 *
 * @returns how many were answered; the others were refused
 */
export async function expectFiniteResults(questions: number, seed: number): Promise<number> {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(question('USUAL'), question('EXTREME')), async (asked) => {
      const plan = askedPlan(asked);
      if (!plan || expectedEvents(plan) > MOST_EVENTS_PER_TRIAL) return;
      const result = await resultOf(plan);
      if (!result) return;
      expect(faultsIn(result)).toEqual([]);
      answered++;
    }),
    // a model that fails is large: its seed and path tell more than minutes of shrinking
    { numRuns: questions, seed, endOnFailure: true },
  );
  return answered;
}
