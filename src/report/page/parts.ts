import type { ContributionData, CredibleRange, Figure } from '../../simulation/result.ts';
import { counted, dollars, grouped, percent } from '../../words.ts';
import { html, type Content, type Html } from '../html.ts';

export interface Column {
  readonly head: Content;
  /** Of the table's width, in percent. */
  readonly width: number;
  /** Set to the right, with digits of one width. */
  readonly isNumber?: boolean;
}

interface Table {
  readonly caption: Content;
  readonly columns: readonly Column[];
  /** The first cell of each heads its row. */
  readonly rows: readonly (readonly Content[])[];
}

/** So many rows stay on one page. */
const SHORT = 14;

/** A table that repeats its head on each page. */
export const table = ({ caption, columns, rows }: Table): Html =>
  html` <table ${rows.length <= SHORT && html` class="short"`}>
    <caption>
      ${caption}
    </caption>
    ${heads(columns)}
    <tbody>
      ${rows.map(
        (row) =>
          html` <tr>
            ${row.map((cell, at) => cellOf(cell, columns[at], at === 0))}
          </tr>`,
      )}
    </tbody>
  </table>`;

export const heads = (columns: readonly Column[]): Html =>
  html`<colgroup>
      ${columns.map(({ width }) => html`<col style="width:${width}%" />`)}
    </colgroup>
    <thead>
      <tr>
        ${columns.map(({ head, isNumber }) => html`<th scope="col" ${isNumber && html` class="number"`}>${head}</th>`)}
      </tr>
    </thead>`;

export function cellOf(cell: Content, { isNumber }: Column, isHead: boolean): Html {
  const mark = isNumber && html` class="number"`;
  return isHead ? html`<th scope="row" ${mark}>${cell}</th>` : html`<td${mark}>${cell}</td>`;
}

/** The first of a list that may be very long, and what to say of the rest. */
export function firstOf<T>(
  list: readonly T[],
  most: number,
  what: string,
  many?: string,
): { shown: readonly T[]; rest: Html | undefined } {
  const left = list.length - most;
  return {
    shown: list.slice(0, most),
    rest:
      left > 0
        ? html`<p class="note">
            ${counted(left, `further ${what}`, many && `further ${many}`)} ${left === 1 ? 'is' : 'are'} left
            to the JSON of this report, which holds all ${grouped(list.length)}.
          </p>`
        : undefined,
  };
}

/** A number in words, with its exact value for machines. */
export const exact = (value: number, words: (x: number) => string): Html =>
  html`<data value="${value}">${words(value)}</data>`;

/** The ends of a sampling interval. */
export const sampled = ({ low, high }: Pick<Figure, 'low' | 'high'>, words: (x: number) => string): Html =>
  html`${exact(low, words)} to ${exact(high, words)}`;

/** A figure with its sampling interval below. */
export const withInterval = (
  figure: Pick<Figure, 'value' | 'low' | 'high'>,
  words: (x: number) => string,
): Html => html`${exact(figure.value, words)} <span class="interval">${sampled(figure, words)}</span>`;

export const credibly = ({ p5, p95 }: CredibleRange, words: (x: number) => string): Html =>
  html`${exact(p5, words)} to ${exact(p95, words)}`;

/** What parts of the whole contribute to it, such as categories of threat. */
export const contributions = (
  caption: Content,
  head: string,
  parts: readonly (ContributionData & { readonly name: Content })[],
): Html =>
  table({
    caption,
    columns: [
      { head, width: 32 },
      { head: 'Expected loss a year', width: 17, isNumber: true },
      { head: '95% sampling interval', width: 23, isNumber: true },
      { head: 'Of the whole', width: 13, isNumber: true },
      { head: 'Of the worst 5% of years', width: 15, isNumber: true },
    ],
    rows: parts.map(({ name, expectedAnnualLoss, share, shareOfTail }) => [
      name,
      exact(expectedAnnualLoss.value, dollars),
      sampled(expectedAnnualLoss, dollars),
      exact(share, percent),
      exact(shareOfTail, percent),
    ]),
  });

/** A share of the largest as a bar. */
export const bar = (share: number): Html =>
  html`<span class="bar" style="width:${Number((share * 100).toFixed(1))}%"></span>`;

/** A list of names, each kept apart from its neighbours. */
export const listed = (names: readonly Content[], none: string): Content =>
  names.length === 0
    ? html`<span class="none">${none}</span>`
    : names.map((name, at) => (at === 0 ? name : html`; ${name}`));
