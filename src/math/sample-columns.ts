import { compiled, functionsOn, type Arena } from './arena.ts';
import { highWord } from './elementary.ts';
import { standardNormalTable } from './normal.ts';
import type { QuantileTable, Sampler } from './quantile-table.ts';
import type { Recording, WordArgument } from './recorded-calls.ts';
import { SAMPLE_ROUTINES, type SampleFunctions } from './sample-routines.ts';
import { tableParametersOn, type Exponent } from './table-parameters.ts';
import { isUpper, tailDistance } from './threefry.ts';

/** Turns columns of random words into columns of draws, the same to the last bit as `uniform32` and samplers do one by one. */
export interface SampleColumns {
  /** How a sampler fills a column; arrays must be of the arena. */
  filling(sampler: Sampler): FillColumn;
  /** Records that a sampler fills a column from its first place on, for as many pairs of words as `count` says, and `countNow` outside. */
  recordFilling(
    calls: Recording<SampleFunctions>,
    sampler: Sampler,
    words: readonly [first: Int32Array, second: Int32Array],
    count: WordArgument,
    countNow: () => number,
    into: Float64Array,
  ): void;
}

/** Samples for `count` pairs of random words, as the `fill` of a sampler does. */
export type FillColumn = Sampler['fill'];

const DOUBLE_BYTES = 8;

const MODULE = compiled(SAMPLE_ROUTINES);

export function sampleColumns(arena: Arena): SampleColumns {
  const functions = functionsOn<SampleFunctions>(MODULE, arena);
  const { tableParameters, lognormalParameters } = tableParametersOn(arena);

  const fromTable =
    (table: QuantileTable, sampler: Sampler): FillColumn =>
    (first, second, count, into, start, stride) => {
      const deeper = functions.tableSamples(
        first.byteOffset,
        second.byteOffset,
        count,
        into.byteOffset + start * DOUBLE_BYTES,
        stride * DOUBLE_BYTES,
        ...tableParameters(table),
      );
      if (deeper > 0) sampleDeep(table, sampler, first, second, count, into, start, stride);
    };

  const fromNormal =
    (exponent: Exponent, sampler: Sampler): FillColumn =>
    (first, second, count, into, start, stride) => {
      const deeper = functions.lognormalSamples(
        first.byteOffset,
        second.byteOffset,
        count,
        into.byteOffset + start * DOUBLE_BYTES,
        stride * DOUBLE_BYTES,
        ...lognormalParameters(exponent),
      );
      if (deeper > 0)
        sampleDeep(standardNormalTable().table!, sampler, first, second, count, into, start, stride);
    };

  return {
    filling(sampler) {
      const { table, exponent } = sampler;
      if (table) return fromTable(table, sampler);
      if (exponent) return fromNormal(exponent, sampler);
      return (...to) => sampler.fill(...to);
    },
    recordFilling(calls, sampler, [first, second], count, countNow, into) {
      const { table, exponent } = sampler;
      const to = [first.byteOffset, second.byteOffset, count, into.byteOffset, DOUBLE_BYTES] as const;
      const deep = (its: QuantileTable) => () =>
        sampleDeep(its, sampler, first, second, countNow(), into, 0, 1);
      if (table) calls.add('tableSamples', [...to, ...tableParameters(table)], undefined, deep(table));
      else if (exponent)
        calls.add(
          'lognormalSamples',
          [...to, ...lognormalParameters(exponent)],
          undefined,
          deep(standardNormalTable().table!),
        );
      else calls.outside(() => sampler.fill(first, second, countNow(), into, 0, 1));
    },
  };
}

/** Samples the pairs that lie deeper than a table: once in millions. */
function sampleDeep(
  { shift, first: firstSegment }: QuantileTable,
  sampler: Sampler,
  first: Int32Array,
  second: Int32Array,
  count: number,
  into: Float64Array,
  start: number,
  stride: number,
): void {
  for (let i = 0; i < count; i++) {
    const distance = tailDistance(first[i], second[i]);
    if (highWord(distance) >> shift < firstSegment)
      into[start + i * stride] = sampler.sample(distance, isUpper(first[i]));
  }
}
