import { counted, grouped, moment } from '../../words.ts';
import type { Analysis } from '../analysis.ts';
import { html, quoted, type Content, type Html } from '../html.ts';
import { firstOf } from './parts.ts';

const MOST_WARNINGS = 50;

/** How it was done, and the record of the run. */
export const method = ({ run }: Analysis): Html =>
  html` <p>
      The method is quantitative: each scenario states how often a threat meets an asset and what an event
      costs, following Factor Analysis of Information Risk (FAIR). Controls lower frequency or loss where and
      while they work. ${counted(run.trials, 'possible future')} of ${counted(run.horizonYears, 'year')} were
      simulated; in each, all uncertain inputs were drawn anew from their estimates. The plan below holds all
      that the simulation was given. Whoever runs the same plan on the same engine gets the same figures, to
      the last digit.
    </p>
    ${warnings(run.warnings)}`;

function warnings(all: readonly string[]): Html {
  if (all.length === 0) return html`<p>The run gave no warnings.</p>`;
  const { shown, rest } = firstOf(all, MOST_WARNINGS, 'warning');
  return html`<h3>Warnings of the run</h3>
    <ul>
      ${shown.map((it) => html`<li>${quoted(it)}</li>`)}
    </ul>
    ${rest}`;
}

/** Who asked for what, and when. */
export function record({ run, generatedAt }: Analysis): Html {
  const fewer =
    run.trials < run.trialsAskedFor ? ` (of ${grouped(run.trialsAskedFor)}: precise enough before)` : '';
  const entry = (term: string, says: Content, isWhole = false) =>
    html`<dt>${term}</dt><dd${isWhole && html` class="whole"`}>${says}</dd>`;
  return html` <dl class="record">
    ${entry('Run by', quoted(run.requestedBy))}${entry('Requested', time(run.requestedAt))}
    ${entry('Report made', time(generatedAt))}${entry('Started', time(run.startedAt))}
    ${entry('Run', run.name === null ? html`<span class="none">unnamed</span>` : quoted(run.name))}${entry('Finished', time(run.finishedAt))}
    ${entry('Trials', `${grouped(run.trials)}${fewer}`)}${entry('Horizon', counted(run.horizonYears, 'year'))}
    ${entry('Seed', html`<code>${run.seed}</code>`)}${entry('Engine', `version ${run.engineVersion}`)}
    ${entry('Run id', html`<code>${run.id}</code>`, true)}
    ${entry('Plan, SHA-256', html`<code>${run.planHash}</code>`, true)}
    ${entry('Result, SHA-256', html`<code>${run.resultHash ?? ''}</code>`, true)}
  </dl>`;
}

const time = (at: string | null): Content =>
  at === null
    ? html`<span class="none">not recorded</span>`
    : html`<time datetime="${at}">${moment(new Date(at))}</time>`;

/** Where those who answer for it sign. */
export const approval = (): Html =>
  html` <p>
      45 CFR 164.308(a)(1)(ii)(A) asks for an accurate and thorough assessment. The undersigned have read this
      one, and what it does not know.
    </p>
    <table class="signed">
      <caption>
        Signatures
      </caption>
      <colgroup>
        <col style="width:34%" />
        <col style="width:26%" />
        <col style="width:26%" />
        <col style="width:14%" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col">Signature</th>
          <th scope="col">Date</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td></td>
          <td>Security official</td>
          <td></td>
          <td></td>
        </tr>
        <tr>
          <td></td>
          <td>Compliance officer</td>
          <td></td>
          <td></td>
        </tr>
      </tbody>
    </table>`;

export const limits = ({ limits: said }: Analysis): Html =>
  html`<ul>
    ${said.map((it) => html`<li>${quoted(it)}</li>`)}
  </ul>`;
