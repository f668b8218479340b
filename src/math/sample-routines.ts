import {
  byTwos,
  doubleAt,
  F64,
  f64,
  f64x2,
  I32,
  i32,
  i32x4,
  i64x2,
  repeatWhile,
  routine,
  set,
  V128,
  v128,
  when,
  wordAt,
  type Code,
  type Local,
  type ValueType,
} from './assembler.ts';
import { expAtRoutine, setExpOfTwo } from './elementary-routines.ts';
import { NUMBERS } from './quantile-table.ts';

/** Where `exp` is in the module. */
const EXP_PLACE = 0;

export type NewLocal = (type: ValueType) => Local;

const DOUBLE_BYTES = 8;
const TWO_TO_THE_32 = 2 ** 32;
const TWO_TO_THE_52 = 2 ** 52;
/** Of the upper word of a double. */
const MANTISSA_BITS = 20;

/** See `uniform53`. */
export const uniform53Of = (first: Code, second: Code): Code => {
  const upper = (word: Code) => f64.ofUnsigned(i32.shiftRightUnsigned(word, i32.const(6)));
  const whole = f64.add(f64.mul(upper(first), f64.const(2 ** 26)), upper(second));
  return f64.mul(f64.add(whole, f64.const(0.5)), f64.const(2 ** -52));
};

/** Two words without a sign as doubles, plus what `more` says: 0 or a half. */
const doublesOf = (words: Code, more: 0 | 0.5): Code =>
  // as the lower bits of a double from 2^52 on, where the last bit is 1
  f64x2.sub(v128.or(words, f64x2.const(TWO_TO_THE_52)), f64x2.const(TWO_TO_THE_52 - more));

/** `uniform32` of two words. */
const uniforms32Of = (words: Code): Code => f64x2.mul(doublesOf(words, 0.5), f64x2.const(1 / TWO_TO_THE_32));

/** `tailDistance` of two pairs. */
const tailDistancesOf = (first: Code, second: Code): Code => {
  const upper = doublesOf(v128.and(first, i64x2.const(0, 0x7fffffff)), 0);
  const whole = f64x2.add(f64x2.mul(upper, f64x2.const(TWO_TO_THE_32)), doublesOf(second, 0));
  return f64x2.mul(f64x2.add(whole, f64x2.const(0.5)), f64x2.const(2 ** -64));
};

const uniforms = routine('uniforms', [I32, I32, I32], undefined, ([words, count, into], local) => {
  const [i, two] = [local(I32), local(V128)];
  return byTwos(
    i,
    count,
    set(two, uniforms32Of(i64x2.loadUnsigned(wordAt(words, i)))),
    f64x2.store(doubleAt(into, i), two),
    f64.store(doubleAt(into, i), f64x2.lane(two, 0)),
  );
});

/**
 * What all ways to sample have in common: two distances from the nearer ends, their segments, and the cubics there; those deeper than the table
 * are counted.
 */
export function fromTable(
  [table, shift, firstSegment, unit]: readonly [Local, Local, Local, Local],
  upperFrom: Code,
  local: NewLocal,
) {
  const [units, firstSegments, deeper] = [local(V128), local(V128), local(V128)];
  const [v, d, segments] = [local(V128), local(V128), local(V128)];
  const [one, other] = [local(I32), local(I32)];
  const bits = local(I32);
  const number = (place: number) => f64x2.loadEach(one, other, place * DOUBLE_BYTES);
  const cubics = [3, 2, 1].reduce<Code>(
    (sum, place) => f64x2.add(number(place), f64x2.mul(d, sum)),
    number(4),
  );
  const segmentBytes = NUMBERS * DOUBLE_BYTES;
  const addressOf = (lane: 0 | 2) => i32.add(table, i32x4.lane(segments, lane));
  return {
    begin: [
      set(units, f64x2.splat(unit)),
      set(firstSegments, i32x4.splat(firstSegment)),
      set(bits, i32.add(shift, i32.const(32))),
    ],
    values: (distances: Code): Code => [
      set(v, distances),
      set(segments, i32x4.sub(i64x2.shiftRightUnsigned(v, bits), firstSegments)),
      set(deeper, i32x4.add(deeper, i32x4.shiftRightUnsigned(segments, i32.const(31)))),
      // what is deeper reads the outermost segment, for nothing
      set(
        segments,
        i32x4.add(
          i32x4.mul(i32x4.max(segments, i32x4.splat(i32.const(0))), i32x4.splat(i32.const(segmentBytes))),
          upperFrom,
        ),
      ),
      set(one, addressOf(0)),
      set(other, addressOf(2)),
      set(d, f64x2.sub(v, number(0))),
      f64x2.mul(units, cubics),
    ],
    deeper: i32.add(i32x4.lane(deeper, 0), i32x4.lane(deeper, 2)),
  };
}

/** The octaves of distances from which all but one in fifty samples come. */
const COMMON_OCTAVES = 6;
/** So few samples that most of those octaves' segments are not read anyway. */
const FEW = 128;

/**
 * Reads the common segments of a table one after the other, which the processor foresees, before samples read them here and there: tables of
 * many scenarios do not stay in its nearest cache.
 */
function readAhead(table: Local, upperFrom: Local, shift: Local, local: NewLocal) {
  const [at, end, seen, bytes] = [local(I32), local(I32), local(I32), local(I32)];
  const segmentBytes = NUMBERS * DOUBLE_BYTES;
  const half = [
    set(end, i32.add(end, upperFrom)),
    set(at, i32.sub(end, bytes)),
    repeatWhile(
      [
        set(seen, i32.or(seen, i32.load(at, DOUBLE_BYTES / 2))),
        set(at, i32.add(at, i32.const(segmentBytes))),
      ],
      i32.lessUnsigned(at, end),
    ),
  ];
  return {
    read: [
      set(
        bytes,
        i32.shiftLeft(i32.const(COMMON_OCTAVES * segmentBytes), i32.sub(i32.const(MANTISSA_BITS), shift)),
      ),
      set(end, table),
      half,
      half,
    ],
    /** 0, as no distance is negative; but for it nothing would be read. */
    none: i32.shiftRightUnsigned(seen, i32.const(31)),
  };
}

/** Goes through places two by two, and stores what comes of each. */
export function eachTwo(
  [count, into, stride]: readonly [Local, Local, Local],
  values: Local,
  find: (i: Local) => Code,
  local: NewLocal,
): Code {
  const i = local(I32);
  return byTwos(
    i,
    count,
    find(i),
    [
      f64.store(into, f64x2.lane(values, 0)),
      f64.store(i32.add(into, stride), f64x2.lane(values, 1)),
      set(into, i32.add(into, i32.shiftLeft(stride, i32.const(1)))),
    ],
    f64.store(into, f64x2.lane(values, 0)),
  );
}

/** Returns how many pairs lie deeper than the table, perhaps with one beyond the last; their places are left with something else. */
const tableSamples = routine(
  'tableSamples',
  [I32, I32, I32, I32, I32, I32, I32, I32, I32, F64, F64, F64],
  I32,
  ([first, second, count, into, stride, table, upperFrom, shift, firstSegment, unit, low, high], local) => {
    const [words, values, lows, highs, uppers] = [
      local(V128),
      local(V128),
      local(V128),
      local(V128),
      local(V128),
    ];
    const its = fromTable(
      [table, shift, firstSegment, unit],
      v128.and(i32x4.shiftRight(words, i32.const(31)), uppers),
      local,
    );
    const reading = readAhead(table, upperFrom, shift, local);
    return [
      its.begin,
      when(i32.greater(count, i32.const(FEW)), reading.read),
      set(lows, f64x2.splat(low)),
      set(highs, f64x2.splat(high)),
      set(uppers, i32x4.splat(upperFrom)),
      eachTwo(
        [count, into, stride],
        values,
        (i) => [
          set(words, i64x2.loadSigned(wordAt(first, i))),
          set(
            values,
            f64x2.larger(
              f64x2.lesser(its.values(tailDistancesOf(words, i64x2.loadUnsigned(wordAt(second, i)))), highs),
              lows,
            ),
          ),
        ],
        local,
      ),
      i32.add(its.deeper, reading.none),
    ];
  },
);

/** Puts e to the power of each in its place; by themselves, so that the processor has more of them under way. */
export function exponentials(
  [count, into, stride, roots]: readonly [Local, Local, Local, Local],
  local: NewLocal,
): Code {
  const [x, values] = [local(V128), local(V128)];
  return eachTwo(
    [count, into, stride],
    values,
    () => [
      set(x, f64x2.loadEach(into, i32.add(into, stride))),
      setExpOfTwo(values, x, roots, local, EXP_PLACE),
      set(values, f64x2.lesser(f64x2.const(Number.MAX_VALUE), values)),
    ],
    local,
  );
}

/** The same of e to a normal quantity, from the upper half of the standard normal's table. */
const lognormalSamples = routine(
  'lognormalSamples',
  [I32, I32, I32, I32, I32, I32, I32, I32, F64, I32, F64, F64],
  I32,
  ([first, second, count, into, stride, table, shift, firstSegment, unit, roots, mu, sigma], local) => {
    const [words, x, values, mus, sigmas] = [local(V128), local(V128), local(V128), local(V128), local(V128)];
    const start = local(I32);
    const its = fromTable([table, shift, firstSegment, unit], i32x4.splat(i32.const(0)), local);
    const sign = i64x2.const(-(2 ** 31), 0);
    return [
      its.begin,
      set(start, into),
      set(mus, f64x2.splat(mu)),
      set(sigmas, f64x2.splat(sigma)),
      eachTwo(
        [count, into, stride],
        values,
        (i) => [
          set(words, i64x2.loadSigned(wordAt(first, i))),
          set(
            x,
            f64x2.mul(sigmas, its.values(tailDistancesOf(words, i64x2.loadUnsigned(wordAt(second, i))))),
          ),
          // the lower half is the mirror image of the upper
          set(values, f64x2.add(mus, v128.xor(x, v128.andNot(sign, words)))),
        ],
        local,
      ),
      set(into, start),
      exponentials([count, into, stride, roots], local),
      its.deeper,
    ];
  },
);

/** How columns of random words become columns of draws; parameters are addresses, but for counts and what tables say of themselves. */
export interface SampleFunctions {
  uniforms(words: number, count: number, into: number): void;
  tableSamples(...parameters: [...To, ...table: TableParameters]): number;
  lognormalSamples(...parameters: [...To, ...table: LognormalParameters]): number;
}
type To = [first: number, second: number, count: number, into: number, strideBytes: number];
export type TableParameters = [
  table: number,
  upperFrom: number,
  shift: number,
  firstSegment: number,
  unit: number,
  low: number,
  high: number,
];
export type LognormalParameters = [
  table: number,
  shift: number,
  firstSegment: number,
  unit: number,
  roots: number,
  mu: number,
  sigma: number,
];

/** A module has them before all others. */
export const SAMPLE_ROUTINES = [expAtRoutine, uniforms, tableSamples, lognormalSamples];
