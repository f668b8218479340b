import { beta } from './beta.ts';
import type { NormalPoints } from './distribution.ts';
import { newKept } from './kept.ts';
import { tableOf, type QuantileTable } from './quantile-table.ts';

/** What betas of one shape have in common, whatever ends they are stretched between: found once for all. */
export interface BetaShape {
  /** The table between 0 and 1; nothing where it cannot be tabulated closely. */
  table(bits: number): QuantileTable | undefined;
  /** The quantiles between 0 and 1 at points of the standard normal. */
  along(points: NormalPoints): Float64Array;
}

/** More than the estimates of most models have; their tables are a few megabytes. */
const MOST_SHAPES = 256;
const keep = newKept<BetaShape>(MOST_SHAPES);

/**
 * The shape of betas with these parameters, rounded to 1e-12 of them: an estimate that was scaled has the last digits of its own, and
 * quantiles need no more.
 */
export function betaShape(a: number, b: number): BetaShape {
  const [first, second] = [rounded(a), rounded(b)];
  return keep(`${first} ${second}`, () => {
    const law = beta(first, second);
    const tables = newKept<{ readonly table?: QuantileTable }>(2);
    const quantiles = new WeakMap<NormalPoints, Float64Array>();
    return {
      table: (bits) => tables(String(bits), () => ({ table: tableOf(law, bits) })).table,
      along(points) {
        const known = quantiles.get(points) ?? law.quantilesAlong!(points);
        quantiles.set(points, known);
        return known;
      },
    };
  });
}

/** A double cut to 40 bits, as in Dekker's product. */
function rounded(value: number): number {
  const high = value * 8193;
  return high - (high - value);
}
