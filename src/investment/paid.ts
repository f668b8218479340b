import type { RebaseConstants } from '../simulation/rebase-constants.ts';
import { createKernel } from '../simulation/kernel.ts';
import { HALVES, hasSecondHalf } from '../simulation/knowledge.ts';
import { parameterMeans } from '../simulation/parameters.ts';
import type { Prepared } from '../simulation/tasks.ts';
import { discountFactors } from './cost.ts';
import { payInsurance } from './insurance.ts';

/** Futures for insured draws are numbered beyond all trials of a run. */
const FIRST_FUTURE = 0x20000000;

/**
 * What insurance pays on average given the parameters of draws `from` to `to` (exclusive).
 *
 * @returns [(draw * tallies + tally) * HALVES + half], present value over the horizon in US dollars; NaN for a second half that is not found
 */
export type PayDraws = (from: number, to: number) => Float64Array;

/**
 * Gets ready to find what insurance pays, for one piece of the draws after the other: there is no closed form under annual limits, so each draw
 * gets `points` futures a half, an even number, with its parameters and luck of their own.
 */
export function paidDraws(
  { compiled, tallied }: Prepared,
  rebase: readonly RebaseConstants[],
  points: number,
): PayDraws {
  const { plan, scenarios, costs } = compiled;
  const years = plan.horizonYears;
  const kernel = createKernel(compiled, rebase, true);
  const variants = tallied.map(({ portfolio }) =>
    scenarios.map(({ variantOfPortfolio }) => variantOfPortfolio[portfolio]),
  );
  const factors = new Float64Array(years);
  const values = parameterMeans(compiled.parameters);

  /** @param first where the halves of the draw are */
  function addHalf(paid: Float64Array, draw: number, half: number, first: number): void {
    kernel.simulateGiven(draw, FIRST_FUTURE + (draw * HALVES + half) * points, points);
    kernel.parameters.row(0, values);
    discountFactors(values[costs.discountRate], factors);
    tallied.forEach(({ insurance }, tally) => {
      if (!insurance) return;
      const at = first + tally * HALVES + half;
      payInsurance(insurance, kernel.tables, variants[tally], (cell, cents) => {
        paid[at] += ((cents / 100) * factors[cell % years]) / points;
      });
    });
  }

  /** Only what a policy pays: without one, nothing is paid in any half. */
  function skipHalf(paid: Float64Array, first: number): void {
    tallied.forEach(({ insurance }, tally) => {
      if (insurance) paid[first + tally * HALVES + 1] = NaN;
    });
  }

  return (from, to) => {
    const paid = new Float64Array((to - from) * tallied.length * HALVES);
    for (let draw = from; draw < to; draw++) {
      const first = (draw - from) * tallied.length * HALVES;
      addHalf(paid, draw, 0, first);
      if (hasSecondHalf(draw)) addHalf(paid, draw, 1, first);
      else skipHalf(paid, first);
    }
    return paid;
  };
}
