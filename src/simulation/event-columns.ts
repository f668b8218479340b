import {
  byteAt,
  byTwos,
  doubleAt,
  F64,
  f64,
  f64x2,
  I32,
  i16x8,
  i32,
  i32x4,
  i64x2,
  routine,
  select,
  set,
  times,
  V128,
  v128,
  when,
  whileTrue,
  wordAt,
  type Code,
  type Local,
} from '../math/assembler.ts';
import { ATTEMPT_ROUTINES, type AttemptColumns } from './attempt-columns.ts';
import { MOST_CENTS } from './whole-cents.ts';

/**
 * What is done to the columns of a scenario's attempts and of what they cost, each the loop that its name says. Parameters ending in `At` are
 * addresses of arrays in the arena; `wanted` lists places among the `passed` attempts, and `k` counts what is listed there.
 */
export interface EventColumns extends AttemptColumns {
  /** into[i] = value */
  fill(count: number, value: number, intoAt: number): void;
  /** into[i] += drawn[i] * scale */
  addScaled(count: number, drawnAt: number, scale: number, intoAt: number): void;
  /** into[k] += drawn[k] * scale[k] */
  addProducts(count: number, drawnAt: number, scaleAt: number, intoAt: number): void;
  /** into[i] = one[i] * by[i] */
  multiplyInto(count: number, oneAt: number, byAt: number, intoAt: number): void;
  /** into[k] = one[k] * by[wanted[k]] */
  multiplyAt(count: number, wantedAt: number, oneAt: number, byAt: number, intoAt: number): void;
  /**
   * Lists the attempts that have a secondary loss where no control lowers its chance: uniform[passed[i]] < the chance stated for its trial,
   * scaled. Returns how many there are, and for each its uniform, the chance, at most 1, and what its magnitudes are scaled by: what that cut
   * off goes there. Without `passed` (0) all have passed; without `trial` the chance is the same for all.
   */
  findSecondary(
    count: number,
    passedAt: number,
    trialAt: number,
    statedAt: number,
    chanceScale: number,
    lossScale: number,
    uniformAt: number,
    wantedAt: number,
    uniformOfAt: number,
    chanceAt: number,
    scaleAt: number,
  ): number;
  /**
   * into[i] = whole cents of usd[i] * left; total[i] is the same, or grows by it where `adds` is not 0. Returns 1 if some total is 0, else 0.
   */
  toCents(count: number, usdAt: number, left: number, intoAt: number, totalAt: number, adds: number): number;
  /**
   * Where uniform[k] < chance[k] * chanceLeft, into[wanted[k]] becomes whole cents of usd[wanted[k]] * left + secondary[k] * secondaryLeft, and
   * total[wanted[k]] grows by what that is more; `total` may be `into`.
   */
  addSecondary(
    count: number,
    wantedAt: number,
    uniformAt: number,
    chanceAt: number,
    chanceLeft: number,
    usdAt: number,
    left: number,
    secondaryAt: number,
    secondaryLeft: number,
    intoAt: number,
    totalAt: number,
  ): void;
  /**
   * into[i] = from[i] where keeps[i] is 1, and 0 where it is 0, in each of some columns: lists of as many addresses say where those begin,
   * `offset` bytes before the first item.
   */
  keepCents(
    count: number,
    keepsAt: number,
    columns: number,
    fromsAt: number,
    intosAt: number,
    offset: number,
  ): void;
}

export const fill = routine('fill', [I32, F64, I32], undefined, ([count, value, into], local) => {
  const i = local(I32);
  return times(i, count, f64.store(doubleAt(into, i), value));
});

export const addScaled = routine(
  'addScaled',
  [I32, I32, F64, I32],
  undefined,
  ([count, drawn, scale, into], local) => {
    const [i, at] = [local(I32), local(I32)];
    return times(i, count, [
      set(at, doubleAt(into, i)),
      f64.store(at, f64.add(f64.load(at), f64.mul(f64.load(doubleAt(drawn, i)), scale))),
    ]);
  },
);

const addProducts = routine(
  'addProducts',
  [I32, I32, I32, I32],
  undefined,
  ([count, drawn, scale, into], local) => {
    const [i, at] = [local(I32), local(I32)];
    const product = f64.mul(f64.load(doubleAt(drawn, i)), f64.load(doubleAt(scale, i)));
    return times(i, count, [set(at, doubleAt(into, i)), f64.store(at, f64.add(f64.load(at), product))]);
  },
);

const multiplyInto = routine(
  'multiplyInto',
  [I32, I32, I32, I32],
  undefined,
  ([count, one, by, into], local) => {
    const i = local(I32);
    const product = f64.mul(f64.load(doubleAt(one, i)), f64.load(doubleAt(by, i)));
    return times(i, count, f64.store(doubleAt(into, i), product));
  },
);

const multiplyAt = routine(
  'multiplyAt',
  [I32, I32, I32, I32, I32],
  undefined,
  ([count, wanted, one, by, into], local) => {
    const k = local(I32);
    const product = f64.mul(f64.load(doubleAt(one, k)), f64.load(doubleAt(by, i32.load(wordAt(wanted, k)))));
    return times(k, count, f64.store(doubleAt(into, k), product));
  },
);

const findSecondary = routine(
  'findSecondary',
  [I32, I32, I32, I32, F64, F64, I32, I32, I32, I32, I32],
  I32,
  (
    [count, passed, trial, stated, chanceScale, lossScale, uniform, wanted, uniformOf, chance, scale],
    local,
  ) => {
    const [i, attempt, some, value] = [local(I32), local(I32), local(I32), local(F64)];
    const one = f64.const(1);
    const find = (place: Code): Code => [
      set(attempt, place),
      when(passed, set(attempt, i32.load(wordAt(passed, place)))),
      when(
        trial,
        set(value, f64.mul(f64.load(doubleAt(stated, i32.load(wordAt(trial, attempt)))), chanceScale)),
      ),
    ];
    return [
      set(value, f64.mul(f64.load(stated), chanceScale)),
      times(i, count, [
        find(i),
        // the next one takes its place unless it is wanted
        i32.store(wordAt(wanted, some), i),
        set(some, i32.add(some, f64.less(f64.load(doubleAt(uniform, attempt)), value))),
      ]),
      times(i, some, [
        find(i32.load(wordAt(wanted, i))),
        f64.store(doubleAt(uniformOf, i), f64.load(doubleAt(uniform, attempt))),
        f64.store(doubleAt(chance, i), select(f64.less(value, one), value, one)),
        f64.store(doubleAt(scale, i), f64.mul(lossScale, select(f64.greater(value, one), value, one))),
      ]),
      some,
    ];
  },
);

/** `wholeCents` of two amounts. */
const centsOfTwo = (usd: Code): Code =>
  f64x2.lesser(
    f64x2.const(MOST_CENTS),
    f64x2.floor(f64x2.add(f64x2.mul(usd, f64x2.const(100)), f64x2.const(0.5))),
  );

const toCents = routine(
  'toCents',
  [I32, I32, F64, I32, I32, I32],
  I32,
  ([count, usd, left, into, total, adds], local) => {
    const [i, lefts, before, cents, sums] = [local(I32), local(V128), local(V128), local(V128), local(V128)];
    const [zeros, isLastZero] = [local(V128), local(I32)];
    return [
      set(lefts, f64x2.splat(left)),
      set(before, i32x4.splat(i32.sub(i32.const(0), i32.notEqual(adds, i32.const(0))))),
      byTwos(
        i,
        count,
        [
          set(cents, centsOfTwo(f64x2.mul(f64x2.load(doubleAt(usd, i)), lefts))),
          set(sums, f64x2.add(cents, v128.and(f64x2.load(doubleAt(total, i)), before))),
        ],
        [
          f64x2.store(doubleAt(total, i), sums),
          f64x2.store(doubleAt(into, i), cents),
          set(zeros, v128.or(zeros, f64x2.equal(sums, f64x2.const(0)))),
        ],
        [
          f64.store(doubleAt(total, i), f64x2.lane(sums, 0)),
          f64.store(doubleAt(into, i), f64x2.lane(cents, 0)),
          set(isLastZero, f64.equal(f64x2.lane(sums, 0), f64.const(0))),
        ],
      ),
      i32.or(v128.anyTrue(zeros), isLastZero),
    ];
  },
);

const addSecondary = routine(
  'addSecondary',
  [I32, I32, I32, I32, F64, I32, F64, I32, F64, I32, I32],
  undefined,
  ([count, wanted, uniform, chance, chanceLeft, usd, left, secondary, secondaryLeft, into, total], local) => {
    const [k, one, other, cents, isBelow] = [local(I32), local(I32), local(I32), local(V128), local(V128)];
    const at = (array: Local) => f64x2.load(doubleAt(array, k));
    // total first, as it may be the same
    const write = (place: Local, lane: 0 | 1) => [
      f64.store(
        i32.add(total, place),
        f64.add(
          f64.load(i32.add(total, place)),
          f64.sub(f64x2.lane(cents, lane), f64.load(i32.add(into, place))),
        ),
      ),
      f64.store(i32.add(into, place), f64x2.lane(cents, lane)),
    ];
    const offset = (more: number) => i32.shiftLeft(i32.load(wordAt(wanted, k), more * 4), i32.const(3));
    return byTwos(
      k,
      count,
      [
        set(one, offset(0)),
        // beyond the last there is none: what is read of it is not used
        set(other, select(i32.less(i32.add(k, i32.const(1)), count), offset(1), one)),
        set(isBelow, f64x2.less(at(uniform), f64x2.mul(at(chance), f64x2.splat(chanceLeft)))),
        set(
          cents,
          centsOfTwo(
            f64x2.add(
              f64x2.mul(f64x2.loadEach(i32.add(usd, one), i32.add(usd, other)), f64x2.splat(left)),
              v128.and(f64x2.mul(at(secondary), f64x2.splat(secondaryLeft)), isBelow),
            ),
          ),
        ),
      ],
      [write(one, 0), write(other, 1)],
      write(one, 0),
    );
  },
);

const keepCents = routine(
  'keepCents',
  [I32, I32, I32, I32, I32, I32],
  undefined,
  ([count, keeps, columns, froms, intos, offset], local) => {
    const [column, i, whole] = [local(I32), local(I32), local(I32)];
    const [from, into, at, to] = [local(I32), local(I32), local(I32), local(I32)];
    const [masks, fours] = [local(V128), local(V128)];
    const keepTwo = (mask: Code, more: number) => f64x2.store(to, v128.and(f64x2.load(at, more), mask), more);
    const keepFour = (mask: Code, more: number) => [
      set(fours, mask),
      keepTwo(i64x2.ofFirst(fours), more),
      keepTwo(i64x2.ofLast(fours), more + 16),
    ];
    return [
      set(whole, i32.and(count, i32.const(-8))),
      times(column, columns, [
        set(from, i32.add(i32.load(wordAt(froms, column)), offset)),
        set(into, i32.add(i32.load(wordAt(intos, column)), offset)),
        set(i, i32.const(0)),
        whileTrue(i32.less(i, whole), [
          // 0 or 1 becomes none or all of the bits, of ever wider numbers
          set(masks, i16x8.negative(i16x8.load8(byteAt(keeps, i)))),
          set(at, doubleAt(from, i)),
          set(to, doubleAt(into, i)),
          keepFour(i32x4.ofFirst(masks), 0),
          keepFour(i32x4.ofLast(masks), 32),
          set(i, i32.add(i, i32.const(8))),
        ]),
        whileTrue(i32.less(i, count), [
          f64.store(
            doubleAt(into, i),
            f64.mul(f64.load(doubleAt(from, i)), f64.ofSigned(i32.load8(byteAt(keeps, i)))),
          ),
          set(i, i32.add(i, i32.const(1))),
        ]),
      ]),
    ];
  },
);

export const EVENT_ROUTINES = [
  ...ATTEMPT_ROUTINES,
  fill,
  addScaled,
  addProducts,
  multiplyInto,
  multiplyAt,
  findSecondary,
  toCents,
  addSecondary,
  keepCents,
];
