import { html, Html, quoted } from '../html.ts';
import type { Analysis } from '../analysis.ts';
import { care } from './care.ts';
import { controls, safeguards } from './defences.ts';
import { evidence } from './evidence.ts';
import { approval, limits, method, record } from './record.ts';
import { risks } from './risks.ts';
import { scope } from './scope.ts';
import { STYLE } from './style.ts';
import { summary } from './summary.ts';

interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: (analysis: Analysis) => Html;
}

const SECTIONS: readonly Section[] = [
  { id: 'result', title: 'Result', body: summary },
  { id: 'method', title: 'Method and warnings', body: method },
  { id: 'risks', title: 'Risks: likelihood and impact', body: risks },
  { id: 'care', title: 'Interrupted care and people affected', body: care },
  { id: 'scope', title: 'Scope: assets and threats', body: scope },
  { id: 'controls', title: 'Controls', body: controls },
  { id: 'safeguards', title: 'HIPAA safeguards and decisions', body: safeguards },
  { id: 'limits', title: 'What this analysis does not know', body: limits },
  { id: 'inputs', title: 'Inputs and their sources', body: evidence },
  { id: 'approval', title: 'Review and approval', body: approval },
];

/** An analysis as one page of HTML that needs nothing else: it prints as it is, and runs and loads nothing. */
export function pageOf(analysis: Analysis): string {
  const { title, requirement, organization, run } = analysis;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}: ${organization}</title>
        <style>
          ${look(run.planHash)}
        </style>
      </head>
      <body>
        <header>
          <p class="law">${requirement}</p>
          <h1>${title}</h1>
          <p class="whose">${quoted(organization)}</p>
          ${record(analysis)}
        </header>
        <nav aria-label="Contents">
          <ol>
            ${SECTIONS.map(({ id, title: its }) => html`<li><a href="#${id}">${its}</a></li>`)}
          </ol>
        </nav>
        <main>
          ${SECTIONS.map(
            ({ id, title: its, body }, at) =>
              html` <section id="${id}" aria-labelledby="${id}-title">
                <h2 id="${id}-title">${at + 1}. ${its}</h2>
                ${body(analysis)}
              </section>`,
          )}
        </main>
      </body>
    </html> `.markup;
}

/** Printed pages say which plan they belong to and how many there are. */
function look(planHash: string): Html {
  const plan = /^[0-9a-f]+$/.exec(planHash)?.[0].slice(0, 12) ?? ''; // what stands in a style sheet is not escaped: digits only
  return new Html(`${STYLE}
@page {
  @bottom-left { content: "Security risk analysis, plan ${plan}"; font: 8pt system-ui, sans-serif; color: #4c5866; }
  @bottom-right { content: counter(page) " of " counter(pages); font: 8pt system-ui, sans-serif; color: #4c5866; }
}
`);
}
