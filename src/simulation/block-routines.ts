import {
  call,
  copyBytes,
  doubleAt,
  dropped,
  F64,
  f64,
  fillBytes,
  I32,
  i32,
  routine,
  set,
  times,
  when,
  type Code,
  type Local,
  type Routine,
} from '../math/assembler.ts';
import { SUM_BINS } from '../math/exact-sum.ts';
import { addYears, combine, DOUBLE_BYTES, fillAt, findExcess } from './cell-routines.ts';
import { addTailParts, findTailRows, listTail, takePositive, takeRanked } from './count-routines.ts';
import { addDifferences, addReturns, addSums, addYear, discount } from './sum-routines.ts';

// All that is done to a block in one go: to go over into a module takes as long as to add up a hundred trials.

const WORD_BYTES = 4;
const wordOf = (words: Local) => (place: number) => i32.load(words, place * WORD_BYTES);
const increased = (by: Local, step: number): Code => set(by, i32.add(by, i32.const(step)));

/** Words that tell of a variant where its parts are: what `fillAt` and `combine` are told, then its losses, and its sums. */
export const VARIANT_WORDS = 4;

/** What is told of each column that is combined of others: how many it adds and takes away, their list, and itself. */
export const COMBINED_WORDS = 4;

/** Places in the words that tell of a portfolio: addresses, unless said otherwise. */
export const PORTFOLIO_WORD = {
  /** Cents by trial and year. */
  losses: 0,
  /** Is filled: what each trial has above a value. */
  excess: 1,
  /** Two exact sums of it. */
  sumsOfExcess: 2,
  /** Two doubles: that value, and from where on losses are the tail's. */
  limits: 3,
  /** Losses that are to be counted. */
  uncounted: 4,
  /** PORTFOLIO_COUNT words, which it fills. */
  counts: 5,
  /** Cells of the tail, the rows they belong to, and the rows by tail bucket; see `findTailRows`. */
  tailCells: 6,
  tailRows: 7,
  tailRowOfBucket: 8,
  /** How many parts of the tail have a column, and those; see `addTailParts`. */
  tailParts: 9,
  tailPairs: 10,
  /** How many columns are summed, and for each the addresses of its values and of its two sums. */
  columns: 11,
  columnPairs: 12,
  /** Room for what the years of a trial come to. */
  ofTrials: 13,
  /** Discount factors by year and trial, and what the losses are worth today, by trial; the latter is 0 where nobody asks for it. */
  factors: 14,
  present: 15,
  /** With several years: what those trials come to whose losses are to be counted. */
  totals: 16,
} as const;
export const PORTFOLIO_WORDS = 17;
/** Places of what is counted of a portfolio's losses. */
export const PORTFOLIO_COUNT = {
  /** Trials whose losses are still to be counted, of this block and of those before it. */
  uncounted: 0,
  /** Trials with a loss. */
  losing: 1,
  /** Cells of the tail. */
  listed: 2,
  /** Of those, the ones before the first that has no row yet; where some are left, nothing was added to any. */
  inRows: 3,
} as const;
export const PORTFOLIO_COUNTS = 4;

/** Places of addresses in the words that tell of an option. */
export const OPTION_WORD = {
  /** Cents by trial and year. */
  retainedBefore: 0,
  retainedAfter: 1,
  /** By year and trial. */
  factors: 2,
  /** US dollars by trial. */
  upfront: 3,
  annual: 4,
  /** Room, by trial. */
  benefit: 5,
  cost: 6,
  /** Sums: two for each year, and what `addReturns` adds to. */
  sumsOfYears: 7,
  sumsOfReturns: 8,
} as const;
export const OPTION_WORDS = 9;
/** What `addDifferences` is told of each. */
export const DIFFERENCE_WORDS = 5;

/** @param placeOf where in its module a routine is */
export function blockRoutines(placeOf: (routine: Routine) => number): Routine[] {
  const calling = (of: Routine, ...values: readonly Code[]) => call(placeOf(of), ...values);

  const fillScenario = routine(
    'fillScenario',
    [I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32],
    undefined,
    ([count, cell, cells, columns, variants, words, trials, years, unit, room, grids], local) => {
      const [variant, losses, totals] = [local(I32), local(I32), local(I32)];
      const word = wordOf(words);
      return times(variant, variants, [
        set(losses, word(2)),
        set(totals, losses),
        calling(fillAt, count, cell, cells, columns, word(0), losses, room),
        // the sum of two is found with them
        when(
          i32.greater(columns, i32.const(2)),
          dropped(calling(combine, cells, columns, i32.const(0), word(1), losses)),
        ),
        when(i32.greater(years, i32.const(1)), [
          calling(addYears, trials, years, losses, room),
          set(totals, room),
        ]),
        calling(addSums, trials, unit, totals, word(3), grids),
        increased(words, VARIANT_WORDS * WORD_BYTES),
      ]);
    },
  );

  const combineAll = routine('combineAll', [I32, I32, I32], I32, ([cells, columns, words], local) => {
    const [column, beyond] = [local(I32), local(I32)];
    const word = wordOf(words);
    return [
      times(column, columns, [
        set(beyond, i32.or(beyond, calling(combine, cells, word(0), word(1), word(2), word(3)))),
        increased(words, COMBINED_WORDS * WORD_BYTES),
      ]),
      beyond,
    ];
  });

  const addPortfolio = routine(
    'addPortfolio',
    [I32, I32, I32, I32, I32, I32],
    undefined,
    ([trials, years, unit, factorsAYear, words, grids], local) => {
      const [column, totals, pairs] = [local(I32), local(I32), local(I32)];
      const [counts, losing, listed, least] = [local(I32), local(I32), local(I32), local(F64)];
      const uncounted = local(I32);
      const word = (place: keyof typeof PORTFOLIO_WORD) => wordOf(words)(PORTFOLIO_WORD[place]);
      const count = (place: keyof typeof PORTFOLIO_COUNT) =>
        i32.load(counts, PORTFOLIO_COUNT[place] * WORD_BYTES);
      const setCount = (place: keyof typeof PORTFOLIO_COUNT, value: Code) =>
        i32.store(counts, value, PORTFOLIO_COUNT[place] * WORD_BYTES);
      const pair = wordOf(pairs);
      const readLosses: Code = [
        set(counts, word('counts')),
        calling(findExcess, trials, years, word('losses'), f64.load(word('limits')), word('excess')),
        calling(addSums, trials, unit, word('excess'), word('sumsOfExcess'), grids),
        set(uncounted, doubleAt(word('uncounted'), i32.mul(count('uncounted'), years))),
        when(
          i32.equal(years, i32.const(1)),
          set(losing, calling(takePositive, trials, word('losses'), uncounted)),
          set(
            losing,
            calling(
              takeRanked,
              trials,
              years,
              word('losses'),
              uncounted,
              doubleAt(word('totals'), count('uncounted')),
            ),
          ),
        ),
        setCount('uncounted', i32.add(count('uncounted'), losing)),
        setCount('losing', losing),
      ];
      const readTail: Code = [
        set(least, f64.load(word('limits'), DOUBLE_BYTES)),
        when(
          f64.less(least, f64.const(Infinity)),
          set(listed, calling(listTail, i32.mul(trials, years), word('losses'), least, word('tailCells'))),
        ),
        setCount('listed', listed),
        setCount(
          'inRows',
          calling(
            findTailRows,
            i32.const(0),
            listed,
            word('tailCells'),
            word('losses'),
            word('tailRowOfBucket'),
            word('tailRows'),
          ),
        ),
        when(
          i32.equal(count('inRows'), listed),
          calling(
            addTailParts,
            listed,
            word('tailCells'),
            word('tailRows'),
            word('tailParts'),
            word('tailPairs'),
          ),
        ),
      ];
      const addColumns: Code = [
        set(pairs, word('columnPairs')),
        times(column, word('columns'), [
          set(totals, pair(0)),
          when(i32.greater(years, i32.const(1)), [
            calling(addYears, trials, years, totals, word('ofTrials')),
            set(totals, word('ofTrials')),
          ]),
          calling(addSums, trials, unit, totals, pair(1), grids),
          increased(pairs, 2 * WORD_BYTES),
        ]),
      ];
      return [
        readLosses,
        readTail,
        addColumns,
        when(
          word('present'),
          calling(discount, trials, years, word('losses'), word('factors'), factorsAYear, word('present')),
        ),
      ];
    },
  );

  const addOption = routine(
    'addOption',
    [I32, I32, I32, I32, I32, I32, I32],
    undefined,
    ([trials, years, factorsAYear, words, differences, list, grids], local) => {
      const [year, offset, factors, bins, difference] = Array.from({ length: 5 }, () => local(I32));
      const [benefit, cost, bytes] = [local(I32), local(I32), local(I32)];
      const word = (place: keyof typeof OPTION_WORD) => wordOf(words)(OPTION_WORD[place]);
      const item = wordOf(list);
      return [
        set(benefit, word('benefit')),
        set(cost, word('cost')),
        set(factors, word('factors')),
        set(bins, word('sumsOfYears')),
        set(bytes, i32.mul(trials, i32.const(DOUBLE_BYTES))),
        fillBytes(benefit, i32.const(0), bytes),
        copyBytes(cost, word('upfront'), bytes),
        times(year, years, [
          calling(
            addYear,
            trials,
            years,
            i32.add(word('retainedBefore'), offset),
            i32.add(word('retainedAfter'), offset),
            factors,
            word('annual'),
            benefit,
            cost,
            bins,
            grids,
          ),
          increased(offset, DOUBLE_BYTES),
          increased(bins, 2 * SUM_BINS * DOUBLE_BYTES),
          set(factors, i32.add(factors, i32.mul(factorsAYear, i32.const(DOUBLE_BYTES)))),
        ]),
        calling(addReturns, trials, benefit, cost, word('upfront'), word('sumsOfReturns'), grids),
        times(difference, differences, [
          calling(addDifferences, trials, item(0), item(1), item(2), item(3), item(4), grids),
          increased(list, DIFFERENCE_WORDS * WORD_BYTES),
        ]),
      ];
    },
  );

  return [fillScenario, combineAll, addPortfolio, addOption];
}
