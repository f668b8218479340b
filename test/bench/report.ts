import { median } from 'simple-statistics';
import { EXACT, standardErrorsOff, type FigureName } from './exact.ts';
import type { Measurement } from './measure.ts';
import type { PeerMeasurement } from './peer.ts';
import type { WorkName } from './works.ts';

/** All that was measured for the report. */
export interface Results {
  readonly day: string;
  readonly machine: string;
  readonly versions: readonly string[];
  /** What all trials were multiplied by: 1 but for trying it out. */
  readonly scale: number;
  readonly pairs: readonly Pairs[];
  readonly hospital: {
    /** The baseline alone, several times. */
    readonly baseline: readonly Measurement[];
    /** With one option each. */
    readonly alone: readonly Measurement[];
    readonly all: Measurement;
  };
  readonly threads: readonly TwoThreads[];
  readonly mostTrials: Measurement;
  readonly growth: readonly Growth[];
}

/** The same work by two threads, in two ways. */
export interface TwoThreads {
  /** Two programs at the same time, of one thread each. */
  readonly apart: readonly [Measurement, Measurement];
  /** One program of two threads. */
  readonly together: Measurement;
}

/** What makes a work larger, and how long each size takes. */
export interface Growth {
  readonly what: string;
  readonly steps: readonly { readonly size: number; readonly line: Measurement }[];
}

/** One work, measured by turns here and at a peer. */
export interface Pairs {
  readonly work: WorkName;
  readonly variant: string;
  readonly ours: readonly Measurement[];
  /** Empty where no peer was at hand. */
  readonly theirs: readonly PeerMeasurement[];
}

/** What was measured, as a page to read. */
export function report(results: Results): string {
  const { day, machine, versions, scale } = results;
  return [
    '# How fast, and how near',
    `Made by \`npm run bench -- results\` on ${day}: ${machine}; ${versions.join(', ')}. CPU seconds are user and system time of the whole ` +
      'process after its imports, tables and outcome included. Each run is a process of its own with one thread, unless it says otherwise.',
    ...(scale === 1 ? [] : [`**All trials times ${scale}: this only tries the script out.**`]),
    '## Beside numpy',
    'Medians of runs taken by turns; the ratio is the median of the ratios of the pairs.',
    besidePeers(results.pairs),
    starting(results.pairs),
    '## Beside the exact law',
    accuracy(results.pairs),
    '## Options of a hospital',
    options(results.hospital),
    '## Two threads',
    threads(results.threads),
    '## Memory',
    memory(results.mostTrials),
    '## Growth',
    'Of three runs the one in the middle. The last column is counted from the line above: where it stays the same, time is linear.',
    growth(results.growth),
    '',
  ].join('\n\n');
}

function besidePeers(pairs: readonly Pairs[]): string {
  return table(
    [
      'work',
      'trials',
      'peer',
      'CPU s',
      'peer’s CPU s',
      'ratio',
      'wall s',
      'peer’s wall s',
      'peak MB',
      'peer’s peak MB',
    ],
    pairs.map(({ work, variant, ours, theirs }) => {
      const middle = (list: readonly object[], key: keyof PeerMeasurement) =>
        list.length ? median(list.map((it) => (it as PeerMeasurement)[key])) : undefined;
      const ratios = theirs.map(({ cpuSeconds }, pair) => cpuSeconds / ours[pair].cpuSeconds);
      return [
        work,
        whole(ours[0].trials),
        variant,
        seconds(middle(ours, 'cpuSeconds')),
        seconds(middle(theirs, 'cpuSeconds')),
        ratios.length ? median(ratios).toFixed(1) : NOTHING,
        seconds(middle(ours, 'wallSeconds')),
        seconds(middle(theirs, 'wallSeconds')),
        whole(middle(ours, 'peakMegabytes')),
        whole(middle(theirs, 'peakMegabytes')),
      ];
    }),
  );
}

function starting(pairs: readonly Pairs[]): string {
  const before = median(pairs.flatMap(({ ours }) => ours.map(({ startCpuSeconds }) => startCpuSeconds)));
  return (
    `Before its time begins, a process of ours takes ${seconds(before)} CPU seconds to start, and to load and compile its code; what numpy ` +
    'takes for that is not counted either, and its code was compiled when it was built.'
  );
}

const TOLD: readonly FigureName[] = ['mean', 'p95', 'p99'];

function accuracy(pairs: readonly Pairs[]): string {
  const once = pairs.filter(({ work }, place) => pairs.findIndex((other) => other.work === work) === place);
  return table(
    ['work', 'figure', 'ours, USD', 'exact, USD', 'standard errors off'],
    once.flatMap(({ work, ours: [line] }) =>
      TOLD.map((figure) => {
        const exact = EXACT[work]![figure];
        return [
          work,
          figure,
          whole(line[figure]),
          whole(exact.value),
          standardErrorsOff(line, figure, exact).toFixed(2),
        ];
      }),
    ),
  );
}

function options({ baseline, alone, all }: Results['hospital']): string {
  const base = median(baseline.map(({ cpuSeconds }) => cpuSeconds));
  const shares = alone.map(({ cpuSeconds }) => (cpuSeconds - base) / base);
  const altogether = (all.cpuSeconds - base) / alone.length / base;
  return [
    `H, ${whole(all.trials)} trials of three years: the baseline alone takes ${seconds(base)} CPU seconds. ` +
      `One option more costs ${percent(median(shares))} of that (median of ten, each alone beside the baseline), ` +
      `${percent(altogether)} on average where all ten are asked for at once.`,
    table(
      ['option', 'CPU s', 'share of the baseline'],
      alone.map(({ cpuSeconds }, place) => [String(place + 1), seconds(cpuSeconds), percent(shares[place])]),
    ),
  ].join('\n\n');
}

function threads(rounds: readonly TwoThreads[]): string {
  const apart = rounds.map(({ apart: both }) => Math.max(...both.map(({ wallSeconds }) => wallSeconds)));
  const together = rounds.map(({ together: { wallSeconds } }) => wallSeconds);
  const share = median(together.map((wall, round) => apart[round] / 2 / wall));
  return (
    `H with its options, medians of ${rounds.length} rounds. Two programs of one thread each, side by side, take ${seconds(median(apart))} seconds to do the work ` +
    `twice (${apart.map(seconds).join(', ')}), so half of that for doing it once is the most that this machine gives. One program with two threads does it once in ` +
    `${seconds(median(together))} seconds (${together.map(seconds).join(', ')}): in the middle round ${share.toFixed(2)} of the most.`
  );
}

const memory = ({ work, trials, peakMegabytes, cpuSeconds }: Measurement): string =>
  `${work} with ${whole(trials)} trials takes at most ${whole(peakMegabytes)} MB, and ${seconds(cpuSeconds)} CPU seconds.`;

const growth = (all: readonly Growth[]): string =>
  table(
    ['what', 'how many', 'CPU s', 'CPU s a further million'],
    all.flatMap(({ what, steps }) =>
      steps.map(({ size, line: { cpuSeconds } }, place) => {
        const before = steps[place - 1];
        const further = before && (cpuSeconds - before.line.cpuSeconds) / (size - before.size);
        return [what, whole(size), seconds(cpuSeconds), before ? seconds(further * 1e6) : NOTHING];
      }),
    ),
  );

const NOTHING = '–';
const seconds = (value: number | undefined): string => (value === undefined ? NOTHING : value.toPrecision(3));
const whole = (value: number | undefined): string =>
  value === undefined ? NOTHING : Math.round(value).toLocaleString('en');
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
