import { careEvidence } from '../catalog/patient-harm.ts';
import { SECTOR_LARGE_BREACH } from '../catalog/sector.ts';
import type { Comparison, Option, Value } from './answers.ts';
import { amount, between, dollars, hours, isConclusive, percent, plusMinus, points } from '../words.ts';

const LABEL_WIDTH = 50;
const COLUMN_WIDTH = 23;

/** A comparison as a page of text for a terminal. */
export function report(organization: string, comparison: Comparison): string {
  const { baseline, options, trials, horizonYears, seed, warnings } = comparison;
  const years = `${horizonYears} years`;
  const largest = [...baseline.byScenario]
    .sort((a, b) => b.share - a.share)
    .slice(0, 5)
    .map(({ name, share, expectedAnnualLoss }) =>
      line(`  ${name}`, `${dollars(expectedAnnualLoss.value)} a year, ${percent(share)} of the loss`),
    );
  return [
    `${organization}: ${baseline.byScenario.length} scenarios, ${trials.toLocaleString('en-US')} simulated futures of ${years}, seed ${seed}`,
    '',
    'TODAY, with the controls in place',
    line('expected loss a year', value(baseline.expectedAnnualLoss, dollars)),
    line('  as the inputs are uncertain', `${between(baseline.credible)} (90% of what they allow)`),
    line('loss in the worst 5% of years', value(baseline.conditionalValueAtRisk95, dollars)),
    line(`chance of any breach in ${years}`, value(baseline.breachProbability, percent)),
    line(`chance of one of 500 people or more in ${years}`, value(baseline.largeBreachProbability, percent)),
    line('  in one year', value(baseline.annualLargeBreachProbability, percent)),
    line(
      '  in one year, of an average hospital',
      `${percent(SECTOR_LARGE_BREACH.perHospitalYear)} (HHS breach portal)`,
    ),
    line('people affected, a year', value(baseline.expectedRecords, amount)),
    line('hours without a system, a year', value(baseline.expectedOutageHours, hours)),
    `  not in any dollar here: ${careEvidence}`,
    '',
    'What loses most',
    ...largest,
    '',
    `WHAT EACH INVESTMENT WOULD CHANGE over ${years}, in today's dollars`,
    row('', options, ({ name }) => name.toUpperCase()),
    row('cost', options, ({ cost }) => dollars(cost.value)),
    row('people needed', options, ({ staffFte }) => staffFte.toFixed(1)),
    row('loss avoided', options, ({ benefit }) => value(benefit, dollars)),
    row('  as the inputs are uncertain', options, ({ credibleBenefit }) => between(credibleBenefit)),
    row('gain after its cost', options, ({ netBenefit }) => conclusively(netBenefit)),
    row('return on each dollar', options, ({ rosi }) => (rosi ? percent(rosi.value) : 'no cost')),
    row('chance that it is worth its price', options, ({ probabilityWorthIt }) =>
      percent(probabilityWorthIt.value),
    ),
    row('chance that it is the best of these', options, ({ probabilityBest }) =>
      percent(probabilityBest.value),
    ),
    row('chance that one future repays it', options, ({ probabilityPaysBack }) =>
      percent(probabilityPaysBack.value),
    ),
    row('repaid after', options, ({ paybackYears }) =>
      paybackYears === null ? `not in ${years}` : `${paybackYears.toFixed(1)} years`,
    ),
    '',
    row(`chance of any breach in ${years}`, options, ({ outcome }) =>
      percent(outcome.breachProbability.value),
    ),
    row('  change', options, ({ breachProbabilityChange }) => changed(breachProbabilityChange, points)),
    row(`chance of one of 500 people or more in ${years}`, options, ({ outcome }) =>
      percent(outcome.largeBreachProbability.value),
    ),
    row('change of the loss in the worst 5% of years', options, ({ tailChange }) =>
      changed(tailChange, signedDollars),
    ),
    row('people affected, a year', options, ({ outcome }) => amount(outcome.expectedRecords.value)),
    row('hours without a system, a year', options, ({ outcome }) => hours(outcome.expectedOutageHours.value)),
    '',
    row('avoided by its defences alone', options, ({ defensiveBenefit }) => dollars(defensiveBenefit.value)),
    row('avoided by its tests alone', options, ({ offensiveBenefit }) => dollars(offensiveBenefit.value)),
    row('synergy of the two', options, ({ synergy }) => synergyWords(synergy)),
    '',
    ...options.map(({ name, controls }) => `${name}: ${controls.map((control) => control.name).join('; ')}.`),
    '',
    verdict(options),
    ...warnings.map((warning) => `Note: ${warning}.`),
    '± is the 95% sampling error of the simulation only; what the inputs leave open is in the lines "as the inputs are uncertain".',
  ].join('\n');
}

const line = (label: string, text: string): string => `${label.padEnd(LABEL_WIDTH - 2)}  ${text}`;

const row = (label: string, options: readonly Option[], cell: (option: Option) => string): string =>
  `${label.padEnd(LABEL_WIDTH)}${options.map((option) => cell(option).padEnd(COLUMN_WIDTH)).join('')}`.trimEnd();

const value = (figure: Value, write: (x: number) => string): string =>
  `${write(figure.value)} ${plusMinus(figure, write)}`;
const signedDollars = (usd: number): string => `${usd > 0 ? '+' : ''}${dollars(usd)}`;
const conclusively = (net: Value): string => (isConclusive(net) ? value(net, dollars) : 'not conclusive');
const changed = (figure: Value, write: (x: number) => string): string =>
  isConclusive(figure) ? write(figure.value) : 'not conclusive';

function synergyWords(synergy: Value): string {
  if (synergy.low === 0 && synergy.high === 0) return 'none';
  return isConclusive(synergy) ? value(synergy, dollars) : 'not conclusive';
}

/** Which option gains most, or that the simulation cannot tell. */
function verdict(options: readonly Option[]): string {
  const [best, next] = [...options].sort((a, b) => b.netBenefit.value - a.netBenefit.value);
  if (!best.conclusive || best.netBenefit.value <= 0)
    return 'None of them conclusively gains more than it costs.';
  const apart = !next || best.netBenefit.low > next.netBenefit.high;
  return apart
    ? `${best.name} gains most on average, and the simulation is sure of that order. As the inputs are uncertain, the chance that it is the best choice, doing nothing included, is ${percent(best.probabilityBest.value)}.`
    : `${best.name} gains most in this run, but not by more than the sampling error: more trials would tell it from ${next.name}.`;
}
