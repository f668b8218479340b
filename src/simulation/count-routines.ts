import {
  doubleAt,
  F64,
  f64,
  f64x2,
  I32,
  i32,
  returned,
  routine,
  select,
  set,
  times,
  V128,
  when,
  whileTrue,
  wordAt,
  type Code,
  type Local,
} from '../math/assembler.ts';
import {
  BUCKETS,
  BUCKETS_AN_OCTAVE,
  BUCKET_BITS,
  carriesFrom,
  CARRY,
  EXPONENT_OF_ONE,
  PLACE,
} from '../math/loss-counts.ts';
import { DOUBLE_BYTES } from './cell-routines.ts';
import { TAIL_SHIFT } from './tail-make-up.ts';

// each of these writes what it looks at and then keeps it or not: whether a year has a loss is anyone's guess, for a processor too

export const takePositive = routine('takePositive', [I32, I32, I32], I32, ([count, values, into], local) => {
  const [i, taken, value] = [local(I32), local(I32), local(F64)];
  return [
    times(i, count, [
      set(value, f64.load(doubleAt(values, i))),
      f64.store(doubleAt(into, taken), value),
      set(taken, i32.add(taken, f64.greater(value, f64.const(0)))),
    ]),
    taken,
  ];
});

export const listTail = routine(
  'listTail',
  [I32, I32, F64, I32],
  I32,
  ([cells, values, least, list], local) => {
    const [cell, listed] = [local(I32), local(I32)];
    return [
      times(cell, cells, [
        i32.store(wordAt(list, listed), cell),
        set(listed, i32.add(listed, f64.atLeast(f64.load(doubleAt(values, cell)), least))),
      ]),
      listed,
    ];
  },
);

/** See `bucketOf`. */
const bucketOfCents = (cents: Code, into: Local): Code => [
  set(
    into,
    i32.sub(
      i32.shiftRightUnsigned(f64.highWord(cents), i32.const(20 - BUCKET_BITS)),
      i32.const(EXPONENT_OF_ONE),
    ),
  ),
  set(into, select(i32.less(into, i32.const(BUCKETS)), into, i32.const(BUCKETS - 1))),
];

/** Whole CARRYs of a sum go elsewhere. */
const carried = (sum: Local, carries: Local, into: Code): Code => [
  set(carries, f64.floor(f64.div(sum, f64.const(CARRY)))),
  set(sum, f64.sub(sum, f64.mul(carries, f64.const(CARRY)))),
  f64.store(into, f64.add(f64.load(into), carries)),
];

export const countLosses = routine(
  'countLosses',
  [I32, I32, I32, I32],
  I32,
  ([at, count, losses, octaves], local) => {
    const [bucket, octave, numbers, into] = [local(I32), local(I32), local(I32), local(I32)];
    const [cents, sum, carries] = [local(F64), local(F64), local(F64)];
    const [both, extremes, more] = [local(V128), local(V128), local(V128)];
    const place = (its: number) => its * DOUBLE_BYTES;
    return [
      set(more, f64x2.splat(f64.const(1))),
      whileTrue(i32.less(at, count), [
        set(cents, f64.load(doubleAt(losses, at))),
        bucketOfCents(cents, bucket),
        set(octave, i32.load(wordAt(octaves, i32.shiftRight(bucket, i32.const(BUCKET_BITS))))),
        when(i32.isZero(octave), returned(at)),
        set(bucket, i32.and(bucket, i32.const(BUCKETS_AN_OCTAVE - 1))),
        set(numbers, i32.add(octave, i32.mul(bucket, i32.const(place(PLACE.counts + 1))))),
        set(both, f64x2.splat(cents)),
        set(extremes, f64x2.load(numbers, place(PLACE.smallest))),
        // a bucket's largest is 0 while it is empty
        when(f64.equal(f64x2.lane(extremes, 1), f64.const(0)), set(extremes, both)),
        f64x2.store(
          numbers,
          f64x2.outer(f64x2.lesser(extremes, both), f64x2.larger(extremes, both)),
          place(PLACE.smallest),
        ),
        set(both, f64x2.add(f64x2.load(numbers, place(PLACE.sum)), f64x2.withLane(more, 0, cents))),
        set(sum, f64x2.lane(both, 0)),
        when(f64.atLeast(sum, f64.const(CARRY)), [
          set(into, i32.add(doubleAt(octave, bucket), i32.const(place(carriesFrom(1))))),
          carried(sum, carries, into),
          set(both, f64x2.withLane(both, 0, sum)),
        ]),
        f64x2.store(numbers, both, place(PLACE.sum)),
        set(at, i32.add(at, i32.const(1))),
      ]),
      at,
    ];
  },
);

export const findTailRows = routine(
  'findTailRows',
  [I32, I32, I32, I32, I32, I32],
  I32,
  ([at, listed, list, values, buckets, rows], local) => {
    const [bucket, row] = [local(I32), local(I32)];
    return [
      whileTrue(i32.less(at, listed), [
        bucketOfCents(f64.load(doubleAt(values, i32.load(wordAt(list, at)))), bucket),
        set(row, i32.load(wordAt(buckets, i32.shiftRight(bucket, i32.const(TAIL_SHIFT))))),
        when(i32.isZero(row), returned(at)),
        i32.store(wordAt(rows, at), row),
        set(at, i32.add(at, i32.const(1))),
      ]),
      at,
    ];
  },
);

/** See `addCarried`. */
export const addTailParts = routine(
  'addTailParts',
  [I32, I32, I32, I32, I32],
  undefined,
  ([listed, list, rows, parts, pairs], local) => {
    const [pair, column, offset] = [local(I32), local(I32), local(I32)];
    const [i, at, sum, carries] = [local(I32), local(I32), local(F64), local(F64)];
    return times(pair, parts, [
      set(column, i32.load(pairs)),
      set(offset, i32.shiftLeft(i32.load(pairs, 4), i32.const(4))),
      set(pairs, i32.add(pairs, i32.const(8))),
      times(i, listed, [
        set(at, i32.add(i32.load(wordAt(rows, i)), offset)),
        set(sum, f64.add(f64.load(at, DOUBLE_BYTES), f64.load(doubleAt(column, i32.load(wordAt(list, i)))))),
        when(f64.atLeast(sum, f64.const(CARRY)), carried(sum, carries, at)),
        f64.store(at, sum, DOUBLE_BYTES),
      ]),
    ]);
  },
);
