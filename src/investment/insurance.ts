import type { EventLog } from '../simulation/event-log.ts';
import type { Insurance } from '../simulation/plan.ts';

/**
 * What a policy pays for each event of one trial: min(perEventLimit, coinsurance x max(0, loss - retention)), in order of time within a
 * year until the annual limit. Each payment is rounded to a cent (half up).
 *
 * @returns a function that lowers `retainedCents` (by year) by the payments for the events of a log that are named in `events`
 */
export function insurancePayments(policy: Insurance, years: number) {
  const retention = policy.retention * 100;
  const eventLimit = (policy.perEventLimit ?? Infinity) * 100;
  const annualLimit = (policy.annualLimit ?? Infinity) * 100;
  const remaining = new Float64Array(years);

  return (log: EventLog, events: readonly number[], retainedCents: Float64Array): void => {
    remaining.fill(annualLimit);
    const inTime = events.length > 1 ? [...events].sort((a, b) => log.day[a] - log.day[b]) : events;
    for (const i of inTime) {
      const year = log.year[i];
      const owed = Math.min(eventLimit, policy.coinsurance * Math.max(0, log.lossCents[i] - retention));
      const paid = Math.min(remaining[year], Math.floor(owed + 0.5));
      remaining[year] -= paid;
      retainedCents[year] -= paid;
    }
  };
}
