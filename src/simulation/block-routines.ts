import {
  call,
  copyBytes,
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
import { listTail, takePositive } from './count-routines.ts';
import { addDifferences, addReturns, addSums, addYear } from './sum-routines.ts';

// All that is done to a block in one go: to go over into a module takes as long as to add up a hundred trials.

const WORD_BYTES = 4;
const wordOf = (words: Local) => (place: number) => i32.load(words, place * WORD_BYTES);
const increased = (by: Local, step: number): Code => set(by, i32.add(by, i32.const(step)));

/** Words that tell of a variant where its parts are: what `fillAt` and `combine` are told, then its losses, and its sums. */
export const VARIANT_WORDS = 4;

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
    ([count, cell, cells, columns, variants, words, trials, years, unit, ofTrials, grids], local) => {
      const [variant, losses, totals] = [local(I32), local(I32), local(I32)];
      const word = wordOf(words);
      return times(variant, variants, [
        set(losses, word(2)),
        set(totals, losses),
        calling(fillAt, count, cell, cells, columns, word(0)),
        when(
          i32.greater(columns, i32.const(1)),
          dropped(calling(combine, cells, columns, i32.const(0), word(1), losses)),
        ),
        when(i32.greater(years, i32.const(1)), [
          calling(addYears, trials, years, losses, ofTrials),
          set(totals, ofTrials),
        ]),
        calling(addSums, trials, unit, totals, word(3), grids),
        increased(words, VARIANT_WORDS * WORD_BYTES),
      ]);
    },
  );

  const addColumns = routine(
    'addColumns',
    [I32, I32, I32, I32, I32, I32, I32],
    undefined,
    ([trials, years, unit, count, pairs, ofTrials, grids], local) => {
      const [column, totals] = [local(I32), local(I32)];
      const pair = wordOf(pairs);
      return times(column, count, [
        set(totals, pair(0)),
        when(i32.greater(years, i32.const(1)), [
          calling(addYears, trials, years, totals, ofTrials),
          set(totals, ofTrials),
        ]),
        calling(addSums, trials, unit, totals, pair(1), grids),
        increased(pairs, 2 * WORD_BYTES),
      ]);
    },
  );

  const readLosses = routine(
    'readLosses',
    [I32, I32, I32, I32, F64, I32, I32, I32, F64, I32, I32, I32],
    undefined,
    ([trials, years, unit, losses, above, excess, bins, taken, least, list, counts, grids]) => [
      calling(findExcess, trials, years, losses, above, excess),
      calling(addSums, trials, unit, excess, bins, grids),
      when(i32.equal(years, i32.const(1)), i32.store(counts, calling(takePositive, trials, losses, taken))),
      when(
        f64.less(least, f64.const(Infinity)),
        i32.store(counts, calling(listTail, i32.mul(trials, years), losses, least, list), WORD_BYTES),
      ),
    ],
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

  return [fillScenario, addColumns, readLosses, addOption];
}
