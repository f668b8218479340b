import { compiled, functionsOn, type Arena } from '../math/arena.ts';
import { fillBytes, I32, i32, routine } from '../math/assembler.ts';
import { GRID_OF, ROUNDERS } from '../math/exact-sum.ts';
import { addAt, addYears, combine, countAt, fillAt, countCostless, findExcess } from './cell-routines.ts';
import { addTailParts, countLosses, findTailRows, listTail, takePositive } from './count-routines.ts';
import { fillScenario } from './scenario-routines.ts';
import { addDifferences, addReturns, addSums, addYear, discount } from './sum-routines.ts';

/**
 * What is added up over the columns of a block of trials. Parameters ending in `At` are addresses of arrays in the arena; `cell` says for each
 * row where it belongs, and a list holds places of cells. What goes into exact sums, which stand one after the other from `binsAt` on, is first
 * summed in plain doubles: over each `unit` trials, or over all.
 */
export interface YearColumns {
  /** Sets bytes to 0. */
  clear(bytes: number, at: number): void;
  /** into[cell[row]] += values[row] */
  addAt(count: number, cellAt: number, valuesAt: number, intoAt: number): void;
  /** The same of words that bytes are added to. */
  countAt(count: number, cellAt: number, bytesAt: number, intoAt: number): void;
  /**
   * Adds up a scenario's rows for each of its variants: fills its columns anew from the rows, its losses from those where there are several, and
   * adds losses and their squares by trial to exact sums.
   *
   * @param columns    of a variant: its forms of loss, or else its losses
   * @param wordsAt    VARIANT_WORDS for each variant: the address of a list that has for each column the addresses of its rows and of itself; the
   *                   address of a list of the columns; the addresses of its losses, and of its sums
   * @param ofTrialsAt room for what the years of a trial lose
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
    ofTrialsAt: number,
  ): void;
  /** How many rows happen and cost nothing; of whole cents. */
  countCostless(count: number, happensAt: number, centsAt: number): number;
  /**
   * into = the sum of columns, less the sum of others; tells whether any is beyond MOST_EXACT_CENTS.
   *
   * @param cells  a multiple of CELLS_AT_ONCE
   * @param listAt addresses of the columns to add, then of those to take away
   */
  combine(cells: number, plus: number, minus: number, listAt: number, intoAt: number): number;
  /** into[trial] = the sum of its years */
  addYears(trials: number, years: number, valuesAt: number, intoAt: number): void;
  /** into[trial] = what its years have above a value */
  findExcess(trials: number, years: number, valuesAt: number, above: number, intoAt: number): void;
  /** To two exact sums: values by trial, and their squares. */
  addSums(trials: number, unit: number, valuesAt: number, binsAt: number): void;
  /** To two exact sums: (one - less) - (other - otherLess) by trial, and its square. */
  addDifferences(
    trials: number,
    oneAt: number,
    lessAt: number,
    otherAt: number,
    otherLessAt: number,
    binsAt: number,
  ): void;
  /** To three exact sums: benefit times cost, what is spent upfront, and 1 where the benefit is the greater. */
  addReturns(trials: number, benefitAt: number, costAt: number, upfrontAt: number, binsAt: number): void;
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
   * Adds one year's savings and spending of today to a benefit and a cost by trial, and to two exact sums.
   *
   * @param years from one trial's cents of the year to the next one's
   */
  addYear(
    trials: number,
    years: number,
    beforeAt: number,
    afterAt: number,
    factorsAt: number,
    annualUsdAt: number,
    benefitAt: number,
    costAt: number,
    binsAt: number,
  ): void;
  /** Copies the values above 0, one after the other; returns how many there are. There is room for one more. */
  takePositive(count: number, valuesAt: number, intoAt: number): number;
  /**
   * Counts losses in their buckets as `countLoss` does with one rank, from the place `from` on.
   *
   * @param octavesAt addresses of the octaves, 0 for one that is not open
   * @returns the first place whose octave is not open, else how many there are
   */
  countLosses(from: number, count: number, lossesAt: number, octavesAt: number): number;
  /** Lists the cells whose value is at least `least`; returns how many there are. The list has room for one more. */
  listTail(cells: number, valuesAt: number, least: number, listAt: number): number;
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

type NeedGrids = 'fillScenario' | 'addSums' | 'addDifferences' | 'addReturns' | 'addYear';
/** Those that add to exact sums are told as well where the grids are. */
type Functions = Omit<YearColumns, NeedGrids> & {
  readonly [name in NeedGrids]: (...its: [...Parameters<YearColumns[name]>, gridsAt: number]) => void;
};

const ROUTINES = [
  clear,
  addAt,
  countAt,
  fillAt,
  countCostless,
  combine,
  addYears,
  findExcess,
  addSums,
  addDifferences,
  addReturns,
  discount,
  addYear,
  takePositive,
  listTail,
  countLosses,
  findTailRows,
  addTailParts,
];

const MODULE = compiled([...ROUTINES, fillScenario((its) => ROUTINES.indexOf(its))]);

export function yearColumns(arena: Arena): YearColumns {
  const functions = functionsOn<Functions>(MODULE, arena);
  const grids = arena.bytes(ROUNDERS.byteLength + GRID_OF.length);
  grids.set(new Uint8Array(ROUNDERS.buffer));
  grids.set(GRID_OF, ROUNDERS.byteLength);
  const gridsAt = grids.byteOffset;
  return {
    ...functions,
    fillScenario: (...its) => functions.fillScenario(...its, gridsAt),
    addSums: (trials, unit, valuesAt, binsAt) => functions.addSums(trials, unit, valuesAt, binsAt, gridsAt),
    addDifferences: (trials, oneAt, lessAt, otherAt, otherLessAt, binsAt) =>
      functions.addDifferences(trials, oneAt, lessAt, otherAt, otherLessAt, binsAt, gridsAt),
    addReturns: (trials, benefitAt, costAt, upfrontAt, binsAt) =>
      functions.addReturns(trials, benefitAt, costAt, upfrontAt, binsAt, gridsAt),
    addYear: (trials, years, beforeAt, afterAt, factorsAt, annualUsdAt, benefitAt, costAt, binsAt) =>
      functions.addYear(
        trials,
        years,
        beforeAt,
        afterAt,
        factorsAt,
        annualUsdAt,
        benefitAt,
        costAt,
        binsAt,
        gridsAt,
      ),
  };
}
