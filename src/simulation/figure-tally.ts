import type { Arena } from '../math/arena.ts';
import { wordOf, type Recording } from '../math/recorded-calls.ts';
import { HOURS_GRID, RECORDS_GRID } from './grids.ts';
import type { PortfolioYears } from './portfolio-years.ts';
import type { BlockYears } from './tail-make-up.ts';
import { SUM, sumAt, type OpenTally } from './tally.ts';
import type { YearColumns, RecordedFunctions } from './year-columns.ts';

/** The grids in the arena, and room there for the figures of a trial. */
export interface FigureRoom {
  readonly records: Float64Array;
  readonly hours: Float64Array;
  readonly ranked: Float64Array;
}

export function figureRoom(years: number, { doubles }: Arena): FigureRoom {
  const room = {
    records: doubles(RECORDS_GRID.length),
    hours: doubles(HOURS_GRID.length),
    ranked: doubles(years),
  };
  room.records.set(RECORDS_GRID);
  room.hours.set(HOURS_GRID);
  return room;
}

/** Records that the records which a block of trials loses are counted, by rank on their grid, and summed. */
export function tallyRecords(
  calls: Recording<RecordedFunctions>,
  tally: OpenTally,
  portfolio: PortfolioYears,
  block: BlockYears,
  room: FigureRoom,
): void {
  const { adding, records } = portfolio;
  countRanked(calls, tally, adding, block, records, tally.records, room.records, SUM.records, room);
}

/** The same of hours of outage. */
export function tallyHours(
  calls: Recording<RecordedFunctions>,
  tally: OpenTally,
  portfolio: PortfolioYears,
  block: BlockYears,
  room: FigureRoom,
): void {
  const { adding, outageHours } = portfolio;
  countRanked(calls, tally, adding, block, outageHours, tally.hours, room.hours, SUM.hours, room);
}

function countRanked(
  calls: Recording<RecordedFunctions>,
  { sums }: OpenTally,
  { gridsAt }: YearColumns,
  { trials, years, unit }: BlockYears,
  figures: Float64Array,
  into: Float64Array,
  grid: Float64Array,
  place: number,
  { ranked }: FigureRoom,
): void {
  if (figures.length > 0)
    calls.add('countFigures', [
      wordOf(trials, 0),
      years,
      unit,
      figures.byteOffset,
      ranked.byteOffset,
      into.byteOffset,
      grid.length,
      grid.byteOffset,
      sumAt(sums, place),
      gridsAt,
    ]);
  else
    calls.outside(() => {
      const width = grid.length + 1;
      for (let rank = 0; rank < years; rank++) into[rank * width] += trials[0];
    });
}
