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
 * What insurance pays on average given the parameters of some draws: there is no closed form under annual limits, so each draw gets `points`
 * futures a half, an even number, with its parameters and luck of their own.
 *
 * @returns [(draw * tallies + tally) * HALVES + half], present value over the horizon in US dollars; NaN for a second half that is not found
 */
export function paidDraws(
  { compiled, tallied }: Prepared,
  rebase: readonly RebaseConstants[],
  points: number,
  from: number,
  to: number,
): Float64Array {
  const { plan, scenarios, costs } = compiled;
  const years = plan.horizonYears;
  const kernel = createKernel(compiled, rebase, true);
  const variants = tallied.map(({ portfolio }) =>
    scenarios.map(({ variantOfPortfolio }) => variantOfPortfolio[portfolio]),
  );
  const paid = new Float64Array((to - from) * tallied.length * HALVES);
  const factors = new Float64Array(years);
  const values = parameterMeans(compiled.parameters);

  /** Only what a policy pays: without one, nothing is paid in any half. */
  function skipHalf(draw: number): void {
    tallied.forEach(({ insurance }, tally) => {
      if (insurance) paid[(draw * tallied.length + tally) * HALVES + 1] = NaN;
    });
  }

  for (let draw = from; draw < to; draw++)
    for (let half = 0; half < HALVES; half++) {
      if (half > 0 && !hasSecondHalf(draw)) {
        skipHalf(draw - from);
        continue;
      }
      kernel.simulateGiven(draw, FIRST_FUTURE + (draw * HALVES + half) * points, points);
      kernel.parameters.row(0, values);
      discountFactors(values[costs.discountRate], factors);
      tallied.forEach(({ insurance }, tally) => {
        if (!insurance) return;
        const at = ((draw - from) * tallied.length + tally) * HALVES + half;
        payInsurance(insurance, kernel.tables, variants[tally], (cell, cents) => {
          paid[at] += ((cents / 100) * factors[cell % years]) / points;
        });
      });
    }
  return paid;
}
