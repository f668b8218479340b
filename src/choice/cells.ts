import { discountFactors } from '../investment/cost.ts';
import { distribution } from '../math/estimate.ts';
import { LOSS_FACTORS } from '../controls/effects.ts';
import type { CompiledPlan, Variant } from '../simulation/compile.ts';
import type { Expectation } from '../simulation/expectation.ts';
import { createLattice } from '../simulation/lattice.ts';
import { ABOUT } from '../simulation/moment.ts';
import type { PlanLoss } from '../simulation/plan.ts';
import type { RebaseConstants } from '../simulation/rebase-constants.ts';
import { variability } from '../simulation/variability.ts';

/** Points of luck a year: who is covered, how an attempt came in, when tests ran, what falls with the struck asset. */
const POINTS = 64;
/** Where each year has points of its own, fewer do. */
const POINTS_OF_YEAR = 32;
/** Of the points: fixed, so that scenarios and choices are looked at in the same places. */
export const SEED = '0';
export const DRAW = 0;
const LONG_RUN = -1;

/** Points are sorted into so many groups by who is covered: within one, a mean of logarithms says nearly all. */
export const GROUPS = 4;

/** A point of luck in a year, and what a loss event there costs without controls, in US dollars. */
export interface Cell {
  readonly point: number;
  /** From 0; -1 where years do not differ. */
  readonly year: number;
  /** The way in: 0 for no named one. */
  readonly entry: number;
  readonly group: number;
  readonly primaryUsd: number;
  readonly outageUsd: number;
  readonly secondaryUsd: number;
  /** Assets whose records are exposed beside those of the struck one. */
  readonly exposed: readonly number[];
  /** Attempts over the horizon that it stands for, and the same with each year's counted as today's dollars. */
  readonly attempts: number;
  readonly presentAttempts: number;
}

export interface Cells {
  readonly list: readonly Cell[];
  /** Of the lattice; a power of two. */
  readonly points: number;
}

/**
 * Where a scenario is looked at: one cell where luck makes no difference to it, else each point in each year that differs.
 *
 * @param most the scenario under all that is in place or could be had
 */
export function cellsOf(
  compiled: CompiledPlan,
  most: Variant,
  rebase: RebaseConstants,
  values: Float64Array,
  { luck }: Expectation,
): Cells {
  const { plan, assets, costs } = compiled;
  const [scenario] = compiled.scenarios;
  const [stated] = plan.scenarios;
  const hasDependents = assets[scenario.asset].dependents.length > 0;
  const { byPoint, byYear } = variability(compiled, most, scenario.entryEnds.length > 0, hasDependents);
  const points = byYear && plan.horizonYears > 1 ? POINTS_OF_YEAR : byPoint ? POINTS : 1;
  const horizon = Array.from({ length: plan.horizonYears }, (_, year) => year);
  const factors = discountFactors(values[costs.discountRate], new Float64Array(horizon.length));
  const growth = scenario.growth < 0 ? 1 : 1 + values[scenario.growth];
  const first = scenario.rates.reduce((rate, parameter) => rate * values[parameter], rebase.rate);
  const attempts = horizon.map((year) => first * growth ** year);

  const total = (losses: readonly PlanLoss[]) =>
    losses.reduce((sum, { magnitude }) => sum + distribution(magnitude, 'MONEY').mean, 0);
  const left = (factor: (typeof LOSS_FACTORS)[number]) => rebase.losses[LOSS_FACTORS.indexOf(factor)];
  const primaryUsd = total(stated.primaryLosses) * left('PRIMARY_LOSS');
  const hours = stated.outageHours ? distribution(stated.outageHours, 'QUANTITY').mean * left('OUTAGE') : 0;
  const secondaryUsd =
    scenario.secondaryProbability < 0
      ? 0
      : values[scenario.secondaryProbability] *
        left('SECONDARY_PROBABILITY') *
        total(stated.secondaryLosses) *
        left('SECONDARY_LOSS');

  const lattice = createLattice();
  const entry = lattice.dimension(ABOUT.ENTRY, scenario.entity);
  const coverage = lattice.dimension(ABOUT.COVERAGE, 0);
  lattice.begin(SEED, DRAW, points);
  luck.begin(SEED, DRAW, points);
  const list = (byYear ? horizon : [LONG_RUN]).flatMap((year) =>
    Array.from({ length: points }, (_, point): Cell => {
      lattice.move(point);
      luck.move(point, year);
      const years = year < 0 ? horizon : [year];
      const u = lattice.coordinate(entry);
      return {
        point,
        year,
        entry: scenario.entryEnds.findIndex((end) => u < end) + 1,
        group: Math.floor(lattice.coordinate(coverage) * GROUPS),
        primaryUsd,
        outageUsd: hours * luck.hourlyUsd(0),
        secondaryUsd,
        exposed: [...luck.exposed(0)],
        attempts: years.reduce((sum, it) => sum + attempts[it], 0) / points,
        presentAttempts: years.reduce((sum, it) => sum + attempts[it] * factors[it], 0) / points,
      };
    }),
  );
  return { list, points };
}
