import {
  doubleAt,
  F64,
  f64,
  f64x2,
  I32,
  i32,
  repeatWhile,
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
  PACKED,
  PLACE,
} from '../math/loss-counts.ts';
import { DOUBLE_BYTES, type NewLocal } from './cell-routines.ts';
import { addExactly } from './sum-routines.ts';
import { SUM_BINS } from '../math/exact-sum.ts';
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

/** Puts a value among those of its trial, of which there are `many`: the largest comes first. */
function rank(value: Local, list: Local, many: Local, local: NewLocal): Code {
  const at = local(I32);
  const previous = f64.load(i32.sub(at, i32.const(DOUBLE_BYTES)));
  return [
    set(at, doubleAt(list, many)),
    // before the first stands some other memory: nothing is at 0
    whileTrue(i32.and(i32.lessUnsigned(list, at), f64.less(previous, value)), [
      f64.store(at, previous),
      set(at, i32.sub(at, i32.const(DOUBLE_BYTES))),
    ]),
    f64.store(at, value),
  ];
}

/** What the years of a trial come to, from `values` on, which moves on to the next trial's; their values go to a list, ranked. */
function rankYears(total: Local, values: Local, years: Local, list: Local, local: NewLocal): Code {
  const [year, value] = [local(I32), local(F64)];
  return [
    set(total, f64.const(0)),
    times(year, years, [
      set(value, f64.load(values)),
      set(total, f64.add(total, value)),
      rank(value, list, year, local),
      set(values, i32.add(values, i32.const(DOUBLE_BYTES))),
    ]),
  ];
}

export const takeRanked = routine(
  'takeRanked',
  [I32, I32, I32, I32, I32],
  I32,
  ([trials, years, values, ranked, totals], local) => {
    const [trial, taken, some, total] = [local(I32), local(I32), local(I32), local(F64)];
    return [
      times(trial, trials, [
        rankYears(total, values, years, ranked, local),
        f64.store(doubleAt(totals, taken), total),
        set(some, f64.notEqual(total, f64.const(0))),
        set(taken, i32.add(taken, some)),
        set(ranked, doubleAt(ranked, i32.mul(some, years))),
      ]),
      taken,
    ];
  },
);

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

const place = (its: number) => its * DOUBLE_BYTES;

/** Where the octave of a bucket is; returns from its function with the place of the loss where that is not open. */
const setOctave = (octave: Local, octaves: Local, bucket: Local, at: Local): Code => [
  set(octave, i32.load(wordAt(octaves, i32.shiftRight(bucket, i32.const(BUCKET_BITS))))),
  when(i32.isZero(octave), returned(at)),
];

/** Has the extremes of a bucket's losses hold one more, which is given twice. */
const widen = (extremes: Local, both: Local, numbers: Local): Code => [
  set(extremes, f64x2.load(numbers, place(PLACE.smallest))),
  // a bucket's largest is 0 while it is empty
  when(f64.equal(f64x2.lane(extremes, 1), f64.const(0)), set(extremes, both)),
  f64x2.store(
    numbers,
    f64x2.outer(f64x2.lesser(extremes, both), f64x2.larger(extremes, both)),
    place(PLACE.smallest),
  ),
];

export const countLosses = routine(
  'countLosses',
  [I32, I32, I32, I32],
  I32,
  ([at, count, losses, octaves], local) => {
    const [bucket, octave, numbers, into] = [local(I32), local(I32), local(I32), local(I32)];
    const [cents, sum, carries] = [local(F64), local(F64), local(F64)];
    const [both, extremes, more] = [local(V128), local(V128), local(V128)];
    return [
      set(more, f64x2.splat(f64.const(1))),
      whileTrue(i32.less(at, count), [
        set(cents, f64.load(doubleAt(losses, at))),
        bucketOfCents(cents, bucket),
        setOctave(octave, octaves, bucket, at),
        set(bucket, i32.and(bucket, i32.const(BUCKETS_AN_OCTAVE - 1))),
        set(numbers, i32.add(octave, i32.mul(bucket, i32.const(place(PLACE.counts + 1))))),
        set(both, f64x2.splat(cents)),
        widen(extremes, both, numbers),
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

export const countRanked = routine(
  'countRanked',
  [I32, I32, I32, I32, I32, I32],
  I32,
  ([at, rankOfFirst, count, losses, octaves, ranks], local) => {
    const [bucket, octave, numbers, into, width] = Array.from({ length: 5 }, () => local(I32));
    const [cents, sum, carries, both, extremes] = [
      local(F64),
      local(F64),
      local(F64),
      local(V128),
      local(V128),
    ];
    const itsRank = rankOfFirst;
    return [
      set(width, doubleAt(i32.const(place(PLACE.counts)), ranks)),
      whileTrue(i32.less(at, count), [
        set(cents, f64.load(doubleAt(losses, at))),
        when(f64.greater(cents, f64.const(0)), [
          bucketOfCents(cents, bucket),
          setOctave(octave, octaves, bucket, at),
          set(bucket, i32.and(bucket, i32.const(BUCKETS_AN_OCTAVE - 1))),
          set(numbers, i32.add(octave, i32.mul(bucket, width))),
          set(both, f64x2.splat(cents)),
          widen(extremes, both, numbers),
          set(sum, f64.add(f64.load(numbers, place(PLACE.sum)), cents)),
          when(f64.atLeast(sum, f64.const(CARRY)), [
            // see `carriesFrom`
            set(into, i32.add(octave, i32.mul(width, i32.const(BUCKETS_AN_OCTAVE)))),
            set(into, doubleAt(into, bucket)),
            carried(sum, carries, into),
          ]),
          f64.store(numbers, sum, place(PLACE.sum)),
          set(into, doubleAt(numbers, itsRank)),
          f64.store(into, f64.add(f64.load(into, place(PLACE.counts)), f64.const(1)), place(PLACE.counts)),
        ]),
        set(at, i32.add(at, i32.const(1))),
        set(itsRank, i32.add(itsRank, i32.const(1))),
        set(itsRank, select(i32.less(itsRank, ranks), itsRank, i32.const(0))),
      ]),
      at,
    ];
  },
);

export const packOctave = routine(
  'packOctave',
  [I32, I32, I32, I32, I32],
  I32,
  ([numbers, ranks, bucket, most, into], local) => {
    const [end, number, numbersOfBucket, carries, rows] = Array.from({ length: 5 }, () => local(I32));
    return [
      set(numbersOfBucket, i32.add(ranks, i32.const(PLACE.counts))),
      // see `carriesFrom`
      set(carries, doubleAt(numbers, i32.mul(numbersOfBucket, i32.const(BUCKETS_AN_OCTAVE)))),
      set(end, i32.add(bucket, i32.const(BUCKETS_AN_OCTAVE))),
      repeatWhile(
        [
          // a bucket's largest is 0 while it is empty
          when(f64.notEqual(f64.load(numbers, place(PLACE.largest)), f64.const(0)), [
            when(i32.less(rows, most), [
              f64.store(into, f64.ofSigned(bucket), place(PACKED.bucket)),
              f64.store(into, f64.load(carries), place(PACKED.carries)),
              set(into, i32.add(into, i32.const(place(PACKED.smallest)))),
              times(number, numbersOfBucket, [
                f64.store(into, f64.load(doubleAt(numbers, number))),
                set(into, i32.add(into, i32.const(DOUBLE_BYTES))),
              ]),
            ]),
            set(rows, i32.add(rows, i32.const(1))),
          ]),
          set(numbers, doubleAt(numbers, numbersOfBucket)),
          set(carries, i32.add(carries, i32.const(DOUBLE_BYTES))),
          set(bucket, i32.add(bucket, i32.const(1))),
        ],
        i32.less(bucket, end),
      ),
      rows,
    ];
  },
);

export const countFigures = routine(
  'countFigures',
  [I32, I32, I32, I32, I32, I32, I32, I32, I32, I32],
  undefined,
  ([trials, years, unit, values, ranked, into, points, grid, bins, grids], local) => {
    const [trial, end, without, year, row, width] = Array.from({ length: 6 }, () => local(I32));
    const [low, high, middle] = [local(I32), local(I32), local(I32)];
    const [total, sum, squares, figure] = [local(F64), local(F64), local(F64), local(F64)];
    const isBelow = f64.less(f64.load(doubleAt(grid, middle)), figure);
    /** How many thresholds of the grid a figure exceeds (strictly). */
    const findPlace: Code = [
      set(low, i32.const(0)),
      set(high, points),
      whileTrue(i32.less(low, high), [
        set(middle, i32.shiftRight(i32.add(low, high), i32.const(1))),
        when(isBelow, set(low, i32.add(middle, i32.const(1))), set(high, middle)),
      ]),
    ];
    const more = (at: Code, by: Code): Code => f64.store(at, f64.add(f64.load(at), by));
    /** Does something for each year's row of the counts. */
    const eachRow = (body: Code): Code => [
      set(row, into),
      times(year, years, [body, set(row, i32.add(row, width))]),
    ];
    return [
      set(width, doubleAt(i32.const(DOUBLE_BYTES), points)),
      whileTrue(i32.less(trial, trials), [
        set(end, i32.add(trial, unit)),
        set(end, select(i32.less(end, trials), end, trials)),
        set(sum, f64.const(0)),
        set(squares, f64.const(0)),
        set(without, i32.const(0)),
        repeatWhile(
          [
            rankYears(total, values, years, ranked, local),
            when(f64.equal(total, f64.const(0)), set(without, i32.add(without, i32.const(1))), [
              set(sum, f64.add(sum, total)),
              set(squares, f64.add(squares, f64.mul(total, total))),
              eachRow([
                set(figure, f64.load(doubleAt(ranked, year))),
                findPlace,
                more(doubleAt(row, low), f64.const(1)),
              ]),
            ]),
            set(trial, i32.add(trial, i32.const(1))),
          ],
          i32.less(trial, end),
        ),
        eachRow(more(row, f64.ofSigned(without))),
        addExactly(bins, sum, grids, local),
        addExactly(i32.add(bins, i32.const(SUM_BINS * DOUBLE_BYTES)), squares, grids, local),
      ]),
    ];
  },
);

/** Counts the trials and the years in which an item is above 0, as it is asked of where it stands. */
const countingYears = (name: string, itemBytes: number, isAbove: (at: Code) => Code) =>
  routine(
    name,
    [I32, I32, I32, I32, I32, I32],
    undefined,
    ([trials, years, values, byYear, some, inYearsAt], local) => {
      const [trial, year, at, is, inYears] = Array.from({ length: 5 }, () => local(I32));
      const [trialsWith, sum, squares] = [local(I32), local(I32), local(I32)];
      const added = (into: Code, by: Code, offset = 0): Code =>
        f64.store(into, f64.add(f64.load(into, offset), f64.ofSigned(by)), offset);
      return [
        times(trial, trials, [
          set(inYears, i32.const(0)),
          set(at, byYear),
          times(year, years, [
            set(is, isAbove(values)),
            added(at, is),
            set(inYears, i32.add(inYears, is)),
            set(at, i32.add(at, i32.const(KINDS * DOUBLE_BYTES))),
            set(values, i32.add(values, i32.const(itemBytes))),
          ]),
          set(trialsWith, i32.add(trialsWith, i32.notEqual(inYears, i32.const(0)))),
          set(sum, i32.add(sum, inYears)),
          set(squares, i32.add(squares, i32.mul(inYears, inYears))),
        ]),
        added(some, trialsWith),
        when(inYearsAt, [added(inYearsAt, sum), added(inYearsAt, squares, DOUBLE_BYTES)]),
      ];
    },
  );

/** What is counted by year: loss events, breaches, large breaches. */
export const KINDS = 3;
export const countYears = countingYears('countYears', DOUBLE_BYTES, (at) =>
  f64.greater(f64.load(at), f64.const(0)),
);
export const countYearsOfWords = countingYears('countYearsOfWords', 4, (at) =>
  i32.greater(i32.load(at), i32.const(0)),
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
