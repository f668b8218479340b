import type { Groups } from './groups.ts';
import { touchesColumn, type Met } from './portfolio-years.ts';
import type { ScenarioYears } from './scenario-years.ts';
import { SUM, type OpenTally } from './tally.ts';

/**
 * Completes a portfolio's tally with what was counted once for many: scenarios by their variants, and whatever the portfolio does not touch
 * from the baseline's tally.
 */
export function shareTally(
  tally: OpenTally,
  baseline: OpenTally,
  groups: Groups,
  { variants, touched }: Met,
  scenarios: readonly Pick<ScenarioYears, 'sums'>[],
): void {
  const { parts, sources, shapes } = groups;
  const { sums } = tally;
  if (scenarios.length === 1) sums.copy(SUM.loss, scenarios[0].sums, 2 * variants[0], 2);
  if (tally !== baseline) {
    if (!touched.some((scenario) => shapes[scenario].hasRecords)) {
      tally.records.set(baseline.records);
      sums.copy(SUM.records, baseline.sums, SUM.records, 2);
    }
    if (!touched.some((scenario) => shapes[scenario].hasHours)) {
      tally.hours.set(baseline.hours);
      sums.copy(SUM.hours, baseline.sums, SUM.hours, 2);
    }
  }
  for (let part = 0; part < parts.count; part++) {
    const source = sources[part];
    const at = SUM.parts + 2 * part;
    if (source.kind === 'scenario')
      sums.copy(at, scenarios[source.scenario].sums, 2 * variants[source.scenario], 2);
    else if (source.kind === 'total') sums.copy(at, sums, SUM.loss, 2);
    else if (source.kind === 'column' && tally !== baseline && !touchesColumn(groups, touched, source.column))
      sums.copy(at, baseline.sums, at, 2);
  }
}
