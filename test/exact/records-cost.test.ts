import { expect, test } from 'vitest';
import { kindMoments } from '../../src/exact/event-law.ts';
import { recordsParts } from '../../src/exact/records-cost.ts';
import { compilePlan } from '../../src/simulation/compile.ts';
import { parameterMeans } from '../../src/simulation/parameters.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { constant, planOf, uniform } from '../simulation/small-plan.ts';

/** The mean cost of records, uniform from 1,000 to 9,000, with those of a second asset. */
function meanUsd(exponent: number, held: number | undefined, left = 1): number {
  const plan = planOf({
    assets: [
      { id: 'asset', ...(held !== undefined && { records: held }), costPerRecord: constant(200) },
      { id: 'beside', records: 30_000, costPerRecord: constant(50), recordsExponent: constant(exponent) },
    ],
    scenarios: [{ id: 'scenario', effect: 'CONFIDENTIALITY', records: uniform(1000, 9000) }],
  });
  const compiled = compilePlan(plan, [plan.baseline]);
  const primary = recordsParts(compiled, 0, [1], left, UNCHANGED, parameterMeans(compiled.parameters));
  return kindMoments({ chance: 1, primary, secondary: [], secondaryChance: 0, breachChance: 0 }).mean;
}

/** E[(n / 10,000)^k] of that uniform, cut off at `most`. */
function meanPower(k: number, most = 9000): number {
  const integral = (n: number) => (10_000 / (k + 1)) * (n / 10_000) ** (k + 1);
  return (integral(most) - integral(1000) + (9000 - most) * (most / 10_000) ** k) / 8000;
}

test('one exponent: a power of the number', () => {
  const wanted = 2e6 * meanPower(0.76) + 5e5 * 3 ** 0.76 * meanPower(0.76);
  expect(meanUsd(0.76, 10_000) / wanted).toBeCloseTo(1, 9);
});

test('two exponents: a sum of powers', () => {
  const wanted = 2e6 * meanPower(0.76) + 5e5 * 3 ** 1.2 * meanPower(1.2);
  expect(meanUsd(1.2, 10_000) / wanted).toBeCloseTo(1, 9);
});

test('no more than is held, and what effects leave of it', () => {
  const wanted = 2e6 * 0.5 ** 0.76 * meanPower(0.76, 5000) + 5e5 * (0.5 * 6) ** 0.76 * meanPower(0.76, 5000);
  expect(meanUsd(0.76, 5000, 0.5) / wanted).toBeCloseTo(1, 9);
});

test('beside a struck asset that states no number, all that is held', () => {
  const wanted = 2e6 * meanPower(0.76) + 5e5 * 3 ** 0.76;
  expect(meanUsd(0.76, undefined) / wanted).toBeCloseTo(1, 8);
});
