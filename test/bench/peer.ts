import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { WorkName } from './works.ts';

/** The fastest ways in numpy that are known to us, by the names that np_fair.py has for them. */
export const PEERS: readonly { readonly work: WorkName; readonly variant: string }[] = [
  { work: 'W1', variant: 'thin' },
  { work: 'W2', variant: 'thin' },
  { work: 'W3', variant: 'thin' },
  { work: 'W3', variant: 'thin-delta' },
];

/** What np_fair.py prints of itself, as far as we read it. */
interface Line {
  readonly compute_s: number;
  readonly compute_cpu_s: number;
  readonly peak_rss_mb: number;
  readonly results: Figures & { readonly base?: Figures };
}

interface Figures {
  readonly mean: number;
  readonly p95: number;
  readonly p99: number;
}

export interface PeerMeasurement extends Figures {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

export interface PeerHome {
  /** The folder of np_fair.py. */
  readonly folder: string;
  readonly python: string;
}

const run = promisify(execFile);

/** One thread, and nothing written beside the peers. */
const ENVIRONMENT = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };

/** Asks a work of a peer, in a process of its own; its times begin after its imports, as ours do. */
export async function measurePeer(
  { folder, python }: PeerHome,
  work: WorkName,
  variant: string,
  trials: number,
  seed: number,
): Promise<PeerMeasurement> {
  const words = [join(folder, 'np_fair.py'), work, variant, String(trials), String(seed)];
  const { stdout } = await run(python, words, { env: { ...process.env, ...ENVIRONMENT } });
  const line = JSON.parse(stdout) as Line;
  const { mean, p95, p99 } = line.results.base ?? line.results;
  return {
    wallSeconds: line.compute_s,
    cpuSeconds: line.compute_cpu_s,
    peakMegabytes: line.peak_rss_mb,
    mean,
    p95,
    p99,
  };
}

/** @example await peerVersions(home) // 'Python 3.11.2, numpy 1.24.2, scipy 1.10.1' */
export async function peerVersions({ python }: PeerHome): Promise<string> {
  const { stdout } = await run(python, [
    '-c',
    'import platform, numpy, scipy; print(f"Python {platform.python_version()}, numpy {numpy.__version__}, scipy {scipy.__version__}")',
  ]);
  return stdout.trim();
}
