import { compiled, functionsOn, type Arena } from './arena.ts';
import {
  doubleAt,
  F64,
  f64,
  I32,
  i32,
  routine,
  select,
  set,
  times,
  when,
  wordAt,
  type Code,
  type Local,
  type ValueType,
} from './assembler.ts';
import { highWord } from './elementary.ts';
import { EXP_TABLE, setExp } from './elementary-routines.ts';
import { standardNormalTable } from './normal.ts';
import { NUMBERS, type QuantileTable, type Sampler } from './quantile-table.ts';
import { isUpper, tailDistance } from './threefry.ts';

/** Turns columns of random words into columns of draws, the same to the last bit as `uniform32` and samplers do one by one. */
export interface SampleColumns {
  uniforms(words: Int32Array, count: number, into: Float64Array): void;
  /** How a sampler fills a column; arrays must be of the arena. */
  filling(sampler: Sampler): FillColumn;
}

/** Samples for `count` pairs of random words, as the `fill` of a sampler does. */
export type FillColumn = Sampler['fill'];

type NewLocal = (type: ValueType) => Local;

const DOUBLE_BYTES = 8;
const TWO_TO_THE_32 = 2 ** 32;

/** See `uniform32`. */
export const uniform32Of = (word: Code): Code =>
  f64.mul(f64.add(f64.ofUnsigned(word), f64.const(0.5)), f64.const(2 ** -32));

/** See `uniform53`. */
export const uniform53Of = (first: Code, second: Code): Code => {
  const upper = (word: Code) => f64.ofUnsigned(i32.shiftRightUnsigned(word, i32.const(6)));
  const whole = f64.add(f64.mul(upper(first), f64.const(2 ** 26)), upper(second));
  return f64.mul(f64.add(whole, f64.const(0.5)), f64.const(2 ** -52));
};

/** See `tailDistance`. */
const tailDistanceOf = (first: Code, second: Code): Code => {
  const upper = f64.ofSigned(i32.and(first, i32.const(0x7fffffff)));
  const whole = f64.add(f64.mul(upper, f64.const(TWO_TO_THE_32)), f64.ofUnsigned(second));
  return f64.mul(f64.add(whole, f64.const(0.5)), f64.const(2 ** -64));
};

const uniforms = routine('uniforms', [I32, I32, I32], undefined, ([words, count, into], local) => {
  const i = local(I32);
  return times(i, count, f64.store(doubleAt(into, i), uniform32Of(i32.load(wordAt(words, i)))));
});

/** What both ways to sample have in common: a distance, its segment, and the cubic there. */
function fromTable(
  [table, shift, firstSegment, unit]: readonly [Local, Local, Local, Local],
  word: Local,
  upperFrom: Code,
  local: NewLocal,
) {
  const [v, d, segment, at] = [local(F64), local(F64), local(I32), local(I32)];
  const coefficient = (place: number) => f64.load(at, place * DOUBLE_BYTES);
  const cubic = [4, 3, 2].reduce<Code>(
    (sum, place) => f64.add(coefficient(place - 1), f64.mul(d, sum)),
    coefficient(4),
  );
  return {
    segment,
    find: (second: Code): Code => [
      set(v, tailDistanceOf(word, second)),
      set(segment, i32.sub(i32.shiftRight(f64.highWord(v), shift), firstSegment)),
    ],
    value: [
      set(at, i32.add(i32.add(table, upperFrom), i32.mul(segment, i32.const(NUMBERS * DOUBLE_BYTES)))),
      set(d, f64.sub(v, f64.load(at))),
      f64.mul(unit, cubic),
    ],
  };
}

/** Returns how many pairs lie deeper than the table; their places are left as they are. */
const tableSamples = routine(
  'tableSamples',
  [I32, I32, I32, I32, I32, I32, I32, I32, I32, F64, F64, F64],
  I32,
  ([first, second, count, into, stride, table, upperFrom, shift, firstSegment, unit, low, high], local) => {
    const [i, word, deeper, value] = [local(I32), local(I32), local(I32), local(F64)];
    const {
      segment,
      find,
      value: cubic,
    } = fromTable(
      [table, shift, firstSegment, unit],
      word,
      select(i32.less(word, i32.const(0)), upperFrom, i32.const(0)),
      local,
    );
    return [
      times(i, count, [
        set(word, i32.load(wordAt(first, i))),
        find(i32.load(wordAt(second, i))),
        when(i32.less(segment, i32.const(0)), set(deeper, i32.add(deeper, i32.const(1))), [
          set(value, cubic),
          f64.store(into, select(f64.less(value, low), low, select(f64.greater(value, high), high, value))),
        ]),
        set(into, i32.add(into, stride)),
      ]),
      deeper,
    ];
  },
);

/** The same of e to a normal quantity, from the upper half of the standard normal's table. */
const lognormalSamples = routine(
  'lognormalSamples',
  [I32, I32, I32, I32, I32, I32, I32, I32, F64, I32, F64, F64],
  I32,
  ([first, second, count, into, stride, table, shift, firstSegment, unit, roots, mu, sigma], local) => {
    const [i, word, deeper, x, value] = [local(I32), local(I32), local(I32), local(F64), local(F64)];
    const most = f64.const(Number.MAX_VALUE);
    const {
      segment,
      find,
      value: cubic,
    } = fromTable([table, shift, firstSegment, unit], word, i32.const(0), local);
    return [
      times(i, count, [
        set(word, i32.load(wordAt(first, i))),
        find(i32.load(wordAt(second, i))),
        when(i32.less(segment, i32.const(0)), set(deeper, i32.add(deeper, i32.const(1))), [
          set(x, f64.mul(sigma, cubic)),
          set(x, select(i32.less(word, i32.const(0)), f64.add(mu, x), f64.sub(mu, x))),
          setExp(value, x, roots, local),
          f64.store(into, select(f64.less(value, most), value, most)),
        ]),
        set(into, i32.add(into, stride)),
      ]),
      deeper,
    ];
  },
);

interface Functions {
  uniforms(words: number, count: number, into: number): void;
  tableSamples(...parameters: readonly number[]): number;
  lognormalSamples(...parameters: readonly number[]): number;
}

const MODULE = compiled([uniforms, tableSamples, lognormalSamples]);

export function sampleColumns(arena: Arena): SampleColumns {
  const functions = functionsOn<Functions>(MODULE, arena);
  const addresses = new Map<Float64Array, number>();

  /** Where the arena has the numbers of a table. */
  function addressOf(numbers: Float64Array): number {
    let address = addresses.get(numbers);
    if (address === undefined) {
      const copy = arena.doubles(numbers.length);
      copy.set(numbers);
      address = copy.byteOffset;
      addresses.set(numbers, address);
    }
    return address;
  }

  const fromTable =
    (table: QuantileTable, sampler: Sampler): FillColumn =>
    (first, second, count, into, start, stride) => {
      const { numbers, upperFrom, shift, first: firstSegment, unit, low, high } = table;
      const deeper = functions.tableSamples(
        first.byteOffset,
        second.byteOffset,
        count,
        into.byteOffset + start * DOUBLE_BYTES,
        stride * DOUBLE_BYTES,
        addressOf(numbers),
        upperFrom * DOUBLE_BYTES,
        shift,
        firstSegment,
        unit,
        low,
        high,
      );
      if (deeper > 0) sampleDeep(table, sampler, first, second, count, into, start, stride);
    };

  const fromNormal =
    ({ mu, sigma }: { readonly mu: number; readonly sigma: number }, sampler: Sampler): FillColumn =>
    (first, second, count, into, start, stride) => {
      const table = standardNormalTable().table!;
      const { numbers, upperFrom, shift, first: firstSegment, unit } = table;
      const deeper = functions.lognormalSamples(
        first.byteOffset,
        second.byteOffset,
        count,
        into.byteOffset + start * DOUBLE_BYTES,
        stride * DOUBLE_BYTES,
        addressOf(numbers) + upperFrom * DOUBLE_BYTES,
        shift,
        firstSegment,
        unit,
        addressOf(EXP_TABLE),
        mu,
        sigma,
      );
      if (deeper > 0) sampleDeep(table, sampler, first, second, count, into, start, stride);
    };

  return {
    uniforms: (words, count, into) => functions.uniforms(words.byteOffset, count, into.byteOffset),
    filling(sampler) {
      const { table, exponent } = sampler;
      if (table) return fromTable(table, sampler);
      if (exponent) return fromNormal(exponent, sampler);
      return (...to) => sampler.fill(...to);
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
