import {
  byteAt,
  doubleAt,
  F64,
  f64,
  f64x2,
  I32,
  i32,
  routine,
  select,
  set,
  times,
  v128,
  V128,
  whileTrue,
  wordAt,
  type Code,
  type Local,
  type ValueType,
} from '../math/assembler.ts';
import { ROUNDERS, SUM_BINS } from '../math/exact-sum.ts';
import { DOUBLE_BYTES, type NewLocal } from './cell-routines.ts';

/** See `ExactSums.add`; at `grids` stand ROUNDERS and, after them, GRID_OF. */
export function addExactly(bins: Code, value: Local, grids: Local, local: NewLocal): Code {
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

/** How numbers are reckoned with: two trials at once, or one. */
interface Arithmetic {
  readonly type: ValueType;
  readonly none: Code;
  readonly load: (address: Code, offset?: number) => Code;
  readonly add: (one: Code, other: Code) => Code;
  readonly sub: (one: Code, other: Code) => Code;
  readonly mul: (one: Code, other: Code) => Code;
  /** 1 where the one is greater than the other, else 0. */
  readonly isGreater: (one: Code, other: Code) => Code;
}

const ONE: Arithmetic = {
  ...f64,
  type: F64,
  none: f64.const(0),
  isGreater: (one, other) => f64.ofSigned(f64.greater(one, other)),
};
const TWO: Arithmetic = {
  ...f64x2,
  type: V128,
  none: f64x2.splat(f64.const(0)),
  isGreater: (one, other) => v128.and(f64x2.greater(one, other), f64x2.splat(f64.const(1))),
};

/** What is summed of a trial: `column` reads its place of a column, `kept` computes once what is needed more often. */
type Terms = (
  arithmetic: Arithmetic,
  column: (address: Local) => Code,
  kept: (value: Code) => Local,
) => readonly Code[];

const PAIR_BYTES = 2 * DOUBLE_BYTES;

/**
 * Sums terms over trials in plain doubles, and adds the sums to exact ones, one after the other from `bins` on. Of four trials each goes into a
 * sum of its own, and what is left over at the end into a fifth.
 *
 * @param from bytes from the beginning of the columns to the first trial; is moved on to `end`
 */
function sumUp(from: Local, end: Local, bins: Code, grids: Local, local: NewLocal, terms: Terms): Code {
  const write = (arithmetic: Arithmetic, offset: number) => {
    const before: Code[] = [];
    const values = terms(
      arithmetic,
      (address) => arithmetic.load(i32.add(address, from), offset),
      (value) => {
        const its = local(arithmetic.type);
        before.push(set(its, value));
        return its;
      },
    );
    const sums = values.map(() => local(arithmetic.type));
    return {
      sums,
      clear: sums.map((sum) => set(sum, arithmetic.none)),
      add: [before, values.map((value, place) => set(sums[place], arithmetic.add(sums[place], value)))],
    };
  };
  const [first, second, single] = [write(TWO, 0), write(TWO, PAIR_BYTES), write(ONE, 0)];
  const both = single.sums.map(() => local(V128));
  return [
    [first, second, single].map(({ clear }) => clear),
    whileTrue(i32.atLeast(i32.sub(end, from), i32.const(2 * PAIR_BYTES)), [
      first.add,
      second.add,
      set(from, i32.add(from, i32.const(2 * PAIR_BYTES))),
    ]),
    whileTrue(i32.less(from, end), [single.add, set(from, i32.add(from, i32.const(DOUBLE_BYTES)))]),
    single.sums.map((sum, place) => [
      set(both[place], f64x2.add(first.sums[place], second.sums[place])),
      set(sum, f64.add(f64.add(f64x2.lane(both[place], 0), f64x2.lane(both[place], 1)), sum)),
      addExactly(i32.add(bins, i32.const(place * SUM_BINS * DOUBLE_BYTES)), sum, grids, local),
    ]),
  ];
}

const bytesOf = (trials: Code): Code => i32.mul(trials, i32.const(DOUBLE_BYTES));

export const addSums = routine(
  'addSums',
  [I32, I32, I32, I32, I32],
  undefined,
  ([trials, unit, values, bins, grids], local) => {
    const [from, all, end] = [local(I32), local(I32), local(I32)];
    return [
      set(all, bytesOf(trials)),
      whileTrue(i32.less(from, all), [
        set(end, i32.add(from, bytesOf(unit))),
        set(end, select(i32.less(end, all), end, all)),
        sumUp(from, end, bins, grids, local, ({ mul }, column, kept) => {
          const value = kept(column(values));
          return [value, mul(value, value)];
        }),
      ]),
    ];
  },
);

export const addDifferences = routine(
  'addDifferences',
  [I32, I32, I32, I32, I32, I32, I32],
  undefined,
  ([trials, one, less, other, otherLess, bins, grids], local) => {
    const [from, end] = [local(I32), local(I32)];
    return [
      set(end, bytesOf(trials)),
      sumUp(from, end, bins, grids, local, ({ sub, mul }, column, kept) => {
        const value = kept(sub(sub(column(one), column(less)), sub(column(other), column(otherLess))));
        return [value, mul(value, value)];
      }),
    ];
  },
);

export const addReturns = routine(
  'addReturns',
  [I32, I32, I32, I32, I32, I32],
  undefined,
  ([trials, benefit, cost, upfront, bins, grids], local) => {
    const [from, end] = [local(I32), local(I32)];
    return [
      set(end, bytesOf(trials)),
      sumUp(from, end, bins, grids, local, ({ mul, isGreater }, column, kept) => {
        const saved = kept(column(benefit));
        const spent = kept(column(cost));
        return [mul(saved, spent), column(upfront), isGreater(saved, spent)];
      }),
    ];
  },
);

export const findCosts = routine(
  'findCosts',
  [I32, I32, I32, I32, I32, F64, I32, F64, I32, I32],
  undefined,
  ([trials, list, upfronts, annuals, saveds, staff, perFte, premium, upfront, annual], local) => {
    const [offset, end, at, last] = [local(I32), local(I32), local(I32), local(I32)];
    const [paid, saved] = [local(F64), local(F64)];
    /** The sum of the next so many columns of the list at a trial. */
    const setSum = (sum: Local, columns: Local): Code => [
      set(sum, f64.const(0)),
      set(last, wordAt(at, columns)),
      whileTrue(i32.less(at, last), [
        set(sum, f64.add(sum, f64.load(i32.add(i32.load(at), offset)))),
        set(at, i32.add(at, i32.const(4))),
      ]),
    ];
    return [
      set(end, bytesOf(trials)),
      whileTrue(i32.less(offset, end), [
        set(at, list),
        setSum(paid, upfronts),
        f64.store(i32.add(upfront, offset), paid),
        setSum(paid, annuals),
        setSum(saved, saveds),
        f64.store(
          i32.add(annual, offset),
          f64.add(f64.add(f64.sub(paid, saved), f64.mul(staff, f64.load(i32.add(perFte, offset)))), premium),
        ),
        set(offset, i32.add(offset, i32.const(DOUBLE_BYTES))),
      ]),
    ];
  },
);

/** US dollars of the cents of a year, as they count today. */
const presentUsd = (cents: Code, factor: Code): Code => f64.mul(f64.div(cents, f64.const(100)), factor);

export const discount = routine(
  'discount',
  [I32, I32, I32, I32, I32, I32],
  undefined,
  ([trials, years, values, factors, factorsAYear, into], local) => {
    const [trial, year, usd, factor] = [local(I32), local(I32), local(F64), local(I32)];
    return times(trial, trials, [
      set(usd, f64.const(0)),
      set(factor, doubleAt(factors, trial)),
      times(year, years, [
        set(usd, f64.add(usd, presentUsd(f64.load(values), f64.load(factor)))),
        set(values, i32.add(values, i32.const(DOUBLE_BYTES))),
        set(factor, doubleAt(factor, factorsAYear)),
      ]),
      f64.store(doubleAt(into, trial), usd),
    ]);
  },
);

export const addYear = routine(
  'addYear',
  [I32, I32, I32, I32, I32, I32, I32, I32, I32, I32],
  undefined,
  ([trials, stride, before, after, factors, annual, benefit, cost, bins, grids], local) => {
    const [trial, cell, factor] = [local(I32), local(I32), local(F64)];
    const [saved, spent, allSaved, allSpent] = [local(F64), local(F64), local(F64), local(F64)];
    const added = (into: Local, value: Local): Code =>
      f64.store(doubleAt(into, trial), f64.add(f64.load(doubleAt(into, trial)), value));
    return [
      times(trial, trials, [
        set(factor, f64.load(doubleAt(factors, trial))),
        set(
          saved,
          presentUsd(f64.sub(f64.load(doubleAt(before, cell)), f64.load(doubleAt(after, cell))), factor),
        ),
        set(spent, f64.mul(f64.load(doubleAt(annual, trial)), factor)),
        added(benefit, saved),
        added(cost, spent),
        set(allSaved, f64.add(allSaved, saved)),
        set(allSpent, f64.add(allSpent, spent)),
        set(cell, i32.add(cell, stride)),
      ]),
      addExactly(bins, allSaved, grids, local),
      addExactly(i32.add(bins, i32.const(SUM_BINS * DOUBLE_BYTES)), allSpent, grids, local),
    ];
  },
);
