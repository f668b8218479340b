import { choose, type Chosen } from '../choice/choose.ts';
import { armsOf, type Arms } from '../investment/arms.ts';
import { paidDraws } from '../investment/paid.ts';
import { compilePlan, type CompiledPlan } from './compile.ts';
import { knowledgeDraws, type KnowledgeDraws } from './knowledge.ts';
import type { Plan } from './plan.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { rebaseSums, type RebaseSums } from './rebase.ts';
import type { SensitivityData } from './result.ts';
import { sensitivityOf, type DrawnFigures } from './sensitivity.ts';
import type { PilotTail } from './tally.ts';
import { trialSimulator, type SimulateTrials, type Tallied, type TrialsAnswer } from './trials.ts';

/** A piece of a run's work that any thread can do; plain data, so it crosses threads. */
export type EngineTask = { readonly plan: Plan } & (
  | { readonly kind: 'rebase'; readonly shift: number; readonly constants?: readonly RebaseConstants[] }
  | {
      readonly kind: 'trials';
      readonly rebase: readonly RebaseConstants[];
      /** By tally: the baseline, then the options. */
      readonly pilot: readonly PilotTail[];
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'knowledge' | 'paid';
      readonly rebase: readonly RebaseConstants[];
      readonly points: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'choice'; readonly rebase: readonly RebaseConstants[] }
  | { readonly kind: 'sensitivity'; readonly figures: DrawnFigures }
);

export interface EngineAnswers {
  readonly rebase: RebaseSums[];
  readonly trials: TrialsAnswer;
  readonly knowledge: KnowledgeDraws;
  /** [(draw * tallies + tally) * HALVES + half]: present value of what insurance pays, US dollars. */
  readonly paid: Float64Array;
  readonly choice: Chosen;
  readonly sensitivity: SensitivityData[];
}

/** A plan compiled for its arms. */
export interface Prepared {
  readonly compiled: CompiledPlan;
  readonly arms: Arms;
  /** The baseline, then the options. */
  readonly tallied: readonly Tallied[];
}

function prepare(plan: Plan): Prepared {
  const arms = armsOf(plan);
  return {
    compiled: compilePlan(plan, arms.portfolios),
    arms,
    tallied: [
      { portfolio: 0, insurance: plan.baseline.insurance },
      ...plan.options.map(({ insurance }, option) => ({ portfolio: arms.options[option].both, insurance })),
    ],
  };
}

// pieces of one run follow each other in a thread, so the plan compiled last is kept
let latest:
  | { readonly plan: Plan; readonly key: string; readonly prepared: Prepared; simulator?: Simulator }
  | undefined;

/** What simulates the trials of a plan under one rebase. */
interface Simulator {
  readonly key: string;
  readonly simulate: SimulateTrials;
}

/** The plan compiled, as the thread keeps it. */
export function preparePlan(plan: Plan): Prepared {
  if (latest?.plan === plan) return latest.prepared;
  const key = JSON.stringify(plan);
  if (latest?.key !== key) latest = { plan, key, prepared: prepare(plan) };
  return latest.prepared;
}

/** What simulates the plan prepared last, kept like that. */
function simulatorOf(
  { compiled, arms, tallied }: Prepared,
  rebase: readonly RebaseConstants[],
): SimulateTrials {
  const key = JSON.stringify(rebase);
  if (latest!.simulator?.key !== key)
    latest!.simulator = { key, simulate: trialSimulator(compiled, arms, tallied, rebase) };
  return latest!.simulator.simulate;
}

/**
 * The portfolio whose expectations are found for each tally. Of the sets of a frontier only those of the last, the best, are asked for; the
 * baseline stands in for the others, since what is found once costs nothing again.
 */
function knownPortfolios({ compiled, tallied }: Prepared): number[] {
  const isAsked = (at: number) => !compiled.plan.choice || at === 0 || at === tallied.length - 1;
  return tallied.map(({ portfolio }, at) => (isAsked(at) ? portfolio : tallied[0].portfolio));
}

/** Does one piece of a run's work; what a thread runs. */
export function performTask(task: EngineTask): EngineAnswers[EngineTask['kind']] {
  const ready = preparePlan(task.plan);
  switch (task.kind) {
    case 'rebase':
      return rebaseSums(ready.compiled, task.shift, task.constants);
    case 'trials':
      return simulatorOf(ready, task.rebase)(task.pilot, task.from, task.to);
    case 'knowledge':
      return knowledgeDraws(
        ready.compiled,
        task.rebase,
        knownPortfolios(ready),
        task.points,
        task.from,
        task.to,
      );
    case 'paid':
      return paidDraws(ready, task.rebase, task.points, task.from, task.to);
    case 'choice':
      return choose(task.plan, task.plan.choice!, task.rebase);
    case 'sensitivity':
      return sensitivityOf(ready.compiled, task.figures);
  }
}
