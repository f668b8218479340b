import { armsOf, type Arms } from '../investment/arms.ts';
import { optionSums, tallyOption } from '../investment/benefit.ts';
import { discountFactors } from '../investment/cost.ts';
import { paidDraws } from '../investment/paid.ts';
import { createCells, portfoliosOf } from './cells.ts';
import { compilePlan, type CompiledPlan } from './compile.ts';
import { createKernel } from './kernel.ts';
import { knowledgeDraws, type KnowledgeDraws } from './knowledge.ts';
import type { Insurance, Plan } from './plan.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { rebaseSums, type RebaseSums } from './rebase.ts';
import {
  createTally,
  packTally,
  partsOf,
  tallyPortfolio,
  type PackedTally,
  type PilotTail,
  type TrialLosses,
} from './tally.ts';

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
);

/** What trials tell: a tally of the baseline and of each option, and each option's sums. */
export interface TrialsAnswer {
  readonly tallies: readonly PackedTally[];
  readonly options: readonly Float64Array[];
}

export interface EngineAnswers {
  readonly rebase: RebaseSums[];
  readonly trials: TrialsAnswer;
  readonly knowledge: KnowledgeDraws;
  /** [(draw * tallies + tally) * HALVES + half]: present value of what insurance pays, US dollars. */
  readonly paid: Float64Array;
}

/** A plan compiled for its arms. */
export interface Prepared {
  readonly compiled: CompiledPlan;
  readonly arms: Arms;
  /** The baseline, then the options: the portfolio and the policy of each tally. */
  readonly tallied: readonly { readonly portfolio: number; readonly insurance?: Insurance }[];
}

export function preparePlan(plan: Plan): Prepared {
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
let latest: { readonly key: string; readonly prepared: Prepared } | undefined;

function prepared(plan: Plan): Prepared {
  const key = JSON.stringify(plan);
  if (latest?.key !== key) latest = { key, prepared: preparePlan(plan) };
  return latest.prepared;
}

/** Does one piece of a run's work; what a thread runs. */
export function performTask(task: EngineTask): EngineAnswers[EngineTask['kind']] {
  const ready = prepared(task.plan);
  switch (task.kind) {
    case 'rebase':
      return rebaseSums(ready.compiled, task.shift, task.constants);
    case 'trials':
      return simulateTrials(ready, task.rebase, task.pilot, task.from, task.to);
    case 'knowledge':
      return knowledgeDraws(
        ready.compiled,
        task.rebase,
        ready.tallied.map(({ portfolio }) => portfolio),
        task.points,
        task.from,
        task.to,
      );
    case 'paid':
      return paidDraws(ready, task.rebase, task.points, task.from, task.to);
  }
}

function simulateTrials(
  { compiled, arms, tallied }: Prepared,
  rebase: readonly RebaseConstants[],
  pilot: readonly PilotTail[],
  from: number,
  to: number,
): TrialsAnswer {
  const years = compiled.plan.horizonYears;
  const parts = partsOf(compiled);
  const kernel = createKernel(compiled, rebase);
  const tallies = tallied.map(({ insurance }) => createTally(years, parts, insurance !== undefined));
  const portfolioTallies = tallied.map(({ portfolio, insurance }, at) =>
    tallyPortfolio(compiled, portfolio, insurance, tallies[at], pilot[at]),
  );
  const cells = createCells(compiled);
  const talliesOf = portfoliosOf(
    compiled,
    tallied.map(({ portfolio }) => portfolio),
  );
  const armsOf = portfoliosOf(
    compiled,
    arms.portfolios.map((_, place) => place),
  );
  const sums = arms.options.map(() => optionSums(years));
  const addOption = arms.options.map((optionArms, option) =>
    tallyOption(compiled, option, optionArms, sums[option]),
  );
  const losses: TrialLosses[] = [];
  const presentUsd = new Float64Array(arms.portfolios.length);
  const factors = new Float64Array(years);

  for (let trial = from; trial < to; trial++) {
    const log = kernel.simulate(trial);
    cells.fill(log);
    for (const { mine } of portfolioTallies) mine.length = 0;
    for (let at = 0; at < cells.count(); at++)
      for (const tally of talliesOf[cells.scenario[at]][cells.variant[at]])
        portfolioTallies[tally].mine.push(at);
    for (let at = 0; at < portfolioTallies.length; at++) losses[at] = portfolioTallies[at].add(cells, log);
    if (!addOption.length) continue;
    discountFactors(kernel.values[compiled.costs.discountRate], factors);
    presentUsd.fill(0);
    for (let at = 0; at < cells.count(); at++) {
      const usd = (cells.lossCents[at] / 100) * factors[cells.year[at]];
      for (const portfolio of armsOf[cells.scenario[at]][cells.variant[at]]) presentUsd[portfolio] += usd;
    }
    for (let option = 0; option < addOption.length; option++)
      addOption[option](kernel.values, losses[0], losses[option + 1], presentUsd);
  }
  return { tallies: tallies.map(packTally), options: sums.map(({ bins }) => bins) };
}
