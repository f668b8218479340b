import fc from 'fast-check';
import { expect } from 'vitest';
import { CallerError } from '../../src/errors.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import type { Rebase } from '../../src/simulation/rebase.ts';
import { runPlan, type Execute } from '../../src/simulation/run.ts';
import { expectedEvents } from '../../src/simulation/work.ts';
import { inBrief } from './in-brief.ts';
import { askedPlan, safer } from './random-plan.ts';

const TRIALS = 4;
const MOST_EVENTS_PER_TRIAL = 2_000;

/** What a run of one trial finds is that trial: any of them may be put in the place of the first. */
const withTrial =
  (execute: Execute, trial: number): Execute =>
  (task) =>
    execute(task.kind === 'trials' ? { ...task, from: trial, to: trial + 1 } : task);

/** The yearly losses of the first trials: of the baseline, then of each option. */
async function lossesOf(plan: Plan): Promise<number[][]> {
  const execute = inBrief();
  let rebase: Rebase | undefined;
  const losses: number[][] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    const { baseline, options } = await runPlan({ ...plan, trials: 1 }, withTrial(execute, trial), {
      chunkTrials: 1,
      parallel: 1,
      progress: () => {},
      rebase,
      onRebase: (found) => (rebase = found),
    });
    losses.push(
      [baseline, ...options.map(({ outcome }) => outcome)].map((it) => it.expectedAnnualLoss.value),
    );
  }
  return losses;
}

export interface Compared {
  /** Trials of an option whose baseline has a loss. */
  readonly trials: number;
  /** Those in which the option has less of it. */
  readonly lowered: number;
}

/** In random models, usual and extreme, no option that only makes them safer raises the loss of any trial. */
export async function expectMonotoneModels(models: number, seed: number): Promise<Compared> {
  let trials = 0;
  let lowered = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(safer('USUAL'), safer('EXTREME')), async (question) => {
      const plan = askedPlan(question);
      fc.pre(plan !== undefined && expectedEvents(plan) <= MOST_EVENTS_PER_TRIAL);
      for (const [before, ...after] of await unlessRefused(lossesOf(plan)))
        for (const loss of after) {
          expect(loss).toBeLessThanOrEqual(before);
          if (before > 0) trials++;
          if (loss < before) lowered++;
        }
    }),
    { numRuns: models, seed, endOnFailure: true },
  );
  return { trials, lowered };
}

/** A rate that controls in place would stop entirely is found out by the rebase. */
async function unlessRefused(losses: Promise<number[][]>): Promise<number[][]> {
  try {
    return await losses;
  } catch (error) {
    if (error instanceof CallerError) return [];
    throw error;
  }
}
