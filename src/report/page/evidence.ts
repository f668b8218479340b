import type { Basis } from '../../math/estimate.ts';
import { counted, grouped, percent } from '../../words.ts';
import type { Analysis } from '../analysis.ts';
import { estimateCells, SHAPE_NOTES } from '../estimate-words.ts';
import { html, quoted, type Content, type Html } from '../html.ts';
import { rowsOf, type InputRow } from '../input-rows.ts';
import type { Input, InputKind } from '../inputs.ts';
import { firstOf, heads, type Column } from './parts.ts';

/** A thousand rows are some twenty pages: what a reader may still turn over. */
const MOST_INPUTS = 1000;
/** Rows of one entity that stay on one page; but what comes first may part, or the head of the table would stand alone. */
const TOGETHER = 5;

const KINDS: readonly {
  readonly kind: InputKind;
  readonly caption: string;
  readonly whose: string;
  /** Of the column of names, in percent. */
  readonly width: number;
}[] = [
  { kind: 'asset', caption: 'Inputs of assets', whose: 'Asset', width: 17 },
  { kind: 'threat', caption: 'Inputs of threats', whose: 'Threat', width: 28 },
  { kind: 'scenario', caption: 'Inputs of scenarios', whose: 'Scenario', width: 19 },
  { kind: 'control', caption: 'Inputs of controls', whose: 'Control', width: 17 },
  { kind: 'change', caption: 'Numbers changed for this run', whose: 'Control', width: 17 },
  { kind: 'organisation', caption: 'Inputs of the organisation', whose: 'Whose', width: 17 },
];

const BASES: Readonly<Record<Basis, string>> = {
  MEASURED: 'measured here',
  PUBLISHED: 'published',
  EXPERT: 'expert judgement',
  ASSUMED: 'assumed',
};

/** Every estimate that went in, what it rests on, and where it comes from. */
export function evidence({ inputs, basisCounts }: Analysis): Html {
  const { shown, rest } = firstOf(inputs, MOST_INPUTS, 'inputs');
  const sources = [...new Set(shown.flatMap(({ estimate }) => estimate.source ?? []))];
  const judged = basisCounts.ASSUMED + basisCounts.EXPERT;
  return html` <p>
      The run rests on ${counted(inputs.length, 'estimate')}:
      ${(Object.keys(BASES) as Basis[])
        .map((basis) => `${grouped(basisCounts[basis])} ${BASES[basis]}`)
        .join(', ')}.
      <strong
        >${grouped(judged)} (${percent(inputs.length > 0 ? judged / inputs.length : 0)}) rest on assumption or
        expert judgement</strong
      >
      and are marked so. ${SHAPE_NOTES} Effects of a control that are alike share a row, with their number
      behind ×. Numbers in brackets refer to the sources below. Notes on single estimates, and numbers that
      are stated without a basis (intervals of tests and renewals, shares of entries, people), are in the JSON
      of this report.
    </p>
    ${KINDS.map((it) =>
      inputTable(
        it,
        shown.filter(({ kind }) => kind === it.kind),
        sources,
      ),
    )}${rest}
    <h3 id="sources">Sources</h3>
    ${
      sources.length > 0
        ? html`<ol class="sources">
            ${sources.map((source) => html` <li>${quoted(source)}</li>`)}
          </ol>`
        : html`<p>No estimate names a source.</p>`
    }`;
}

function inputTable(
  { caption, whose, width }: (typeof KINDS)[number],
  inputs: readonly Input[],
  sources: readonly string[],
): Html | undefined {
  if (inputs.length === 0) return undefined;
  const columns: readonly Column[] = [
    { head: whose, width },
    { head: 'Input', width: 49 - width },
    { head: 'Low', width: 9.5, isNumber: true },
    { head: 'Likely', width: 9.5, isNumber: true },
    { head: 'High', width: 11, isNumber: true },
    { head: 'Shape', width: 9.5 },
    { head: 'Basis, source', width: 11.5 },
  ];
  return html` <table class="inputs">
    <caption>
      ${caption}
      <span>(${counted(inputs.length, 'estimate')})</span>
    </caption>
    ${heads(columns)}${rowsOf(inputs).map((rows, at) => group(rows, at === 0 || rows.length > TOGETHER, sources))}
  </table>`;
}

const group = (rows: readonly InputRow[], mayPart: boolean, sources: readonly string[]): Html =>
  html`
<tbody${mayPart && html` class="long"`}>${rows.map((it, place) => row(it, place === 0 ? rows.length : 0, sources))}
</tbody>`;

/** @param heading rows that its entity's name spans; 0 where a row above has it */
function row({ says, input }: InputRow, heading: number, sources: readonly string[]): Html {
  const { entity, name, estimate } = input;
  const { low, likely, high, words, law } = estimateCells(estimate, name);
  const number = (text: string | undefined): Content => html`<td class="number">${text}</td>`;
  const source = estimate.source === undefined ? undefined : `[${sources.indexOf(estimate.source) + 1}]`;
  return html` <tr>
    ${heading > 0 && html`<th scope="rowgroup" rowspan="${heading}">${quoted(entity)}</th>`}
    <td>${quoted(says)}</td>
    ${
      words === undefined
        ? [low, likely, high].map(number)
        : html`<td class="number" colspan="3">${words}</td>`
    }
    <td>${law}</td>
    <td>${BASES[estimate.basis]}${source && ` ${source}`}</td>
  </tr>`;
}
