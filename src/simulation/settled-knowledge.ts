import { createArena, type Arena } from '../math/arena.ts';
import { sampleColumns } from '../math/sample-columns.ts';
import { seedWords, threefry } from '../math/threefry.ts';
import { BLOCK_TRIALS, STRIDE } from './block.ts';
import type { CompiledPlan } from './compile.ts';
import { drawColumns, type DrawColumns } from './draw-columns.ts';
import type { PerAttempt } from './expectation.ts';
import type { Halves, KnowledgeDraws } from './knowledge.ts';
import { parameterColumns, uncertainParameters } from './parameters.ts';
import type { RebaseConstants } from './rebase-constants.ts';

/** What some portfolios' attempts on a scenario come to, whatever is drawn. */
export interface SettledMeeting {
  readonly scenario: number;
  readonly portfolios: readonly number[];
  readonly perAttempt: PerAttempt;
}

const DOUBLE_BYTES = 8;

/**
 * Expected losses and costs given the parameters of draws `from` to `to` (exclusive), where nothing that is drawn makes a difference to an
 * attempt and no event discloses records: all that is left are rates, so the draws are taken together, column by column.
 */
export function settledDraws(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  meetings: readonly SettledMeeting[],
  portfolios: number,
  from: number,
  to: number,
): KnowledgeDraws {
  const { plan, scenarios, costs } = compiled;
  const years = plan.horizonYears;
  const arena = createArena();
  const columns = drawColumns(arena);
  const { fill, multiply, grow, addScaled, divide, addQuotients, products, addProducts } = columns;
  const { draw, drawnAt } = drawnParameters(compiled, arena);
  const column = () => arena.doubles(BLOCK_TRIALS).byteOffset;
  const rate = column();
  const losses = Array.from({ length: portfolios * years }, column);
  const factors = Array.from({ length: years }, column);
  const spare = { yearly: column(), annual: column(), saved: column() };
  const whole = () => arena.doubles(to - from);
  const yearlyUsd = Array.from({ length: portfolios }, whole);
  const presentUsd = Array.from({ length: portfolios }, whole);
  const costUsd = Array.from(costs.options, whole);

  for (let start = from - (from % BLOCK_TRIALS); start < to; start += BLOCK_TRIALS) {
    draw(start, BLOCK_TRIALS);
    const skipped = Math.max(0, from - start);
    const count = Math.min(BLOCK_TRIALS, to - start) - skipped;
    const placeAt = ({ byteOffset }: Float64Array) => byteOffset + (start + skipped - from) * DOUBLE_BYTES;
    const valueAt = (parameter: number) => drawnAt(parameter) + skipped * DOUBLE_BYTES;
    for (const at of losses) fill(count, 0, at);
    for (const { scenario, portfolios: its, perAttempt } of meetings) {
      const { rates, growth } = scenarios[scenario];
      fill(count, rebase[scenario].rate, rate);
      for (const parameter of rates) multiply(count, valueAt(parameter), rate);
      for (let year = 0; year < years; year++) {
        for (const portfolio of its)
          addScaled(count, rate, perAttempt.lossUsd, losses[portfolio * years + year]);
        if (growth >= 0) grow(count, valueAt(growth), rate);
      }
    }
    setFactors(columns, count, valueAt(costs.discountRate), spare.yearly, factors);
    for (let portfolio = 0; portfolio < portfolios; portfolio++)
      for (let year = 0; year < years; year++) {
        const lossAt = losses[portfolio * years + year];
        const [yearlyAt, presentAt] = [placeAt(yearlyUsd[portfolio]), placeAt(presentUsd[portfolio])];
        // fresh memory is written without being read, as reading it first would cost twice
        (year === 0 ? divide : addQuotients)(count, lossAt, years, yearlyAt);
        (year === 0 ? products : addProducts)(count, lossAt, factors[year], presentAt);
      }
    costs.options.forEach((option, at) => {
      const { annual, saved } = spare;
      sumUp(columns, count, option.upfront.map(valueAt), placeAt(costUsd[at]));
      sumUp(columns, count, option.annual.map(valueAt), annual);
      sumUp(columns, count, option.saved.map(valueAt), saved);
      addScaled(count, saved, -1, annual);
      addScaled(count, valueAt(costs.costPerFte), option.staffFte, annual);
      columns.add(count, option.premiumUsd, annual);
      for (const factor of factors) addProducts(count, annual, factor, placeAt(costUsd[at]));
    });
  }
  // out of the arena, to go to another thread
  const copied = (column: Float64Array) => column.slice();
  const alone = (column: Float64Array): Halves => ({ first: copied(column) });
  return {
    found: { yearlyLossUsd: yearlyUsd.map(alone), presentLossUsd: presentUsd.map(alone), annualBreach: [] },
    costUsd: costUsd.map(copied),
  };
}

/** The parameters that rates, growth and costs hang on, as columns. */
function drawnParameters({ plan, parameters, scenarios, costs }: CompiledPlan, arena: Arena) {
  const { low, high } = seedWords(plan.seed);
  const used = new Set<number>([costs.discountRate, costs.costPerFte]);
  for (const { rates, growth } of scenarios) {
    for (const parameter of rates) used.add(parameter);
    if (growth >= 0) used.add(growth);
  }
  for (const { upfront, annual, saved } of costs.options)
    for (const parameter of [...upfront, ...annual, ...saved]) used.add(parameter);
  const list = Array.from(used, (parameter) => parameters[parameter]);
  const places = new Map(Array.from(used, (parameter, at) => [parameter, at]));
  const { columns, draw } = parameterColumns(list, threefry(low, high, arena), uncertainParameters(list), {
    arena,
    samples: sampleColumns(arena),
  });
  const strideBytes = STRIDE * DOUBLE_BYTES;
  return {
    draw,
    drawnAt: (parameter: number) => columns.byteOffset + places.get(parameter)! * strideBytes,
  };
}

/** See `discountFactors`. */
function setFactors(
  { discounts, squareRoots, products }: DrawColumns,
  count: number,
  ratesAt: number,
  yearlyAt: number,
  factors: readonly number[],
): void {
  discounts(count, ratesAt, yearlyAt);
  squareRoots(count, yearlyAt, factors[0]);
  for (let year = 1; year < factors.length; year++)
    products(count, factors[year - 1], yearlyAt, factors[year]);
}

function sumUp(
  { fill, addScaled }: DrawColumns,
  count: number,
  terms: readonly number[],
  into: number,
): void {
  fill(count, 0, into);
  for (const term of terms) addScaled(count, term, 1, into);
}
