import { counted, dollars, grouped, numberWords } from '../../words.ts';
import type { Analysis, AssetLine } from '../analysis.ts';
import { rangeWords } from '../estimate-words.ts';
import { html, quoted, type Content, type Html } from '../html.ts';
import { contributions, exact, firstOf, listed, sampled, table } from './parts.ts';

const MOST_ROWS = 150;

/** What the analysis is about: assets, and what threatens them. */
export function scope(analysis: Analysis): Html {
  const { assets, threats, scenarios } = analysis;
  const holding = assets.filter(({ holds }) => holds !== 'NONE_STATED');
  return html` <p>
      The analysis covers ${counted(assets.length, 'asset')}, ${counted(threats.length, 'threat')} and
      ${counted(scenarios.length, 'scenario')} in which a threat meets an asset, as the model stated them when
      the run was asked for. Of the assets, ${counted(holding.length, 'holds', 'hold')} records about people,
      which are taken to be electronic protected health information (ePHI) and are marked so.
    </p>
    ${assetTable(assets)} ${threatTable(analysis)}`;
}

function assetTable(assets: readonly AssetLine[]): Html {
  const { shown, rest } = firstOf(assets, MOST_ROWS, 'asset');
  return html`${table({
    caption: html`Assets
      <span>(those that hold ePHI first; losses are those that fall on the asset itself)</span>`,
    columns: [
      { head: 'Asset', width: 25 },
      { head: 'Records', width: 14 },
      { head: 'Depends on', width: 26 },
      { head: 'Scenarios', width: 9, isNumber: true },
      { head: 'Expected loss', width: 10, isNumber: true },
      { head: '95% sampling interval', width: 16, isNumber: true },
    ],
    rows: shown.map((asset): Content[] => [
      quoted(asset.name),
      ephi(asset),
      listed(asset.dependsOn.map(quoted), 'nothing listed'),
      grouped(asset.scenarios),
      exact(asset.contribution.expectedAnnualLoss.value, dollars),
      sampled(asset.contribution.expectedAnnualLoss, dollars),
    ]),
  })}${rest}`;
}

function ephi({ holds, records }: AssetLine): Html {
  if (holds === 'RECORDS') return html`<span class="mark">ePHI</span>, ${exact(records!, grouped)}`;
  return holds === 'UNCOUNTED'
    ? html`<span class="mark">ePHI</span>, not counted`
    : html`<span class="none">none stated</span>`;
}

function threatTable({ threats, byCategory }: Analysis): Html {
  const { shown, rest } = firstOf(threats, MOST_ROWS, 'threat');
  const categories = firstOf(byCategory, MOST_ROWS, 'category', 'categories');
  return html`${table({
      caption: 'Threats',
      columns: [
        { head: 'Threat', width: 31 },
        { head: 'Category', width: 13 },
        { head: 'AI-capable', width: 9 },
        { head: 'Growth a year', width: 20 },
        { head: 'Volatility', width: 10, isNumber: true },
        { head: 'Strikes in', width: 8, isNumber: true },
        { head: 'Opens door in', width: 9, isNumber: true },
      ],
      rows: shown.map((threat): Content[] => [
        quoted(threat.name),
        quoted(threat.category),
        threat.aiCapable ? 'yes' : 'no',
        threat.growthPerYear
          ? rangeWords(threat.growthPerYear, 'growthPerYear')
          : html`<span class="none">none</span>`,
        exact(threat.volatility, numberWords),
        grouped(threat.strikes),
        grouped(threat.opensDoor),
      ]),
    })}${rest}
    <p class="note">
      Volatility is how much years differ: the standard deviation of the logarithm of a year’s attempts. The
      last two columns count scenarios.
    </p>
    ${contributions(
      'Losses by category of threat',
      'Category',
      categories.shown.map((it) => ({ ...it, name: quoted(it.name) })),
    )}${categories.rest}`;
}
