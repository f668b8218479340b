import { shareInterval } from '../math/intervals.ts';
import { quantilesOf } from '../math/sample.ts';
import type { DrawColumns } from '../simulation/draw-columns.ts';
import { KNOWLEDGE_DRAWS, type Halves } from '../simulation/knowledge.ts';
import type { CredibleRange } from '../simulation/result.ts';
import type { OptionKnowledge } from './benefit.ts';

/** Expectations given each draw of what we do not know, with the luck that was left in them taken out. */
export type Knowledge = Float64Array;

/** What was found of each draw, the noise of luck still in it: right on average, whatever the draw. */
export function withNoise({ first, second }: Halves): Float64Array {
  if (!second) return first;
  const values = new Float64Array(first.length);
  for (let draw = 0; draw < values.length; draw++) {
    const other = second[draw];
    values[draw] = other === other ? (first[draw] + other) / 2 : first[draw];
  }
  return values;
}

/**
 * What was found of each draw, drawn together around what is expected of it until its spread there is what is left of it without the noise of
 * luck. Where a draw has both halves it is their mean; their differences tell the noise of one half, half the mean square of them.
 *
 * @param known what is known of each draw without that noise: expected of it is what fits best; absent, the mean of all
 */
export function withoutNoise({ first, second }: Halves, known: readonly Float64Array[] = []): Knowledge {
  const values = withNoise({ first, second });
  if (!second) return values;
  // by whether a draw is paired: how many there are, and the squares of their distances from what is expected
  const counts = [0, 0];
  let differences = 0;
  for (let draw = 0; draw < values.length; draw++) {
    const difference = first[draw] - second[draw];
    const paired = Number(difference === difference);
    counts[paired]++;
    if (paired) differences += difference * difference;
  }
  const noise = differences / 2 / Math.max(1, counts[1]);
  if (noise === 0) return values;
  const fitted = fittedTo(values, known);
  const squares = [0, 0];
  for (let draw = 0; draw < values.length; draw++) {
    const distance = values[draw] - fitted[draw];
    squares[Number(second[draw] === second[draw])] += distance * distance;
  }
  const kept = [noise, noise / 2].map((its, paired) =>
    squares[paired] > 0 ? Math.sqrt(Math.max(0, 1 - (its * counts[paired]) / squares[paired])) : 1,
  );
  for (let draw = 0; draw < values.length; draw++)
    values[draw] = fitted[draw] + (values[draw] - fitted[draw]) * kept[Number(second[draw] === second[draw])];
  return values;
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

export function credibleRange(knowledge: Knowledge): CredibleRange {
  const [p5, p50, p95] = quantilesOf(knowledge, [0.05, 0.5, 0.95]);
  return { p5, p50, p95 };
}

/**
 * What is uncertain of each option because we do not know: whether it is worth its price, whether it is the best of the options and of doing
 * nothing (ties shared), and what it returns.
 *
 * @param columns  in whose arena benefits and costs are
 * @param benefits by option, a benefit for each draw
 * @param costs    by option, a cost for each draw
 */
export function optionKnowledge(
  columns: DrawColumns,
  benefits: readonly Knowledge[],
  costs: readonly Knowledge[],
): OptionKnowledge[] {
  const { arena } = columns;
  const draws = benefits[0]?.length ?? 0;
  const net = arena.doubles(draws).byteOffset;
  const findNet = (option: number): void =>
    columns.subtract(draws, benefits[option].byteOffset, costs[option].byteOffset, net);
  const nothing = arena.doubles(draws).byteOffset;
  const highest = arena.doubles(draws).byteOffset;
  benefits.forEach((_, option) => {
    findNet(option);
    columns.raise(draws, net, highest);
  });
  const ties = arena.doubles(draws).byteOffset;
  columns.countEqual(draws, nothing, highest, ties);
  benefits.forEach((_, option) => {
    findNet(option);
    columns.countEqual(draws, net, highest, ties);
  });
  // a single draw stands for all where nothing is uncertain
  const probability = (count: number) => shareInterval((count / draws) * KNOWLEDGE_DRAWS, KNOWLEDGE_DRAWS);
  const returns = arena.doubles(draws);
  return benefits.map((benefit, option): OptionKnowledge => {
    const { byteOffset: costAt } = costs[option];
    findNet(option);
    const costsAlways = columns.countPositive(draws, costAt) === draws;
    if (costsAlways) columns.quotients(draws, net, costAt, returns.byteOffset);
    const range = costsAlways ? credibleRange(returns) : undefined;
    // against next to no cost a return is no number
    const rosi = range && Number.isFinite(range.p5) && Number.isFinite(range.p95) ? range : undefined;
    return {
      credibleBenefit: credibleRange(benefit),
      rosiP5: rosi?.p5 ?? null,
      rosiP95: rosi?.p95 ?? null,
      probabilityWorthIt: probability(columns.countPositive(draws, net)),
      probabilityBest: probability(columns.sharesOf(draws, net, highest, ties)),
    };
  });
}
