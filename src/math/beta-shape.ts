import { beta } from './beta.ts';
import type { NormalPoints } from './distribution.ts';
import { shiftedTable } from './incomplete-beta.ts';
import { newKept } from './kept.ts';
import { tableOf, type QuantileTable } from './quantile-table.ts';

/** What betas of one shape have in common, whatever ends they are stretched between: found once for all. */
export interface BetaShape {
  /**
   * The table of it stretched from `low` to 1 more; nothing where it cannot be tabulated closely. An estimate's low end, told in its width, is
   * the same however it is scaled.
   */
  table(bits: number, low: number): QuantileTable | undefined;
  /** The quantiles between 0 and 1 at points of the standard normal. */
  along(points: NormalPoints): Float64Array;
}

/** As many as the estimates of most models have, and as few as keep the tables to some ten megabytes. */
const MOST_SHAPES = 128;
const MOST_TABLES = 4;
const keep = newKept<BetaShape>(MOST_SHAPES);

/**
 * The shape of betas with these parameters, rounded to 1e-12 of them: an estimate that was scaled has the last digits of its own, and
 * quantiles need no more.
 */
export function betaShape(a: number, b: number): BetaShape {
  const [first, second] = [rounded(a), rounded(b)];
  return keep(`${first} ${second}`, () => {
    const law = beta(first, second);
    const tables = newKept<{ readonly table?: QuantileTable }>(MOST_TABLES);
    const table = (bits: number, from: number): QuantileTable | undefined =>
      tables(`${bits} ${from}`, () => ({
        table: from === 0 ? tableOf(law, bits) : shifted(table(bits, 0), from),
      })).table;
    const quantiles = new WeakMap<NormalPoints, Float64Array>();
    return {
      table: (bits, from) => table(bits, rounded(from)),
      along(points) {
        const known = quantiles.get(points) ?? law.quantilesAlong!(points);
        quantiles.set(points, known);
        return known;
      },
    };
  });
}

const shifted = (table: QuantileTable | undefined, from: number): QuantileTable | undefined =>
  table && {
    ...table,
    numbers: shiftedTable(table.numbers, from / table.unit),
    low: table.low + from,
    high: table.high + from,
  };

/** A double cut to 40 bits, as in Dekker's product. */
function rounded(value: number): number {
  const high = value * 8193;
  return high - (high - value);
}
