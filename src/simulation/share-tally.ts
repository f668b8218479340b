import { SUM_BINS } from '../math/exact-sum.ts';
import type { Recorded } from '../math/recorded-calls.ts';
import { touchesColumn, type Met, type YearsSetting } from './portfolio-years.ts';
import { SUM, sumAt, type OpenTally } from './tally.ts';

/**
 * What completes a portfolio's tally with what was counted once for many: scenarios by their variants, and whatever the portfolio does not touch
 * from the baseline's tally.
 */
export function sharing(
  tally: OpenTally,
  baseline: OpenTally,
  { groups, scenarios, adding }: YearsSetting,
  { variants, touched }: Met,
): Recorded {
  const { parts, sources, shapes } = groups;
  const { sums } = tally;
  return adding.calls.record((calls) => {
    /** Puts a sum, and that of the squares, in the place of others. */
    const copyBoth = (to: number, from: typeof sums, other: number) =>
      calls.add('copy', [2 * SUM_BINS * sums.bins.BYTES_PER_ELEMENT, sumAt(from, other), sumAt(sums, to)]);
    const copyAll = (from: Float64Array, to: Float64Array) =>
      calls.add('copy', [to.byteLength, from.byteOffset, to.byteOffset]);

    if (scenarios.length === 1) copyBoth(SUM.loss, scenarios[0].sums, 2 * variants[0]);
    if (tally !== baseline) {
      if (!touched.some((scenario) => shapes[scenario].hasRecords)) {
        copyAll(baseline.records, tally.records);
        copyBoth(SUM.records, baseline.sums, SUM.records);
      }
      if (!touched.some((scenario) => shapes[scenario].hasHours)) {
        copyAll(baseline.hours, tally.hours);
        copyBoth(SUM.hours, baseline.sums, SUM.hours);
      }
    }
    for (let part = 0; part < parts.count; part++) {
      const source = sources[part];
      const at = SUM.parts + 2 * part;
      if (source.kind === 'scenario')
        copyBoth(at, scenarios[source.scenario].sums, 2 * variants[source.scenario]);
      else if (source.kind === 'total') copyBoth(at, sums, SUM.loss);
      else if (
        source.kind === 'column' &&
        tally !== baseline &&
        !touchesColumn(groups, touched, source.column)
      )
        copyBoth(at, baseline.sums, at);
    }
  });
}
