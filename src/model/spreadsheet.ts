/**
 * Cells that a spreadsheet would take for formulas. A text that begins like one is exported behind an apostrophe, which spreadsheets take
 * for "this is text"; an import takes one such apostrophe away, so what goes out comes back letter for letter. Numbers stay numbers.
 *
 * Source: OWASP, CSV Injection: = + - @, tab and carriage return, and their full-width forms, begin a formula.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** @example guardCell('=HYPERLINK("http://x")') // '\'=HYPERLINK("http://x")' */
export const guardCell = (text: string): string =>
  FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;

/** @example unguardCell("'=1+1") // '=1+1' */
export const unguardCell = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);
