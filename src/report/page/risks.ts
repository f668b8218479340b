import { dollars, percent, plain } from '../../words.ts';
import type { Analysis, ScenarioLine, SensitivityLine } from '../analysis.ts';
import { rangeWords } from '../estimate-words.ts';
import { html, quoted, type Content, type Html } from '../html.ts';
import { bar, contributions, exact, firstOf, sampled, table, withInterval } from './parts.ts';

const MOST_ROWS = 150;
const MOST_ENTRIES = 3;

/** How likely each scenario is, what it does, and what it comes to; ranked. */
export function risks({ scenarios, byLossForm, sensitivity }: Analysis): Html {
  const { shown, rest } = firstOf(scenarios, MOST_ROWS, 'scenarios');
  const largest = scenarios[0].contribution.expectedAnnualLoss.value || 1;
  return html` <p>
      The level of each risk is its rank by expected annual loss: no colours and no scores stand between the
      figure and its reader. Likelihood and impact of one event are as stated in the model; what they come to
      together, with the controls at work, is simulated. The share of the worst years tells which risks matter
      most when things go badly.
    </p>
    ${table({
      caption: html`Risks by rank
        <span>(likelihood and impact as stated; losses simulated, with 95% sampling intervals)</span>`,
      columns: [
        { head: 'Rank', width: 6 },
        { head: 'Scenario', width: 37 },
        { head: 'Likelihood, as stated', width: 18 },
        { head: 'Records, hours down per event', width: 13 },
        { head: 'Expected loss a year', width: 13, isNumber: true },
        { head: 'Of the whole', width: 6, isNumber: true },
        { head: 'Of worst years', width: 7, isNumber: true },
      ],
      rows: shown.map((line): Content[] => [
        line.rank,
        html`<strong>${quoted(line.name)}</strong><span class="what">${about(line)}</span>`,
        likelihood(line),
        impact(line),
        html`${withInterval(line.contribution.expectedAnnualLoss, dollars)}${bar(line.contribution.expectedAnnualLoss.value / largest)}`,
        exact(line.contribution.share, percent),
        exact(line.contribution.shareOfTail, percent),
      ]),
    })}${rest}
    ${contributions(
      'Losses by form',
      'Form of loss',
      byLossForm.map((it) => ({ ...it, name: sentence(plain(it.name)) })),
    )}
    ${sensitivity && sensitivity.length > 0 && sensitivities(sensitivity)}`;
}

function about({ threat, asset, effect, entries, statedAs }: ScenarioLine): Html {
  const more = entries.length - MOST_ENTRIES;
  const ways =
    entries.length > 0 &&
    html`; enters by
    ${entries
      .slice(0, MOST_ENTRIES)
      .map(
        (it, at) => html`${at > 0 && ', '}${quoted(it.threat)} ${percent(it.share)}`,
      )}${more > 0 && ` and ${more} more`}`;
  const stated = statedAs === 'INHERENT' && '; stated as without any control';
  return html`${quoted(threat)} against ${quoted(asset)}: ${plain(effect)}${ways}${stated}`;
}

/** The frequency of a scenario at the level at which it was stated. */
function likelihood(line: ScenarioLine): Html {
  const { lossEventFrequency, threatEventFrequency, contactFrequency } = line;
  const parts: Content[] = [];
  if (lossEventFrequency)
    parts.push(`${rangeWords(lossEventFrequency, 'lossEventFrequency')} loss events a year`);
  if (threatEventFrequency)
    parts.push(`${rangeWords(threatEventFrequency, 'threatEventFrequency')} attempts a year`);
  if (contactFrequency) parts.push(`${rangeWords(contactFrequency, 'contactFrequency')} contacts a year`);
  if (line.probabilityOfAction)
    parts.push(`${rangeWords(line.probabilityOfAction, 'probabilityOfAction')} of them become attempts`);
  if (line.susceptibility)
    parts.push(`${rangeWords(line.susceptibility, 'susceptibility')} of attempts succeed`);
  if (line.threatCapability && line.resistanceStrength)
    parts.push(
      `capability ${rangeWords(line.threatCapability, 'threatCapability')} against resistance ${rangeWords(line.resistanceStrength, 'resistanceStrength')} (percentiles of attackers)`,
    );
  return joined(parts);
}

function impact({ records, outageHours }: ScenarioLine): Html {
  const parts: Content[] = [];
  if (records) parts.push(`records: ${rangeWords(records, 'records')}`);
  if (outageHours) parts.push(`hours: ${rangeWords(outageHours, 'outageHours')}`);
  return parts.length > 0 ? joined(parts) : html`<span class="none">neither stated</span>`;
}

const joined = (parts: readonly Content[]): Html =>
  html`${parts.map((part, at) => html`${at > 0 && '; '}${part}`)}`;

const sensitivities = (lines: readonly SensitivityLine[]): Html =>
  table({
    caption: html`Inputs that matter most <span>(of what is uncertain about the expected annual loss)</span>`,
    columns: [
      { head: 'Input of', width: 37 },
      { head: 'Input', width: 27 },
      { head: 'Share of the uncertainty', width: 13, isNumber: true },
      { head: 'Expected loss with it at its 5% and 95% points', width: 23, isNumber: true },
    ],
    rows: lines.map(({ entity, says, shareOfVariance, swingLow, swingHigh }): Content[] => [
      entity === null ? 'The organisation' : quoted(entity),
      quoted(says),
      exact(shareOfVariance, percent),
      sampled({ low: swingLow, high: swingHigh }, dollars),
    ]),
  });

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
