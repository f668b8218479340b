import { discountFactors } from '../investment/cost.ts';
import { createArena } from '../math/arena.ts';
import { sampleColumns } from '../math/sample-columns.ts';
import { seedWords, threefry } from '../math/threefry.ts';
import { STRIDE } from './block.ts';
import type { CompiledPlan } from './compile.ts';
import { drawColumns } from './draw-columns.ts';
import type { PerAttempt } from './expectation.ts';
import { parameterColumns, uncertainParameters } from './parameters.ts';
import type { RebaseConstants } from './rebase-constants.ts';

/** What some portfolios' attempts on a scenario come to, whatever is drawn. */
export interface SettledMeeting {
  readonly scenario: number;
  readonly portfolios: readonly number[];
  readonly perAttempt: PerAttempt;
}

/** Where the figures of a draw stand among those of all portfolios, in doubles. */
export interface FoundPlaces {
  readonly ofDraw: number;
  readonly ofPortfolio: number;
  readonly ofHalf: number;
  readonly yearlyLossUsd: number;
  readonly presentLossUsd: number;
}

const DOUBLE_BYTES = 8;
const DRAWN_TOGETHER = 512;

/**
 * Expected losses given the parameters of draws `from` to `to` (exclusive), where nothing that is drawn makes a difference to an attempt and no
 * event discloses records: all that is left are rates, so the draws are taken together, column by column, and both halves are the same.
 *
 * @param use told of the parameters of each draw, in order
 * @returns as `KnowledgeDraws` has it
 */
export function settledDraws(
  { plan, parameters, scenarios, costs }: CompiledPlan,
  rebase: readonly RebaseConstants[],
  meetings: readonly SettledMeeting[],
  portfolios: number,
  places: FoundPlaces,
  from: number,
  to: number,
  use?: (draw: number, value: (parameter: number) => number) => void,
): Float64Array {
  const years = plan.horizonYears;
  const { low, high } = seedWords(plan.seed);
  const arena = createArena();
  const { columns, draw } = parameterColumns(
    parameters,
    threefry(low, high, arena),
    uncertainParameters(parameters),
    { arena, samples: sampleColumns(arena) },
  );
  const { fill, multiply, grow, addScaled, addQuotients, addProducts } = drawColumns(arena);
  const column = () => arena.doubles(DRAWN_TOGETHER);
  const rate = column().byteOffset;
  const losses = Array.from({ length: portfolios * years }, () => column().byteOffset);
  const factors = Array.from({ length: years }, column);
  const found = arena.doubles((to - from) * places.ofDraw);
  const strideBytes = places.ofDraw * DOUBLE_BYTES;

  for (let start = from - (from % DRAWN_TOGETHER); start < to; start += DRAWN_TOGETHER) {
    draw(start, DRAWN_TOGETHER);
    const skipped = Math.max(0, from - start);
    const count = Math.min(DRAWN_TOGETHER, to - start) - skipped;
    const drawnAt = (parameter: number) => columns.byteOffset + (parameter * STRIDE + skipped) * DOUBLE_BYTES;
    for (const at of losses) fill(count, 0, at);
    for (const { scenario, portfolios: its, perAttempt } of meetings) {
      const { rates, growth } = scenarios[scenario];
      fill(count, rebase[scenario].rate, rate);
      for (const parameter of rates) multiply(count, drawnAt(parameter), rate);
      for (let year = 0; year < years; year++) {
        for (const portfolio of its)
          addScaled(count, rate, perAttempt.lossUsd, losses[portfolio * years + year]);
        if (growth >= 0) grow(count, drawnAt(growth), rate);
      }
    }
    const first = start + skipped;
    const ofYears = new Float64Array(years);
    let latest = NaN;
    for (let i = 0; i < count; i++) {
      const discountRate = columns[costs.discountRate * STRIDE + skipped + i];
      if (discountRate !== latest) discountFactors(discountRate, ofYears);
      latest = discountRate;
      for (let year = 0; year < years; year++) factors[year][i] = ofYears[year];
    }
    for (let portfolio = 0; portfolio < portfolios; portfolio++)
      for (let half = 0; half < 2; half++) {
        const base = (first - from) * places.ofDraw + portfolio * places.ofPortfolio + half * places.ofHalf;
        const at = (figure: number) => found.byteOffset + (base + figure) * DOUBLE_BYTES;
        for (let year = 0; year < years; year++) {
          const lossAt = losses[portfolio * years + year];
          addQuotients(count, lossAt, years, at(places.yearlyLossUsd), strideBytes);
          addProducts(count, lossAt, factors[year].byteOffset, at(places.presentLossUsd), strideBytes);
        }
      }
    if (use)
      for (let i = 0; i < count; i++)
        use(first + i, (parameter) => columns[parameter * STRIDE + skipped + i]);
  }
  return found.slice();
}
