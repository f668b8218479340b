import { call, dropped, I32, i32, routine, set, times, when, type Routine } from '../math/assembler.ts';
import { addYears, combine, fillAt } from './cell-routines.ts';
import { addSums } from './sum-routines.ts';

/** Words that tell of a variant where its parts are: what `fillAt` and `combine` are told, then its losses, and its sums. */
export const VARIANT_WORDS = 4;
const WORD_BYTES = 4;

/** @param placeOf where in its module a routine is */
export const fillScenario = (placeOf: (routine: Routine) => number) =>
  routine(
    'fillScenario',
    [I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32],
    undefined,
    ([count, cell, cells, columns, variants, words, trials, years, unit, ofTrials, grids], local) => {
      const [variant, losses, totals] = [local(I32), local(I32), local(I32)];
      const word = (place: number) => i32.load(words, place * WORD_BYTES);
      return times(variant, variants, [
        set(losses, word(2)),
        set(totals, losses),
        call(placeOf(fillAt), count, cell, cells, columns, word(0)),
        when(
          i32.greater(columns, i32.const(1)),
          dropped(call(placeOf(combine), cells, columns, i32.const(0), word(1), losses)),
        ),
        when(i32.greater(years, i32.const(1)), [
          call(placeOf(addYears), trials, years, losses, ofTrials),
          set(totals, ofTrials),
        ]),
        call(placeOf(addSums), trials, unit, totals, word(3), grids),
        set(words, i32.add(words, i32.const(VARIANT_WORDS * WORD_BYTES))),
      ]);
    },
  );
