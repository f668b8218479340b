/** A row of a CSV file, and the line of the file on which it begins: a cell may hold line breaks. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where a file stops being CSV, and why. */
export interface CsvFault {
  readonly line: number;
  readonly message: string;
}

/**
 * Reads comma-separated values as RFC 4180 has them, by LF or CRLF, with or without a byte order mark. Blank lines are passed over.
 * Nothing is guessed: a quote that stands where none may is a fault, since what follows could be anything.
 *
 * Source: RFC 4180.
 *
 * @example readCsv('name,owner\r\n"EHR, main",IT\r\n').rows[1].cells // ['EHR, main', 'IT']
 */
export function readCsv(text: string): { readonly rows: readonly CsvRow[]; readonly fault?: CsvFault } {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let begun = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const endRow = () => {
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: begun, cells });
    cells = [];
    begun = line;
  };
  while (at < text.length) {
    if (text[at] === '"') {
      const quoted = readQuoted(text, at);
      if (!quoted) return { rows, fault: { line, message: 'a quoted cell does not end' } };
      cells.push(quoted.cell);
      line += quoted.breaks;
      at = quoted.end;
    } else {
      const end = endOfPlain(text, at);
      const cell = text.slice(at, end);
      if (cell.includes('"'))
        return { rows, fault: { line, message: 'a cell with a quote in it must be quoted' } };
      cells.push(cell);
      at = end;
    }
    if (at >= text.length) break;
    if (text[at] === ',') {
      at += 1;
      if (at === text.length) cells.push('');
    } else if (text[at] === '\n' || text.startsWith('\r\n', at)) {
      at += text[at] === '\n' ? 1 : 2;
      line += 1;
      endRow();
    } else
      return {
        rows,
        fault: { line, message: 'a quoted cell must be followed by a comma or the end of the line' },
      };
  }
  if (cells.length > 0) endRow();
  return { rows };
}

function readQuoted(text: string, start: number): { cell: string; end: number; breaks: number } | undefined {
  let from = start + 1;
  let cell = '';
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    cell += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const breaks = cell.split('\n').length - 1;
      return { cell, end: quote + 1, breaks };
    }
    cell += '"';
    from = quote + 2;
  }
}

const PLAIN = /[^,\n]*/y;

function endOfPlain(text: string, start: number): number {
  PLAIN.lastIndex = start;
  PLAIN.test(text);
  const end = PLAIN.lastIndex;
  return text[end] === '\n' && text[end - 1] === '\r' && end > start ? end - 1 : end;
}

/**
 * Writes rows so that readCsv gives them back.
 *
 * @example writeCsv([['name'], ['EHR, main']]) // 'name\r\n"EHR, main"\r\n'
 */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((cells) => `${cells.length === 1 && cells[0] === '' ? '""' : cells.map(writeCell).join(',')}\r\n`)
    .join('');

const writeCell = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
