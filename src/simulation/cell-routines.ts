import {
  byteAt,
  doubleAt,
  F64,
  f64,
  f64x2,
  fillBytes,
  I32,
  i32,
  i32x4,
  routine,
  set,
  times,
  v128,
  V128,
  when,
  whileTrue,
  wordAt,
  type Code,
  type Local,
  type ValueType,
} from '../math/assembler.ts';

export const DOUBLE_BYTES = 8;
const WORD_BYTES = 4;
export type NewLocal = (type: ValueType) => Local;

/** Columns of cells are a whole number of times as long, so that they can be gone through by so many. */
export const CELLS_AT_ONCE = 8;
const VECTORS_AT_ONCE = CELLS_AT_ONCE / 2;

/** Beyond this, in whole cents, what is taken out of a sum is not all that was put in. */
export const MOST_EXACT_CENTS = 2 ** 52;

const increased = (by: Local, step: number): Code => set(by, i32.add(by, i32.const(step)));

/** Where the rows of a column begin, and the column. */
type Summed = readonly [values: Local, into: Local];

/**
 * into[cell[row]] += values[row], for two halves of the rows by turns: rows of the same cell follow each other, and would wait for each other's
 * sums.
 */
function addRows(count: Local, cell: Local, [values, into]: Summed, local: NewLocal): Code {
  const [half, row, end, at] = [local(I32), local(I32), local(I32), local(I32)];
  const addRow = (its: Code): Code => [
    set(at, doubleAt(into, i32.load(wordAt(cell, its)))),
    f64.store(at, f64.add(f64.load(at), f64.load(doubleAt(values, its)))),
  ];
  return [
    set(half, i32.shiftRight(count, i32.const(1))),
    set(end, half),
    times(row, half, [addRow(row), addRow(end), increased(end, 1)]),
    when(i32.less(end, count), addRow(end)),
  ];
}

export const addAt = routine('addAt', [I32, I32, I32, I32], undefined, ([count, cell, values, into], local) =>
  addRows(count, cell, [values, into], local),
);

const PAIR_BYTES = 2 * DOUBLE_BYTES;

/**
 * into[cell[row]] += the values of a row in two columns, side by side; for two halves of the rows by turns, as rows of the same cell follow each
 * other, and would wait for each other's sums.
 */
function addPairs(count: Local, cell: Local, one: Local, other: Local, into: Local, local: NewLocal): Code {
  const [half, row, end, from, at] = [local(I32), local(I32), local(I32), local(I32), local(I32)];
  const addRow = (its: Code): Code => [
    set(from, i32.shiftLeft(its, i32.const(3))),
    set(at, i32.add(into, i32.shiftLeft(i32.load(wordAt(cell, its)), i32.const(4)))),
    f64x2.store(at, f64x2.add(f64x2.load(at), f64x2.loadEach(i32.add(one, from), i32.add(other, from)))),
  ];
  return [
    set(half, i32.shiftRight(count, i32.const(1))),
    set(end, half),
    set(row, i32.const(0)),
    times(row, half, [addRow(row), addRow(end), increased(end, 1)]),
    when(i32.less(end, count), addRow(end)),
  ];
}

export const fillAt = routine(
  'fillAt',
  [I32, I32, I32, I32, I32, I32, I32],
  undefined,
  ([count, cell, cells, columns, pairs, sums, sideBySide], local) => {
    const [first, second] = [0, 1].map((): Summed => [local(I32), local(I32)]);
    const [bytes, at, sumsAt, end] = [local(I32), local(I32), local(I32), local(I32)];
    const [one, other, firsts, lasts] = [local(V128), local(V128), local(V128), local(V128)];
    const next = ([values, into]: Summed): Code => [
      set(values, i32.load(pairs)),
      set(into, i32.load(pairs, WORD_BYTES)),
      increased(pairs, 2 * WORD_BYTES),
    ];
    const apart: Code = [
      set(at, sideBySide),
      set(sumsAt, sums),
      set(end, i32.add(first[1], bytes)),
      whileTrue(i32.lessUnsigned(first[1], end), [
        set(one, f64x2.load(at)),
        set(other, f64x2.load(at, PAIR_BYTES)),
        set(firsts, f64x2.firsts(one, other)),
        set(lasts, f64x2.lasts(one, other)),
        f64x2.store(first[1], firsts),
        f64x2.store(second[1], lasts),
        f64x2.store(sumsAt, f64x2.add(firsts, lasts)),
        [first[1], second[1], sumsAt].map((into) => increased(into, PAIR_BYTES)),
        increased(at, 2 * PAIR_BYTES),
      ]),
    ];
    return [
      set(bytes, i32.mul(cells, i32.const(DOUBLE_BYTES))),
      // two columns at once ask half as often for a row's cell, and for its sums
      whileTrue(i32.greater(columns, i32.const(1)), [
        next(first),
        next(second),
        fillBytes(sideBySide, i32.const(0), i32.shiftLeft(bytes, i32.const(1))),
        addPairs(count, cell, first[0], second[0], sideBySide, local),
        apart,
        increased(columns, -2),
      ]),
      when(columns, [
        next(first),
        fillBytes(first[1], i32.const(0), bytes),
        addRows(count, cell, first, local),
      ]),
    ];
  },
);

export const countCostless = routine(
  'countCostless',
  [I32, I32, I32],
  I32,
  ([count, happens, cents], local) => {
    const [row, costless] = [local(I32), local(I32)];
    const [at, none] = [local(I32), local(V128)];
    const costing = [local(V128), local(V128)];
    const isCosting = i32.notEqual(i32.load(doubleAt(cents, row), DOUBLE_BYTES / 2), i32.const(0));
    const more = (by: Code): Code => set(costless, i32.add(costless, by));
    return [
      // four by four: those that happen, less those that cost something, which is -1 in both halves of a lane
      whileTrue(i32.atLeast(i32.sub(count, row), i32.const(4)), [
        more(i32.countBits(i32.load(byteAt(happens, row)))),
        set(at, doubleAt(cents, row)),
        costing.map((its, place) =>
          set(its, i32x4.add(its, f64x2.greater(f64x2.load(at, 16 * place), none))),
        ),
        increased(row, 4),
      ]),
      costing.map((its) => [more(i32x4.lane(its, 0)), more(i32x4.lane(its, 2))]),
      // of whole cents only 0 has an upper half that is 0
      whileTrue(i32.less(row, count), [
        more(i32.sub(i32.load8(byteAt(happens, row)), isCosting)),
        increased(row, 1),
      ]),
      costless,
    ];
  },
);

export const combine = routine(
  'combine',
  [I32, I32, I32, I32, I32],
  I32,
  ([cells, plus, minus, list, into], local) => {
    const sums = Array.from({ length: VECTORS_AT_ONCE }, () => local(V128));
    const [at, bytes, listed, listEnd, column] = Array.from({ length: 5 }, () => local(I32));
    const [beyond, most] = [local(V128), local(V128)];
    const onAll = (operation: (one: Code, other: Code) => Code): Code => [
      set(column, i32.add(i32.load(listed), at)),
      sums.map((sum, place) => set(sum, operation(sum, f64x2.load(column, 16 * place)))),
      increased(listed, WORD_BYTES),
    ];
    const listOf = (count: Local, operation: (one: Code, other: Code) => Code): Code => [
      set(listEnd, wordAt(listed, count)),
      whileTrue(i32.lessUnsigned(listed, listEnd), onAll(operation)),
    ];
    return [
      set(most, f64x2.splat(f64.const(MOST_EXACT_CENTS))),
      set(bytes, i32.mul(cells, i32.const(DOUBLE_BYTES))),
      whileTrue(i32.less(at, bytes), [
        sums.map((sum) => set(sum, f64x2.splat(f64.const(0)))),
        set(listed, list),
        listOf(plus, f64x2.add),
        listOf(minus, f64x2.sub),
        set(column, i32.add(into, at)),
        sums.map((sum, place) => [
          f64x2.store(column, sum, 16 * place),
          set(beyond, v128.or(beyond, f64x2.greater(sum, most))),
        ]),
        increased(at, CELLS_AT_ONCE * DOUBLE_BYTES),
      ]),
      v128.anyTrue(beyond),
    ];
  },
);

export const addYears = routine(
  'addYears',
  [I32, I32, I32, I32],
  undefined,
  ([trials, years, values, into], local) => {
    const [trial, year, total] = [local(I32), local(I32), local(F64)];
    return times(trial, trials, [
      set(total, f64.const(0)),
      times(year, years, [set(total, f64.add(total, f64.load(values))), increased(values, DOUBLE_BYTES)]),
      f64.store(doubleAt(into, trial), total),
    ]);
  },
);

export const findExcess = routine(
  'findExcess',
  [I32, I32, I32, F64, I32],
  undefined,
  ([trials, years, values, above, into], local) => {
    const [trial, year, over, value] = [local(I32), local(I32), local(F64), local(F64)];
    const [at, end, all] = [local(I32), local(I32), local(V128)];
    const none = f64x2.splat(f64.const(0));
    const ofOneYear: Code = [
      set(all, f64x2.splat(above)),
      set(end, doubleAt(into, trials)),
      set(at, into),
      whileTrue(i32.lessUnsigned(at, end), [
        f64x2.store(at, f64x2.larger(none, f64x2.sub(f64x2.load(values), all))),
        increased(values, 2 * DOUBLE_BYTES),
        increased(at, 2 * DOUBLE_BYTES),
      ]),
    ];
    const ofYears = times(trial, trials, [
      set(over, f64.const(0)),
      times(year, years, [
        set(value, f64.load(values)),
        when(f64.greater(value, above), set(over, f64.add(over, f64.sub(value, above)))),
        increased(values, DOUBLE_BYTES),
      ]),
      f64.store(doubleAt(into, trial), over),
    ]);
    return when(i32.equal(years, i32.const(1)), ofOneYear, ofYears);
  },
);

export const countAt = routine(
  'countAt',
  [I32, I32, I32, I32],
  undefined,
  ([count, cell, bytes, into], local) => {
    const [i, at] = [local(I32), local(I32)];
    return times(i, count, [
      set(at, wordAt(into, i32.load(wordAt(cell, i)))),
      i32.store(at, i32.add(i32.load(at), i32.load8(byteAt(bytes, i)))),
    ]);
  },
);

export const countAtLeast = routine(
  'countAtLeast',
  [I32, I32, I32, F64, I32, I32],
  undefined,
  ([count, cell, values, least, by, into], local) => {
    const [row, at] = [local(I32), local(I32)];
    return times(row, count, [
      set(at, wordAt(into, i32.load(wordAt(cell, row)))),
      i32.store(at, i32.add(i32.load(at), i32.mul(by, f64.atLeast(f64.load(doubleAt(values, row)), least)))),
    ]);
  },
);

export const moveBorne = routine(
  'moveBorne',
  [I32, I32, I32, I32, I32, I32, F64],
  undefined,
  ([count, cell, asset, cents, columns, struck, sign], local) => {
    const [i, offset, column, at, borne] = [local(I32), local(I32), local(I32), local(I32), local(F64)];
    const change = (its: Local, how: (one: Code, other: Code) => Code): Code =>
      when(its, [set(at, i32.add(its, offset)), f64.store(at, how(f64.load(at), borne))]);
    return times(i, count, [
      set(offset, i32.shiftLeft(i32.load(wordAt(cell, i)), i32.const(3))),
      set(borne, f64.mul(sign, f64.load(doubleAt(cents, i)))),
      set(column, i32.load(wordAt(columns, i32.load(wordAt(asset, i))))),
      change(column, f64.add),
      change(struck, f64.sub),
    ]);
  },
);

export const findAny = routine('findAny', [I32, I32, I32, I32], undefined, (parameters, local) => {
  const [trials, years, words, into] = parameters;
  const [trial, year, sum] = [local(I32), local(I32), local(I32)];
  return times(trial, trials, [
    set(sum, i32.const(0)),
    times(year, years, [set(sum, i32.add(sum, i32.load(words))), increased(words, WORD_BYTES)]),
    f64.store(doubleAt(into, trial), f64.ofSigned(i32.greater(sum, i32.const(0)))),
  ]);
});
