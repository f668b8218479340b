import type { Basis } from '../../math/estimate.ts';
import { counted, grouped, percent } from '../../words.ts';
import type { Analysis } from '../analysis.ts';
import { estimateCells, SHAPE_NOTES } from '../estimate-words.ts';
import { html, quoted, type Content, type Html } from '../html.ts';
import type { Input, InputKind } from '../inputs.ts';
import { firstOf, heads, type Column } from './parts.ts';

/** A thousand rows are some twenty pages: what a reader may still turn over. */
const MOST_INPUTS = 1000;
/** Rows of one entity that stay on one page; but what comes first may part, or the head of the table would stand alone. */
const TOGETHER = 10;

const KINDS: readonly { readonly kind: InputKind; readonly caption: string; readonly whose: string }[] = [
  { kind: 'asset', caption: 'Inputs of assets', whose: 'Asset' },
  { kind: 'threat', caption: 'Inputs of threats', whose: 'Threat' },
  { kind: 'scenario', caption: 'Inputs of scenarios', whose: 'Scenario' },
  { kind: 'control', caption: 'Inputs of controls', whose: 'Control' },
  { kind: 'change', caption: 'Numbers changed for this run', whose: 'Control' },
  { kind: 'organisation', caption: 'Inputs of the organisation', whose: 'Whose' },
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
      and are marked so. ${SHAPE_NOTES} Numbers in brackets refer to the sources below. Notes on single
      estimates, and numbers that are stated without a basis (intervals of tests and renewals, shares of
      entries, people), are in the JSON of this report.
    </p>
    ${KINDS.map(({ kind, caption, whose }) =>
      inputTable(
        caption,
        whose,
        shown.filter((it) => it.kind === kind),
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
  caption: string,
  whose: string,
  inputs: readonly Input[],
  sources: readonly string[],
): Html | undefined {
  if (inputs.length === 0) return undefined;
  const columns: readonly Column[] = [
    { head: whose, width: 17 },
    { head: 'Input', width: 32 },
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
    ${heads(columns)}${groupsOf(inputs).map(
      (group, at) => html`
<tbody${(at === 0 || group.length > TOGETHER) && html` class="long"`}>${group.map((input, place) => row(input, place === 0 ? group.length : 0, sources))}
</tbody>`,
    )}
  </table>`;
}

/** @param heading rows that its entity's name spans; 0 where a row above has it */
function row({ entity, says, name, estimate }: Input, heading: number, sources: readonly string[]): Html {
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

/** Inputs of one entity stand together. */
function groupsOf(inputs: readonly Input[]): Input[][] {
  const groups: Input[][] = [];
  for (const input of inputs) {
    const last = groups.at(-1);
    if (last?.[0].entityId === input.entityId && last) last.push(input);
    else groups.push([input]);
  }
  return groups;
}
