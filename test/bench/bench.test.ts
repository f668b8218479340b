import { expect, test } from 'vitest';
import { preparePlan } from '../../src/simulation/tasks.ts';
import { runProgram } from '../support/program.ts';
import { EXACT, EXACT_OPTION_MEANS, standardErrorsOff, type FigureName } from './exact.ts';
import { AS_A_WORKER, hashOf, measure, resultOf, type Measurement } from './measure.ts';
import { planOf } from './plan.ts';
import { report, type Results } from './report.ts';
import { WORKS, type WorkName } from './works.ts';

const FIELDS = [
  'work',
  'trials',
  'scenarioYears',
  'wallSeconds',
  'startCpuSeconds',
  'cpuSeconds',
  'peakMegabytes',
  'mean',
  'p50',
  'p90',
  'p95',
  'p99',
];

/** Few trials, and of the hospital two options only: its rebase takes most of the time. */
const SMALL: readonly (readonly [WorkName, number, readonly string[], number])[] = [
  ['W1', 20_000, [], 20_000],
  ['W2', 20_000, [], 20_000],
  ['W3', 4_000, [], 50 * 4_000 * 21],
  ['H', 200, ['--options', '8,10'], 30 * 200 * 3 * 3],
];

test.each(SMALL)('%s prints its line', async (work, trials, more, scenarioYears) => {
  const words = [work, '--json', '--trials', String(trials), ...more];
  const { stdout, stderr, code } = await runProgram('test/bench/main.js', words, {});
  expect([code, stderr]).toEqual([0, '']);
  const line = JSON.parse(stdout) as Measurement;
  expect(Object.keys(line)).toEqual(FIELDS);
  expect([line.work, line.trials, line.scenarioYears]).toEqual([work, trials, scenarioYears]);
  for (const field of ['wallSeconds', 'startCpuSeconds', 'cpuSeconds', 'peakMegabytes', 'mean'] as const)
    expect(line[field]).toBeGreaterThan(0);
  expect([line.p50, line.p90, line.p95, line.p99]).toEqual(
    [line.p50, line.p90, line.p95, line.p99].sort((a, b) => a - b),
  );
  for (const [figure, exact] of Object.entries(EXACT[work] ?? {})) {
    const histogram = figure === 'mean' ? 0 : 0.0005 * exact.value; // what a percentile is rounded by
    const allowed = 4 + (histogram * Math.sqrt(trials)) / (exact.unitError || 1);
    const off = standardErrorsOff(line, figure as FigureName, exact);
    expect(Math.abs(off), `${figure} is ${line[figure as FigureName]}`).toBeLessThanOrEqual(allowed);
  }
});

test('the options of W3 have the means of their exact laws', async () => {
  const { options } = await resultOf(planOf(WORKS.W3, { trials: 4_000 }), AS_A_WORKER);
  const off = options.map(({ outcome: { expectedAnnualLoss } }, option) =>
    Math.abs((expectedAnnualLoss.value - EXACT_OPTION_MEANS[option]) / expectedAnnualLoss.standardError),
  );
  expect(off.length).toBe(20);
  expect(Math.max(...off)).toBeLessThanOrEqual(4);
});

test('two of the hospital’s options touch at least half of its scenarios, and one is a test programme', () => {
  const plan = planOf(WORKS.H);
  const { compiled, arms } = preparePlan(plan);
  const touched = arms.options.map(
    ({ both }) =>
      compiled.scenarios.filter(({ variantOfPortfolio: of }) => of[both] !== of[0]).length /
      compiled.scenarios.length,
  );
  expect(touched.length).toBe(10);
  expect(touched.filter((share) => share >= 0.5).length).toBe(2);
  const tests = plan.controls.filter(({ tests }) => tests).map(({ id }) => id);
  expect(plan.options.some(({ addedControlIds: ids }) => ids.length === 1 && tests.includes(ids[0]))).toBe(
    true,
  );
});

test('fewer scenarios, fewer options and a higher frequency are what they say', async () => {
  const part = planOf(WORKS.W3, { scenarios: 10, options: [1, 20], frequencyTimes: 2 });
  expect(part.scenarios.length).toBe(10);
  expect(part.scenarios[0].threatEventFrequency).toMatchObject({ low: 1, likely: 4, high: 12 });
  expect(part.options.map(({ name }) => name)).toEqual(['Control 1', 'Control 20']);
  expect(planOf(WORKS.W3, { options: [] }).options).toEqual([]);
});

test('a work has one result, with any number of threads', async () => {
  const how = { ...AS_A_WORKER, trials: 5_000 };
  expect(await hashOf('W2', { ...how, threads: 2, chunkTrials: 999 })).toBe(await hashOf('W2', how));
});

test('a work that is not known is told how to be asked for', async () => {
  const { code, stderr } = await runProgram('test/bench/main.js', ['W9'], {});
  expect(code).toBe(64);
  expect(stderr).toContain('npm run bench -- WORK');
});

test('the report tells ratios, errors, shares and speed-ups', async () => {
  const line = { ...(await measure('W2', { ...AS_A_WORKER, trials: 100 })), trials: 1_000_000 };
  const taking = (cpuSeconds: number) => ({ ...line, cpuSeconds, wallSeconds: cpuSeconds });
  const exact = EXACT.W2!;
  const ours = [1, 2, 4].map((seconds) => ({
    ...taking(seconds),
    mean: exact.mean.value + 2 * (exact.mean.unitError / 1000),
  }));
  const results: Results = {
    day: '2026-11-25',
    machine: 'a machine',
    versions: ['Node 20'],
    scale: 1,
    pairs: [{ work: 'W2', variant: 'thin', ours, theirs: [9, 8, 12].map(taking) }],
    hospital: { baseline: [9, 10, 14].map(taking), alone: [11, 12, 13].map(taking), all: taking(19) },
    threads: [{ apart: [taking(3), taking(4)], together: taking(2.5) }],
    mostTrials: taking(6),
    growth: [{ what: 'trials', steps: [10, 30].map((size) => ({ size: size * 1e6, line: taking(size) })) }],
  };
  const text = report(results);
  expect(text).toMatch(/\| W2 \| 1,000,000 \| thin \| 2.00 \| 9.00 \| 4.0 \|/); // 9, 4 and 3 times
  expect(text).toMatch(/\| W2 \| mean \| 633,533 \| 631,615 \| 2.00 \|/);
  expect(text).toContain('One option more costs 20.0% of that');
  expect(text).toContain('30.0% on average where all ten');
  expect(text).toContain('in the middle round 0.80 of the most');
  expect(text).toMatch(/\| trials \| 30,000,000 \| 30.0 \| 1.00 \|/);
});
