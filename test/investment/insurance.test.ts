import { expect, test } from 'vitest';
import { insurancePayments } from '../../src/investment/insurance.ts';
import { EventLog } from '../../src/simulation/event-log.ts';

function logOf(events: readonly { year: number; day: number; usd: number }[]): EventLog {
  const log = new EventLog();
  for (const { year, day, usd } of events) {
    log.reserve();
    log.year[log.count] = year;
    log.day[log.count] = day;
    log.lossCents[log.count] = usd * 100;
    log.count++;
  }
  return log;
}

/** What is left to bear each year, in US dollars. */
function retained(
  policy: Parameters<typeof insurancePayments>[0],
  events: { year: number; day: number; usd: number }[],
) {
  const log = logOf(events);
  const cents = new Float64Array(2);
  events.forEach(({ year, usd }) => (cents[year] += usd * 100));
  insurancePayments(policy, 2)(log, [...events.keys()], cents);
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
});

test('a payment is rounded to a cent, half up', () => {
  expect(retained({ premium: 0, retention: 0, coinsurance: 0.5 }, [{ year: 0, day: 1, usd: 0.01 }])).toEqual([
    0, 0,
  ]);
});
