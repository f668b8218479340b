import type { Input, Optimization, Point } from './answers.ts';
import { dollars, percent, plusMinus } from '../words.ts';

const BAR_WIDTH = 40;
const MOST_INPUTS = 3;

/** The best set for a budget, and a frontier as a chart, for a terminal. */
export function choiceReport(
  { best, frontier, provedOptimal, gap, horizonYears }: Optimization,
  budget: number,
): string {
  const sure = provedOptimal ? 'proved best' : `within ${percent(gap)} of the best possible`;
  return [
    `THE BEST USE OF ${dollars(budget)} over ${horizonYears} years (${sure}, for inputs at their means)`,
    ...(best.controls.length > 0
      ? best.controls.map(({ name, stance }) => `  ${name} (${stance.toLowerCase()})`)
      : ['  nothing']),
    `It costs ${dollars(best.cost.value)} and ${best.staffFte.toFixed(1)} people, and avoids ${dollars(best.benefit.value)} ${plusMinus(best.benefit, dollars)}. The chance that it is worth its price is ${percent(best.probabilityWorthIt.value)}.`,
    '',
    `WHAT OTHER BUDGETS BUY: the loss over ${horizonYears} years, in today's dollars`,
    ...frontierChart(frontier),
  ].join('\n');
}

/**
 * A line for each point: its cost, the loss that is left as a bar from the least to the most of all, and the share that goes to offence.
 *
 * @example frontierChart([{ cost: 0, offensiveShare: 0, objective: { value: 2e6, low: 2e6, high: 2e6 }, controls: [] }])[0]
 * // '  $0        $2.00M  ########################################  no controls'
 */
export function frontierChart(points: readonly Point[]): string[] {
  const values = points.map(({ objective }) => objective.value);
  const most = Math.max(...values);
  return points.map(({ cost, objective, controls, offensiveShare }) => {
    const bar = '#'.repeat(Math.max(1, Math.round((BAR_WIDTH * objective.value) / most))).padEnd(BAR_WIDTH);
    const bought = controls.length
      ? `${controls.length} control${controls.length > 1 ? 's' : ''}, ${percent(offensiveShare)} of the cost offensive`
      : 'no controls';
    return `  ${dollars(cost).padEnd(9)} ${dollars(objective.value).padEnd(7)} ${bar}  ${bought}`;
  });
}

/** The inputs that are most worth improving: what knowing each before choosing is worth, or how far it moves the loss. */
export const inputsReport = (inputs: readonly Input[]): string =>
  [
    'WHAT TO LEARN FIRST: inputs whose uncertainty matters most to the choice',
    ...inputs
      .slice(0, MOST_INPUTS)
      .map(({ entity, field, shareOfVariance, swingLow, swingHigh, valueOfInformation }) => {
        const worth = valueOfInformation ? `worth ${dollars(valueOfInformation.value)} to know; ` : '';
        return `  ${entity?.name ?? 'the organisation'}, ${field}: ${worth}${percent(shareOfVariance)} of what is uncertain about the loss (${dollars(swingLow)} to ${dollars(swingHigh)} a year)`;
      }),
  ].join('\n');
