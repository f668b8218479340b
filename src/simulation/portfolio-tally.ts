import type { Arena } from '../math/arena.ts';
import { STRIDE } from './block.ts';
import { PORTFOLIO_COUNT, PORTFOLIO_WORD, PORTFOLIO_WORDS } from './block-routines.ts';
import { tallyHours, tallyRecords, type FigureRoom } from './figure-tally.ts';
import type { OwnParts } from './own-parts.ts';
import type { PortfolioYears } from './portfolio-years.ts';
import { findTailRows, type BlockYears, type TailRoom } from './tail-make-up.ts';
import {
  countBreached,
  countLossEvents,
  countTaken,
  isFull,
  SUM,
  sumAt,
  type OpenTally,
  type PilotTail,
} from './tally.ts';

/** Room in the arena for what is found on the way of a block, of one portfolio after the other. */
export interface TallyRoom {
  /** Cents by trial. */
  readonly ofTrials: Float64Array;
  readonly tail: TailRoom;
  readonly figures: FigureRoom;
}

/** Where what is found of a portfolio stands until others have read it; all in the arena. */
export interface PortfolioFound {
  /** By trial, what its years lose above the pilot's 95th percentile. */
  readonly excessCents: Float64Array;
  /** [year * STRIDE + trial] */
  readonly factors: Float64Array;
  /** By trial, what its losses are worth today, in US dollars; absent where nobody asks. */
  readonly presentUsd?: Float64Array;
}

/** Adds blocks of trials to the tally of a portfolio, one after the other; a pilot tells where its tail begins. */
export interface PortfolioTally {
  begin(pilot: PilotTail): void;
  add(): void;
}

export function portfolioTally(
  tally: OpenTally,
  portfolio: PortfolioYears,
  { columns, tail, hasRecords, hasHours }: OwnParts,
  { excessCents, factors, presentUsd }: PortfolioFound,
  block: BlockYears,
  room: TallyRoom,
  arena: Arena,
): PortfolioTally {
  const { lossCents, adding } = portfolio;
  const { read } = tally;
  const limits = arena.doubles(2);
  const words = arena.words(PORTFOLIO_WORDS);
  words[PORTFOLIO_WORD.losses] = lossCents.byteOffset;
  words[PORTFOLIO_WORD.excess] = excessCents.byteOffset;
  words[PORTFOLIO_WORD.sumsOfExcess] = sumAt(tally.sums, SUM.excess);
  words[PORTFOLIO_WORD.limits] = limits.byteOffset;
  words[PORTFOLIO_WORD.uncounted] = tally.uncounted.losses.byteOffset;
  words[PORTFOLIO_WORD.totals] = tally.uncountedTotals.losses.byteOffset;
  words[PORTFOLIO_WORD.counts] = read.byteOffset;
  words[PORTFOLIO_WORD.tailCells] = room.tail.cells.byteOffset;
  words[PORTFOLIO_WORD.tailRows] = room.tail.rowsAt.byteOffset;
  words[PORTFOLIO_WORD.tailRowOfBucket] = tally.openTail.rowsAt.byteOffset;
  words[PORTFOLIO_WORD.tailParts] = tail.length / 2;
  words[PORTFOLIO_WORD.tailPairs] = tail.byteOffset;
  words[PORTFOLIO_WORD.columns] = columns.length / 2;
  words[PORTFOLIO_WORD.columnPairs] = columns.byteOffset;
  words[PORTFOLIO_WORD.ofTrials] = room.ofTrials.byteOffset;
  words[PORTFOLIO_WORD.factors] = factors.byteOffset;
  words[PORTFOLIO_WORD.present] = presentUsd ? presentUsd.byteOffset : 0;
  const wordsAt = words.byteOffset;
  const counting = adding.calls.record((calls) => {
    countBreached(calls, tally, portfolio, block);
    if (hasRecords) tallyRecords(calls, tally, portfolio, block, room.figures);
    if (hasHours) tallyHours(calls, tally, portfolio, block, room.figures);
  });

  /** Opens rows of the tail that are not there yet, and adds what was left then. */
  function addTail(): void {
    const listed = read[PORTFOLIO_COUNT.listed];
    const { cells, rowsAt } = room.tail;
    findTailRows(tally.openTail, portfolio, listed, room.tail, arena);
    adding.addTailParts(listed, cells.byteOffset, rowsAt.byteOffset, tail.length / 2, tail.byteOffset);
  }

  return {
    begin(pilot) {
      limits[0] = pilot.lossCents;
      limits[1] = Math.max(1, pilot.tailFromCents); // a year without a loss is made of nothing
    },
    add() {
      const { trials, years, unit } = block;
      adding.addPortfolio(trials[0], years, unit, STRIDE, wordsAt, adding.gridsAt);
      adding.calls.run(counting);
      if (read[PORTFOLIO_COUNT.inRows] < read[PORTFOLIO_COUNT.listed]) addTail();
      if (isFull(tally)) countTaken(tally, adding);
      countLossEvents(tally, portfolio, block, read[PORTFOLIO_COUNT.losing]);
    },
  };
}
