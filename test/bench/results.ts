import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { ENGINE_VERSION } from '../../src/simulation/version.ts';
import { expectedEvents } from '../../src/simulation/work.ts';
import { shipped } from '../../src/shipped.ts';
import type { Measurement } from './measure.ts';
import { measurePeer, PEERS, peerVersions, type PeerHome, type PeerMeasurement } from './peer.ts';
import { planOf } from './plan.ts';
import { report, type Pairs, type Results, type TwoThreads } from './report.ts';
import { WORKS, type WorkName } from './works.ts';

export interface ResultsOptions {
  /** The folder of np_fair.py; absent: our own times only. */
  readonly peers?: string;
  readonly python: string;
  readonly out: string;
  /** Runs of each work beside its peer. */
  readonly pairs: number;
  /** All trials times this. */
  readonly scale: number;
}

/** Measures everything that the report tells, each run in a process of its own and one at a time, and writes it. */
export async function writeResults({ peers, python, out, pairs, scale }: ResultsOptions): Promise<void> {
  const home = peers === undefined ? undefined : { folder: peers, python };
  const scaled = (trials: number) => Math.max(1, Math.round(trials * scale));
  const results: Results = {
    day: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0].model}, ${cpus().length} cores`,
    versions: [
      `Node ${process.versions.node}`,
      `engine ${ENGINE_VERSION}`,
      ...(home ? [await peerVersions(home)] : []),
    ],
    scale,
    pairs: await sideBySide(home, pairs, scaled),
    hospital: await hospitalOptions(scaled(WORKS.H.trials)),
    threads: await each([1, 2, 3, 4, 5], () => twoThreads(scaled(WORKS.H.trials))),
    mostTrials: await run('W2', scaled(10_000_000)),
    growth: await growth(scaled),
  };
  await writeFile(out, report(results));
  process.stdout.write(`${out} is written\n`);
}

/** Ours and the peer's by turns, so that what else the machine does falls on both. */
async function sideBySide(
  home: PeerHome | undefined,
  pairs: number,
  scaled: (trials: number) => number,
): Promise<Pairs[]> {
  const all: Pairs[] = [];
  for (const { work, variant } of PEERS) {
    const trials = scaled(WORKS[work].trials);
    const ours: Measurement[] = [];
    const theirs: PeerMeasurement[] = [];
    for (let seed = 1; seed <= pairs; seed++) {
      ours.push(await run(work, trials));
      if (home) theirs.push(await measurePeer(home, work, variant, trials, seed));
    }
    all.push({ work, variant, ours, theirs });
    process.stderr.write(`${work} beside ${variant} is done\n`);
  }
  return all;
}

/** The hospital alone, with each option alone, and with all of them; alone in between as well, since the machine may change its pace. */
async function hospitalOptions(trials: number): Promise<Results['hospital']> {
  const places = WORKS.H.options.map((_, place) => place + 1);
  const baseline: Measurement[] = [];
  const alone = await each(places, async (place) => {
    if (place % 4 === 1) baseline.push(await run('H', trials, ['--options', 'none']));
    return run('H', trials, ['--options', String(place)]);
  });
  return { baseline, alone, all: await run('H', trials) };
}

/** Two programs with one thread each at the same time, and one program with two threads that does what one of them does. */
async function twoThreads(trials: number): Promise<TwoThreads> {
  const [one, other] = await Promise.all([run('H', trials), run('H', trials)]);
  return { apart: [one, other], together: await run('H', trials, ['--threads', '2']) };
}

/** What should make time grow in proportion, and nothing else changed. */
async function growth(scaled: (trials: number) => number): Promise<Results['growth']> {
  const trials = await each([10_000, 100_000, 1_000_000, 10_000_000], async (count) => {
    const line = await middle(() => run('W2', scaled(count)));
    return { size: line.trials, line };
  });
  const scenarios = await each([10, 20, 30, 40, 50], async (count) => {
    const line = await middle(() =>
      run('W3', scaled(400_000), ['--options', 'none', '--scenarios', String(count)]),
    );
    return { size: line.scenarioYears, line };
  });
  const events = await each([1, 4, 16, 64], async (frequencyTimes) => {
    const line = await middle(() => run('W1', scaled(400_000), ['--frequency', String(frequencyTimes)]));
    return { size: line.trials * expectedEvents(planOf(WORKS.W1, { frequencyTimes })), line };
  });
  return [
    { what: 'trials of W2', steps: trials },
    { what: 'scenario years of W3’s baseline', steps: scenarios },
    { what: 'loss events of W1', steps: events },
  ];
}

/** Of three runs the one whose time is between the others'. */
async function middle(measure: () => Promise<Measurement>): Promise<Measurement> {
  const lines = await each([1, 2, 3], measure);
  return lines.sort((one, other) => one.cpuSeconds - other.cpuSeconds)[1];
}

async function each<T, A>(items: readonly T[], measure: (item: T) => Promise<A>): Promise<A[]> {
  const answers: A[] = [];
  for (const item of items) answers.push(await measure(item));
  return answers;
}

const program = promisify(execFile);
const MAIN = shipped('dist/test/bench/main.js').pathname;

async function run(work: WorkName, trials: number, more: readonly string[] = []): Promise<Measurement> {
  const { stdout } = await program(process.execPath, [
    MAIN,
    work,
    '--json',
    '--trials',
    String(trials),
    ...more,
  ]);
  return JSON.parse(stdout) as Measurement;
}
