import { SECTOR_LARGE_BREACH } from '../../catalog/sector.ts';
import type { Percentile } from '../../simulation/result.ts';
import { amount, counted, dollars, hours, numberWords, percent } from '../../words.ts';
import type { Analysis } from '../analysis.ts';
import { html, quoted, type Content, type Html } from '../html.ts';
import { curve, short } from './chart.ts';
import { credibly, exact, sampled, table, withInterval } from './parts.ts';

/** What was found, on one page. */
export const summary = (analysis: Analysis): Html =>
  html` ${lead(analysis)} ${tiles(analysis)}
    <p>
      Two kinds of uncertainty are kept apart throughout. A <em>sampling interval</em> (95%) says how
      precisely the simulation computed a figure; more trials narrow it. A <em>credible range</em> (5% to 95%)
      says what the figure may be since the inputs themselves are uncertain; only better knowledge narrows it.
    </p>
    ${lossCurve(analysis)} ${figures(analysis)} ${likelihoods(analysis)} ${benchmark(analysis)}`;

function lead({ organization, overall, scenarios, run }: Analysis): Html {
  const [first] = scenarios;
  return html`<p>
    With the controls that this run takes to be at work, ${quoted(organization)} is to expect losses of
    <strong>${exact(overall.expectedAnnualLoss.value, dollars)}</strong> in an average year; given what the
    inputs leave open, ${credibly(overall.credible, dollars)}. Most years differ from the average: one year in
    twenty costs ${exact(overall.valueAtRisk95.value, dollars)} or more, and such years
    ${exact(overall.conditionalValueAtRisk95.value, dollars)} on average. The largest part of the expected
    loss comes from “${quoted(first.name)}” (${exact(first.contribution.share, percent)}). The figures come
    from ${counted(run.trials, 'simulated future')} of ${counted(run.horizonYears, 'year')} each.
  </p>`;
}

function tiles({ overall, benchmark: { sectorPerHospitalYear } }: Analysis): Html {
  const tile = (label: string, big: Content, ...small: Content[]) =>
    html` <div>
      <dt>${label}</dt>
      <dd class="big">${big}</dd>
      ${small.map((it) => html`<dd class="small">${it}</dd>`)}
    </div>`;
  const { expectedAnnualLoss, conditionalValueAtRisk95, annualLargeBreachProbability, expectedOutageHours } =
    overall;
  return html` <dl class="tiles">
    ${tile(
      'Expected loss a year',
      exact(expectedAnnualLoss.value, dollars),
      html`sampling ${sampled(expectedAnnualLoss, dollars)}`,
      html`credible ${credibly(overall.credible, dollars)}`,
    )}${tile(
      'Mean of the worst 5% of years',
      exact(conditionalValueAtRisk95.value, dollars),
      html`sampling ${sampled(conditionalValueAtRisk95, dollars)}`,
    )}${tile(
      'Large breach (500 people or more) in a year',
      exact(annualLargeBreachProbability.value, percent),
      html`sampling ${sampled(annualLargeBreachProbability, percent)}`,
      html`hospitals report ${exact(sectorPerHospitalYear, percent)} a year`,
    )}${tile(
      'Hours of outage to expect a year',
      exact(expectedOutageHours.value, hours),
      html`sampling ${sampled(expectedOutageHours, hours)}`,
      html`see <a href="#care">what this means for patients</a>`,
    )}
  </dl>`;
}

/** The engine finds what inputs leave open of expectations alone. */
const NONE = '–';

function figures({ overall, insurance }: Analysis): Html {
  const { annualLossPercentiles, retained } = overall;
  const percentile = ({ p, value, low, high }: Percentile): Content[] => [
    html`P${numberWords(p * 100)}: what ${numberWords(p * 100)}% of years do not exceed`,
    exact(value, dollars),
    sampled({ low, high }, dollars),
    NONE,
  ];
  const without = insurance ? ', before insurance' : '';
  const rows: Content[][] = [
    [
      `Expected annual loss${without}`,
      exact(overall.expectedAnnualLoss.value, dollars),
      sampled(overall.expectedAnnualLoss, dollars),
      html`${credibly(overall.credible, dollars)}, median ${exact(overall.credible.p50, dollars)}`,
    ],
    ...annualLossPercentiles.map(percentile),
    [
      'CVaR95: mean of the worst 5% of years',
      exact(overall.conditionalValueAtRisk95.value, dollars),
      sampled(overall.conditionalValueAtRisk95, dollars),
      NONE,
    ],
    ...(retained
      ? [
          ['Expected annual loss, after insurance', retained.expectedAnnualLoss] as const,
          ['CVaR95, after insurance', retained.conditionalValueAtRisk95] as const,
        ].map(([head, it]) => [head, exact(it.value, dollars), sampled(it, dollars), NONE])
      : []),
    [
      'Records exposed a year',
      exact(overall.expectedRecords.value, amount),
      sampled(overall.expectedRecords, amount),
      NONE,
    ],
    [
      'Outage hours a year',
      exact(overall.expectedOutageHours.value, hours),
      sampled(overall.expectedOutageHours, hours),
      NONE,
    ],
    [
      'Chance of a breach in a year',
      exact(overall.annualBreachProbability.value, percent),
      sampled(overall.annualBreachProbability, percent),
      html`${credibly(overall.annualBreachCredible, percent)}, median
      ${exact(overall.annualBreachCredible.p50, percent)}`,
    ],
    [
      'Chance of a breach of 500 people or more in a year',
      exact(overall.annualLargeBreachProbability.value, percent),
      sampled(overall.annualLargeBreachProbability, percent),
      NONE,
    ],
  ];
  return table({
    caption: html`Impact of all scenarios together
      <span>(US dollars; the years of the horizon pooled)</span>`,
    columns: [
      { head: 'Figure', width: 41 },
      { head: 'Value', width: 10, isNumber: true },
      { head: '95% sampling interval', width: 20, isNumber: true },
      { head: 'Credible range, 5% to 95%', width: 29, isNumber: true },
    ],
    rows,
  });
}

function likelihoods({ overall, run }: Analysis): Html {
  const { byYear, lossEventProbability, breachProbability, largeBreachProbability } = overall;
  const years = byYear.map(({ year, lossEvent, breach, largeBreach }): Content[] => [
    `Year ${year}`,
    ...[lossEvent, breach, largeBreach].map((it) => withInterval(it, percent)),
  ]);
  return table({
    caption: html`Likelihood of at least one event <span>(with 95% sampling intervals)</span>`,
    columns: [
      { head: 'Period', width: 25 },
      { head: 'Loss event', width: 25, isNumber: true },
      { head: 'Breach: any record disclosed', width: 25, isNumber: true },
      { head: 'Large breach: 500 people or more', width: 25, isNumber: true },
    ],
    rows: [
      ...years,
      [
        `All ${counted(run.horizonYears, 'year')}`,
        ...[lossEventProbability, breachProbability, largeBreachProbability].map((it) =>
          withInterval(it, percent),
        ),
      ],
    ],
  });
}

const lossCurve = ({ overall }: Analysis): Html =>
  curve({
    points: overall.exceedance,
    title: 'How likely a year costs more',
    says: `Curve of the chance that a year’s loss exceeds a sum, on a logarithmic scale. The expected annual loss is ${dollars(overall.expectedAnnualLoss.value)}; one year in twenty exceeds ${dollars(overall.valueAtRisk95.value)}.`,
    axis: 'Loss in a year, US dollars (logarithmic); the band is the 95% sampling interval',
    tick: (usd) => `$${short(usd)}`,
    marks: [
      { at: overall.expectedAnnualLoss.value, says: `mean ${dollars(overall.expectedAnnualLoss.value)}` },
      { at: overall.valueAtRisk95.value, says: `P95 ${dollars(overall.valueAtRisk95.value)}` },
    ],
    width: 900,
    height: 205,
  });

function benchmark({
  benchmark: { annualLargeBreachProbability, sectorPerHospitalYear, ratio, source },
}: Analysis) {
  const { farApart } = SECTOR_LARGE_BREACH;
  const isFar = ratio > farApart || ratio < 1 / farApart;
  return html` <h3>Beside what hospitals report</h3>
    <p>
      This run puts the chance of at least one breach of 500 people or more in one year at
      ${exact(annualLargeBreachProbability.value, percent)} (95% sampling interval
      ${sampled(annualLargeBreachProbability, percent)}). Hospitals reported such a breach at
      ${exact(sectorPerHospitalYear, percent)} per hospital and year (${source}): this run comes to
      ${exact(ratio, (x) => numberWords(Number(x.toPrecision(2))))} times that. The two may differ because an
      organisation may run several hospitals, clinics or a health plan; because the portal lists what was
      noticed and filed in the hospital’s own name, not what its business associates filed for it; and because
      the estimates are this organisation’s
      own.${
        isFar &&
        html` <strong
          >They are more than ${farApart} times apart: look into the inputs before you rely on these
          figures.</strong
        >`
      }
    </p>`;
}
