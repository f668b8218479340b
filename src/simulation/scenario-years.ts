import type { Arena } from '../math/arena.ts';
import { exactSums, SUM_BINS, type ExactSums } from '../math/exact-sum.ts';
import { wordOf, type WordArgument } from '../math/recorded-calls.ts';
import type { EventTable, VariantColumns } from './event-table.ts';
import { VARIANT_WORDS } from './block-routines.ts';
import type { YearColumns } from './year-columns.ts';

/** What one scenario comes to under one of its variants over a block, by trial and year: [trial * years + year]. */
export interface VariantYears {
  readonly lossCents: Float64Array;
  /** By place in the table's `forms`; where one form takes all, `lossCents` itself. */
  readonly formCents: readonly Float64Array[];
}

/** What is told of a scenario's block, and of its rows under one variant: counts, and addresses, which move when a table grows. */
const ROWS = { count: 0, cell: 1 } as const;
const ROWS_OF_VARIANT = {
  happens: 0,
  records: 1,
  outageHours: 2,
  /** How often a row has a cost that another asset bears; the cell, the asset and the cents of each. */
  borne: 3,
  borneCell: 4,
  borneBy: 5,
  borneCents: 6,
} as const;
const ROWS_WORDS = 2;
const VARIANT_ROWS_WORDS = 7;

/** The years of one scenario under each of its variants: whatever portfolios come to is made of these. */
export interface ScenarioYears {
  readonly variants: readonly VariantYears[];
  /** Loss and its square, by trial: two sums for each variant. */
  readonly sums: ExactSums;
  /** Words that hold what is told of the rows of the block at hand. */
  rows(of: keyof typeof ROWS): WordArgument;
  rowsOf(variant: number, of: keyof typeof ROWS_OF_VARIANT): WordArgument;
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
  const rowWords = words(ROWS_WORDS + variants.length * VARIANT_ROWS_WORDS);
  const placeOf = (variant: number, of: keyof typeof ROWS_OF_VARIANT) =>
    ROWS_WORDS + variant * VARIANT_ROWS_WORDS + ROWS_OF_VARIANT[of];
  const borne = table.shape.isBorne ? variants.map(() => borneRows({ doubles, words })) : [];
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
    rowWords[ROWS.cell] = table.cell.byteOffset;
    variants.forEach((its, variant) => {
      const { happens, records, outageHours } = table.variants[variant];
      rowWords[placeOf(variant, 'happens')] = happens.byteOffset;
      rowWords[placeOf(variant, 'records')] = records.byteOffset;
      rowWords[placeOf(variant, 'outageHours')] = outageHours.byteOffset;
      const into = columnsOf(its);
      columnsOf(table.variants[variant]).forEach((values, place) => {
        pairs[variant][2 * place] = values.byteOffset;
        pairs[variant][2 * place + 1] = into[place].byteOffset;
      });
    });
  }

  /** Lists what other assets bear. */
  function listBorne(): void {
    for (let variant = 0; variant < borne.length; variant++) {
      const its = borne[variant];
      its.list(table, variant);
      rowWords[placeOf(variant, 'borne')] = its.count;
      rowWords[placeOf(variant, 'borneCell')] = its.cell.byteOffset;
      rowWords[placeOf(variant, 'borneBy')] = its.by.byteOffset;
      rowWords[placeOf(variant, 'borneCents')] = its.cents.byteOffset;
    }
  }

  return {
    variants,
    sums,
    rows: (of) => wordOf(rowWords, ROWS[of]),
    rowsOf: (variant, of) => wordOf(rowWords, placeOf(variant, of)),
    fill(trials, unit) {
      findColumns();
      rowWords[ROWS.count] = table.count;
      listBorne();
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

/** What other assets bear of the events of a scenario under one variant, cell by cell, in the arena. */
interface BorneRows {
  count: number;
  cell: Int32Array;
  by: Int32Array;
  cents: Float64Array;
  list(table: EventTable, variant: number): void;
}

function borneRows({ doubles, words }: Pick<Arena, 'doubles' | 'words'>): BorneRows {
  const rows: BorneRows = { count: 0, cell: words(0), by: words(0), cents: doubles(0), list };

  function reserve(count: number): void {
    if (count <= rows.cell.length) return;
    rows.cell = words(2 * count);
    rows.by = words(2 * count);
    rows.cents = doubles(2 * count);
  }

  function list({ count, cell, variants }: EventTable, variant: number): void {
    const { bornFrom, bornBy, bornCents } = variants[variant];
    rows.count = bornFrom[count];
    reserve(rows.count);
    const { cell: cellOf, by, cents } = rows;
    for (let row = 0, at = 0; row < count; row++)
      for (const end = bornFrom[row + 1]; at < end; at++) {
        cellOf[at] = cell[row];
        by[at] = bornBy[at];
        cents[at] = bornCents[at];
      }
  }

  return rows;
}
