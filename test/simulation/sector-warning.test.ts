import { expect, test } from 'vitest';
import { sectorWarnings } from '../../src/simulation/sector-warning.ts';
import { constant, run } from './small-plan.ts';

const chance = (value: number) =>
  sectorWarnings({ annualLargeBreachProbability: { value, standardError: 0, low: value, high: value } });

test('up to three times what hospitals report nothing is said', () => {
  expect(chance(0)).toEqual([]);
  expect(chance(0.051)).toEqual([]);
});

test('beyond it a run says so, with both figures and where the sector’s comes from', () => {
  expect(chance(0.0513)[0]).toMatch(
    /^a breach of 500 people or more comes out at 5\.1% a year, 3\.0 times the 1\.7%/,
  );
  expect(chance(0.34)[0]).toContain('20.0 times the 1.7% that a hospital reports (HHS breach portal');
});

test.each([
  [0.02, 0],
  [0.2, 1],
])('a run at a rate of %d large breaches a year has %d such warnings', async (rate, warnings) => {
  const { warnings: said } = await run({
    scenarios: [
      {
        id: 'scenario',
        lossEventFrequency: constant(rate),
        records: constant(600),
        effect: 'CONFIDENTIALITY',
      },
    ],
    plan: { trials: 20_000 },
  });
  expect(said.filter((it) => it.startsWith('a breach of 500'))).toHaveLength(warnings);
});
