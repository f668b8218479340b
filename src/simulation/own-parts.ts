import { touchesColumn, type Met, type PortfolioYears, type YearsSetting } from './portfolio-years.ts';
import { columnPairs, SUM, type OpenTally } from './tally.ts';
import { tailPairs } from './tail-make-up.ts';

/** What is added up for one portfolio alone; its tally has the rest from the baseline's, or from its scenarios (see share-tally.ts). */
export interface OwnParts {
  readonly hasRecords: boolean;
  readonly hasHours: boolean;
  /** For each column the address of its values, and of its two sums. */
  readonly columns: Int32Array;
  /** As `addTailParts` takes them: parts of the tail are never the same as the baseline's, since its years are others. */
  readonly tail: Int32Array;
}

export function ownParts(
  { groups, scenarios, arena }: YearsSetting,
  { variants, touched }: Met,
  isBaseline: boolean,
  tally: OpenTally,
  portfolio: PortfolioYears,
): OwnParts {
  const { parts, shapes } = groups;
  const touches = (is: (scenario: number) => boolean) => isBaseline || touched.some(is);
  const inColumns = groups.sources.flatMap((source, part) =>
    source.kind === 'column' ? [{ part, column: source.column, cents: portfolio.groups[source.column] }] : [],
  );
  // the loss of a single scenario is summed with its variants
  const total = scenarios.length > 1 ? [{ sum: SUM.loss, cents: portfolio.lossCents }] : [];
  const ofGroups = inColumns
    .filter(({ column }) => touches((scenario) => touchesColumn(groups, [scenario], column)))
    .map(({ part, cents }) => ({ sum: SUM.parts + 2 * part, cents }));
  const ofScenarios = scenarios.map((its, scenario) => ({
    part: parts.scenarios + scenario,
    cents: its.variants[variants[scenario]].lossCents,
  }));
  return {
    hasRecords: touches((scenario) => shapes[scenario].hasRecords),
    hasHours: touches((scenario) => shapes[scenario].hasHours),
    columns: columnPairs(tally, [...total, ...ofGroups], arena),
    tail: tailPairs([...ofScenarios, ...inColumns], arena),
  };
}
