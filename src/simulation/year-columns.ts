import { compiled, functionsOn, type Arena } from '../math/arena.ts';
import {
  doubleAt,
  F64,
  fillBytes,
  f64,
  I32,
  i32,
  repeatWhile,
  returned,
  routine,
  select,
  set,
  times,
  when,
  whileTrue,
  wordAt,
  byteAt,
  type Code,
  type Local,
  type ValueType,
} from '../math/assembler.ts';
import { GRID_OF, ROUNDERS, SUM_BINS } from '../math/exact-sum.ts';
import {
  BUCKETS,
  BUCKETS_AN_OCTAVE,
  BUCKET_BITS,
  CARRY,
  EXPONENT_OF_ONE,
  PLACE,
} from '../math/loss-counts.ts';
import { TAIL_SHIFT } from './tail-make-up.ts';

/**
 * What is added up over the columns of a block of trials. Parameters ending in `At` are addresses of arrays in the arena; `cell` says for each
 * value where it belongs.
 */
export interface YearColumns {
  /** Sets bytes to 0. */
  clear(bytes: number, at: number): void;
  /** into[cell[i]] += values[i] */
  addAt(count: number, cellAt: number, valuesAt: number, intoAt: number): void;
  /** into[cell[i]] += after[i] - before[i] */
  addDifferenceAt(count: number, cellAt: number, beforeAt: number, afterAt: number, intoAt: number): void;
  /** The same of words that bytes are added to. */
  countAt(count: number, cellAt: number, bytesAt: number, intoAt: number): void;
  countDifferenceAt(count: number, cellAt: number, beforeAt: number, afterAt: number, intoAt: number): void;
  /** How many of the words are above 0. */
  countPositive(count: number, wordsAt: number): number;
  /**
   * Adds to two exact sums, one after the other from `binsAt` on: values by trial, and their squares; first in plain doubles over each `unit`
   * trials.
   */
  addSums(trials: number, years: number, unit: number, valuesAt: number, binsAt: number): void;
  /** The same, and to two further sums what lies above a value. */
  addLossSums(
    trials: number,
    years: number,
    unit: number,
    valuesAt: number,
    above: number,
    binsAt: number,
  ): void;
  /**
   * Counts losses in their buckets as `countLoss` does, the one loss of each trial, from the trial `from` on.
   *
   * @param octavesAt addresses of the octaves, 0 for one that is not open
   * @returns the first trial whose octave is not open, else how many there are
   */
  countLosses(from: number, trials: number, valuesAt: number, octavesAt: number): number;
  /** Lists the cells whose value is at least `least` and not 0; returns how many there are. */
  listTail(cells: number, valuesAt: number, least: number, listAt: number): number;
  /** Writes the address of the row of each listed cell, from the place `from` on; returns as `countLosses` does. */
  findTailRows(
    from: number,
    listed: number,
    listAt: number,
    valuesAt: number,
    bucketsAt: number,
    rowsAt: number,
  ): number;
  /** Adds values to a part of the rows, as `addCarried` does. */
  carryTail(listed: number, rowsAt: number, part: number, valuesAt: number): void;
  /** into[i] = values[list[i]] */
  pickDoubles(count: number, listAt: number, valuesAt: number, intoAt: number): void;
}

const DOUBLE_BYTES = 8;
type NewLocal = (type: ValueType) => Local;

const clear = routine('clear', [I32, I32], undefined, ([bytes, at]) => fillBytes(at, i32.const(0), bytes));

const addAt = routine('addAt', [I32, I32, I32, I32], undefined, ([count, cell, values, into], local) => {
  const [i, at] = [local(I32), local(I32)];
  return times(i, count, [
    set(at, doubleAt(into, i32.load(wordAt(cell, i)))),
    f64.store(at, f64.add(f64.load(at), f64.load(doubleAt(values, i)))),
  ]);
});

const addDifferenceAt = routine(
  'addDifferenceAt',
  [I32, I32, I32, I32, I32],
  undefined,
  ([count, cell, before, after, into], local) => {
    const [i, at] = [local(I32), local(I32)];
    const difference = f64.sub(f64.load(doubleAt(after, i)), f64.load(doubleAt(before, i)));
    return times(i, count, [
      set(at, doubleAt(into, i32.load(wordAt(cell, i)))),
      f64.store(at, f64.add(f64.load(at), difference)),
    ]);
  },
);

const countAt = routine('countAt', [I32, I32, I32, I32], undefined, ([count, cell, bytes, into], local) => {
  const [i, at] = [local(I32), local(I32)];
  return times(i, count, [
    set(at, wordAt(into, i32.load(wordAt(cell, i)))),
    i32.store(at, i32.add(i32.load(at), i32.load8(byteAt(bytes, i)))),
  ]);
});

const countDifferenceAt = routine(
  'countDifferenceAt',
  [I32, I32, I32, I32, I32],
  undefined,
  ([count, cell, before, after, into], local) => {
    const [i, at] = [local(I32), local(I32)];
    const difference = i32.sub(i32.load8(byteAt(after, i)), i32.load8(byteAt(before, i)));
    return times(i, count, [
      set(at, wordAt(into, i32.load(wordAt(cell, i)))),
      i32.store(at, i32.add(i32.load(at), difference)),
    ]);
  },
);

const countPositive = routine('countPositive', [I32, I32], I32, ([count, words], local) => {
  const [i, some] = [local(I32), local(I32)];
  return [
    times(i, count, set(some, i32.add(some, i32.greater(i32.load(wordAt(words, i)), i32.const(0))))),
    some,
  ];
});

/** See `ExactSums.add`; at `grids` stand ROUNDERS and, after them, GRID_OF. */
function addExactly(bins: Code, value: Local, grids: Local, local: NewLocal): Code {
  const [bin, rest, rounder, piece, at] = [local(I32), local(F64), local(F64), local(F64), local(I32)];
  const exponent = i32.and(i32.shiftRightUnsigned(f64.highWord(value), i32.const(20)), i32.const(0x7ff));
  return [
    set(rest, value),
    set(bin, i32.load8(byteAt(grids, exponent), ROUNDERS.byteLength)),
    whileTrue(i32.and(f64.notEqual(rest, f64.const(0)), i32.atLeast(bin, i32.const(0))), [
      set(rounder, f64.load(doubleAt(grids, bin))),
      set(piece, f64.sub(f64.add(rest, rounder), rounder)),
      set(at, doubleAt(bins, bin)),
      f64.store(at, f64.add(f64.load(at), piece)),
      set(rest, f64.sub(rest, piece)),
      set(bin, i32.sub(bin, i32.const(1))),
    ]),
  ];
}

/** Goes through trials by units; `above` only where what lies above a value is summed as well. */
function sumUnits(
  [trials, years, unit, values, bins, grids]: readonly Local[],
  above: Local | undefined,
  local: NewLocal,
): Code {
  const [trial, end, year, cell] = [local(I32), local(I32), local(I32), local(I32)];
  const [value, total, over] = [local(F64), local(F64), local(F64)];
  const ofTrials = above ? [total, over] : [total];
  const sums = ofTrials.map((figure) => ({ figure, sum: local(F64), squares: local(F64) }));
  const zero = f64.const(0);
  return whileTrue(i32.less(trial, trials), [
    set(end, i32.add(trial, unit)),
    set(end, select(i32.less(end, trials), end, trials)),
    sums.map(({ sum, squares }) => [set(sum, zero), set(squares, zero)]),
    repeatWhile(
      [
        ofTrials.map((figure) => set(figure, zero)),
        times(year, years, [
          set(value, f64.load(doubleAt(values, cell))),
          set(total, f64.add(total, value)),
          above ? when(f64.greater(value, above), set(over, f64.add(over, f64.sub(value, above)))) : [],
          set(cell, i32.add(cell, i32.const(1))),
        ]),
        sums.map(({ figure, sum, squares }) => [
          set(sum, f64.add(sum, figure)),
          set(squares, f64.add(squares, f64.mul(figure, figure))),
        ]),
        set(trial, i32.add(trial, i32.const(1))),
      ],
      i32.less(trial, end),
    ),
    sums
      .flatMap(({ sum, squares }) => [sum, squares])
      .map((value, place) =>
        addExactly(i32.add(bins, i32.const(place * SUM_BINS * DOUBLE_BYTES)), value, grids, local),
      ),
  ]);
}

const addSums = routine('addSums', [I32, I32, I32, I32, I32, I32], undefined, (parameters, local) =>
  sumUnits(parameters, undefined, local),
);

const addLossSums = routine(
  'addLossSums',
  [I32, I32, I32, I32, I32, I32, F64],
  undefined,
  ([trials, years, unit, values, bins, grids, above], local) =>
    sumUnits([trials, years, unit, values, bins, grids], above, local),
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

const countLosses = routine(
  'countLosses',
  [I32, I32, I32, I32],
  I32,
  ([trial, trials, values, octaves], local) => {
    const [bucket, numbers, cents, sum, carries] = [
      local(I32),
      local(I32),
      local(F64),
      local(F64),
      local(F64),
    ];
    const place = (at: number) => at * DOUBLE_BYTES;
    const isSmallest = i32.or(
      f64.equal(f64.load(numbers, place(PLACE.largest)), f64.const(0)),
      f64.less(cents, f64.load(numbers, place(PLACE.smallest))),
    );
    const increased = (at: number, by: Code): Code =>
      f64.store(numbers, f64.add(f64.load(numbers, place(at)), by), place(at));
    return [
      whileTrue(i32.less(trial, trials), [
        set(cents, f64.load(doubleAt(values, trial))),
        when(f64.greater(cents, f64.const(0)), [
          bucketOfCents(cents, bucket),
          set(numbers, i32.load(wordAt(octaves, i32.shiftRight(bucket, i32.const(BUCKET_BITS))))),
          when(i32.isZero(numbers), returned(trial)),
          set(
            numbers,
            i32.add(
              numbers,
              i32.mul(
                i32.and(bucket, i32.const(BUCKETS_AN_OCTAVE - 1)),
                i32.const((PLACE.counts + 1) * DOUBLE_BYTES),
              ),
            ),
          ),
          set(sum, f64.add(f64.load(numbers, place(PLACE.sum)), cents)),
          when(f64.atLeast(sum, f64.const(CARRY)), [
            set(carries, f64.floor(f64.div(sum, f64.const(CARRY)))),
            set(sum, f64.sub(sum, f64.mul(carries, f64.const(CARRY)))),
            increased(PLACE.carries, carries),
          ]),
          f64.store(numbers, sum, place(PLACE.sum)),
          when(isSmallest, f64.store(numbers, cents, place(PLACE.smallest))),
          when(
            f64.greater(cents, f64.load(numbers, place(PLACE.largest))),
            f64.store(numbers, cents, place(PLACE.largest)),
          ),
          increased(PLACE.counts, f64.const(1)),
        ]),
        set(trial, i32.add(trial, i32.const(1))),
      ]),
      trial,
    ];
  },
);

const listTail = routine('listTail', [I32, I32, F64, I32], I32, ([cells, values, least, list], local) => {
  const [cell, listed, value] = [local(I32), local(I32), local(F64)];
  return [
    times(cell, cells, [
      set(value, f64.load(doubleAt(values, cell))),
      when(i32.and(f64.atLeast(value, least), f64.notEqual(value, f64.const(0))), [
        i32.store(wordAt(list, listed), cell),
        set(listed, i32.add(listed, i32.const(1))),
      ]),
    ]),
    listed,
  ];
});

const findTailRows = routine(
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
const carryTail = routine(
  'carryTail',
  [I32, I32, I32, I32],
  undefined,
  ([listed, rows, part, values], local) => {
    const [i, at, sum, carries] = [local(I32), local(I32), local(F64), local(F64)];
    return times(i, listed, [
      set(at, i32.add(i32.load(wordAt(rows, i)), i32.shiftLeft(part, i32.const(4)))),
      set(sum, f64.add(f64.load(at, DOUBLE_BYTES), f64.load(doubleAt(values, i)))),
      when(f64.atLeast(sum, f64.const(CARRY)), [
        set(carries, f64.floor(f64.div(sum, f64.const(CARRY)))),
        set(sum, f64.sub(sum, f64.mul(carries, f64.const(CARRY)))),
        f64.store(at, f64.add(f64.load(at), carries)),
      ]),
      f64.store(at, sum, DOUBLE_BYTES),
    ]);
  },
);

const pickDoubles = routine(
  'pickDoubles',
  [I32, I32, I32, I32],
  undefined,
  ([count, list, values, into], local) => {
    const i = local(I32);
    return times(
      i,
      count,
      f64.store(doubleAt(into, i), f64.load(doubleAt(values, i32.load(wordAt(list, i))))),
    );
  },
);

interface Functions extends Omit<YearColumns, 'addSums' | 'addLossSums'> {
  addSums(
    trials: number,
    years: number,
    unit: number,
    valuesAt: number,
    binsAt: number,
    gridsAt: number,
  ): void;
  addLossSums(
    trials: number,
    years: number,
    unit: number,
    valuesAt: number,
    binsAt: number,
    gridsAt: number,
    above: number,
  ): void;
}

const MODULE = compiled([
  clear,
  addAt,
  addDifferenceAt,
  countAt,
  countDifferenceAt,
  countPositive,
  addSums,
  addLossSums,
  countLosses,
  listTail,
  findTailRows,
  carryTail,
  pickDoubles,
]);

export function yearColumns(arena: Arena): YearColumns {
  const functions = functionsOn<Functions>(MODULE, arena);
  const grids = arena.bytes(ROUNDERS.byteLength + GRID_OF.length);
  grids.set(new Uint8Array(ROUNDERS.buffer));
  grids.set(GRID_OF, ROUNDERS.byteLength);
  return {
    ...functions,
    addSums: (trials, years, unit, valuesAt, binsAt) =>
      functions.addSums(trials, years, unit, valuesAt, binsAt, grids.byteOffset),
    addLossSums: (trials, years, unit, valuesAt, above, binsAt) =>
      functions.addLossSums(trials, years, unit, valuesAt, binsAt, grids.byteOffset, above),
  };
}
