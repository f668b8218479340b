import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createArena } from '../../src/math/arena.ts';
import { exactSums, SUM_BINS } from '../../src/math/exact-sum.ts';
import { bucketOf, CARRY, countLoss, lossCounts, OCTAVES, openOctave } from '../../src/math/loss-counts.ts';
import { addCarried, TAIL_BUCKETS, tailBucketOf } from '../../src/simulation/tail-make-up.ts';
import { yearColumns } from '../../src/simulation/year-columns.ts';

const MOST = 300;
const arena = createArena();
const adding = yearColumns(arena);
const [cells, list, rowsAt] = Array.from({ length: 3 }, () => arena.words(MOST));
const [one, two, into] = Array.from({ length: 3 }, () => arena.doubles(MOST));
const [bytes, otherBytes] = [arena.bytes(MOST), arena.bytes(MOST)];
const octavesAt = arena.words(OCTAVES);
const tailRowsAt = arena.words(TAIL_BUCKETS);

const CELLS = 100;
const cents = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 1e6 }),
  fc.integer({ min: 2 ** 48, max: 2 ** 50 }),
);
const rows = fc.array(
  fc.record({ cell: fc.nat(CELLS - 1), one: cents, two: cents, has: fc.boolean(), had: fc.boolean() }),
  { minLength: 1, maxLength: MOST },
);

test('values and counts are added in their cells, and differences of them', () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const count = drawn.length;
      drawn.forEach((row, i) => {
        [cells[i], one[i], two[i]] = [row.cell, row.one, row.two];
        [bytes[i], otherBytes[i]] = [Number(row.has), Number(row.had)];
      });
      into.fill(7);
      list.fill(1);
      adding.addAt(count, cells.byteOffset, one.byteOffset, into.byteOffset);
      adding.addDifferenceAt(count, cells.byteOffset, one.byteOffset, two.byteOffset, into.byteOffset);
      adding.countAt(count, cells.byteOffset, bytes.byteOffset, list.byteOffset);
      adding.countDifferenceAt(
        count,
        cells.byteOffset,
        bytes.byteOffset,
        otherBytes.byteOffset,
        list.byteOffset,
      );
      for (let cell = 0; cell < CELLS; cell++) {
        const mine = drawn.filter((row) => row.cell === cell);
        expect(into[cell]).toBe(mine.reduce((sum, row) => sum + row.two, 7));
        expect(list[cell]).toBe(mine.reduce((sum, { had }) => sum + Number(had), 1));
      }
      expect(adding.countPositive(CELLS, list.byteOffset)).toBe(
        list.subarray(0, CELLS).filter((its) => its > 0).length,
      );
    }),
  );
});

test('sums and their squares are what exact sums make of each unit', () => {
  const bins = arena.doubles(4 * SUM_BINS);
  const value = fc.oneof(cents, fc.double({ min: 1e-9, max: 1e60, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: MOST }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 64 }),
      fc.double({ min: 0, max: 1e6 }),
      (values, years, unit, above) => {
        const trials = Math.floor(values.length / years);
        one.set(values);
        bins.fill(0);
        adding.addSums(trials, years, unit, one.byteOffset, bins.byteOffset);
        const sums = exactSums(4);
        for (let from = 0; from < trials; from += unit) {
          const of = [0, 0, 0, 0];
          for (let trial = from; trial < Math.min(from + unit, trials); trial++) {
            const its = values.slice(trial * years, (trial + 1) * years);
            const total = its.reduce((sum, usd) => sum + usd, 0);
            const over = its.reduce((sum, usd) => (usd > above ? sum + (usd - above) : sum), 0);
            [total, total * total, over, over * over].forEach((figure, at) => (of[at] += figure));
          }
          of.forEach((figure, at) => sums.add(at, figure));
        }
        expect(bins.subarray(0, 2 * SUM_BINS)).toEqual(sums.bins.subarray(0, 2 * SUM_BINS));
        bins.fill(0);
        adding.addLossSums(trials, years, unit, one.byteOffset, above, bins.byteOffset);
        expect(bins).toEqual(sums.bins);
      },
    ),
  );
});

test('losses are counted in their buckets as one by one, and octaves opened as they come', () => {
  octavesAt.fill(0);
  const ours = lossCounts(1, arena.doubles);
  const theirs = lossCounts(1);
  const loss = fc.oneof(cents, fc.constantFrom(2 ** 61, CARRY - 1, CARRY, 3 * CARRY + 5));
  fc.assert(
    fc.property(fc.array(loss, { minLength: 1, maxLength: MOST }), (losses) => {
      one.set(losses);
      const count = (from: number) =>
        adding.countLosses(from, losses.length, one.byteOffset, octavesAt.byteOffset);
      for (let at = 0; (at = count(at)) < losses.length;) {
        const bucket = bucketOf(losses[at]);
        octavesAt[bucket >> 10] = openOctave(ours, bucket).byteOffset;
      }
      for (const its of losses) countLoss(theirs, its, 0);
      expect(ours.octaves).toEqual(theirs.octaves);
    }),
    { numRuns: 40 }, // whole octaves are compared each time
  );
});

test('the tail is listed with its rows, and what parts cost in it is carried there', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(0, 1, 1000, 2 ** 49), (drawn, least) => {
      const totals = new Float64Array(CELLS);
      for (const row of drawn) totals[row.cell] += row.one;
      two.set(totals);
      const listed = adding.listTail(CELLS, two.byteOffset, least, list.byteOffset);
      const inTail = [...totals.keys()].filter((cell) => totals[cell] > 0 && totals[cell] >= least);
      expect([...list.subarray(0, listed)]).toEqual(inTail);

      tailRowsAt.fill(0);
      const tail: Float64Array[] = [];
      const find = (from: number) =>
        adding.findTailRows(
          from,
          listed,
          list.byteOffset,
          two.byteOffset,
          tailRowsAt.byteOffset,
          rowsAt.byteOffset,
        );
      for (let at = 0; (at = find(at)) < listed;) {
        const bucket = tailBucketOf(bucketOf(totals[list[at]]));
        tail[bucket] = arena.doubles(4).fill(CARRY - 3);
        tailRowsAt[bucket] = tail[bucket].byteOffset;
      }
      const expected = tail.map((row) => Float64Array.from(row));
      for (const cell of inTail) addCarried(expected[tailBucketOf(bucketOf(totals[cell]))], 1, totals[cell]);
      adding.pickDoubles(listed, list.byteOffset, two.byteOffset, into.byteOffset);
      expect([...into.subarray(0, listed)]).toEqual(inTail.map((cell) => totals[cell]));
      adding.carryTail(listed, rowsAt.byteOffset, 1, into.byteOffset);
      expect(tail).toEqual(expected);
    }),
  );
});

test('a column is cleared as far as asked for', () => {
  one.fill(7);
  adding.clear(16, one.byteOffset);
  expect([...one.subarray(0, 3)]).toEqual([0, 0, 7]);
});
