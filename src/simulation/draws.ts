import type { OptionKnowledge } from '../investment/benefit.ts';
import { credibleRange, optionKnowledge, withNoise, withoutNoise } from '../investment/credible.ts';
import { createArena } from '../math/arena.ts';
import { varianceOf } from '../math/sample.ts';
import { drawColumns, type DrawColumns } from './draw-columns.ts';
import { HALVES, type Found, type Halves, type KnowledgeDraws } from './knowledge.ts';
import type { CredibleRange } from './result.ts';
import type { DrawnFigures } from './sensitivity.ts';

/** Expectations of all draws of what we do not know, as columns. */
export interface Draws {
  readonly count: number;
  readonly yearlyLossUsd: readonly Halves[];
  /** Empty where there are none. */
  readonly annualBreach: readonly Halves[];
  /** Absent where there are no options. */
  readonly compared?: ComparedDraws;
}

/** The same of what options are compared by, in the order of the plan's. */
interface ComparedDraws {
  /** In whose arena present losses, costs and benefits are. */
  readonly columns: DrawColumns;
  readonly presentLossUsd: readonly Halves[];
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
  const yearlyLossUsd = joinedFigure(pieces, 'yearlyLossUsd');
  const count = yearlyLossUsd[0].first.length;
  return {
    count,
    yearlyLossUsd,
    annualBreach: joinedFigure(pieces, 'annualBreach'),
    ...(pieces[0].costUsd.length > 0 && { compared: comparedDraws(pieces, count, paid) }),
  };
}

function comparedDraws(
  pieces: readonly KnowledgeDraws[],
  count: number,
  paid?: readonly Float64Array[],
): ComparedDraws {
  const columns = drawColumns(createArena());
  const room = (): Float64Array => columns.arena.doubles(count);
  const presentLossUsd = joinedFigure(pieces, 'presentLossUsd', room);
  const costUsd = pieces[0].costUsd.map((_, option) =>
    joined(
      pieces.map((piece) => piece.costUsd[option]),
      room(),
    ),
  );
  const payments = paid?.length ? paymentsOf(columns, paid, presentLossUsd.length, count) : undefined;
  const [before, ...after] = presentLossUsd.map((lost, tally) =>
    payments ? lessHalves(columns, lost, payments[tally]) : lost,
  );
  const benefits = costUsd.map((_, option) => lessHalves(columns, before, after[option]));
  return { columns, presentLossUsd, costUsd, isInsured: paid !== undefined, benefits };
}

/** @param whole where they are put; absent: wherever, so that a single part need not be put anywhere */
function joined(parts: readonly Float64Array[], whole?: Float64Array): Float64Array {
  if (!whole && parts.length === 1) return parts[0];
  const into = whole ?? new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
  return into;
}

/** @param room makes room for all draws */
function joinedFigure(
  pieces: readonly KnowledgeDraws[],
  figure: keyof Found,
  room?: () => Float64Array,
): readonly Halves[] {
  return pieces[0].found[figure].map(({ second }, portfolio) => {
    const its = pieces.map(({ found }) => found[figure][portfolio]);
    const first = joined(
      its.map((halves) => halves.first),
      room?.(),
    );
    if (!second) return { first };
    const seconds = its.map((halves) => halves.second!);
    return { first, second: joined(seconds, room?.()) };
  });
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
  const { count, compared } = draws;
  if (!compared) return [];
  const { columns, presentLossUsd, costUsd, isInsured, benefits } = compared;
  const [before, ...after] = presentLossUsd;
  const known = benefits.map((benefit, option): Float64Array => {
    if (!benefit.second && !isInsured) return benefit.first;
    const column = columns.arena.doubles(count);
    if (isInsured && count === 1) column[0] = meanBenefitUsd(option);
    else column.set(withoutNoise(benefit, isInsured ? powersOf([before.first, after[option].first]) : []));
    return column;
  });
  return optionKnowledge(columns, known, costUsd);
}

/** What the sensitivity to each input is found from; out of the arena, to go to another thread. */
export function drawnFigures({ count, yearlyLossUsd, compared }: Draws): DrawnFigures {
  const [loss] = yearlyLossUsd;
  const nets: Float64Array[] = [];
  if (compared) {
    const { columns, costUsd, benefits } = compared;
    const net = columns.arena.doubles(count);
    benefits.forEach((benefit, option) => {
      net.set(withNoise(benefit));
      columns.addScaled(count, costUsd[option].byteOffset, -1, net.byteOffset);
      nets.push(net.slice());
    });
  }
  return { loss: withNoise(loss), lossVariance: varianceOf(withoutNoise(loss)), nets };
}

/** What a policy pays grows with the losses, at first in proportion: the losses, which are known without futures, tell most of it. */
const powersOf = (losses: readonly Float64Array[]): Float64Array[] => [
  ...losses,
  ...losses.map((usd) => usd.map((value) => value * value)),
  ...losses.map((usd) => usd.map((value) => value * value * value)),
];
