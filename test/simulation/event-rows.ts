import type { EventTable } from '../../src/simulation/event-table.ts';

/** Adds a row of which no variant has let an event come yet. */
export function openRow(table: EventTable, trial: number, cell: number, day: number): number {
  const { shape } = table;
  const row = table.count++;
  table.mayBeCostless = true; // what it costs is not known yet
  table.reserve(row + 1);
  table.trial[row] = trial;
  table.cell[row] = cell;
  table.day[row] = day;
  for (const columns of table.variants) {
    columns.happens[row] = 0;
    columns.lossCents[row] = 0;
    for (const cents of columns.formCents) cents[row] = 0;
    if (shape.hasRecords) columns.records[row] = 0;
    if (shape.hasHours) columns.outageHours[row] = 0;
    if (shape.isBorne) columns.bornFrom[row + 1] = columns.bornFrom[row];
  }
  return row;
}
