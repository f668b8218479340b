import type { Estimate } from '../math/estimate.ts';
import { guardCell, unguardCell } from './spreadsheet.ts';

/** How one column of a table stands for one field. */
export interface Cell {
  /** What the cell states, still to be checked like any other input. */
  readonly read: (cell: string) => unknown;
  readonly write: (value: never) => string;
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

const numberOr = (cell: string): unknown => (NUMBER.test(cell) ? Number(cell) : cell);

export const textCell: Cell = { read: (cell) => cell, write: (value: string) => value };

export const numberCell: Cell = { read: numberOr, write: (value: number) => String(value) };

/** true or false, in capitals or not, as spreadsheets write them. */
export const flagCell: Cell = {
  read: (cell) => {
    const word = cell.trim().toLowerCase();
    return word === 'true' ? true : word === 'false' ? false : cell;
  },
  write: (value: boolean) => String(value),
};

/** A list of texts, as JSON: ["T1566","T1078"]. */
export const listCell: Cell = {
  read: (cell) => jsonOr(cell),
  write: (value: readonly string[]) => JSON.stringify(value),
};

/**
 * An estimate: a number for a CONSTANT, `low|likely|high` for a PERT, anything else as JSON with the fields of an EstimateInput.
 * The short forms are ASSUMED and without a source, as those of an EstimateInput are that states none.
 */
export const estimateCell: Cell = {
  read: (cell) => {
    const parts = cell.split('|');
    // a note inside JSON may hold bars, too
    if (parts.length === 3 && !/^\s*\{/.test(cell)) {
      const [low, likely, high] = parts.map(numberOr);
      return { shape: 'PERT', low, likely, high };
    }
    if (NUMBER.test(cell)) return { shape: 'CONSTANT', value: Number(cell) };
    return jsonOr(cell);
  },
  write: (estimate: Estimate) => {
    const { shape, basis, source, note, ...figures } = estimate;
    if (basis === 'ASSUMED' && source === undefined && note === undefined) {
      const { value, low, likely, high, concentration, ...rest } = figures as Figures;
      if (Object.values(rest).every((figure) => figure === undefined)) {
        if (shape === 'CONSTANT') return String(value);
        if (shape === 'PERT' && (concentration === undefined || concentration === 4))
          return [low, likely, high].join('|');
      }
    }
    return JSON.stringify(estimate);
  },
};

interface Figures {
  readonly value?: number;
  readonly low?: number;
  readonly likely?: number;
  readonly high?: number;
  readonly concentration?: number;
}

function jsonOr(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

/** How the rows of one kind's table are read. */
export interface RowReader {
  /** The columns that there may be. */
  readonly fields: ReadonlySet<string>;
  /** What a row states: an empty cell clears, a column that is not there says nothing. */
  readonly read: (fields: readonly string[], cells: readonly string[]) => Readonly<Record<string, unknown>>;
}

export const newRowReader = (columns: Readonly<Record<string, Cell>>): RowReader => ({
  fields: new Set(Object.keys(columns)),
  read: (fields, cells) =>
    Object.fromEntries(
      fields.map((field, place) => {
        const cell = cells[place];
        return [field, cell === '' ? null : columns[field].read(unguardCell(cell))];
      }),
    ),
});

/** A row that reads back as it is. */
export const writeRow = (
  columns: Readonly<Record<string, Cell>>,
  fields: Readonly<Record<string, unknown>>,
): string[] =>
  Object.entries(columns).map(([field, { write }]) => {
    const value = fields[field];
    return value === null || value === undefined ? '' : guardCell(write(value as never));
  });
