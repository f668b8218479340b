import '../../src/simulation/compile-loops.v8.ts';
import { parseArgs } from 'node:util';
import { AS_A_WORKER, hashOf, measure, type How, type Measurement } from './measure.ts';
import { writeResults } from './results.ts';
import { WORKS, type WorkName } from './works.ts';

const USAGE = `npm run bench -- WORK [--json | --hash]    WORK is one of ${Object.keys(WORKS).join(', ')}
  --trials N       futures to simulate; absent: as many as the work is defined with
  --threads N      1 (absent): the thread of the program; more: a pool as the workers have it
  --chunk N        trials in a piece of work
  --scenarios N    only the first N
  --options LIST   only these, such as 1,4; none: the baseline alone
  --frequency X    every frequency times X
  --json           one line of JSON
  --hash           the hash of the whole result, in place of times

npm run bench -- results    measures all works beside their peers and writes test/bench/RESULTS.md
  --peers FOLDER   where np_fair.py is (BENCH_PEERS); absent: without peers
  --python FILE    a Python that has numpy and scipy (BENCH_PYTHON); absent: python3
  --out FILE       in place of test/bench/RESULTS.md
  --pairs N        runs of each work beside its peer; absent: 5
  --scale X        all trials times X: a small X to try it out
`;

const { positionals, values: said } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string' },
    threads: { type: 'string' },
    chunk: { type: 'string' },
    scenarios: { type: 'string' },
    options: { type: 'string' },
    frequency: { type: 'string' },
    json: { type: 'boolean' },
    hash: { type: 'boolean' },
    peers: { type: 'string', default: process.env['BENCH_PEERS'] },
    python: { type: 'string', default: process.env['BENCH_PYTHON'] ?? 'python3' },
    out: { type: 'string', default: 'test/bench/RESULTS.md' },
    pairs: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
  },
});

const [what] = positionals;
if (what === 'results')
  await writeResults({
    peers: said.peers,
    python: said.python,
    out: said.out,
    pairs: Number(said.pairs),
    scale: Number(said.scale),
  });
else if (Object.hasOwn(WORKS, what ?? '')) await oneWork(what as WorkName);
else {
  process.stderr.write(USAGE);
  process.exitCode = 64;
}

async function oneWork(work: WorkName): Promise<void> {
  const how: How = {
    ...AS_A_WORKER,
    ...(said.threads && { threads: Number(said.threads) }),
    ...(said.chunk && { chunkTrials: Number(said.chunk) }),
    ...(said.trials && { trials: Number(said.trials) }),
    ...(said.scenarios && { scenarios: Number(said.scenarios) }),
    ...(said.options && { options: said.options === 'none' ? [] : said.options.split(',').map(Number) }),
    ...(said.frequency && { frequencyTimes: Number(said.frequency) }),
  };
  if (said.hash) return void process.stdout.write(`${await hashOf(work, how)}\n`);
  const line = await measure(work, how);
  process.stdout.write(said.json ? `${JSON.stringify(line)}\n` : `${inWords(line)}\n`);
}

function inWords({ work, trials, wallSeconds, cpuSeconds, peakMegabytes, mean, p95 }: Measurement): string {
  const usd = (value: number) => `USD ${Math.round(value).toLocaleString('en')}`;
  return (
    `${work}: ${trials.toLocaleString('en')} trials in ${cpuSeconds.toFixed(2)} CPU seconds (${wallSeconds.toFixed(2)} by the clock), ` +
    `${Math.round(peakMegabytes)} MB at most; mean ${usd(mean)}, P95 ${usd(p95)} a year`
  );
}
