import type { RebaseConstants } from '../simulation/rebase-constants.ts';
import { createKernel } from '../simulation/kernel.ts';
import { HALVES } from '../simulation/knowledge.ts';
import type { Prepared } from '../simulation/tasks.ts';
import { discountFactors } from './cost.ts';
import { insurancePayments } from './insurance.ts';

/** Futures for insured draws are numbered beyond all trials of a run. */
const FIRST_FUTURE = 0x20000000;

/**
 * What insurance pays on average given the parameters of some draws: there is no closed form under annual limits, so each draw gets `points`
 * futures a half, with its parameters and luck of their own.
 *
 * @returns [(draw * tallies + tally) * HALVES + half], present value over the horizon in US dollars
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
  const kernel = createKernel(compiled, rebase);
  const policies = tallied.map(({ insurance }) => insurance && insurancePayments(insurance, years));
  const paid = new Float64Array((to - from) * tallied.length * HALVES);
  const factors = new Float64Array(years);
  const cents = new Float64Array(years);

  for (let draw = from; draw < to; draw++)
    for (let half = 0; half < HALVES; half++)
      for (let point = 0; point < points; point++) {
        const log = kernel.simulate(FIRST_FUTURE + (draw * HALVES + half) * points + point, draw);
        discountFactors(kernel.values[costs.discountRate], factors);
        policies.forEach((pay, tally) => {
          if (!pay) return;
          const mine: number[] = [];
          for (let i = 0; i < log.count; i++)
            if (scenarios[log.scenario[i]].variantOfPortfolio[tallied[tally].portfolio] === log.variant[i])
              mine.push(i);
          cents.fill(0);
          pay(log, mine, cents);
          const at = ((draw - from) * tallied.length + tally) * HALVES + half;
          for (let year = 0; year < years; year++) paid[at] -= ((cents[year] / 100) * factors[year]) / points;
        });
      }
  return paid;
}
