import { performance } from 'node:perf_hooks';
import { canonicalJson, sha256 } from '../../src/simulation/hash.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import type { RunResult } from '../../src/simulation/result.ts';
import { runPlan, type Execute, type RunOptions } from '../../src/simulation/run.ts';
import { performTask } from '../../src/simulation/tasks.ts';
import { planOf, type Asked } from './plan.ts';
import { WORKS, type WorkName } from './works.ts';

/** What `npm run bench -- WORK --json` prints. */
export interface Measurement {
  readonly work: WorkName;
  readonly trials: number;
  /** Scenarios x trials x years x portfolios. */
  readonly scenarioYears: number;
  readonly wallSeconds: number;
  /** Before that: of starting, and of loading and compiling code. */
  readonly startCpuSeconds: number;
  /** Of all threads of the process, user and system. */
  readonly cpuSeconds: number;
  /** Of the process since it began. */
  readonly peakMegabytes: number;
  /** Annual loss of the baseline, US dollars. */
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

export interface How extends Asked {
  /** 1: in this thread; more: in the pool that the workers have. */
  readonly threads: number;
  /** Trials in a piece of work. */
  readonly chunkTrials?: number;
}

/** As a worker does it, see jobs/main.ts. */
export const AS_A_WORKER: How = { threads: 1 };

/** Asks a work of the engine, from the model as a caller states it to the outcome, tables included. */
export async function measure(work: WorkName, how: How): Promise<Measurement> {
  if (how.threads > 1) await poolModule();
  const cpu = process.cpuUsage();
  const began = performance.now();
  const { execute, close } = await executor(how.threads);
  const plan = planOf(WORKS[work], how);
  const { baseline } = await runPlan(plan, execute, optionsOf(how));
  const wallSeconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await close();
  const percentile = (share: number) => baseline.annualLossPercentiles.find(({ p }) => p === share)!.value;
  return {
    work,
    trials: baseline.trials,
    scenarioYears: plan.scenarios.length * plan.trials * plan.horizonYears * (1 + plan.options.length),
    wallSeconds,
    startCpuSeconds: (cpu.user + cpu.system) / 1e6,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    mean: baseline.expectedAnnualLoss.value,
    p50: percentile(0.5),
    p90: percentile(0.9),
    p95: percentile(0.95),
    p99: percentile(0.99),
  };
}

/** The hash of a work's whole result, as a job has it: whoever computes it, it is the same. */
export const hashOf = async (work: WorkName, how: How): Promise<string> =>
  sha256(canonicalJson(await resultOf(planOf(WORKS[work], how), how)));

/** Loaded apart, so that it takes no memory where one thread is measured. */
const poolModule = () => import('../../src/simulation/kernel.pool.ts');

interface Executor {
  readonly execute: Execute;
  close(): Promise<void>;
}

/** What does the work of a run, as a worker has it; its threads load their code while a plan is read. */
async function executor(threads: number): Promise<Executor> {
  if (threads === 1) return { execute: async (task) => performTask(task) as never, close: async () => {} };
  const { createPool } = await poolModule();
  const pool = createPool(threads);
  return { execute: pool.executeUnder(new AbortController().signal), close: () => pool.close() };
}

const optionsOf = ({ threads, chunkTrials }: How): RunOptions => ({
  chunkTrials,
  parallel: threads,
  progress: () => {},
});

/** A plan’s result, computed as a worker does it. */
export async function resultOf(plan: Plan, how: How): Promise<RunResult> {
  const { execute, close } = await executor(how.threads);
  try {
    return await runPlan(plan, execute, optionsOf(how));
  } finally {
    await close();
  }
}
