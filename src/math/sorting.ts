import {
  doubleAt,
  F64,
  f64,
  fillBytes,
  I32,
  i32,
  routine,
  set,
  times,
  whileTrue,
  wordAt,
  type Code,
  type Local,
} from './assembler.ts';

/** Bits of the upper word of a double that one pass sorts by, from the lowest on; each has a list of so many counts. */
const DIGITS = [
  { from: 0, bits: 11 },
  { from: 11, bits: 11 },
  { from: 22, bits: 10 },
] as const;
const LONGEST_DIGIT = 2048;
const LIST_BYTES = 4 * LONGEST_DIGIT;
/** 32-bit words that `sort` counts in. */
export const SORT_COUNTS = DIGITS.length * LONGEST_DIGIT;

/**
 * Sorts doubles, ascending, none of them NaN: sort(count, valuesAt, orderAt, spareOrderAt, countsAt, sortedAt). `order` becomes the places in
 * the values of what is sorted. Doubles are distributed by their upper words, digit by digit; what shares one, which is all but alike, is
 * put in order by insertion.
 */
export const sort = routine(
  'sort',
  [I32, I32, I32, I32, I32, I32],
  undefined,
  ([count, values, order, spare, counts, sorted], local) => {
    const [i, id, word, at] = [local(I32), local(I32), local(I32), local(I32)];
    const [end, sum, before, value] = [local(I32), local(I32), local(I32), local(F64)];
    /** As a whole number without sign that grows with the double. */
    const setWord = (place: Code): Code => [
      set(word, i32.load(doubleAt(values, place), 4)),
      set(word, i32.xor(word, i32.or(i32.shiftRight(word, i32.const(31)), i32.const(0x80000000)))),
    ];
    const previous = (list: Code): Code => doubleAt(list, i32.sub(at, i32.const(1)));
    const countAt = (digit: number): Code => {
      const { from, bits } = DIGITS[digit];
      const its = i32.and(i32.shiftRightUnsigned(word, i32.const(from)), i32.const((1 << bits) - 1));
      return i32.add(wordAt(counts, its), i32.const(digit * LIST_BYTES));
    };
    const distribute = (digit: number, place: Code, into: Local): Code =>
      times(i, count, [
        set(id, place),
        setWord(id),
        set(at, countAt(digit)),
        set(end, i32.load(at)),
        i32.store(at, i32.add(end, i32.const(1))),
        i32.store(wordAt(into, end), id),
      ]);
    return [
      fillBytes(counts, i32.const(0), i32.const(4 * SORT_COUNTS)),
      times(i, count, [
        setWord(i),
        DIGITS.map((_, digit) => [
          set(at, countAt(digit)),
          i32.store(at, i32.add(i32.load(at), i32.const(1))),
        ]),
      ]),
      DIGITS.map(({ bits }, digit) => [
        set(sum, i32.const(0)),
        set(at, i32.add(counts, i32.const(digit * LIST_BYTES))),
        times(i, i32.const(1 << bits), [
          set(before, sum),
          set(sum, i32.add(sum, i32.load(at))),
          i32.store(at, before),
          set(at, i32.add(at, i32.const(4))),
        ]),
      ]),
      distribute(0, i, order),
      distribute(1, i32.load(wordAt(order, i)), spare),
      distribute(2, i32.load(wordAt(spare, i)), order),
      times(i, count, [
        set(id, i32.load(wordAt(order, i))),
        set(value, f64.load(doubleAt(values, id))),
        set(at, i),
        // before the first item lies some other memory: nothing is at 0
        whileTrue(i32.and(i32.greater(at, i32.const(0)), f64.greater(f64.load(previous(sorted)), value)), [
          f64.store(doubleAt(sorted, at), f64.load(previous(sorted))),
          i32.store(wordAt(order, at), i32.load(wordAt(order, i32.sub(at, i32.const(1))))),
          set(at, i32.sub(at, i32.const(1))),
        ]),
        f64.store(doubleAt(sorted, at), value),
        i32.store(wordAt(order, at), id),
      ]),
    ];
  },
);
