import { COMBINED_WORDS } from './block-routines.ts';
import type { YearsSetting } from './portfolio-years.ts';

/** A column that is the sum of some columns, less others. */
export interface ColumnSum {
  readonly plus: readonly Float64Array[];
  readonly minus: readonly Float64Array[];
  readonly into: Float64Array;
}

/** Columns ready to be found one after the other, for one block after the other; tells whether any is beyond what is exact. */
export function columnSums(
  { cells, adding, arena }: Pick<YearsSetting, 'cells' | 'adding' | 'arena'>,
  sums: readonly ColumnSum[],
): () => boolean {
  const words = arena.words(COMBINED_WORDS * sums.length);
  sums.forEach(({ plus, minus, into }, place) => {
    const list = arena.words(plus.length + minus.length);
    list.set([...plus, ...minus].map(({ byteOffset }) => byteOffset));
    words.set([plus.length, minus.length, list.byteOffset, into.byteOffset], COMBINED_WORDS * place);
  });
  const { length } = sums;
  const wordsAt = words.byteOffset;
  return () => adding.combineAll(cells, length, wordsAt) !== 0;
}

/** What scenarios leave of a column of the baseline, for portfolios that exchange just those scenarios. */
export interface Left {
  readonly cents: Float64Array;
  /** To be found before; absent where a portfolio before it asked for the same. */
  readonly sum?: ColumnSum;
}

/**
 * Shares what is left of the baseline's columns among the portfolios that touch the same scenarios, such as two versions of one control.
 *
 * @param touched of each portfolio, in the order in which they are filled, and ask
 */
export function sharedLeft(
  { cells, arena }: Pick<YearsSetting, 'cells' | 'arena'>,
  touched: readonly (readonly number[])[],
) {
  const nameOf = (scenarios: readonly number[]) => scenarios.join();
  const asking = new Map<string, number>();
  for (const scenarios of touched) {
    const name = nameOf(scenarios);
    asking.set(name, (asking.get(name) ?? 0) + 1);
  }
  const known = new Map<string, Float64Array>();
  /** Absent where it takes as long as to take the scenarios out of the column each time. */
  return (
    column: Float64Array,
    scenarios: readonly number[],
    given: readonly Float64Array[],
  ): Left | undefined => {
    const name = nameOf(scenarios);
    const others = (asking.get(name) ?? 0) - 1;
    if (others * given.length <= 2) return undefined;
    const key = `${column.byteOffset}:${name}`;
    const before = known.get(key);
    if (before) return { cents: before };
    const cents = arena.doubles(cells);
    known.set(key, cents);
    return { cents, sum: { plus: [column], minus: given, into: cents } };
  };
}

export type SharedLeft = ReturnType<typeof sharedLeft>;
