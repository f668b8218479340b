import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashOf, AS_A_WORKER } from '../bench/measure.ts';
import type { WorkName } from '../bench/works.ts';

/** Other engines than the one at hand, from npm's package `node`. */
const VERSIONS = ['20', '22', '24'];
/** Works of the bench, each under its own number of trials: a tree, options, and a hospital with all that a model can have. */
const WORKS: readonly (readonly [WorkName, number])[] = [
  ['W1', 50_000],
  ['W2', 50_000],
  ['W3', 2_000],
  ['H', 2_000],
];
/** One result, in pieces of any size and on any number of threads. */
const WAYS: readonly (readonly string[])[] = [
  [],
  ['--chunk', '777'],
  ['--threads', '2'],
  ['--threads', '3', '--chunk', '1000'],
];

const run = promisify(execFile);
let folder = '';
const expected = new Map<WorkName, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riposte-node-'));
  for (const [work, trials] of WORKS) expected.set(work, await hashOf(work, { ...AS_A_WORKER, trials }));
}, 600_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test.for(VERSIONS)(`Node %s gives the bytes of Node ${process.versions.node}`, async (version, { task }) => {
  const node = await install(version);
  const found: string[] = [];
  for (const [work, trials] of WORKS)
    for (const way of WAYS) {
      const words = ['dist/test/bench/main.js', work, '--hash', '--trials', String(trials), ...way];
      const hash = (await run(node, words)).stdout.trim();
      if (hash !== expected.get(work)) found.push(`${work} ${way.join(' ')}: ${hash}`);
    }
  task.meta.figure = `${found.length} of ${WORKS.length * WAYS.length} results differ`;
  expect(found).toEqual([]);
});

/** @returns the path of the program */
async function install(version: string): Promise<string> {
  const prefix = join(folder, version);
  const node = join(prefix, 'node_modules/node/bin/node');
  try {
    await run('npm', [
      'install',
      '--no-audit',
      '--no-fund',
      '--no-save',
      '--prefix',
      prefix,
      `node@${version}`,
    ]);
    expect((await run(node, ['--version'])).stdout).toMatch(new RegExp(`^v${version}\\.`));
    return node;
  } catch (error) {
    throw new Error(
      `NODE ${version} CANNOT BE TRIED: npm did not install node@${version} and its program; is the registry within reach?`,
      { cause: error },
    );
  }
}
