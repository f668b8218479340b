import { compiled, functionsOn, type Arena, type CompiledModule } from './arena.ts';
import { highWord } from './elementary.ts';
import { standardNormalTable } from './normal.ts';
import { QUANTILE_ROUTINES, type QuantileFunctions } from './quantile-routines.ts';
import type { QuantileTable, Sampler } from './quantile-table.ts';
import { tableParametersOn } from './table-parameters.ts';

/**
 * Fills a column with the quantiles of a sampler at `count` numbers in (0, 1), the same to the last bit as `quantileAt` gives one by one; both
 * columns are of the arena.
 */
export type FillQuantiles = (sampler: Sampler, us: Float64Array, count: number, into: Float64Array) => void;

/** Compiled when it is first needed: many plans have no rebase. */
let module: CompiledModule | undefined;

export function quantileColumns(arena: Arena): FillQuantiles {
  module ??= compiled(QUANTILE_ROUTINES);
  const functions = functionsOn<QuantileFunctions>(module, arena);
  const { tableParameters, lognormalParameters } = tableParametersOn(arena);

  return (sampler, us, count, into) => {
    const { table, exponent } = sampler;
    if (table) {
      const parameters = tableParameters(table);
      const deeper = functions.tableQuantiles(us.byteOffset, count, into.byteOffset, ...parameters);
      if (deeper > 0) fillDeep(table, sampler, us, count, into);
    } else if (exponent) {
      const parameters = lognormalParameters(exponent);
      const deeper = functions.lognormalQuantiles(us.byteOffset, count, into.byteOffset, ...parameters);
      if (deeper > 0) fillDeep(standardNormalTable().table!, sampler, us, count, into);
    } else for (let i = 0; i < count; i++) into[i] = quantileAt(sampler, us[i]);
  };
}

/** The quantile of a sampler at a number in (0, 1). */
const quantileAt = (sampler: Sampler, u: number): number =>
  u > 0.5 ? sampler.sample(1 - u, true) : sampler.sample(u, false);

/** Fills in those that lie deeper than a table. */
function fillDeep(
  { shift, first }: QuantileTable,
  sampler: Sampler,
  us: Float64Array,
  count: number,
  into: Float64Array,
): void {
  for (let i = 0; i < count; i++)
    if (highWord(Math.min(us[i], 1 - us[i])) >> shift < first) into[i] = quantileAt(sampler, us[i]);
}
