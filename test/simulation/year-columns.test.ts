import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createArena } from '../../src/math/arena.ts';
import { exactSums, SUM_BINS, type ExactSums } from '../../src/math/exact-sum.ts';
import {
  BUCKETS_AN_OCTAVE,
  bucketOf,
  CARRY,
  countLoss,
  countLosses,
  lossCounts,
  OCTAVES,
  openOctave,
} from '../../src/math/loss-counts.ts';
import {
  COMBINED_WORDS,
  DIFFERENCE_WORDS,
  OPTION_WORD,
  OPTION_WORDS,
  PORTFOLIO_COUNT,
  PORTFOLIO_COUNTS,
  PORTFOLIO_WORD,
  PORTFOLIO_WORDS,
} from '../../src/simulation/block-routines.ts';
import { CELLS_AT_ONCE, MOST_EXACT_CENTS } from '../../src/simulation/cell-routines.ts';
import { KINDS } from '../../src/simulation/count-routines.ts';
import { EventTable } from '../../src/simulation/event-table.ts';
import { scenarioYears } from '../../src/simulation/scenario-years.ts';
import { addCarried, TAIL_BUCKETS, tailBucketOf } from '../../src/simulation/tail-make-up.ts';
import { lossPacker } from '../../src/simulation/tally.ts';
import { yearColumns } from '../../src/simulation/year-columns.ts';
import { packed } from '../math/packed-losses.ts';
import { openRow } from './event-rows.ts';

const MOST = 300;
const arena = createArena();
const adding = yearColumns(arena);
const [cells, list, rowsAt] = Array.from({ length: 3 }, () => arena.words(MOST + 1));
const [one, two, three, four, five, into] = Array.from({ length: 6 }, () =>
  arena.doubles(MOST + CELLS_AT_ONCE),
);
/** Losses that are taken up to be counted, with room for a trial more than there are, and what their trials come to. */
const [uncounted, uncountedTotals] = [arena.doubles(2 * MOST), arena.doubles(MOST + 1)];
const bytes = arena.bytes(MOST);
const octavesAt = arena.words(OCTAVES);
const tailRowsAt = arena.words(TAIL_BUCKETS);

const CELLS = 100;
const cents = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 1e6 }),
  fc.integer({ min: 2 ** 48, max: 2 ** 50 }),
);
const rows = fc.array(fc.record({ cell: fc.nat(CELLS - 1), one: cents, two: cents, has: fc.boolean() }), {
  minLength: 1,
  maxLength: MOST,
});

test('values and counts are added in their cells', () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const count = drawn.length;
      drawn.forEach((row, i) => {
        [cells[i], one[i], two[i], bytes[i]] = [row.cell, row.one, row.two, Number(row.has)];
      });
      into.fill(7);
      list.fill(1);
      adding.addAt(count, cells.byteOffset, one.byteOffset, into.byteOffset);
      adding.countAt(count, cells.byteOffset, bytes.byteOffset, list.byteOffset);
      for (let cell = 0; cell < CELLS; cell++) {
        const mine = drawn.filter((row) => row.cell === cell);
        expect(into[cell]).toBe(mine.reduce((sum, row) => sum + row.one, 7));
        expect(list[cell]).toBe(mine.reduce((sum, { has }) => sum + Number(has), 1));
      }
    }),
  );
});

test.each([2, 3, 4])('the rows of a scenario are added up by variant, %i forms and trial', (forms) => {
  const table = new EventTable(
    {
      forms: Array.from({ length: forms }, (_, form) => form),
      hasRecords: false,
      hasHours: false,
      isBorne: false,
    },
    2,
    arena,
  );
  const width = CELLS + CELLS_AT_ONCE - (CELLS % CELLS_AT_ONCE);
  const years = scenarioYears(table, 1, width, adding, arena, arena.doubles(2 * width));
  const centsOf = (row: { one: number; two: number }, form: number) => (form % 2 ? row.two : row.one);
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 64 }), (drawn, unit) => {
      table.clear();
      drawn.sort((a, b) => a.cell - b.cell);
      for (const its of drawn) {
        const row = openRow(table, its.cell, its.cell, 0);
        table.variants.forEach(({ happens, lossCents, formCents }, variant) => {
          if (variant === 1 && !its.has) return;
          happens[row] = 1;
          formCents.forEach((column, form) => (column[row] = centsOf(its, form)));
          lossCents[row] = formCents.reduce((sum, column) => sum + column[row], 0);
        });
      }
      years.sums.bins.fill(0);
      years.fill(CELLS, unit);
      const sums = exactSums(4);
      years.variants.forEach(({ lossCents, formCents }, variant) => {
        const losses = Array.from({ length: CELLS }, (_, cell) => {
          const mine = drawn.filter((row) => row.cell === cell && (variant === 0 || row.has));
          const ofForms = formCents.map((_, form) => mine.reduce((sum, row) => sum + centsOf(row, form), 0));
          expect(formCents.map((column) => column[cell])).toEqual(ofForms);
          const total = ofForms.reduce((sum, its) => sum + its, 0);
          expect(lossCents[cell]).toBe(total);
          return total;
        });
        for (let from = 0; from < CELLS; from += unit) {
          const its = losses.slice(from, from + unit);
          addInTurn(sums, 2 * variant, its);
          addInTurn(
            sums,
            2 * variant + 1,
            its.map((loss) => loss * loss),
          );
        }
      });
      expect(years.sums.bins).toEqual(sums.bins);
      expect(years.hasCostless()).toBe(drawn.some((row) => row.one + row.two === 0));
    }),
  );
});

test('columns are added and taken away, and what is beyond exact cents is told', () => {
  const column = fc.array(cents, { minLength: 2 * CELLS_AT_ONCE, maxLength: 2 * CELLS_AT_ONCE });
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 4 }),
      fc.array(column, { maxLength: 3 }),
      (plus, minus) => {
        const columns = [...plus, ...minus].map((its) => {
          const mine = arena.doubles(its.length);
          mine.set(its);
          return mine.byteOffset;
        });
        const addresses = arena.words(columns.length);
        addresses.set(columns);
        const words = arena.words(2 * COMBINED_WORDS);
        words.set([1, 0, addresses.byteOffset, three.byteOffset]);
        words.set([plus.length, minus.length, addresses.byteOffset, into.byteOffset], COMBINED_WORDS);
        const isBeyond = adding.combineAll(2 * CELLS_AT_ONCE, 2, words.byteOffset);
        const sums = plus[0].map(
          (_, cell) =>
            plus.reduce((sum, its) => sum + its[cell], 0) - minus.reduce((sum, its) => sum + its[cell], 0),
        );
        expect([...into.subarray(0, 2 * CELLS_AT_ONCE)]).toEqual(sums);
        expect([...three.subarray(0, 2 * CELLS_AT_ONCE)]).toEqual(plus[0]);
        const isAnyBeyond = [...plus[0], ...sums].some((sum) => sum > MOST_EXACT_CENTS);
        expect(isBeyond !== 0).toBe(isAnyBeyond);
      },
    ),
  );
});

/** What is added to sums in turn, from four trials at once and from the rest. */
function addInTurn(sums: ExactSums, place: number, figures: readonly number[]): void {
  const whole = figures.length - (figures.length % 4);
  const ofFour = [0, 0, 0, 0];
  let rest = 0;
  figures.forEach((figure, at) => {
    if (at < whole) ofFour[at % 4] += figure;
    else rest += figure;
  });
  sums.add(place, ofFour[0] + ofFour[2] + (ofFour[1] + ofFour[3]) + rest);
}

/** The words of a portfolio of which no columns are summed, and whose tail has no rows. */
function wordsOf(losses: Float64Array, [above, least]: readonly [number, number]): Int32Array {
  const limits = arena.doubles(2);
  limits.set([above, least]);
  const words = arena.words(PORTFOLIO_WORDS);
  words[PORTFOLIO_WORD.losses] = losses.byteOffset;
  words[PORTFOLIO_WORD.limits] = limits.byteOffset;
  words[PORTFOLIO_WORD.excess] = three.byteOffset;
  words[PORTFOLIO_WORD.sumsOfExcess] = arena.doubles(2 * SUM_BINS).byteOffset;
  words[PORTFOLIO_WORD.uncounted] = uncounted.byteOffset;
  words[PORTFOLIO_WORD.totals] = uncountedTotals.byteOffset;
  words[PORTFOLIO_WORD.counts] = arena.words(PORTFOLIO_COUNTS).byteOffset;
  words[PORTFOLIO_WORD.tailCells] = list.byteOffset;
  words[PORTFOLIO_WORD.tailRows] = rowsAt.byteOffset;
  words[PORTFOLIO_WORD.tailRowOfBucket] = arena.words(TAIL_BUCKETS).byteOffset;
  return words;
}

const value = fc.oneof(cents, fc.double({ min: 1e-9, max: 1e60, noNaN: true }));
const values = fc.array(value, { minLength: 1, maxLength: MOST });

test('sums and their squares are what exact sums make of each unit', () => {
  const bins = arena.doubles(4 * SUM_BINS);
  fc.assert(
    fc.property(
      values,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 64 }),
      fc.double({ min: 0, max: 1e6 }),
      (drawn, years, unit, above) => {
        const trials = Math.floor(drawn.length / years);
        one.set(drawn);
        const ofYears = Array.from({ length: trials }, (_, trial) =>
          drawn.slice(trial * years, (trial + 1) * years),
        );
        const totals = ofYears.map((its) => its.reduce((sum, usd) => sum + usd, 0));
        const excess = ofYears.map((its) =>
          its.reduce((sum, usd) => (usd > above ? sum + (usd - above) : sum), 0),
        );
        bins.fill(0);
        const pairs = arena.words(2);
        pairs.set([one.byteOffset, bins.byteOffset]);
        const words = wordsOf(one, [above, Infinity]);
        words[PORTFOLIO_WORD.sumsOfExcess] = bins.byteOffset + bins.byteLength / 2;
        words[PORTFOLIO_WORD.columns] = 1;
        words[PORTFOLIO_WORD.columnPairs] = pairs.byteOffset;
        words[PORTFOLIO_WORD.ofTrials] = four.byteOffset;
        adding.addPortfolio(trials, years, unit, 1, words.byteOffset, adding.gridsAt);
        expect([...three.subarray(0, trials)]).toEqual(excess);
        const sums = exactSums(4);
        for (let from = 0; from < trials; from += unit)
          [totals, excess].forEach((column, place) => {
            const its = column.slice(from, from + unit);
            addInTurn(sums, 2 * place, its);
            addInTurn(
              sums,
              2 * place + 1,
              its.map((usd) => usd * usd),
            );
          });
        expect(bins).toEqual(sums.bins);
      },
    ),
  );
});

test('an option’s savings, returns and differences are summed as plain code does', () => {
  const some = fc.array(fc.tuple(cents, cents, cents, cents, cents), { minLength: 1, maxLength: 60 });
  const columns = [one, two, three, four, five];
  const [benefit, cost] = [arena.doubles(MOST), arena.doubles(MOST)];
  const bins = arena.doubles((3 + 2 + 2 * 3) * SUM_BINS);
  const binsAt = (sum: number) => bins.byteOffset + sum * SUM_BINS * bins.BYTES_PER_ELEMENT;
  const words = arena.words(OPTION_WORDS);
  const list = arena.words(DIFFERENCE_WORDS);
  const [before, after, factors, upfront, annual] = columns.map(({ byteOffset }) => byteOffset);
  list.set([before, after, factors, annual, binsAt(3)]);
  words[OPTION_WORD.retainedBefore] = before;
  words[OPTION_WORD.retainedAfter] = after;
  words[OPTION_WORD.factors] = factors;
  words[OPTION_WORD.upfront] = upfront;
  words[OPTION_WORD.annual] = annual;
  words[OPTION_WORD.benefit] = benefit.byteOffset;
  words[OPTION_WORD.cost] = cost.byteOffset;
  words[OPTION_WORD.sumsOfReturns] = binsAt(0);
  words[OPTION_WORD.sumsOfYears] = binsAt(5);
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 3 }), (drawn, years) => {
      const count = drawn.length;
      const trials = Math.floor(count / years);
      columns.forEach((column, place) => drawn.forEach((its, i) => (column[i] = its[place])));
      bins.fill(0);
      // the factors of one year stand one trial further than those of the year before
      adding.addOption(trials, years, 1, words.byteOffset, 1, list.byteOffset, adding.gridsAt);
      const sums = exactSums(3 + 2 + 2 * 3);
      const saved = Array.from({ length: trials }, () => 0);
      const spent = [...four.subarray(0, trials)];
      for (let year = 0; year < years; year++) {
        let [allSaved, allSpent] = [0, 0];
        for (let trial = 0; trial < trials; trial++) {
          const cell = trial * years + year;
          const factor = three[year + trial];
          const saves = ((one[cell] - two[cell]) / 100) * factor;
          saved[trial] += saves;
          spent[trial] += five[trial] * factor;
          allSaved += saves;
          allSpent += five[trial] * factor;
        }
        sums.add(5 + 2 * year, allSaved);
        sums.add(6 + 2 * year, allSpent);
      }
      expect([...benefit.subarray(0, trials)]).toEqual(saved);
      expect([...cost.subarray(0, trials)]).toEqual(spent);
      const differences = drawn.slice(0, trials).map(([a, b, c, , e]) => a - b - (c - e));
      [
        saved.map((usd, trial) => usd * spent[trial]),
        [...four.subarray(0, trials)],
        saved.map((usd, trial) => Number(usd > spent[trial])),
        differences,
        differences.map((usd) => usd * usd),
      ].forEach((figures, place) => addInTurn(sums, place, figures));
      expect(bins).toEqual(sums.bins);

      adding.discount(trials, years, before, after, 1, into.byteOffset);
      for (let trial = 0; trial < trials; trial++) {
        let usd = 0;
        for (let year = 0; year < years; year++) usd += (one[trial * years + year] / 100) * two[trial + year];
        expect(into[trial]).toBe(usd);
      }
    }),
  );
});

/** What is read of losses: of how many trials they are copied to `uncounted`, and how many cells are listed. */
function read(losses: ArrayLike<number>, years: number, least: number): number[] {
  one.set(losses);
  const words = wordsOf(one, [1000, least]);
  const counts = arena.words(PORTFOLIO_COUNTS);
  words[PORTFOLIO_WORD.counts] = counts.byteOffset;
  adding.addPortfolio(losses.length / years, years, 64, 1, words.byteOffset, adding.gridsAt);
  expect(counts[PORTFOLIO_COUNT.uncounted]).toBe(counts[PORTFOLIO_COUNT.losing]);
  return [counts[PORTFOLIO_COUNT.losing], counts[PORTFOLIO_COUNT.listed]];
}

test('what lies above a value is found as losses are read, and nothing is listed without a tail', () => {
  fc.assert(
    fc.property(fc.array(cents, { minLength: 2, maxLength: MOST }), (losses) => {
      expect(read(losses, losses.length, Infinity)).toEqual([Number(losses.some((usd) => usd > 0)), 0]);
      expect(three[0]).toBe(losses.reduce((sum, usd) => (usd > 1000 ? sum + (usd - 1000) : sum), 0));
      expect(read(losses, 1, Infinity)).toEqual([losses.filter((usd) => usd > 0).length, 0]);
      expect([...three.subarray(0, losses.length)]).toEqual(losses.map((usd) => Math.max(0, usd - 1000)));
    }),
  );
});

test('losses are counted in their buckets as one by one, and octaves opened as they come', () => {
  octavesAt.fill(0);
  const ours = lossCounts(1, arena.doubles);
  const theirs = lossCounts(1);
  const loss = fc.oneof(cents, fc.constantFrom(2 ** 61, CARRY - 1, CARRY, 3 * CARRY + 5));
  fc.assert(
    fc.property(fc.array(loss, { minLength: 1, maxLength: MOST }), (losses) => {
      const [taken] = read(losses, 1, Infinity);
      expect([...uncounted.subarray(0, taken)]).toEqual(losses.filter((its) => its > 0));
      const count = (from: number) =>
        adding.countLosses(from, taken, uncounted.byteOffset, octavesAt.byteOffset);
      for (let at = 0; (at = count(at)) < taken;) {
        const bucket = bucketOf(uncounted[at]);
        octavesAt[bucket >> 10] = openOctave(ours, bucket).byteOffset;
      }
      for (const its of losses) countLoss(theirs, its, 0);
      expect(ours.octaves).toEqual(theirs.octaves);
    }),
    { numRuns: 40 }, // whole octaves are compared each time
  );
});

test('losses of several years are ranked in their trials and counted as one by one', () => {
  octavesAt.fill(0);
  const ranks = 3;
  const ours = lossCounts(ranks, arena.doubles);
  const theirs = lossCounts(ranks);
  const loss = fc.oneof(cents, fc.constantFrom(2 ** 61, CARRY - 1, CARRY, 3 * CARRY + 5));
  const trial = fc.tuple(loss, loss, loss);
  fc.assert(
    fc.property(fc.array(trial, { minLength: 1, maxLength: MOST / ranks }), (trials) => {
      const [taken] = read(trials.flat(), ranks, Infinity);
      const losing = trials.filter((its) => its.some((usd) => usd > 0));
      const ranked = losing.map((its) => its.toSorted((a, b) => b - a));
      const listed = taken * ranks;
      expect([...uncounted.subarray(0, listed)]).toEqual(ranked.flat());
      expect([...uncountedTotals.subarray(0, taken)]).toEqual(losing.map(([a, b, c]) => a + b + c));
      const countFrom = (from: number) =>
        adding.countRanked(from, from % ranks, listed, uncounted.byteOffset, octavesAt.byteOffset, ranks);
      for (let at = 0; (at = countFrom(at)) < listed;) {
        const bucket = bucketOf(uncounted[at]);
        octavesAt[bucket >> 10] = openOctave(ours, bucket).byteOffset;
      }
      for (const its of ranked) countLosses(theirs, Float64Array.from(its));
      expect(ours.octaves).toEqual(theirs.octaves);
      for (const most of [0, 1, BUCKETS_AN_OCTAVE / 2])
        expect(lossPacker(adding, arena, most)(ours)).toEqual(packed(theirs, most));
    }),
    { numRuns: 15 }, // whole octaves are compared each time
  );
});

test('figures are counted by rank and place on their grid, and summed', () => {
  const points = 5;
  const [grid, room] = [arena.doubles(points), arena.doubles(3)];
  grid.set([1, 10, 100, 1e4, 1e6]);
  const counts = arena.doubles(3 * (points + 1));
  const bins = arena.doubles(2 * SUM_BINS);
  const figure = fc.oneof(fc.constant(0), fc.constantFrom(1, 10, 1e6), fc.double({ min: 1e-3, max: 1e9 }));
  fc.assert(
    fc.property(
      fc.array(figure, { minLength: 3, maxLength: MOST }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 64 }),
      (drawn, years, unit) => {
        const trials = Math.floor(drawn.length / years);
        one.set(drawn);
        counts.fill(0);
        bins.fill(0);
        adding.countFigures(
          trials,
          years,
          unit,
          one.byteOffset,
          room.byteOffset,
          counts.byteOffset,
          points,
          grid.byteOffset,
          bins.byteOffset,
          adding.gridsAt,
        );
        const expected = new Float64Array(counts.length);
        const sums = exactSums(2);
        for (let from = 0; from < trials; from += unit) {
          let [sum, squares] = [0, 0];
          for (let trial = from; trial < Math.min(from + unit, trials); trial++) {
            const its = drawn.slice(trial * years, (trial + 1) * years);
            const total = its.reduce((all, more) => all + more, 0);
            sum += total;
            squares += total * total;
            its
              .toSorted((a, b) => b - a)
              .forEach((value, rank) => expected[rank * (points + 1) + placeOnGrid(grid, value)]++);
          }
          sums.add(0, sum);
          sums.add(1, squares);
        }
        expect(counts).toEqual(expected);
        expect(bins).toEqual(sums.bins);
      },
    ),
  );
});

test('trials and years in which something happens are counted, and those in which enough of it does', () => {
  const counts = arena.doubles(KINDS * 3 + 3);
  const [byYear, some, inYears] = [0, KINDS * 3, KINDS * 3 + 1].map(
    (place) => counts.byteOffset + place * counts.BYTES_PER_ELEMENT,
  );
  const words = arena.words(MOST);
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 3 }), (drawn, years) => {
      const trials = Math.floor(CELLS / years);
      drawn.forEach((row, i) => ([cells[i], one[i]] = [row.cell, row.one]));
      words.fill(0);
      adding.countAtLeast(drawn.length, cells.byteOffset, one.byteOffset, 500, 2, words.byteOffset);
      for (let cell = 0; cell < CELLS; cell++) {
        expect(words[cell]).toBe(2 * drawn.filter((row) => row.cell === cell && row.one >= 500).length);
        two[cell] = words[cell];
      }
      const inTrials = Array.from({ length: trials }, (_, trial) =>
        [...words.subarray(trial * years, (trial + 1) * years)].map((its) => Number(its > 0)),
      );
      const numbers = inTrials.map((its) => its.reduce((sum, is) => sum + is, 0));
      const squares = numbers.reduce((sum, its) => sum + its * its, 0);
      const sum = numbers.reduce((all, its) => all + its, 0);

      adding.findAny(trials, years, words.byteOffset, three.byteOffset);
      expect([...three.subarray(0, trials)]).toEqual(numbers.map((its) => Number(its > 0)));
      for (const count of [
        () => adding.countYears(trials, years, two.byteOffset, byYear, some, inYears),
        () => adding.countYearsOfWords(trials, years, words.byteOffset, byYear, some, inYears),
      ]) {
        counts.fill(0);
        count();
        for (let year = 0; year < years; year++)
          expect(counts[year * KINDS]).toBe(inTrials.filter((its) => its[year] > 0).length);
        expect([...counts.subarray(KINDS * 3)]).toEqual([
          numbers.filter((its) => its > 0).length,
          sum,
          squares,
        ]);
      }
      counts.fill(0);
      adding.countYears(trials, years, two.byteOffset, byYear, some, 0);
      expect([...counts.subarray(KINDS * 3 + 1)]).toEqual([0, 0]);
    }),
  );
});

test('what other assets bear moves from the struck asset’s column to theirs', () => {
  const assets = arena.words(MOST);
  const columns = arena.words(3);
  columns.set([0, two.byteOffset, three.byteOffset]);
  fc.assert(
    fc.property(rows, fc.boolean(), fc.constantFrom(1, -1), (drawn, isStruck, sign) => {
      drawn.forEach((row, i) => {
        [cells[i], one[i], assets[i]] = [row.cell, row.one, i % 3];
      });
      for (const column of [two, three, four]) column.fill(7);
      const struckAt = isStruck ? four.byteOffset : 0;
      const from = [cells, assets, one].map(({ byteOffset }) => byteOffset) as [number, number, number];
      adding.moveBorne(drawn.length, ...from, columns.byteOffset, struckAt, sign);
      for (let cell = 0; cell < CELLS; cell++) {
        const borneBy = (asset: number) =>
          drawn
            .filter((row, i) => row.cell === cell && i % 3 === asset)
            .reduce((sum, row) => sum + row.one, 0);
        const [of0, of1, of2] = [0, 1, 2].map(borneBy);
        expect(two[cell]).toBe(7 + sign * of1);
        expect(three[cell]).toBe(7 + sign * of2);
        expect(four[cell]).toBe(isStruck ? 7 - sign * (of0 + of1 + of2) : 7);
      }
    }),
  );
});

test('costs are summed by trial as plain code does', () => {
  const usd = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(usd, usd, usd, usd), { minLength: 1, maxLength: MOST }), (drawn) => {
      drawn.forEach((its, i) => ([one[i], two[i], three[i], four[i]] = its));
      const addresses = arena.words(4);
      addresses.set([one, one, two, three].map(({ byteOffset }) => byteOffset));
      adding.findCosts(
        drawn.length,
        addresses.byteOffset,
        1,
        2,
        1,
        0.7,
        four.byteOffset,
        -1000.1,
        five.byteOffset,
        into.byteOffset,
      );
      drawn.forEach(([a, b, c, perFte], i) => {
        expect(five[i]).toBe(a);
        expect(into[i]).toBe(a + b - c + 0.7 * perFte + -1000.1);
      });
    }),
  );
});

test('the tail is listed with its rows, and what parts cost in it is carried there', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(1, 1000, 2 ** 49), (drawn, least) => {
      const totals = new Float64Array(CELLS);
      for (const row of drawn) totals[row.cell] += row.one;
      const [, listed] = read(totals, 2, least);
      two.set(totals);
      const inTail = [...totals.keys()].filter((cell) => totals[cell] >= least);
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
      const pairs = arena.words(4);
      pairs.set([three.byteOffset, 0, two.byteOffset, 1]);
      three.fill(0);
      adding.addTailParts(listed, list.byteOffset, rowsAt.byteOffset, 2, pairs.byteOffset);
      expect(tail).toEqual(expected);
    }),
  );
});

test('a column is cleared as far as asked for', () => {
  one.fill(7);
  adding.clear(16, one.byteOffset);
  expect([...one.subarray(0, 3)]).toEqual([0, 0, 7]);
});

test('a column is copied as far as asked for', () => {
  one.fill(7);
  two.fill(0);
  adding.copy(16, one.byteOffset, two.byteOffset);
  expect([...two.subarray(0, 3)]).toEqual([7, 7, 0]);
});

/** How many thresholds of a grid a figure exceeds (strictly). */
const placeOnGrid = (grid: Float64Array, figure: number): number =>
  grid.filter((threshold) => threshold < figure).length;
