import {
  meanInterval,
  normalInterval,
  probabilityInterval,
  shareInterval,
  standardErrorOfMean,
} from '../math/intervals.ts';
import { newKept } from '../math/kept.ts';
import { curveOf, lossCurve, rankedProbability } from '../math/loss-curve.ts';
import { addShares, largestLosses, passingRows } from '../math/loss-rows.ts';
import type { CompiledPlan } from './compile.ts';
import { textOf } from './doubles-text.ts';
import { HOURS_GRID, LOSS_GRID_USD, RECORDS_GRID } from './grids.ts';
import { LOSS_FORMS } from './plan.ts';
import type {
  ContributionData,
  CredibleRange,
  ExceedancePoint,
  Figure,
  OutcomeData,
  Percentile,
} from './result.ts';
import type { Groups } from './groups.ts';
import { TAIL_SHIFT } from './tail-make-up.ts';
import { COUNT, SUM, type Tally } from './tally.ts';

const CENTS = 100;
const PERCENTILES = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999];

/** What a portfolio's tally says after `trials` trials; `credible` and `breachCredible` are found apart (see knowledge.ts). */
export function outcomeOf(
  compiled: CompiledPlan,
  groups: Groups,
  tally: Tally,
  trials: number,
  credible: CredibleRange,
  annualBreachCredible: CredibleRange,
): OutcomeData {
  const years = compiled.plan.horizonYears;
  const { counts, sums } = tally;
  const rows = passingRows(tally.annual);
  const annual = lossCurve(rows, trials, years);
  const annualLosses = { trials, ranks: years, doubles: textOf(rows) };

  const yearlyUsd = scaled(
    meanInterval(sums.total(SUM.loss), sums.total(SUM.lossSquared), trials),
    1 / years / CENTS,
  );
  const percentile = (p: number): Percentile => {
    const { value, low, high } = annual.percentile(p);
    return { p, value: value / CENTS, low: low / CENTS, high: high / CENTS };
  };
  const percentiles = PERCENTILES.map(percentile);
  const clusteredYears = (sum: number, squares: number): Figure =>
    probabilityInterval(sum / trials / years, standardErrorOfMean(sum, squares, trials) / years, trials);
  const yearly = (sum: number): Figure =>
    scaled(meanInterval(sums.total(sum), sums.total(sum + 1), trials), 1 / years);

  return {
    // of annual losses first: reading others takes their place
    trials,
    expectedAnnualLoss: yearlyUsd,
    credible,
    annualLossPercentiles: percentiles,
    valueAtRisk95: percentiles[PERCENTILES.indexOf(0.95)],
    conditionalValueAtRisk95: tailFigure(
      annual.tailMean(0.95),
      sums.total(SUM.excess),
      sums.total(SUM.excessSquared),
      trials,
      years,
    ),
    exceedance: Array.from(LOSS_GRID_USD, (threshold): ExceedancePoint => {
      const { value, low, high } = annual.exceedance(threshold * CENTS);
      return { threshold, probability: value, low, high };
    }),
    lossEventProbability: shareInterval(counts[COUNT.lossEvent], trials),
    breachProbability: shareInterval(counts[COUNT.breach], trials),
    largeBreachProbability: shareInterval(counts[COUNT.largeBreach], trials),
    annualBreachProbability: clusteredYears(counts[COUNT.breachYears], counts[COUNT.breachYearsSquared]),
    annualBreachCredible,
    annualLargeBreachProbability: clusteredYears(
      counts[COUNT.largeBreachYears],
      counts[COUNT.largeBreachYearsSquared],
    ),
    byYear: Array.from({ length: years }, (_, year) => {
      const [lossEvent, breach, largeBreach] = [0, 1, 2].map((kind) =>
        shareInterval(counts[COUNT.byYear + year * 3 + kind], trials),
      );
      return { year: year + 1, lossEvent, breach, largeBreach };
    }),
    expectedRecords: yearly(SUM.records),
    recordsExceedance: gridExceedance(tally, 'records', RECORDS_GRID, trials, years),
    expectedOutageHours: yearly(SUM.hours),
    outageExceedance: gridExceedance(tally, 'hours', HOURS_GRID, trials, years),
    ...contributions(compiled, groups, tally, rows, trials),
    ...(tally.retained && {
      retained: {
        expectedAnnualLoss: scaled(
          meanInterval(sums.total(SUM.retained), sums.total(SUM.retainedSquared), trials),
          1 / years / CENTS,
        ),
        conditionalValueAtRisk95: tailFigure(
          curveOf(tally.retained, trials).tailMean(0.95),
          sums.total(SUM.retainedExcess),
          sums.total(SUM.retainedExcessSquared),
          trials,
          years,
        ),
      },
    }),
    annualLosses,
    horizonLosses:
      tally.horizon === tally.annual
        ? annualLosses
        : { trials, ranks: 1, doubles: textOf(passingRows(tally.horizon)) },
  };
}

/** The tail mean beyond 95%; its error is that of the mean excess over a fixed threshold, since the threshold's own cancels. */
function tailFigure(
  cents: number,
  excess: number,
  excessSquared: number,
  trials: number,
  years: number,
): Figure {
  const standardError = standardErrorOfMean(excess, excessSquared, trials) / years / 0.05 / CENTS;
  return normalInterval(cents / CENTS, standardError);
}

export const scaled = (figure: Figure, by: number): Figure =>
  normalInterval(figure.value * by, figure.standardError * by);

/** The points of a grid where nothing was counted: the same for all portfolios, and most state neither records nor hours. */
const noneAbove = newKept<readonly ExceedancePoint[]>(16);

function gridExceedance(
  tally: Tally,
  figure: 'records' | 'hours',
  grid: Float64Array,
  trials: number,
  years: number,
): readonly ExceedancePoint[] {
  const ranked = tally[figure];
  const above = new Float64Array(years);
  let probability = rankedProbability(above, trials);
  const pointAt = (threshold: number): ExceedancePoint => {
    const { value, low, high } = probability;
    return { threshold, probability: value, low, high };
  };
  if (tally.sums.total(SUM[figure]) === 0)
    return noneAbove(`${figure} ${trials}`, () => Array.from(grid, pointAt));
  const width = grid.length + 1;
  const points: ExceedancePoint[] = [];
  for (let at = grid.length - 1; at >= 0; at--) {
    let more = 0;
    for (let rank = 0; rank < years; rank++) {
      const its = ranked[rank * width + at + 1];
      above[rank] += its;
      more += its;
    }
    // few thresholds lie among what was counted
    if (more > 0) probability = rankedProbability(above, trials);
    points.push(pointAt(grid[at]));
  }
  return points.reverse();
}

function contributions(
  compiled: CompiledPlan,
  groups: Groups,
  tally: Tally,
  rows: Float64Array,
  trials: number,
) {
  const years = compiled.plan.horizonYears;
  const { parts } = groups;
  const tail = tailParts(tally, rows, groups, trials * years, years);
  let tailTotal = 0;
  for (let at = parts.scenarios; at < parts.assets; at++) tailTotal += tail[at];
  const total = tally.sums.total(SUM.loss);
  const part = (at: number): ContributionData => {
    const cents = tally.sums.total(SUM.parts + 2 * at);
    const squares = tally.sums.total(SUM.parts + 2 * at + 1);
    return {
      expectedAnnualLoss: scaled(meanInterval(cents, squares, trials), 1 / years / CENTS),
      share: total > 0 ? cents / total : 0,
      shareOfTail: tailTotal > 0 ? tail[at] / tailTotal : 0,
    };
  };
  return {
    byScenario: compiled.scenarios.map((_, at) => part(parts.scenarios + at)),
    byAsset: compiled.assets.map((_, at) => part(parts.assets + at)),
    byCategory: compiled.categories.map((name, at) => ({ name, ...part(parts.categories + at) })),
    byLossForm: LOSS_FORMS.map((_, at) => part(parts.forms + at)),
  };
}

/** What each part loses in the worst 5% of years; the bucket on the edge, 2% wide, gives its share of years. */
function tailParts(
  tally: Tally,
  rows: Float64Array,
  { parts, sources }: Groups,
  pooledYears: number,
  ranks: number,
): Float64Array {
  const tail = new Float64Array(parts.count);
  const made: Float64Array[] = [];
  const shares: number[] = [];
  const largest = largestLosses(rows, ranks, TAIL_SHIFT, pooledYears * 0.05);
  for (let at = 0; at < largest.length; at += 2) {
    const row = tally.tail[largest[at]];
    if (!row) continue;
    made.push(row);
    shares.push(largest[at + 1]);
  }
  addShares(made, shares, tail);
  let total = 0;
  for (let part = parts.scenarios; part < parts.assets; part++) total += tail[part];
  for (let part = parts.assets; part < parts.count; part++) {
    const source = sources[part];
    if (source.kind === 'scenario') tail[part] = tail[parts.scenarios + source.scenario];
    if (source.kind === 'total') tail[part] = total;
  }
  return tail;
}
