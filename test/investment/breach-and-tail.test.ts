import { expect, test } from 'vitest';
import { constant, effect, run } from '../simulation/small-plan.ts';

/**
 * Theft of 200 records, 0.4 times a year over two years, each of a cost of 50,000 that only its rate can lower. An option that stops a quarter of
 * it, one that encrypts all but 0.4% of the records (what is left of 200 is less than one: no breach, the same cost), and one that does both.
 */
const RATE = 0.4;
const YEARS = 2;
const COST = 50_000;

const { baseline, options } = await run({
  scenarios: [
    {
      id: 's',
      effect: 'CONFIDENTIALITY',
      lossEventFrequency: constant(RATE),
      records: constant(200),
      primaryLosses: [{ form: 'RESPONSE', magnitude: constant(COST) }],
    },
  ],
  controls: [
    { id: 'watch', effects: [effect('ATTEMPTS', 0.25)] },
    { id: 'encryption', coverage: constant(0.5), effects: [effect('RECORDS', 0.996)] },
  ],
  options: [
    { name: 'watch', add: ['watch'] },
    { name: 'encrypt half', add: ['encryption'] },
    { name: 'both', add: ['watch', 'encryption'] },
  ],
  plan: { horizonYears: YEARS, trials: 100_000 },
});

/** P(at least one breach over the horizon), of so many a year. */
const breached = (perYear: number) => 1 - Math.exp(-perYear * YEARS);

test('the change in the chance of a breach over the horizon, with its error', () => {
  const left = [0.75, 0.5, 0.75 * 0.5];
  left.forEach((share, at) => {
    const { breachProbabilityChange, outcome } = options[at];
    const { value, standardError } = breachProbabilityChange;
    const exact = breached(RATE * share) - breached(RATE);
    expect(Math.abs(value - exact)).toBeLessThan(4 * standardError);
    expect(value).toBeCloseTo(outcome.breachProbability.value - baseline.breachProbability.value, 12);
    // draws are shared, and a control only takes breaches away: the change is -1 or 0
    expect(standardError).toBeCloseTo(Math.sqrt((-exact * (1 + exact)) / 100_000), 4);
  });
});

test('the change of the worst 5% of years: fewer events lower it, fewer records do not where they cost nothing', () => {
  /** The mean of the worst 5% of years, which have the most events. */
  function worst(rate: number): number {
    const law = [Math.exp(-rate)];
    for (let n = 1; n < 40; n++) law.push((law[n - 1] * rate) / n);
    let left = 0.05;
    let sum = 0;
    for (let n = 39; n >= 0 && left > 0; n--) {
      const taken = Math.min(left, law[n]);
      sum += taken * n * COST;
      left -= taken;
    }
    return sum / 0.05;
  }
  const [watch, encrypt, both] = options.map(({ tailChange }) => tailChange);
  const exact = worst(RATE * 0.75) - worst(RATE);
  expect(exact).toBeLessThan(0);
  expect(Math.abs(watch.value - exact)).toBeLessThan(4 * watch.standardError);
  expect(watch.high).toBeLessThan(0);
  expect(encrypt).toEqual({ value: 0, standardError: 0, low: 0, high: 0 });
  expect(both).toEqual(watch);
});
