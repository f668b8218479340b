import { compiled, functionsOn } from './arena.ts';
import {
  call,
  doubleAt,
  F64,
  f64,
  I32,
  i32,
  repeatWhile,
  returned,
  routine,
  set,
  times,
  when,
  whileTrue,
  wordAt,
} from './assembler.ts';
import { arena, exp } from './elementary-arena.ts';

/** How many events there are when their mean is itself uncertain. */
export interface CountLaw {
  /** The smallest count that is not exceeded with probability `u`, strictly inside (0, 1): one uniform gives the count. */
  quantile(u: number): number;
  /** P(that count or fewer), by count; the last is 1. */
  readonly ends: Float64Array;
  /** The count from which to look for a quantile, for each of GUIDES equal parts of (0, 1). */
  readonly guide: Int32Array;
}

/** Parts of (0, 1) from each of which the search for a count begins near its end. */
export const GUIDES = 256;
/** What is less likely than this is never drawn: uniforms are not that fine. */
const NEGLIGIBLE = 1e-17;
/** Of a mean. */
const MOST = 700;
/** Of a count that is more likely than that: a Poisson of mean 700 passes 930 so seldom. */
const MOST_COUNTS = 1024;

/**
 * A Poisson count whose mean is one of `means` with probability `weights`, tabulated: as quick for ten thousand means as for one.
 *
 * @param means 0 or more each, at most 700
 * @param weights their probabilities, which add up to 1
 * @throws {RangeError} for a mean that is too large
 * @example mixedPoisson([3], [1]).quantile(0.95) // 6
 */
export function mixedPoisson(means: ArrayLike<number>, weights: ArrayLike<number>): CountLaw {
  const mark = arena.mark();
  const count = means.length;
  const [its, chances, theirs] = [arena.doubles(count), arena.doubles(count), arena.doubles(count)];
  its.set(means);
  theirs.set(weights);
  const counts = functions.cumulate(
    its.byteOffset,
    theirs.byteOffset,
    count,
    chances.byteOffset,
    cumulated.byteOffset,
    guides.byteOffset,
  );
  arena.release(mark);
  if (counts < 0)
    throw new RangeError(`a mixed count needs means from 0 to ${MOST}, got ${means[-1 - counts]}`);
  const ends = cumulated.slice(0, counts);
  const guide = guides.slice();
  function quantile(u: number): number {
    let at = guide[(u * GUIDES) | 0];
    while (ends[at] < u) at++;
    return at;
  }
  return { quantile, ends, guide };
}

/** Place of the function in the module. */
const EXP = 0;

/** Writes the ends and the guide of a law and returns how many ends there are; below 0 for the mean at place -1 - n, which is none. */
const cumulate = routine(
  'cumulate',
  [I32, I32, I32, I32, I32, I32],
  I32,
  ([means, weights, size, chances, ends, guide], local) => {
    const [i, count, rising, part, last] = [local(I32), local(I32), local(I32), local(I32), local(I32)];
    const [mean, its, chance, sum] = [local(F64), local(F64), local(F64), local(F64)];
    const meanAt = f64.load(doubleAt(means, i));
    const put = (value: typeof its) => f64.store(doubleAt(chances, i), value);
    const share = f64.div(f64.ofSigned(part), f64.const(GUIDES));
    return [
      times(i, size, [
        set(mean, meanAt),
        when(
          i32.isZero(i32.and(f64.atLeast(mean, f64.const(0)), f64.atMost(mean, f64.const(MOST)))),
          returned(i32.sub(i32.const(-1), i)),
        ),
        set(its, f64.mul(call(EXP, f64.negative(mean)), f64.load(doubleAt(weights, i)))),
        put(its),
      ]),
      set(last, i32.const(-1)),
      repeatWhile(
        [
          set(last, i32.add(last, i32.const(1))),
          set(chance, f64.const(0)),
          set(rising, i32.const(0)),
          times(i, size, [
            set(mean, meanAt),
            set(its, f64.load(doubleAt(chances, i))),
            when(i32.greater(last, i32.const(0)), [
              set(its, f64.mul(its, f64.div(mean, f64.ofSigned(last)))),
              put(its),
            ]),
            set(chance, f64.add(chance, its)),
            set(rising, i32.or(rising, f64.greater(mean, f64.ofSigned(last)))),
          ]),
          set(sum, f64.add(sum, chance)),
          f64.store(doubleAt(ends, last), sum),
        ],
        i32.and(
          i32.or(rising, f64.atLeast(chance, f64.const(NEGLIGIBLE))),
          i32.less(last, i32.const(MOST_COUNTS - 1)),
        ),
      ),
      f64.store(doubleAt(ends, last), f64.const(1)),
      times(part, i32.const(GUIDES), [
        whileTrue(
          i32.and(i32.less(count, last), f64.less(f64.load(doubleAt(ends, count)), share)),
          set(count, i32.add(count, i32.const(1))),
        ),
        i32.store(wordAt(guide, part), count),
      ]),
      i32.add(last, i32.const(1)),
    ];
  },
);

const cumulated = arena.doubles(MOST_COUNTS);
const guides = arena.words(GUIDES);
const functions = functionsOn<{ cumulate(...parameters: readonly number[]): number }>(
  compiled([exp, cumulate]),
  arena,
);
