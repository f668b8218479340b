import { compiled, createArena, functionsOn, type Arena } from './arena.ts';
import {
  doubleAt,
  F64,
  f64,
  I32,
  i32,
  returned,
  routine,
  set,
  times,
  when,
  whileTrue,
  type Code,
  type Local,
} from './assembler.ts';
import { BUCKET_BITS, BUCKETS_AN_OCTAVE, CARRY, PLACE, type LossCounts } from './loss-counts.ts';

/** Places in a row of `lossRows`; from the last on, a count for each rank. */
export const ROW = { bucket: 0, smallest: 1, largest: 2, sum: 3, counts: 4 } as const;

/**
 * The buckets in use of counts held in memory, ascending, as rows [bucket, smallest, largest, sum (cents), count of rank 0, of rank 1, ...], one
 * behind the other.
 */
export const lossRows = (counts: LossCounts): Float64Array => passingRows(counts).slice();

/** As `lossRows`, in memory that all readings share, as fresh memory is dear: good until losses are read again. */
export function passingRows({ octaves, ranks }: LossCounts): Float64Array {
  const width = ROW.counts + ranks;
  const { routines, room, next } = lossColumns();
  const opened = octaves.filter((numbers) => numbers !== undefined);
  const rows = room('rows', opened.length * BUCKETS_AN_OCTAVE * width);
  next();
  let length = 0;
  octaves.forEach((numbers, octave) => {
    if (!numbers) return;
    const from = room('octave', numbers.length);
    from.set(numbers);
    const into = rows.byteOffset + length * rows.BYTES_PER_ELEMENT;
    length += width * routines.pickRows(from.byteOffset, ranks, octave << BUCKET_BITS, into);
  });
  return rows.subarray(0, length);
}

/** Losses from a row on, so that those above a loss are known at once; in memory that all readings share. */
export interface LossesFrom {
  readonly rows: Float64Array;
  /** [row * ranks + rank]: how many trials have their loss of that rank in this row or after it; 0s follow the last row. */
  readonly ranked: Float64Array;
  /** [row]: of all ranks; a 0 follows. */
  readonly pooled: Float64Array;
  /** [row]: what they come to in cents; a 0 follows. */
  readonly cents: Float64Array;
  /** The first row that has a loss above some cents; behind the last where none has. */
  readonly firstAbove: (cents: number) => number;
  /** The row of the loss of which exactly `place` (1-based) are no larger, of rows that have so many, those of 0 before them counted. */
  readonly rowOf: (place: number, losses: number) => number;
  /** @throws {RangeError} when losses have been read since: all of this is theirs then */
  readonly check: () => void;
}

export function lossesFrom(rows: ArrayLike<number>, ranks: number): LossesFrom {
  const count = rows.length / (ROW.counts + ranks);
  const { routines, room, next } = lossColumns();
  const its = room('rows', rows.length).subarray(0, rows.length);
  const ranked = room('ranked', (count + 1) * ranks).subarray(0, (count + 1) * ranks);
  const pooled = room('pooled', count + 1).subarray(0, count + 1);
  const cents = room('cents', count + 1).subarray(0, count + 1);
  const check = next();
  its.set(rows);
  routines.addUp(count, ranks, its.byteOffset, ranked.byteOffset, pooled.byteOffset, cents.byteOffset);
  return {
    rows: its,
    ranked,
    pooled,
    cents,
    firstAbove: (least) => routines.firstAbove(count, ranks, its.byteOffset, least),
    rowOf: (place, losses) => routines.rowOf(count, pooled.byteOffset, losses - place),
    check,
  };
}

/**
 * Where the largest losses are, from the top down: pairs of a wide bucket, of 2^shift each, and the share of its losses that is among them; in
 * memory that all readings share.
 *
 * @param wanted how many losses, above 0; of the last bucket they take the share that is wanting
 */
export function largestLosses(
  rows: Float64Array,
  ranks: number,
  shift: number,
  wanted: number,
): Float64Array {
  const count = rows.length / (ROW.counts + ranks);
  const { routines, room, next } = lossColumns();
  const its = room('rows', rows.length);
  next();
  its.set(rows);
  const pairs = room('largest', 2 * count);
  const found = routines.largestLosses(count, ranks, its.byteOffset, shift, wanted, pairs.byteOffset);
  return pairs.subarray(0, 2 * found);
}

/**
 * Adds shares of sums that are kept as whole CARRYs and what is left.
 *
 * @param rows pairs of them, of each of which `into` has one
 */
export function addShares(
  rows: readonly Float64Array[],
  shares: readonly number[],
  into: Float64Array,
): void {
  const { routines, room } = lossColumns();
  const sums = room('sums', into.length);
  const row = room('carried', 2 * into.length);
  sums.set(into);
  for (let at = 0; at < rows.length; at++) {
    row.set(rows[at]);
    routines.addShare(into.length, row.byteOffset, shares[at], sums.byteOffset);
  }
  into.set(sums.subarray(0, into.length));
}

interface LossRoutines {
  /** Writes the rows of an octave, which begins at a bucket, and returns how many there are. Addresses are those of arrays in the arena. */
  pickRows(numbersAt: number, ranks: number, firstBucket: number, intoAt: number): number;
  /** See `LossesFrom`. */
  addUp(
    count: number,
    ranks: number,
    rowsAt: number,
    rankedAt: number,
    pooledAt: number,
    centsAt: number,
  ): void;
  /** See `LossesFrom`; `above` are the losses that are larger. */
  firstAbove(count: number, ranks: number, rowsAt: number, cents: number): number;
  rowOf(count: number, pooledAt: number, above: number): number;
  /** See the function of that name; returns how many pairs there are. */
  largestLosses(
    count: number,
    ranks: number,
    rowsAt: number,
    shift: number,
    wanted: number,
    intoAt: number,
  ): number;
  /** into[i] += (carried[2 * i] * CARRY + carried[2 * i + 1]) * share */
  addShare(count: number, carriedAt: number, share: number, intoAt: number): void;
}

const eight = (doubles: Code): Code => i32.shiftLeft(doubles, i32.const(3));
const widthBytes = (places: number, ranks: Local): Code => eight(i32.add(ranks, i32.const(places)));

const pickRows = routine('pickRows', [I32, I32, I32, I32], I32, ([at, ranks, first, into], local) => {
  const [i, rank, count, carries] = [local(I32), local(I32), local(I32), local(I32)];
  const its = (place: number) => f64.load(at, 8 * place);
  return [
    set(carries, i32.add(at, i32.mul(i32.const(BUCKETS_AN_OCTAVE), widthBytes(PLACE.counts, ranks)))),
    times(i, i32.const(BUCKETS_AN_OCTAVE), [
      when(f64.greater(its(PLACE.largest), f64.const(0)), [
        f64.store(into, f64.ofSigned(i32.add(first, i)), 8 * ROW.bucket),
        f64.store(into, its(PLACE.smallest), 8 * ROW.smallest),
        f64.store(into, its(PLACE.largest), 8 * ROW.largest),
        f64.store(
          into,
          f64.add(f64.mul(f64.load(doubleAt(carries, i)), f64.const(CARRY)), its(PLACE.sum)),
          8 * ROW.sum,
        ),
        times(
          rank,
          ranks,
          f64.store(doubleAt(into, rank), f64.load(doubleAt(at, rank), 8 * PLACE.counts), 8 * ROW.counts),
        ),
        set(into, i32.add(into, widthBytes(ROW.counts, ranks))),
        set(count, i32.add(count, i32.const(1))),
      ]),
      set(at, i32.add(at, widthBytes(PLACE.counts, ranks))),
    ]),
    count,
  ];
});

const addUp = routine('addUp', [I32, I32, I32, I32, I32, I32], undefined, (parameters, local) => {
  const [count, ranks, rows, ranked, pooled, cents] = parameters;
  const [rank, row, at] = [local(I32), local(I32), local(I32)];
  const [its, losses, money] = [local(F64), local(F64), local(F64)];
  const back = (address: Local, bytes: Code) => set(address, i32.sub(address, bytes));
  return [
    set(row, i32.add(rows, i32.mul(count, widthBytes(ROW.counts, ranks)))),
    set(at, i32.add(ranked, eight(i32.mul(count, ranks)))),
    set(pooled, doubleAt(pooled, count)),
    set(cents, doubleAt(cents, count)),
    times(rank, ranks, f64.store(doubleAt(at, rank), f64.const(0))),
    f64.store(pooled, f64.const(0)),
    f64.store(cents, f64.const(0)),
    whileTrue(i32.greater(row, rows), [
      back(row, widthBytes(ROW.counts, ranks)),
      back(at, eight(ranks)),
      back(pooled, i32.const(8)),
      back(cents, i32.const(8)),
      set(money, f64.add(money, f64.load(row, 8 * ROW.sum))),
      times(rank, ranks, [
        set(its, f64.load(doubleAt(row, rank), 8 * ROW.counts)),
        set(losses, f64.add(losses, its)),
        f64.store(doubleAt(at, rank), f64.add(its, f64.load(doubleAt(at, i32.add(rank, ranks))))),
      ]),
      f64.store(pooled, losses),
      f64.store(cents, money),
    ]),
  ];
});

/** The first place of a list from `low` to `high` of which it no longer holds that it comes before; ends in `low`. */
const search = (low: Local, high: Local, middle: Local, comesBefore: Code): Code =>
  whileTrue(i32.less(low, high), [
    set(middle, i32.shiftRight(i32.add(low, high), i32.const(1))),
    when(comesBefore, set(low, i32.add(middle, i32.const(1))), set(high, middle)),
  ]);

const firstAbove = routine('firstAbove', [I32, I32, I32, F64], I32, (parameters, local) => {
  const [count, ranks, rows, cents] = parameters;
  const [low, high, middle] = [local(I32), local(I32), local(I32)];
  const row = i32.add(rows, i32.mul(middle, widthBytes(ROW.counts, ranks)));
  return [
    set(high, count),
    search(low, high, middle, f64.atMost(f64.load(row, 8 * ROW.largest), cents)),
    low,
  ];
});

/** The last row after which there are no fewer losses than are larger: the first after which there are fewer, less the one. */
const rowOf = routine('rowOf', [I32, I32, F64], I32, ([count, pooled, above], local) => {
  const [low, high, middle] = [local(I32), local(I32), local(I32)];
  return [
    set(low, i32.const(1)),
    set(high, count),
    search(low, high, middle, f64.greater(f64.load(doubleAt(pooled, middle)), above)),
    i32.sub(low, i32.const(1)),
  ];
});

const largest = routine('largestLosses', [I32, I32, I32, I32, F64, I32], I32, (parameters, local) => {
  const [count, ranks, rows, shift, wanted, into] = parameters;
  const [row, rank, bucket, next, found] = [local(I32), local(I32), local(I32), local(I32), local(I32)];
  const losses = local(F64);
  const close: Code = [
    f64.store(into, f64.ofSigned(bucket)),
    f64.store(into, f64.min(f64.const(1), f64.div(wanted, losses)), 8),
    set(into, i32.add(into, i32.const(16))),
    set(found, i32.add(found, i32.const(1))),
    set(wanted, f64.sub(wanted, losses)),
    set(losses, f64.const(0)),
  ];
  return [
    set(row, i32.add(rows, i32.mul(count, widthBytes(ROW.counts, ranks)))),
    whileTrue(i32.greater(row, rows), [
      set(row, i32.sub(row, widthBytes(ROW.counts, ranks))),
      set(next, i32.shiftRight(i32.truncate(f64.load(row, 8 * ROW.bucket)), shift)),
      when(i32.and(i32.notEqual(next, bucket), f64.greater(losses, f64.const(0))), [
        close,
        when(f64.atMost(wanted, f64.const(0)), returned(found)),
      ]),
      set(bucket, next),
      times(rank, ranks, set(losses, f64.add(losses, f64.load(doubleAt(row, rank), 8 * ROW.counts)))),
    ]),
    when(f64.greater(losses, f64.const(0)), close),
    found,
  ];
});

const addShare = routine(
  'addShare',
  [I32, I32, F64, I32],
  undefined,
  ([count, carried, share, into], local) => {
    const [i, at] = [local(I32), local(I32)];
    const sum = f64.add(f64.mul(f64.load(carried), f64.const(CARRY)), f64.load(carried, 8));
    return times(i, count, [
      set(at, doubleAt(into, i)),
      f64.store(at, f64.add(f64.load(at), f64.mul(sum, share))),
      set(carried, i32.add(carried, i32.const(16))),
    ]);
  },
);

let shared: ReturnType<typeof createColumns> | undefined;

/** What all share who read losses, since they do it in a moment; it only grows. */
const lossColumns = () => (shared ??= createColumns(createArena()));

const MODULE = compiled([pickRows, addUp, firstAbove, rowOf, largest, addShare]);

function createColumns(arena: Arena) {
  const rooms = new Map<string, Float64Array>();
  let readings = 0;
  return {
    /** Begins a reading, and returns what throws once another has begun. */
    next(): () => void {
      const reading = ++readings;
      return () => {
        if (reading !== readings) throw new RangeError('losses have been read since');
      };
    },
    routines: functionsOn<LossRoutines>(MODULE, arena),
    /** At least so many doubles, of whatever value. */
    room(name: string, length: number): Float64Array {
      const its = rooms.get(name);
      if (its && its.length >= length) return its;
      const larger = arena.doubles(Math.max(length, 2 * (its?.length ?? 0)));
      rooms.set(name, larger);
      return larger;
    },
  };
}
