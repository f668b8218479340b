import type { OptionKnowledge } from '../investment/benefit.ts';
import { credibleRange, optionKnowledge, withNoise, withoutNoise } from '../investment/credible.ts';
import { createArena } from '../math/arena.ts';
import { varianceOf } from '../math/sample.ts';
import { drawColumns, type DrawColumns } from './draw-columns.ts';
import { HALVES, type Found, type Halves, type KnowledgeDraws } from './knowledge.ts';
import type { CredibleRange } from './result.ts';
import type { DrawnFigures } from './sensitivity.ts';

/** Expectations of all draws of what we do not know, as columns; options in the order of the plan's. */
export interface Draws {
  readonly count: number;
  /** In whose arena present losses, costs and benefits are. */
  readonly columns: DrawColumns;
  readonly found: Found;
  readonly costUsd: readonly Float64Array[];
  readonly isInsured: boolean;
  /** By option: its expected benefit, after the insurance in force on each side. */
  readonly benefits: readonly Halves[];
}

/**
 * Puts the draws of pieces of work one behind the other.
 *
 * @param paid what insurance pays by piece, [(draw * tallies + tally) * HALVES + half], where a policy is in force; none of it where a single
 *             draw stands for all
 */
export function joinedDraws(pieces: readonly KnowledgeDraws[], paid?: readonly Float64Array[]): Draws {
  const columns = drawColumns(createArena());
  const count = pieces.reduce((sum, { found }) => sum + found.yearlyLossUsd[0].first.length, 0);
  function put(columnOf: (piece: KnowledgeDraws) => Float64Array, whole: Float64Array): Float64Array {
    let at = 0;
    for (const piece of pieces) {
      const part = columnOf(piece);
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
  const joined = (columnOf: (piece: KnowledgeDraws) => Float64Array): Float64Array =>
    pieces.length === 1 ? columnOf(pieces[0]) : put(columnOf, new Float64Array(count));
  const inArena: typeof joined = (columnOf) => put(columnOf, columns.arena.doubles(count));
  const figureOf = (figure: keyof Found, join: typeof joined): readonly Halves[] =>
    pieces[0].found[figure].map(({ second }, portfolio) => ({
      first: join(({ found }) => found[figure][portfolio].first),
      ...(second && { second: join(({ found }) => found[figure][portfolio].second!) }),
    }));
  const found = {
    yearlyLossUsd: figureOf('yearlyLossUsd', joined),
    presentLossUsd: figureOf('presentLossUsd', inArena),
    annualBreach: figureOf('annualBreach', joined),
  };
  const costUsd = pieces[0].costUsd.map((_, option) => inArena((piece) => piece.costUsd[option]));
  const payments = paid?.length ? paymentsOf(columns, paid, found.presentLossUsd.length, count) : undefined;
  const [before, ...after] = found.presentLossUsd.map((lost, tally) =>
    payments ? lessHalves(columns, lost, payments[tally]) : lost,
  );
  const benefits = costUsd.map((_, option) => lessHalves(columns, before, after[option]));
  return { count, columns, found, costUsd, isInsured: paid !== undefined, benefits };
}

/** By tally. */
function paymentsOf(
  { arena }: DrawColumns,
  paid: readonly Float64Array[],
  tallies: number,
  count: number,
): Halves[] {
  return Array.from({ length: tallies }, (_, tally) => {
    const [first, second] = [0, 1].map((half) => {
      const column = arena.doubles(count);
      let draw = 0;
      for (const piece of paid)
        for (let at = tally * HALVES + half; at < piece.length; at += tallies * HALVES)
          column[draw++] = piece[at];
      return column;
    });
    return { first, second };
  });
}

/** One half less the other's same; a second that makes no difference is as the first. */
function lessHalves({ arena, subtract }: DrawColumns, one: Halves, other: Halves): Halves {
  const less = (from: Float64Array, its: Float64Array): Float64Array => {
    const into = arena.doubles(from.length);
    subtract(from.length, from.byteOffset, its.byteOffset, into.byteOffset);
    return into;
  };
  return {
    first: less(one.first, other.first),
    ...((one.second ?? other.second) && {
      second: less(one.second ?? one.first, other.second ?? other.first),
    }),
  };
}

/** What a figure of a portfolio may be; of what there is none of, 0. */
export const rangeOf = (halves: Halves | undefined): CredibleRange =>
  halves ? credibleRange(withoutNoise(halves)) : { p5: 0, p50: 0, p95: 0 };

/**
 * What is uncertain of each option.
 *
 * @param meanBenefitUsd of an option in the trials, for where nothing but what insurance pays is uncertain
 */
export function optionsKnown(draws: Draws, meanBenefitUsd: (option: number) => number): OptionKnowledge[] {
  const { count, columns, found, costUsd, isInsured, benefits } = draws;
  const [before, ...after] = found.presentLossUsd;
  const known = benefits.map((benefit, option): Float64Array => {
    if (!benefit.second && !isInsured) return benefit.first;
    const column = columns.arena.doubles(count);
    if (isInsured && count === 1) column[0] = meanBenefitUsd(option);
    else column.set(withoutNoise(benefit, isInsured ? powersOf([before.first, after[option].first]) : []));
    return column;
  });
  return optionKnowledge(columns, known, costUsd);
}

/** What the sensitivity to each input is found from. */
export function drawnFigures({ count, columns, found, costUsd, benefits }: Draws): DrawnFigures {
  const [loss] = found.yearlyLossUsd;
  const net = columns.arena.doubles(count);
  return {
    loss: withNoise(loss).slice(), // out of the arena, to go to another thread
    lossVariance: varianceOf(withoutNoise(loss)),
    nets: benefits.map((benefit, option) => {
      net.set(withNoise(benefit));
      columns.addScaled(count, costUsd[option].byteOffset, -1, net.byteOffset);
      return net.slice();
    }),
  };
}

/** What a policy pays grows with the losses, at first in proportion: the losses, which are known without futures, tell most of it. */
const powersOf = (losses: readonly Float64Array[]): Float64Array[] => [
  ...losses,
  ...losses.map((usd) => usd.map((value) => value * value)),
  ...losses.map((usd) => usd.map((value) => value * value * value)),
];
