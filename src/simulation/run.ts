import type { Plan } from './plan.ts';
import type { RunResult } from './result.ts';

/** A piece of a run's work that any thread can do; plain data, so it crosses threads. */
export interface EngineTask {
  readonly plan: Plan;
}

/** Does one piece of work in some thread; rejects when the run is aborted. */
export type Execute = (task: EngineTask) => Promise<unknown>;

export interface RunOptions {
  /** Trials a piece of work; any number gives the same bytes. */
  readonly chunkTrials: number;
  /** Pieces of work under way at once. */
  readonly parallel: number;
  /** Told the share done, 0 to 1. */
  readonly progress: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Computes a plan's result: shares the work out through `execute`, merges what comes back. */
export declare function runPlan(plan: Plan, execute: Execute, options: RunOptions): Promise<RunResult>;

/** Does one task; what a thread runs. */
export declare function performTask(task: EngineTask): unknown;
