import { expect, test } from 'vitest';
import { payInsurance } from '../../src/investment/insurance.ts';
import { EventTable } from '../../src/simulation/event-table.ts';
import type { Insurance } from '../../src/simulation/plan.ts';
import { openRow } from '../simulation/event-rows.ts';

interface Event {
  readonly year: number;
  readonly day: number;
  readonly usd: number;
}

function tableOf(events: readonly Event[]): EventTable {
  const table = new EventTable({ forms: [0], hasRecords: false, hasHours: false, isBorne: false }, 1);
  for (const { year, day, usd } of events) {
    const row = openRow(table, 0, year, day);
    table.variants[0].lossCents[row] = usd * 100;
  }
  return table;
}

/** What is left to bear each year, in US dollars; the events are those of one scenario, or of several. */
function retained(policy: Insurance, ...scenarios: Event[][]) {
  const cents = new Float64Array(2);
  for (const { year, usd } of scenarios.flat()) cents[year] += usd * 100;
  payInsurance(
    policy,
    scenarios.map(tableOf),
    scenarios.map(() => 0),
    (cell, paid) => (cents[cell] -= paid),
  );
  return Array.from(cents, (value) => value / 100);
}

const policy = { premium: 1, retention: 100, coinsurance: 0.8, perEventLimit: 500, annualLimit: 700 };

test('an event pays its share above the retention, up to its limit', () => {
  expect(retained(policy, [{ year: 0, day: 5, usd: 300 }])).toEqual([300 - 160, 0]);
  expect(retained(policy, [{ year: 0, day: 5, usd: 90 }])).toEqual([90, 0]);
  expect(retained(policy, [{ year: 1, day: 400, usd: 2_000 }])).toEqual([0, 1_500]);
});

test('the annual limit is used up in order of time, and each year has its own', () => {
  const events = [
    { year: 0, day: 200, usd: 2_000 }, // second in time: 200 are left of the limit
    { year: 0, day: 10, usd: 2_000 }, // first: 500
    { year: 0, day: 300, usd: 2_000 }, // nothing is left
    { year: 1, day: 370, usd: 2_000 },
  ];
  expect(retained(policy, events)).toEqual([6_000 - 700, 1_500]);
  expect(retained(policy, events.slice(0, 2), events.slice(2))).toEqual([6_000 - 700, 1_500]);
});

test('a payment is rounded to a cent, half up', () => {
  expect(retained({ premium: 0, retention: 0, coinsurance: 0.5 }, [{ year: 0, day: 1, usd: 0.01 }])).toEqual([
    0, 0,
  ]);
});

test.each([
  ['no limit at all', { retention: 100, coinsurance: 1 }, [100, 100]],
  ['a limit of 0 an event', { retention: 0, coinsurance: 1, perEventLimit: 0 }, [700, 400]],
  ['a limit of 0 a year', { retention: 0, coinsurance: 1, annualLimit: 0 }, [700, 400]],
  ['an insurer’s share of 0', { retention: 0, coinsurance: 0 }, [700, 400]],
  ['a retention that is just met', { retention: 400, coinsurance: 1 }, [400, 400]],
  [
    'the share is taken before the limit',
    { retention: 100, coinsurance: 0.5, perEventLimit: 200 },
    [500, 250],
  ],
])('by hand, events of 700 and of 400: %s', (_, terms, left) => {
  const events = [
    { year: 0, day: 20, usd: 700 },
    { year: 1, day: 380, usd: 400 },
  ];
  expect(retained({ premium: 1, ...terms }, events)).toEqual(left);
});

test('a payment is whole cents where the annual limit ends it, too', () => {
  const terms = { premium: 0, retention: 0, coinsurance: 1, annualLimit: 0.29 }; // 0.29 x 100 is 28.999999999999996
  const paid: number[] = [];
  payInsurance(terms, [tableOf([{ year: 0, day: 1, usd: 1 }])], [0], (_, cents) => paid.push(cents));
  expect(paid).toEqual([29]);
});
