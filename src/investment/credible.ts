import { quantileSorted } from 'simple-statistics';
import { shareInterval } from '../math/intervals.ts';
import { FOUND, HALVES, KNOWLEDGE_DRAWS } from '../simulation/knowledge.ts';
import type { CredibleRange } from '../simulation/result.ts';
import type { OptionKnowledge } from './benefit.ts';

/** Expectations given each draw of what we do not know, with the luck that was left in them taken out. */
export type Knowledge = Float64Array;

/** What was found of each draw on one lattice of luck, and on another; NaN for a second that was not found. */
export interface Halves {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** What was found of each draw, the noise of luck still in it: right on average, whatever the draw. */
export const withNoise = ({ first, second }: Halves): Float64Array =>
  first.map((value, draw) => (second[draw] === second[draw] ? (value + second[draw]) / 2 : value));

/**
 * What was found of each draw, drawn together around what is expected of it until its spread there is what is left of it without the noise of
 * luck. Where a draw has both halves it is their mean; their differences tell the noise of one half, half the mean square of them.
 *
 * @param second NaN where it was not found
 * @param known what is known of each draw without that noise: expected of it is what fits best; absent, the mean of all
 */
export function withoutNoise(
  first: Float64Array,
  second: Float64Array,
  known: readonly Float64Array[] = [],
): Knowledge {
  const isPaired = (draw: number) => second[draw] === second[draw];
  const values = withNoise({ first, second });
  // by whether a draw is paired: how many there are, and the squares of their distances from what is expected
  const counts = [0, 0];
  let differences = 0;
  values.forEach((_, draw) => {
    const paired = Number(isPaired(draw));
    counts[paired]++;
    if (paired) differences += (first[draw] - second[draw]) * (first[draw] - second[draw]);
  });
  const noise = differences / 2 / Math.max(1, counts[1]);
  if (noise === 0) return values;
  const fitted = fittedTo(values, known);
  const squares = [0, 0];
  values.forEach((value, draw) => {
    squares[Number(isPaired(draw))] += (value - fitted[draw]) * (value - fitted[draw]);
  });
  const kept = [noise, noise / 2].map((its, paired) =>
    squares[paired] > 0 ? Math.sqrt(Math.max(0, 1 - (its * counts[paired]) / squares[paired])) : 1,
  );
  return values.map((value, draw) => fitted[draw] + (value - fitted[draw]) * kept[Number(isPaired(draw))]);
}

/** Of what is known, this much must be new beside what came before it, as a share of its square. */
const LEAST_NEW = 1e-9;

/** The least-squares fit to a constant and what is known of each draw, one after the other made orthogonal to those before it. */
function fittedTo(values: Float64Array, known: readonly Float64Array[]): Float64Array {
  const mean = meanOf(values);
  const fitted = values.map(() => mean);
  const used: Float64Array[] = [];
  for (const one of known) {
    const middle = meanOf(one);
    const centred = one.map((value) => value - middle);
    const size = product(centred, centred);
    for (const other of used) addTo(centred, other, -product(centred, other) / product(other, other));
    const left = product(centred, centred);
    if (!(left > LEAST_NEW * size)) continue;
    used.push(centred);
    addTo(fitted, centred, product(values, centred) / left);
  }
  return fitted;
}

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const product = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, at) => sum + value * other[at], 0);

function addTo(into: Float64Array, values: Float64Array, times: number): void {
  for (let at = 0; at < into.length; at++) into[at] += times * values[at];
}

/** The figure of one portfolio over all draws, as its two halves. */
export function halvesOf(found: Float64Array, portfolios: number, portfolio: number, figure: number): Halves {
  const draws = found.length / (portfolios * HALVES * FOUND.count);
  const half = (which: number) =>
    Float64Array.from(
      { length: draws },
      (_, draw) => found[((draw * portfolios + portfolio) * HALVES + which) * FOUND.count + figure],
    );
  return { first: half(0), second: half(1) };
}

export function credibleRange(knowledge: Knowledge): CredibleRange {
  const sorted = Float64Array.from(knowledge).sort();
  return { p5: quantile(sorted, 0.05), p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

/** The library's types know lists only, its code asks for places and a length. */
const quantile = (sorted: Float64Array, p: number): number =>
  quantileSorted(sorted as unknown as number[], p);

/**
 * What is uncertain of each option because we do not know: whether it is worth its price, whether it is the best of the options and of doing
 * nothing (ties shared), and what it returns.
 *
 * @param benefits by option, a benefit for each draw
 * @param costs    by option, a cost for each draw
 */
export function optionKnowledge(
  benefits: readonly Knowledge[],
  costs: readonly Knowledge[],
): OptionKnowledge[] {
  const draws = benefits[0]?.length ?? 0;
  const nets = benefits.map((benefit, option) => benefit.map((usd, draw) => usd - costs[option][draw]));
  const best = new Float64Array(nets.length);
  for (let draw = 0; draw < draws; draw++) {
    let highest = 0;
    for (const net of nets) highest = Math.max(highest, net[draw]);
    let ties = highest === 0 ? 1 : 0; // doing nothing
    for (const net of nets) if (net[draw] === highest) ties++;
    nets.forEach((net, option) => {
      if (net[draw] === highest) best[option] += 1 / ties;
    });
  }
  // a single draw stands for all where nothing is uncertain
  const probability = (count: number) => shareInterval((count / draws) * KNOWLEDGE_DRAWS, KNOWLEDGE_DRAWS);
  return benefits.map((benefit, option): OptionKnowledge => {
    const cost = costs[option];
    const returns = cost.every((usd) => usd > 0)
      ? benefit.map((usd, draw) => (usd - cost[draw]) / cost[draw]).sort()
      : null;
    return {
      credibleBenefit: credibleRange(benefit),
      rosiP5: returns && quantile(returns, 0.05),
      rosiP95: returns && quantile(returns, 0.95),
      probabilityWorthIt: probability(nets[option].reduce((count, net) => count + Number(net > 0), 0)),
      probabilityBest: probability(best[option]),
    };
  });
}
