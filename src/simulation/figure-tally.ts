import { HOURS_GRID, placeOnGrid, RECORDS_GRID } from './grids.ts';
import type { PortfolioYears } from './portfolio-years.ts';
import type { BlockYears } from './tail-make-up.ts';
import { sortDescending, SUM, type OpenTally } from './tally.ts';

/** Counts the records that a block of trials loses, by rank on their grid, and sums them. */
export function tallyRecords(tally: OpenTally, { records }: PortfolioYears, block: BlockYears): void {
  countRanked(tally, block, records, tally.records, RECORDS_GRID, SUM.records);
}

/** The same of hours of outage. */
export function tallyHours(tally: OpenTally, { outageHours }: PortfolioYears, block: BlockYears): void {
  countRanked(tally, block, outageHours, tally.hours, HOURS_GRID, SUM.hours);
}

function countRanked(
  { sums }: OpenTally,
  { trials, years, unit }: BlockYears,
  figures: Float64Array,
  into: Float64Array,
  grid: Float64Array,
  place: number,
): void {
  const width = grid.length + 1;
  if (figures.length === 0) {
    for (let rank = 0; rank < years; rank++) into[rank * width] += trials;
    return;
  }
  const sorted = new Float64Array(years);
  for (let trial = 0, cell = 0; trial < trials;) {
    const end = Math.min(trial + unit, trials);
    let sum = 0;
    let squares = 0;
    let without = 0;
    for (; trial < end; trial++) {
      let total = 0;
      for (let year = 0; year < years; year++, cell++) total += sorted[year] = figures[cell];
      if (total === 0) {
        without++;
        continue;
      }
      sum += total;
      squares += total * total;
      if (years > 1) sortDescending(sorted);
      for (let rank = 0; rank < years; rank++) into[rank * width + placeOnGrid(grid, sorted[rank])]++;
    }
    for (let rank = 0; rank < years; rank++) into[rank * width] += without;
    sums.add(place, sum);
    sums.add(place + 1, squares);
  }
}
