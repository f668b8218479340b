import type { Arena } from '../math/arena.ts';
import { exactSums, SUM_BINS, type ExactSums } from '../math/exact-sum.ts';
import type { EventTable, VariantColumns } from './event-table.ts';
import { VARIANT_WORDS } from './block-routines.ts';
import type { YearColumns } from './year-columns.ts';

/** What one scenario comes to under one of its variants over a block, by trial and year: [trial * years + year]. */
export interface VariantYears {
  readonly lossCents: Float64Array;
  /** By place in the table's `forms`; where one form takes all, `lossCents` itself. */
  readonly formCents: readonly Float64Array[];
}

/** The years of one scenario under each of its variants: whatever portfolios come to is made of these. */
export interface ScenarioYears {
  readonly variants: readonly VariantYears[];
  /** Loss and its square, by trial: two sums for each variant. */
  readonly sums: ExactSums;
  /** Adds up the rows of the table. */
  fill(trials: number, unit: number): void;
  /** Whether some loss event of the block costs nothing. */
  hasCostless(): boolean;
}

/**
 * @param cells as many as a block has at most, a multiple of CELLS_AT_ONCE
 * @param room  in the arena for twice as many, which scenarios share
 */
export function scenarioYears(
  table: EventTable,
  years: number,
  cells: number,
  adding: YearColumns,
  { doubles, words }: Arena,
  room: Float64Array,
): ScenarioYears {
  const { forms } = table.shape;
  const variants = table.variants.map((): VariantYears => {
    const lossCents = doubles(cells);
    const formCents = forms.length === 1 ? [lossCents] : forms.map(() => doubles(cells));
    return { lossCents, formCents };
  });
  const columns = variants[0].formCents.length || 1;
  const columnsOf = ({ lossCents, formCents }: VariantYears | VariantColumns) =>
    forms.length > 0 ? formCents : [lossCents];
  const sums = exactSums(2 * variants.length, doubles(2 * variants.length * SUM_BINS));
  const pairs = variants.map(() => words(2 * columns));
  const wordsOf = words(variants.length * VARIANT_WORDS);
  variants.forEach((its, variant) => {
    const list = words(columns);
    list.set(columnsOf(its).map(({ byteOffset }) => byteOffset));
    const { bins } = sums;
    const sumsAt = bins.byteOffset + 2 * variant * SUM_BINS * bins.BYTES_PER_ELEMENT;
    wordsOf.set(
      [pairs[variant].byteOffset, list.byteOffset, its.lossCents.byteOffset, sumsAt],
      variant * VARIANT_WORDS,
    );
  });
  const wordsAt = wordsOf.byteOffset;
  const roomAt = room.byteOffset;
  let known: Int32Array | undefined;
  let costless: boolean | undefined;

  const findCostless = () =>
    table.mayBeCostless &&
    table.variants.some(
      ({ happens, lossCents }) =>
        adding.countCostless(table.count, happens.byteOffset, lossCents.byteOffset) > 0,
    );

  /** The columns of a table move when it grows. */
  function findColumns(): void {
    if (table.cell === known) return;
    known = table.cell;
    variants.forEach((its, variant) => {
      const into = columnsOf(its);
      columnsOf(table.variants[variant]).forEach((values, place) => {
        pairs[variant][2 * place] = values.byteOffset;
        pairs[variant][2 * place + 1] = into[place].byteOffset;
      });
    });
  }

  return {
    variants,
    sums,
    fill(trials, unit) {
      findColumns();
      adding.fillScenario(
        table.count,
        table.cell.byteOffset,
        cells,
        columns,
        variants.length,
        wordsAt,
        trials,
        years,
        unit,
        roomAt,
        adding.gridsAt,
      );
      // as long as the cents are there
      costless = table.cents ? findCostless() : undefined;
    },
    hasCostless: () => (costless ??= findCostless()),
  };
}
