import { choose, type Chosen } from '../choice/choose.ts';
import { armsOf, type Arms } from '../investment/arms.ts';
import { paidDraws, type PayDraws } from '../investment/paid.ts';
import { newKept, type Keep } from '../math/kept.ts';
import { compilePlan, type CompiledPlan } from './compile.ts';
import { outlookOn, type Outlook } from './expectation.ts';
import { knowledgeDraws, type ExpectDraws, type KnowledgeDraws } from './knowledge.ts';
import type { Plan } from './plan.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { rebaseLattices, type RebaseSums, type SumLattice } from './rebase.ts';
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

// pieces of one run follow each other in a thread, so the plan compiled last is kept, with what got ready for its pieces
let latest: { readonly plan: Plan; readonly prepared: Prepared; readonly ready: Ready } | undefined;

/** What does the pieces of each kind, once it got ready for them, by what else the pieces are given. */
interface Ready {
  readonly outlook: Keep<Outlook>;
  readonly sumLattice: Keep<SumLattice>;
  readonly simulate: Keep<SimulateTrials>;
  readonly expectDraws: Keep<ExpectDraws>;
  readonly payDraws: Keep<PayDraws>;
}

const noneReady = (): Ready => ({
  outlook: newKept(1),
  sumLattice: newKept(1),
  simulate: newKept(1),
  expectDraws: newKept(1),
  payDraws: newKept(1),
});

/** The plan compiled, as the thread keeps it. */
export function preparePlan(plan: Plan): Prepared {
  if (latest?.plan !== plan) latest = { plan, prepared: prepare(plan), ready: noneReady() };
  return latest.prepared;
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
  const prepared = preparePlan(task.plan);
  const { compiled, arms, tallied } = prepared;
  const { outlook, sumLattice, simulate, expectDraws, payDraws } = latest!.ready;
  const itsOutlook = () => outlook('', () => outlookOn(compiled));
  switch (task.kind) {
    case 'rebase':
      return sumLattice('', () => rebaseLattices(compiled, undefined, itsOutlook()))(
        task.shift,
        task.constants,
      );
    case 'trials': {
      const { rebase, pilot, from, to } = task;
      return simulate(JSON.stringify(rebase), () => trialSimulator(compiled, arms, tallied, rebase))(
        pilot,
        from,
        to,
      );
    }
    case 'knowledge': {
      const { rebase, points, from, to } = task;
      return expectDraws(JSON.stringify([rebase, points]), () =>
        knowledgeDraws(compiled, rebase, knownPortfolios(prepared), points, itsOutlook()),
      )(from, to);
    }
    case 'paid': {
      const { rebase, points, from, to } = task;
      return payDraws(JSON.stringify([rebase, points]), () => paidDraws(prepared, rebase, points))(from, to);
    }
    case 'choice':
      return choose(task.plan, task.plan.choice!, task.rebase);
    case 'sensitivity':
      return sensitivityOf(compiled, task.figures);
  }
}
