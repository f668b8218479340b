import { meanBenefitUsd, optionData } from '../investment/benefit.ts';
import { exactSums, SUM_BINS, type ExactSums } from '../math/exact-sum.ts';
import { standardErrorOfMean, Z95 } from '../math/intervals.ts';
import { curveOf } from '../math/loss-curve.ts';
import { drawnFigures, joinedDraws, optionsKnown, rangeOf, type Draws } from './draws.ts';
import { inTurn } from './in-turn.ts';
import { knowledgeSize } from './knowledge.ts';
import { expectedEvents } from './work.ts';
import { outcomeOf } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { rebasePlan, SHIFTS, type Rebase } from './rebase.ts';
import { sectorWarnings } from './sector-warning.ts';
import type { CredibleRange, RunResult, SensitivityData } from './result.ts';
import { BLOCK_TRIALS, blockTrials } from './block.ts';
import { groupsOf, type Groups } from './groups.ts';
import { COUNT, mergeTally, SUM, unpackTally, type PilotTail, type Tally } from './tally.ts';
import { isSteady } from './steady-scenario.ts';
import { preparePlan, type EngineAnswers, type EngineTask, type Prepared } from './tasks.ts';
import type { TrialsAnswer } from './trials.ts';

/** Does one piece of work in some thread; rejects when the run is aborted. */
export type Execute = <T extends EngineTask>(task: T) => Promise<EngineAnswers[T['kind']]>;

export interface RunOptions {
  /** Trials a piece of work, about; any number gives the same bytes. Without it as many as take a moment. */
  readonly chunkTrials?: number;
  /** Pieces of work under way at once. */
  readonly parallel: number;
  /** Told the share done, 0 to 1. */
  readonly progress: (share: number) => void;
  readonly signal?: AbortSignal;
  /** The plan's rebase, where it is known; else `onRebase` is told of it. */
  readonly rebase?: Rebase;
  readonly onRebase?: (rebase: Rebase) => void;
}

/** The share of the work that is done once a run has its rebase. */
const REBASED = 0.05;
/** Trials that find where the tail begins, before it is measured. */
const PILOT_TRIALS = 1024;
/** Attempts and failures of a piece of work that takes about a second: jobs take turns at the threads, so that a short one need not wait long. */
const MOMENT_EVENTS = 3_000_000;
/** The same where all scenarios are steady: their attempts are met by the column. */
const STEADY_MOMENT_EVENTS = 12_000_000;
const LEAST_TRIALS = 4096;
/** Attempts and failures in the futures of a half, for each draw under insurance: what is rare is looked at in more of them. */
const INSURED_EVENTS = 256;
const FEWEST_FUTURES = 8;
/** A mean of fewer trials with a loss than this is little known, whatever its standard error says. */
const FEW_LOSSES = 30;

/**
 * Computes a plan's result: shares the work out through `execute` and merges what comes back. The result depends on the plan alone.
 *
 * Steps: rebase the CURRENT scenarios; a pilot for the threshold of the tail, then the trials; beside them expectations given what we do not
 * know, and the inputs that matter most to them.
 * With `precision`, trials stop at checkpoints of doubling size, the same whatever the chunks.
 */
export async function runPlan(plan: Plan, execute: Execute, options: RunOptions): Promise<RunResult> {
  const prepared = preparePlan(plan);
  const { compiled, tallied } = prepared;
  const groups = groupsOf(compiled);
  const { progress } = options;
  const { main, besides } = inTurn(execute, options);

  const { constants: rebase, warnings } =
    options.rebase ?? (await findRebase(prepared, main, options.onRebase));
  progress(REBASED);

  const simulate = (
    into: Merged,
    pilot: readonly PilotTail[],
    from: number,
    to: number,
    onTrials: (count: number) => void,
    sizeOf = options.chunkTrials
      ? () => options.chunkTrials!
      : pieceTrials(prepared, groups, options.parallel),
  ) =>
    Promise.all(
      blockSpans(from, to, sizeOf, blockTrials(plan)).map(async (span) => {
        const answer = await main({ kind: 'trials', plan, rebase, pilot, ...span });
        mergeTrials(into, answer, plan.horizonYears);
        onTrials(span.to - span.from);
      }),
    );

  const merged: Merged = { tallies: [], options: [] };
  let trials = 0;
  const done = { trials: 0, draws: 0 };
  const tell = () =>
    progress(REBASED + (1 - REBASED) * (0.8 * (done.trials / plan.trials) + 0.2 * done.draws));
  async function simulateAll(): Promise<void> {
    const pilotTrials = Math.min(plan.trials, PILOT_TRIALS);
    const first: Merged = { tallies: [], options: [] };
    const none = tallied.map(() => NO_PILOT);
    await simulate(
      first,
      none,
      0,
      pilotTrials,
      () => {},
      () => pilotTrials,
    );
    const pilot = first.tallies.map((tally) => pilotTail(tally, pilotTrials));
    for (const checkpoint of checkpoints(plan)) {
      await simulate(merged, pilot, trials, checkpoint, (count) => {
        done.trials += count;
        tell();
      });
      trials = checkpoint;
      if (plan.precision !== undefined && isPrecise(merged.tallies, trials, plan.precision)) return;
    }
  }
  const simulated = simulateAll();
  // by one thread one after the other: waiting for turns costs a short run a tenth of its time
  if (options.parallel === 1) await simulated;
  const expected = expectAll(prepared, rebase, besides, (share) => {
    done.draws = share;
    tell();
  });
  const [{ draws, ranges, sensitivity }] = await Promise.all([expected, simulated]);
  const [baseline, ...others] = merged.tallies.map((tally, at) =>
    outcomeOf(compiled, groups, tally, trials, ranges[at].yearlyLossUsd, ranges[at].annualBreach),
  );
  const known = optionsKnown(draws, (option) => meanBenefitUsd(merged.options[option], trials));
  progress(1);
  return {
    baseline,
    options: others.map((outcome, option) =>
      optionData(compiled, option, merged.options[option], trials, baseline, outcome, known[option]),
    ),
    sensitivity,
    warnings: [...warnings, ...fewLosses(merged.tallies[0], trials), ...sectorWarnings(baseline)],
  };
}

/** Finds the rebase of a plan, and tells `onRebase` of it. */
export async function findRebase(
  { compiled }: Prepared,
  execute: Execute,
  onRebase?: (rebase: Rebase) => void,
): Promise<Rebase> {
  const { plan } = compiled;
  const rebase = await rebasePlan(compiled, (constants) =>
    Promise.all(
      Array.from({ length: SHIFTS }, (_, shift) => execute({ kind: 'rebase', plan, shift, constants })),
    ),
  );
  onRebase?.(rebase);
  return rebase;
}

/** Everything that trials have told so far; empty before the first. */
interface Merged {
  readonly tallies: Tally[];
  readonly options: ExactSums[];
}

function mergeTrials({ tallies, options }: Merged, answer: TrialsAnswer, years: number): void {
  answer.tallies.forEach((packed, at) => {
    if (tallies[at]) mergeTally(tallies[at], packed);
    else tallies[at] = unpackTally(packed, years);
  });
  answer.options.forEach((bins, at) => {
    if (options[at]) options[at].merge(bins);
    else options[at] = exactSums(bins.length / SUM_BINS, bins);
  });
}

const NO_PILOT: PilotTail = { tailFromCents: Infinity, lossCents: Infinity, retainedCents: Infinity };

function pilotTail({ annual, retained }: Tally, trials: number): PilotTail {
  const curve = curveOf(annual, trials);
  const lossCents = curve.quantile(0.95);
  return {
    // a pilot of 1,024 trials all but surely puts the 90th percentile below the whole run's 95th
    tailFromCents: curve.quantile(0.9),
    lossCents,
    retainedCents: retained ? curveOf(retained, trials).quantile(0.95) : lossCents,
  };
}

/** What is expected given what we do not know, and which of it matters most. */
interface Expected {
  readonly draws: Draws;
  /** By tally. */
  readonly ranges: readonly { readonly yearlyLossUsd: CredibleRange; readonly annualBreach: CredibleRange }[];
  readonly sensitivity: readonly SensitivityData[];
}

async function expectAll(
  { compiled, tallied }: Prepared,
  rebase: readonly RebaseConstants[],
  execute: Execute,
  onShare: (share: number) => void,
): Promise<Expected> {
  const { plan } = compiled;
  const { draws: count, points, drawsAPiece } = knowledgeSize(compiled);
  const pieces = spans(0, count, drawsAPiece);
  const isInsured = tallied.some(({ insurance }) => insurance);
  const futures = isInsured && plan.options.length > 0 && count > 1 ? insuredFutures(plan) : 0;
  const all = pieces.length * (futures > 0 ? 2 : 1);
  let done = 0;
  const inPieces = <T extends EngineTask>(taskOf: (span: Span) => T) =>
    Promise.all(
      pieces.map(async (span) => {
        const answer = await execute(taskOf(span));
        onShare(++done / all);
        return answer;
      }),
    );
  const [answers, paid] = await Promise.all([
    inPieces((span) => ({ kind: 'knowledge' as const, plan, rebase, points, ...span })),
    futures > 0
      ? inPieces((span) => ({ kind: 'paid' as const, plan, rebase, points: futures, ...span }))
      : [],
  ]);
  const draws = joinedDraws(answers, isInsured ? paid : undefined);
  const { yearlyLossUsd, annualBreach } = draws;
  const ranges = yearlyLossUsd.map((its, at) => ({
    yearlyLossUsd: rangeOf(its),
    annualBreach: rangeOf(annualBreach[at]),
  }));
  const sensitivity =
    count > 1 && !plan.choice
      ? await execute({ kind: 'sensitivity', plan, figures: drawnFigures(draws) })
      : [];
  return { draws, ranges, sensitivity };
}

/** A power of two that a block holds. */
function insuredFutures(plan: Plan): number {
  const most = Math.min(BLOCK_TRIALS, INSURED_EVENTS / expectedEvents(plan));
  let futures = FEWEST_FUTURES;
  while (2 * futures <= most) futures *= 2;
  return futures;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function spans(from: number, to: number, size: number): Span[] {
  const list: Span[] = [];
  for (let at = from; at < to; at += size) list.push({ from: at, to: Math.min(to, at + size) });
  return list;
}

/**
 * How many trials a piece has, by how many are left: enough that making and merging tallies costs little beside them, fewer towards the end so
 * that all threads stay busy.
 */
function pieceTrials({ compiled }: Prepared, { shapes }: Groups, parallel: number) {
  const { plan, scenarios } = compiled;
  const areSteady = scenarios.every((scenario, place) => isSteady(scenario, shapes[place]));
  const aMoment = (areSteady ? STEADY_MOMENT_EVENTS : MOMENT_EVENTS) / (1 + expectedEvents(plan));
  return (left: number): number =>
    Math.max(LEAST_TRIALS, Math.min(aMoment, parallel > 1 ? left / (2 * parallel) : left));
}

/** Pieces of whole blocks, so that no sharing of the work changes what is added up together. */
function blockSpans(from: number, to: number, sizeOf: (left: number) => number, block: number): Span[] {
  const list: Span[] = [];
  for (let at = from; at < to;) {
    const blocks = Math.ceil(sizeOf(to - at) / block) * block;
    const next = Math.min(to, at - (at % block) + blocks);
    list.push({ from: at, to: next });
    at = next;
  }
  return list;
}

/** Where a run with `precision` may stop: after 10,000 trials, and each time they have doubled. */
function checkpoints({ trials, precision }: Plan): number[] {
  if (precision === undefined) return [trials];
  const list: number[] = [];
  for (let at = 10_000; at < trials; at *= 2) list.push(at);
  return [...list, trials];
}

/** Whether the 95% half-width of every portfolio's mean is within the share asked for. */
function isPrecise(tallies: readonly Tally[], trials: number, precision: number): boolean {
  return tallies.every(({ sums }) => {
    const loss = sums.total(SUM.loss);
    return (
      loss === 0 ||
      Z95 * standardErrorOfMean(loss, sums.total(SUM.lossSquared), trials) * trials <= precision * loss
    );
  });
}

function fewLosses({ counts }: Tally, trials: number): string[] {
  const losses = counts[COUNT.lossEvent];
  return losses > 0 && losses < FEW_LOSSES
    ? [
        `only ${losses} of ${trials} trials had a loss, so their mean and tail are hardly known: ask for more trials`,
      ]
    : [];
}
