import '../simulation/compile-loops.v8.ts';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { readConfig, StartRefused, type Config } from '../config.ts';
import { newLog } from '../log.ts';
import { start } from '../start.ts';
import type { Comparison, Optimization } from './answers.ts';
import { choiceReport, inputsReport } from './choice.ts';
import { client, type Ask } from './client.ts';
import { OPTIONS } from './options.ts';
import { progressBar } from './progress.ts';
import { report } from './report.ts';
import { exampleKey } from './tenant.ts';

/**
 * `npm run demo`: from an empty folder to a comparison of investments. It speaks to the API as any other tool would; only its key is
 * made by the back door, since the first key of a database is shown once.
 */
const once = process.argv.slice(2).includes('--once');
const TRIALS = 20_000;
const HORIZON_YEARS = 3;
/** US dollars of today over the horizon. */
const BUDGET = 1_500_000;
/** Of the search: fewer futures and points than its default, since it is shown beside a comparison. */
const SEARCH = { trials: 5_000, frontierPoints: 5 };
/** What sysexits.h gives for a configuration that cannot be used. */
const EX_CONFIG = 78;

/** As configured, but with the example, all cores, and a quiet log; where nobody is to call, on any free port. */
function demoConfig(): Config {
  const { LOG_LEVEL, THREADS, ...rest } = process.env;
  const config = readConfig({
    ...rest,
    THREADS,
    LOG_LEVEL: LOG_LEVEL || 'error',
    EXAMPLE: 'on',
    WORKER: 'on',
  });
  return {
    ...config,
    threads: THREADS ? config.threads : availableParallelism(),
    port: once ? 0 : config.port,
  };
}

interface ControlsPage {
  readonly controls: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly externalId: string | null } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** The API's ids of controls, by the organisation's own. */
async function findControls(ask: Ask): Promise<Map<string | null, string>> {
  const ids = new Map<string | null, string>();
  let after: string | null = null;
  do {
    const { controls }: ControlsPage = await ask<ControlsPage>('find-controls', { after });
    for (const { node } of controls.edges) ids.set(node.externalId, node.id);
    after = controls.pageInfo.hasNextPage ? controls.pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}

async function compare(ask: Ask): Promise<string> {
  const ids = await findControls(ask);
  const options = OPTIONS.map(({ name, externalIds }) => ({
    name,
    addControlIds: externalIds.map((externalId) => {
      const id = ids.get(externalId);
      if (id === undefined)
        throw new StartRefused(
          `the example hospital here has no control ${externalId} any more: set another DATA_DIR`,
        );
      return id;
    }),
  }));
  const input = { name: 'Demonstration', options, trials: TRIALS, horizonYears: HORIZON_YEARS };
  const { compareInvestments } = await ask<{ compareInvestments: { id: string } }>('compare-investments', {
    input,
  });
  return compareInvestments.id;
}

/** Has the best set for a budget looked for, whatever it is worth. */
async function optimize(ask: Ask): Promise<string> {
  const input = {
    name: 'Demonstration',
    objective: 'EXPECTED_LOSS',
    budget: BUDGET,
    horizonYears: HORIZON_YEARS,
    ...SEARCH,
  };
  const { optimizeInvestment } = await ask<{ optimizeInvestment: { id: string } }>('optimize-investment', {
    input,
  });
  return optimizeInvestment.id;
}

interface Followed {
  readonly state: string;
  readonly progress: number;
  readonly failure: { readonly message: string } | null;
}

async function follow(
  ask: Ask,
  kind: 'comparison' | 'optimization',
  id: string,
  label: string,
): Promise<void> {
  const bar = progressBar(process.stdout, label);
  for (;;) {
    const { [kind]: job } = await ask<Record<typeof kind, Followed>>(`follow-${kind}`, { id });
    bar.show(job.progress);
    if (job.state === 'SUCCEEDED') return bar.done();
    if (job.state !== 'QUEUED' && job.state !== 'RUNNING')
      throw new Error(`the ${kind} ${job.state}: ${job.failure?.message ?? 'no reason is known'}`);
    await delay(200);
  }
}

interface Read {
  readonly viewer: { readonly organization: { readonly name: string } };
  readonly comparison: Comparison;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

try {
  const config = demoConfig();
  say('starting a PostgreSQL of its own, an API and a worker ...');
  const running = await start(config, newLog(config.logLevel));
  try {
    const key = await exampleKey(running.db);
    const ask = client(running.url, key);
    const id = await compare(ask);
    const searchId = await optimize(ask);
    await follow(ask, 'comparison', id, 'simulating');
    await follow(ask, 'optimization', searchId, 'choosing');
    const { viewer, comparison } = await ask<Read>('read-comparison', { id });
    const { optimization } = await ask<{ optimization: Optimization }>('read-optimization', { id: searchId });
    say(`\n${report(viewer.organization.name, comparison)}`);
    say(`\n${choiceReport(optimization, BUDGET)}`);
    say(`\n${inputsReport(comparison.sensitivity)}`);
    if (!once) {
      say(`\nThe API is at ${running.url}/graphql; a key for the next 24 hours: ${key}\nCtrl-C ends it.`);
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
    }
  } finally {
    await running.stop();
  }
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`riposte: ${error.message}\n`);
  process.exitCode = EX_CONFIG;
}
