import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/simulation/plan.ts';
import type { Rebase } from '../../src/simulation/rebase.ts';
import { runPlan, type Execute } from '../../src/simulation/run.ts';
import { inBrief } from './in-brief.ts';
import { askedPlan, safer } from './random-plan.ts';

const MODELS = 500;
const TRIALS = 6;

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

test(`in ${MODELS} random models no addition raises the loss of any trial`, async () => {
  let compared = 0;
  let lowered = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(safer('USUAL'), safer('EXTREME')), async (question) => {
      const plan = askedPlan(question);
      fc.pre(plan !== undefined);
      for (const [before, ...after] of await lossesOf(plan)) {
        for (const loss of after) {
          expect(loss).toBeLessThanOrEqual(before);
          if (before > 0) compared++;
          if (loss < before) lowered++;
        }
      }
    }),
    { numRuns: MODELS },
  );
  // most additions have something to act on, or this shows nothing
  expect(compared).toBeGreaterThan(MODELS);
  expect(lowered).toBeGreaterThan(compared / 10);
});
