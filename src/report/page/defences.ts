import type { HipaaStatus } from '../../compliance/status.ts';
import { counted, day, dollars, grouped, numberWords, percent, plain } from '../../words.ts';
import type { Analysis, ControlLine, ControlPart, OtherControl } from '../analysis.ts';
import { rangeWords } from '../estimate-words.ts';
import { html, quoted, type Content, type Html } from '../html.ts';
import type { DecisionLine, SafeguardLine } from '../safeguards.ts';
import { exact, firstOf, listed, table } from './parts.ts';

const MOST_ROWS = 200;
const MOST_OTHERS = 200;
const MOST_NAMES = 8;
const LONGEST_REASON = 400;

const PARTS: readonly { readonly part: ControlPart; readonly caption: string }[] = [
  { part: 'IN_PLACE', caption: 'Controls in place' },
  { part: 'ADDED', caption: 'Controls proposed, and added for this run' },
  { part: 'TAKEN_AWAY', caption: 'Controls in place that this run leaves out' },
];

/** What lowers risk: in the run, and apart from it what else the organisation has thought of. */
export const controls = (analysis: Analysis): Html =>
  html` <p>
      Losses above are with
      ${counted(analysis.controls.filter(({ part }) => part !== 'TAKEN_AWAY').length, 'control')} at work.
      ${analysis.otherControls.length > 0 && 'Further controls of the model had no part in the run; they are listed apart.'}
    </p>
    ${PARTS.map(({ part, caption }) =>
      controlTable(
        caption,
        analysis.controls.filter((it) => it.part === part),
      ),
    )}
    ${insurance(analysis)} ${others(analysis)}`;

function controlTable(caption: string, lines: readonly ControlLine[]): Html | undefined {
  if (lines.length === 0) return undefined;
  const { shown, rest } = firstOf(lines, MOST_ROWS, 'controls');
  return html`${table({
    caption,
    columns: [
      { head: 'Control', width: 28 },
      { head: 'Stance', width: 10 },
      { head: 'Coverage', width: 15 },
      { head: 'What it does', width: 47 },
    ],
    rows: shown.map((line): Content[] => [
      html`${quoted(line.name)}${line.changed && html`<span class="what">numbers changed for this run</span>`}`,
      plain(line.stance),
      line.coverage ? rangeWords(line.coverage, 'coverage') : 'all',
      doings(line),
    ]),
  })}${rest}`;
}

function doings({ effects, tests, requires }: ControlLine): Html {
  const byMechanism = new Map<string, Set<string>>();
  for (const { factor, mechanism } of effects)
    byMechanism.set(mechanism, (byMechanism.get(mechanism) ?? new Set()).add(plain(factor)));
  const parts: Html[] = [...byMechanism].map(
    ([mechanism, factors]) => html`lowers ${[...factors].join(', ')} by ${quoted(mechanism)}`,
  );
  if (tests)
    parts.push(
      html`tests ${fewOf([...tests.controls, ...tests.assets])} every ${counted(tests.everyDays, 'day')}`,
    );
  if (requires.length > 0) parts.push(html`works only with ${fewOf(requires)}`);
  if (parts.length === 0) return html`<span class="none">no effect stated</span>`;
  return html`${parts.map((part, at) => html`${at > 0 && '; '}${part}`)}`;
}

const fewOf = (names: readonly string[]): Html =>
  html`${names.slice(0, MOST_NAMES).map((name, at) => html`${at > 0 && ', '}${quoted(name)}`)}${names.length > MOST_NAMES && ` and ${grouped(names.length - MOST_NAMES)} more`}`;

function insurance({ insurance: policy }: Analysis): Html | undefined {
  if (!policy) return undefined;
  const { premium, retention, coinsurance, perEventLimit, annualLimit } = policy;
  const limit = (sum: number | undefined, per: string): Content =>
    sum === undefined ? `no limit ${per}` : html`at most ${exact(sum, dollars)} ${per}`;
  return html`<p>
    Insurance in force: a premium of ${exact(premium, dollars)} a year; above a retention of
    ${exact(retention, dollars)} per event the insurer bears ${exact(coinsurance, percent)},
    ${limit(perEventLimit, 'per event')} and ${limit(annualLimit, 'a year')}.
  </p>`;
}

function others({ otherControls, generatedAt }: Analysis): Html | undefined {
  if (otherControls.length === 0) return undefined;
  const of = (status: OtherControl['status'], words: string): Html | undefined => {
    const list = otherControls.filter((it) => it.status === status);
    if (list.length === 0) return undefined;
    const { shown, rest } = firstOf(list, MOST_OTHERS, 'controls');
    return html`<p>
        <strong>${words}</strong> (${grouped(list.length)}):
        ${listed(
          shown.map(({ name, stance }) =>
            stance === 'OFFENSIVE' ? html`${quoted(name)} (offensive)` : quoted(name),
          ),
          '',
        )}.
      </p>
      ${rest}`;
  };
  return html` <h3>Not part of the run, as of ${day(new Date(generatedAt))}</h3>
    ${of('PROPOSED', 'Proposed')}${of('RETIRED', 'Retired')}${of('IN_PLACE', 'Put in place since')}`;
}

const STATUS: Readonly<Record<HipaaStatus, string>> = {
  MET: 'Met',
  PARTLY_MET: 'Partly met',
  MISSING: 'Missing',
  NOT_APPLICABLE: 'Not applicable',
};

/** What the Security Rule asks and what meets it. */
export function safeguards({ safeguards: found }: Analysis): Html {
  const { asOf, met, partlyMet, missing, notApplicable, specifications } = found;
  return html` <p>
      Of the ${counted(specifications.length, 'requirement')} of the HIPAA Security Rule (45 CFR 164.308,
      .310, .312, .314 and .316), ${exact(met, numberWords)} are met, ${exact(partlyMet, numberWords)} partly
      met and ${exact(missing, numberWords)} missing; ${exact(notApplicable, numberWords)} do not apply by
      decision.
      <strong>This is as of the date of this report, ${day(new Date(asOf))}, not of the run:</strong> it
      follows from the controls in place and the decisions on record on that day. R is required, A addressable
      (45 CFR 164.306(d)).
    </p>
    ${table({
      caption: html`Safeguards and decisions <span>(as of ${day(new Date(asOf))})</span>`,
      columns: [
        { head: 'Requirement', width: 30 },
        { head: '45 CFR', width: 18 },
        { head: 'R/A', width: 5 },
        { head: 'Status', width: 11 },
        { head: 'Controls in place that name it, and decision', width: 36 },
      ],
      rows: specifications.map((line): Content[] => [
        line.title,
        line.citation.replace('45 CFR ', ''),
        html`<abbr title="${line.required ? 'required' : 'addressable'}">${line.required ? 'R' : 'A'}</abbr>`,
        STATUS[line.status],
        basisOf(line),
      ]),
    })}`;
}

function basisOf({ controls, decision }: SafeguardLine): Html {
  if (controls.length === 0 && !decision) return html`<span class="none">nothing</span>`;
  return html`${controls.length > 0 && fewOf(controls)}${decision && decided(decision)}`;
}

function decided({ decision, reason, decidedBy, decidedAt, reviewBy, current }: DecisionLine): Html {
  const isLong = [...reason].length > LONGEST_REASON;
  const words = isLong ? `${[...reason].slice(0, LONGEST_REASON).join('')}… (in full in the JSON)` : reason;
  return html`<span class="what"
    >Decided ${plain(decision)} by ${quoted(decidedBy)} on ${day(new Date(decidedAt))},
    ${
      current
        ? `review by ${day(new Date(reviewBy))}`
        : `overdue for review since ${day(new Date(reviewBy))}, so it counts no more`
    }:
    ${quoted(words)}</span
  >`;
}
