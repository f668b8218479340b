import { expect, test } from 'vitest';
import { latestRun, meanOpen, type Runs } from '../../src/controls/episodes.ts';
import { exponential, foundByTests, openEpisode } from '../simulation/plain-state.ts';

const [perYear, D, r, T] = [3, 120, 20, 60];
const always = { fromDay: -Infinity, toDay: 0, perYear, discoveryDays: D, repairDays: r };
const runs = (more: Partial<Runs> = {}): Runs => ({
  phase: 0.3,
  everyDays: T,
  firstRunDay: -Infinity,
  perRun: 0.7,
  reach: 1,
  ...more,
});

test('the documented examples hold', () => {
  const { ageDays } = openEpisode(0.5, 0.5, 90, 10);
  expect(ageDays).toBeCloseTo(10 + 90 * Math.log(1.8), 9);
  expect(ageDays).toBeCloseTo(62.9, 1);
  expect(foundByTests(0.5, -100, 0, 30, -Infinity, 0.3)).toBe(-60);
});

test('open episodes have the age that the renewal law gives: P(age > a) = (D / (D + r)) exp(-(a - r) / D) beyond r', () => {
  for (const u of [0.001, 0.1, 0.5, 0.9, 0.999]) {
    const { ageDays } = openEpisode(u, 0.5, D, r);
    const beyond = ageDays <= r ? 1 - ageDays / (D + r) : (D / (D + r)) * Math.exp(-(ageDays - r) / D);
    expect(1 - beyond).toBeCloseTo(u, 12);
  }
});

test('without tests the mean number open is f (D + r) / 365', () => {
  expect(meanOpen(0, [always], [])).toBeCloseTo((perYear * (D + r)) / 365, 12);
});

test('what is found at once is open while it is repaired, and what no run finds until its routine does', () => {
  const atOnce = { ...always, discoveryDays: 0 };
  for (const programmes of [[], [runs()], [runs(), runs({ phase: 0.9, firstRunDay: -100 })]])
    expect(meanOpen(0, [atOnce], programmes)).toBeCloseTo((perYear * r) / 365, 12);
  expect(meanOpen(0, [{ ...atOnce, repairDays: 0 }], [runs()])).toBe(0);
  for (const discoveryDays of [Number.MIN_VALUE, 1e-9, 1e20])
    for (const programmes of [[runs({ perRun: 0 })], [runs({ perRun: 1, phase: 1 / 3 })]])
      expect(meanOpen(0, [{ ...always, discoveryDays }], programmes)).toBeLessThan(Infinity);
});

test('with one programme it is the closed form of model.md, section 4', () => {
  const q = 0.3;
  const closed = (a: number) =>
    (perYear / 365) *
    (r +
      D * (1 - Math.exp(-a / D)) +
      (D * Math.exp(-a / D) * q * (1 - Math.exp(-T / D))) / (1 - q * Math.exp(-T / D)));
  for (const phase of [0.01, 0.3, 0.5, 0.77, 0.99]) {
    // days from the latest run until what is open now had to be found
    const shift = -r / T - phase;
    const a = (shift - Math.floor(shift)) * T;
    expect(meanOpen(0, [always], [runs({ phase })])).toBeCloseTo(closed(a), 12);
  }
});

test('the piecewise integral of many programmes agrees with the closed form of one, and with direct integration', () => {
  const one = runs({ reach: 0.6 });
  const idle = runs({ perRun: 0, everyDays: 45 });
  expect(meanOpen(0, [always], [one, idle])).toBeCloseTo(meanOpen(0, [always], [one]), 5);

  const hourly = { everyDays: 1 / 24, phase: 0.4 };
  const long = { ...always, discoveryDays: 5_000 };
  for (const perRun of [1e-12, 1e-5, 1e-3, 0.02, 0.5]) {
    const closely = meanOpen(0, [long], [runs({ ...hourly, perRun })]);
    expect(meanOpen(0, [long], [runs({ ...hourly, perRun }), idle]) / closely).toBeCloseTo(1, 4);
  }

  const two = [runs({ firstRunDay: -200 }), runs({ everyDays: 45, phase: 0.8, perRun: 0.4, reach: 0.5 })];
  const step = 0.01;
  let integral = 0;
  for (let age = step / 2; age < 4_000; age += step) {
    let open = age < r ? 1 : Math.exp(-(age - r) / D);
    for (const { phase, everyDays, firstRunDay, perRun, reach } of two) {
      let missed = 1;
      for (let run = Math.floor(-r / everyDays - phase) + phase; run * everyDays > -age; run--)
        if (run * everyDays >= firstRunDay) missed *= 1 - perRun;
      open *= 1 - reach + reach * missed;
    }
    integral += open * step;
  }
  expect(meanOpen(0, [always], two)).toBeCloseTo((perYear / 365) * integral, 3);
});

test('eras add up: what starts before and after a change is open by its own numbers', () => {
  const whole = meanOpen(100, [{ ...always, toDay: 100 }], [runs()]);
  const split = meanOpen(
    100,
    [
      { ...always, toDay: 30 },
      { ...always, fromDay: 30, toDay: 100 },
    ],
    [runs()],
  );
  expect(split).toBeCloseTo(whole, 6);
});

test('a test finds after a geometric number of runs, none of them before the first', () => {
  const n = 20_000;
  const counts = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const found = foundByTests((i + 0.5) / n, 5, 0, 10, 25, 0.4);
    expect(found % 10).toBe(0);
    expect(found).toBeGreaterThanOrEqual(30);
    const run = found / 10 - 3;
    if (run < 3) counts[run]++;
  }
  expect(counts.map((count) => count / n)).toEqual(
    [0.4, 0.24, 0.144].map((share) => expect.closeTo(share, 3)),
  );
});

test('the latest run is the one that an age counts from', () => {
  expect(latestRun(100, 0.5, 30, -Infinity)).toBe(75);
  expect(latestRun(100, 0.5, 30, 80)).toBe(-Infinity);
  expect(exponential(0.5, 10)).toBeCloseTo(6.931, 3);
});
