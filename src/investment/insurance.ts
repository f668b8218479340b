import type { EventTable } from '../simulation/event-table.ts';
import type { Insurance } from '../simulation/plan.ts';
import type { Variants } from '../simulation/portfolio-years.ts';

interface Claim {
  /** trial * years + year */
  readonly cell: number;
  readonly day: number;
  readonly cents: number;
}

/**
 * What a policy pays in each year of each trial of a block: min(perEventLimit, coinsurance x max(0, loss - retention)) for each event, in
 * order of time within a year until the annual limit. Each payment is rounded to a cent (half up).
 *
 * @param pay told of each payment in whole cents and its place, trial * years + year
 */
export function payInsurance(
  { retention, perEventLimit = Infinity, annualLimit = Infinity, coinsurance }: Insurance,
  tables: readonly EventTable[],
  variants: Variants,
  pay: (cell: number, cents: number) => void,
): void {
  const claims: Claim[] = [];
  tables.forEach(({ count, cell, day, variants: columns }, scenario) => {
    const { lossCents } = columns[variants[scenario]];
    for (let row = 0; row < count; row++) {
      const above = lossCents[row] - retention * 100;
      if (above <= 0) continue;
      const cents = Math.floor(Math.min(perEventLimit * 100, coinsurance * above) + 0.5);
      claims.push({ cell: cell[row], day: day[row], cents });
    }
  });
  if (annualLimit < Infinity) claims.sort((one, other) => one.cell - other.cell || one.day - other.day);
  const annualCents = Math.floor(annualLimit * 100 + 0.5);
  let current = -1;
  let remaining = 0;
  for (const { cell, cents } of claims) {
    if (cell !== current || annualLimit === Infinity) remaining = annualCents;
    current = cell;
    const paid = Math.min(remaining, cents);
    remaining -= paid;
    pay(cell, paid);
  }
}
