import { compiled, functionsOn, type Arena } from '../math/arena.ts';
import { copyBytes, fillBytes, I32, i32, routine } from '../math/assembler.ts';
import { GRID_OF, ROUNDERS } from '../math/exact-sum.ts';
import { recorder, replayOf, type Recorder, type Replay } from '../math/recorded-calls.ts';
import {
  addAt,
  addYears,
  combine,
  countAt,
  countAtLeast,
  countCostless,
  fillAt,
  findAny,
  findExcess,
  moveBorne,
} from './cell-routines.ts';
import {
  addTailParts,
  countFigures,
  countLosses,
  countRanked,
  countYears,
  countYearsOfWords,
  findTailRows,
  listTail,
  packOctave,
  takePositive,
  takeRanked,
} from './count-routines.ts';
import { blockRoutines } from './block-routines.ts';
import { addDifferences, addReturns, addSums, addYear, discount, findCosts } from './sum-routines.ts';

/**
 * What is added up over the columns of a block of trials. Parameters ending in `At` are addresses of arrays in the arena; `cell` says for each
 * row where it belongs, and a list holds places of cells. What goes into exact sums, which stand one after the other from `binsAt` on, is first
 * summed in plain doubles: over each `unit` trials, or over all.
 */
export interface YearColumns extends YearFunctions {
  /** The grids of exact sums, of which those are told that add to such. */
  readonly gridsAt: number;
  /** Of what is done to each block alike. */
  readonly calls: Recorder<RecordedFunctions>;
}

export interface YearFunctions {
  /** Sets bytes to 0. */
  clear(bytes: number, at: number): void;
  /** Copies bytes. */
  copy(bytes: number, fromAt: number, intoAt: number): void;
  /** into[cell[row]] += values[row] */
  addAt(count: number, cellAt: number, valuesAt: number, intoAt: number): void;
  /** The same of words that bytes are added to. */
  countAt(count: number, cellAt: number, bytesAt: number, intoAt: number): void;
  /** into[cell[row]] += by, of words, where values[row] is `least` or more. */
  countAtLeast(
    count: number,
    cellAt: number,
    valuesAt: number,
    least: number,
    by: number,
    intoAt: number,
  ): void;
  /**
   * Adds what assets bear in each row to their columns, `sign` times: an asset's column stands at columns[asset], unless that is 0. From the struck
   * asset's column, if there is one, it is taken.
   */
  moveBorne(
    count: number,
    cellAt: number,
    assetAt: number,
    centsAt: number,
    columnsAt: number,
    struckAt: number,
    sign: number,
  ): void;
  /** into[trial] = 1 where the sum of its years' words is above 0, else 0 */
  findAny(trials: number, years: number, wordsAt: number, intoAt: number): void;
  /**
   * Adds up a scenario's rows for each of its variants: fills its columns anew from the rows, its losses from those where there are several, and
   * adds losses and their squares by trial to exact sums.
   *
   * @param columns    of a variant: its forms of loss, or else its losses
   * @param wordsAt    VARIANT_WORDS for each variant: the address of a list that has for each column the addresses of its rows and of itself; the
   *                   address of a list of the columns; the addresses of its losses, and of its sums
   * @param roomAt     for what is found on the way: twice as much as a column
   */
  fillScenario(
    count: number,
    cellAt: number,
    cells: number,
    columns: number,
    variants: number,
    wordsAt: number,
    trials: number,
    years: number,
    unit: number,
    roomAt: number,
    gridsAt: number,
  ): void;
  /** How many rows happen and cost nothing; of whole cents. */
  countCostless(count: number, happensAt: number, centsAt: number): number;
  /**
   * Columns that are each the sum of some columns, less others; tells whether any of theirs is beyond MOST_EXACT_CENTS.
   *
   * @param cells   a multiple of CELLS_AT_ONCE
   * @param columns found one after the other
   * @param wordsAt COMBINED_WORDS for each; a list has the addresses of the columns to add, then of those to take away
   */
  combineAll(cells: number, columns: number, wordsAt: number): number;
  /** into[trial] = what its years have above a value */
  findExcess(trials: number, years: number, valuesAt: number, above: number, intoAt: number): void;
  /** To two exact sums: values by trial, and their squares. */
  addSums(trials: number, unit: number, valuesAt: number, binsAt: number, gridsAt: number): void;
  /**
   * Reads what a portfolio loses in a block, unless its words say otherwise:
   * - what each trial has above a value, which is added to two exact sums with its square;
   * - with one year the losses above 0, one after the other behind those of blocks before; with several those of each trial that has any, the
   *   largest year first, and what they come to;
   * - the cells of the tail, and what parts of the loss are in them, if all have rows (see `findTailRows` and `addTailParts`);
   * - columns of cells by trial and their squares, which are added to exact sums;
   * - what the losses are worth today (see `discount`).
   *
   * @param wordsAt PORTFOLIO_WORDS; the room for losses and for cells of the tail has place for one more than there can be
   */
  addPortfolio(
    trials: number,
    years: number,
    unit: number,
    factorsAYear: number,
    wordsAt: number,
    gridsAt: number,
  ): void;
  /**
   * Adds a block to an option's sums: what it saves and costs, by year and by trial; what comes of both; and differences between columns by
   * trial, one - less - (other - otherLess), with their squares.
   *
   * @param wordsAt OPTION_WORDS addresses
   * @param listAt  DIFFERENCE_WORDS for each difference: the addresses of its four columns and of its two sums
   */
  addOption(
    trials: number,
    years: number,
    factorsAYear: number,
    wordsAt: number,
    differences: number,
    listAt: number,
    gridsAt: number,
  ): void;
  /**
   * What an option costs at once and each year, by trial, as `costUsd` does.
   *
   * @param listAt the addresses of as many columns as each of three numbers says: what is paid at once, each year, and saved each year
   */
  findCosts(
    trials: number,
    listAt: number,
    upfronts: number,
    annuals: number,
    saveds: number,
    staffFte: number,
    perFteAt: number,
    premium: number,
    upfrontAt: number,
    annualAt: number,
  ): void;
  /**
   * into[trial] = what its years' cents are worth in US dollars of today.
   *
   * @param factorsAt [year * factorsAYear + trial]
   */
  discount(
    trials: number,
    years: number,
    valuesAt: number,
    factorsAt: number,
    factorsAYear: number,
    intoAt: number,
  ): void;
  /**
   * Counts losses in their buckets as `countLoss` does with one rank, from the place `from` on.
   *
   * @param octavesAt addresses of the octaves, 0 for one that is not open
   * @returns the first place whose octave is not open, else how many there are
   */
  countLosses(from: number, count: number, lossesAt: number, octavesAt: number): number;
  /** The same of losses of which `ranks` after each other are of one trial, the largest first; 0 is no loss. The first is of rank `rank`. */
  countRanked(
    from: number,
    rank: number,
    count: number,
    lossesAt: number,
    octavesAt: number,
    ranks: number,
  ): number;
  /**
   * Writes the buckets in use of an octave, which begins at a bucket, as rows of `PackedLossCounts`, if they are at most `most`, with room for one
   * more; returns how many there are.
   */
  packOctave(numbersAt: number, ranks: number, firstBucket: number, most: number, intoAt: number): number;
  /**
   * Counts figures of the years of trials by their rank in the trial and their place on a grid of `points`, [rank * (points + 1) + place], and adds
   * what trials come to, and the squares, to two exact sums.
   *
   * @param roomAt for the figures of a trial
   */
  countFigures(
    trials: number,
    years: number,
    unit: number,
    valuesAt: number,
    roomAt: number,
    intoAt: number,
    points: number,
    gridAt: number,
    binsAt: number,
    gridsAt: number,
  ): void;
  /**
   * Counts in which trials and years something is above 0, in doubles: by year, KINDS doubles apart, and trials in all; unless 0, `inYearsAt` has
   * two, the sum over trials of the years in which it is, and of their squares.
   */
  countYears(
    trials: number,
    years: number,
    valuesAt: number,
    byYearAt: number,
    someAt: number,
    inYearsAt: number,
  ): void;
  /** The same of words. */
  countYearsOfWords(
    trials: number,
    years: number,
    wordsAt: number,
    byYearAt: number,
    someAt: number,
    inYearsAt: number,
  ): void;
  /** Writes the address of the row of each listed cell, from the place `from` on; returns as `countLosses` does. */
  findTailRows(
    from: number,
    listed: number,
    listAt: number,
    valuesAt: number,
    bucketsAt: number,
    rowsAt: number,
  ): number;
  /**
   * Adds what parts of the loss are in the listed cells to their rows, as `addCarried` does.
   *
   * @param pairsAt for each part the address of its column, and its place in the rows
   */
  addTailParts(listed: number, listAt: number, rowsAt: number, parts: number, pairsAt: number): void;
}

const clear = routine('clear', [I32, I32], undefined, ([bytes, at]) => fillBytes(at, i32.const(0), bytes));

const copy = routine('copy', [I32, I32, I32], undefined, ([bytes, from, into]) =>
  copyBytes(into, from, bytes),
);

/** Those that records call. */
const RECORDED = [clear, copy, addAt, countAt, countAtLeast, moveBorne, countYearsOfWords, countFigures];
type RecordedName =
  | 'clear'
  | 'copy'
  | 'addAt'
  | 'countAt'
  | 'countAtLeast'
  | 'moveBorne'
  | 'countYearsOfWords'
  | 'countFigures';
export type RecordedFunctions = Pick<YearFunctions, RecordedName>;

const COLUMN_ROUTINES = [
  ...RECORDED,
  fillAt,
  findAny,
  countCostless,
  combine,
  addYears,
  findExcess,
  addSums,
  addDifferences,
  addReturns,
  discount,
  addYear,
  findCosts,
  takePositive,
  takeRanked,
  listTail,
  countLosses,
  countRanked,
  packOctave,
  countYears,
  findTailRows,
  addTailParts,
];

const MODULE = compiled([
  ...COLUMN_ROUTINES,
  ...blockRoutines((its) => COLUMN_ROUTINES.indexOf(its)),
  replayOf(RECORDED),
]);

export function yearColumns(arena: Arena): YearColumns {
  const grids = arena.bytes(ROUNDERS.byteLength + GRID_OF.length);
  grids.set(new Uint8Array(ROUNDERS.buffer));
  grids.set(GRID_OF, ROUNDERS.byteLength);
  const functions = functionsOn<YearFunctions & Replay>(MODULE, arena);
  return { ...functions, gridsAt: grids.byteOffset, calls: recorder(arena, RECORDED, functions) };
}
