import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixedPoisson } from '../../src/math/mixed-poisson.ts';
import { uniform53 } from '../../src/math/threefry.ts';
import { kernelColumns } from '../../src/simulation/kernel-columns.ts';
import { wholeCents } from '../../src/simulation/whole-cents.ts';

const MOST = 200;
/** What is listed four at a time is written up to four places beyond. */
const BEYOND = 4;
const { arena, events } = kernelColumns();
const [first, second, third, fourth, words, other] = Array.from({ length: 6 }, () => arena.words(MOST));
const [listed0, listed1, listed2] = Array.from({ length: 3 }, () => arena.words(MOST + BEYOND));
const [one, two, three, four, five, six] = Array.from({ length: 6 }, () => arena.doubles(MOST));
const [froms, intos] = [arena.words(2), arena.words(2)];
const [bytes, otherBytes] = [arena.bytes(MOST), arena.bytes(MOST)];

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const usd = fc.double({ min: 0, max: 1e14, noNaN: true });
interface Row {
  readonly passed: number;
  readonly words: readonly [number, number, number, number];
  readonly shares: readonly [number, number, number];
  readonly usd: readonly [number, number];
  readonly keeps: boolean;
}
const row: fc.Arbitrary<Row> = fc.record({
  passed: fc.integer({ min: 0, max: 99 }),
  words: fc.tuple(word, word, word, word),
  shares: fc.tuple(share, share, share),
  usd: fc.tuple(usd, usd),
  keeps: fc.boolean(),
});
const rows = fc.array(row, { minLength: 100, maxLength: MOST });
const check = (use: (list: readonly Row[]) => void) => fc.assert(fc.property(rows, use), { numRuns: 50 });

test('attempts are counted trial by trial as the law has them, and listed in order', () => {
  const law = mixedPoisson([0.2, 3, 40], [0.5, 0.3, 0.2]);
  const ends = arena.doubles(law.ends.length);
  const guide = arena.words(law.guide.length);
  ends.set(law.ends);
  guide.set(law.guide);
  check((list) => {
    list.forEach(({ words: its }, i) => [first, second, third, fourth].forEach((at, w) => (at[i] = its[w])));
    const counts = list.map((_, trial) => {
      const pair = list[trial >> 1].words;
      return law.quantile(trial % 2 ? uniform53(pair[2], pair[3]) : uniform53(pair[0], pair[1]));
    });
    const wordsAt = [first, second, third, fourth].map(({ byteOffset }) => byteOffset);
    const lists = [listed0, listed1, listed2].map(({ byteOffset }) => byteOffset) as [number, number, number];
    const total = events.countAttempts(
      list.length,
      ...(wordsAt as [number, number, number, number]),
      ends.byteOffset,
      guide.byteOffset,
      words.byteOffset,
      MOST,
      500,
      1000,
      ...lists,
    );
    expect([...words.subarray(0, list.length)]).toEqual(counts);
    expect(total).toBe(counts.reduce((sum, count) => sum + count, 0));

    const every = counts.flatMap((count, trial) =>
      Array.from({ length: count }, (_, event) => [trial, event]),
    );
    const expectListed = (from: number, count: number) => {
      const wanted = every.slice(from, from + MOST);
      expect(count).toBe(wanted.length);
      expect(wanted.map((_, i) => [listed0[i], listed1[i] - 500, listed2[i] - 1000])).toEqual(
        wanted.map(([trial, event]) => [trial, trial, event]),
      );
    };
    expectListed(0, Math.min(total, MOST));
    for (let skip = 0; skip < total; skip += MOST) {
      const listed = events.listAttempts(
        list.length,
        1,
        words.byteOffset,
        skip,
        MOST,
        500,
        1000,
        0,
        ...lists,
      );
      expectListed(skip, listed);
    }
  });
});

test('words are picked, and uniforms stop a share', () => {
  check((list) => {
    const count = list.length;
    list.forEach(({ words: its, passed, keeps }, i) => {
      [first[i], words[i], bytes[i]] = [its[0], passed, Number(keeps)];
    });
    events.pickWords(count, words.byteOffset, first.byteOffset, third.byteOffset);
    events.pickBytes(count, words.byteOffset, bytes.byteOffset, otherBytes.byteOffset);
    list.forEach(({ passed }, i) =>
      expect([third[i], otherBytes[i]]).toEqual([list[passed].words[0], Number(list[passed].keeps)]),
    );
    const most = list[0].words[1] >>> 0;
    events.keepAbove(count, first.byteOffset, most, bytes.byteOffset, 0);
    expect([...bytes.subarray(0, count)]).toEqual(
      list.map(({ keeps, words: its }) => Number(keeps && its[0] >>> 0 > most)),
    );
    otherBytes.fill(77);
    events.keepAbove(count, first.byteOffset, most, otherBytes.byteOffset, 1);
    expect([...otherBytes]).toEqual(
      Array.from(otherBytes, (_, i) => (i < count ? Number(list[i].words[0] >>> 0 > most) : 77)),
    );
    const listed = events.listPlaces(count, bytes.byteOffset, fourth.byteOffset);
    expect([...fourth.subarray(0, listed)]).toEqual([...list.keys()].filter((i) => bytes[i]));
    events.pickWords(listed, fourth.byteOffset, first.byteOffset, first.byteOffset);
    expect([...first.subarray(0, listed)]).toEqual(
      [...fourth.subarray(0, listed)].map((i) => list[i].words[0]),
    );
    const before = [...bytes];
    events.addBytes(count, otherBytes.byteOffset, bytes.byteOffset);
    expect([...bytes]).toEqual(before.map((its, i) => (i < count ? its | otherBytes[i] : its)));
  });
});

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('secondary losses are found for those alone that may have one (%s, %s)', (isPicked, isByTrial) => {
  check((list) => {
    const count = list.length;
    const [chanceScale, lossScale] = [1.5, 0.7];
    list.forEach(({ passed, shares }, i) => {
      [words[i], other[i]] = [passed, i % 50];
      [one[i], two[i]] = [shares[0], shares[1]];
    });
    const some = events.findSecondary(
      count,
      isPicked ? words.byteOffset : 0,
      isByTrial ? other.byteOffset : 0,
      one.byteOffset,
      chanceScale,
      lossScale,
      two.byteOffset,
      third.byteOffset,
      three.byteOffset,
      four.byteOffset,
      five.byteOffset,
    );
    const attempts = list.map(({ passed }, i) => (isPicked ? passed : i));
    const stated = attempts.map((its) => list[isByTrial ? its % 50 : 0].shares[0] * chanceScale);
    const uniforms = attempts.map((its) => list[its].shares[1]);
    const wanted = list.flatMap((_, i) => (uniforms[i] < stated[i] ? [i] : []));
    const ofWanted = (column: Float64Array) => [...column.subarray(0, some)];
    expect([...third.subarray(0, some)]).toEqual(wanted);
    expect(ofWanted(three)).toEqual(wanted.map((i) => uniforms[i]));
    expect(ofWanted(four)).toEqual(wanted.map((i) => (stated[i] < 1 ? stated[i] : 1)));
    const scales = wanted.map((i) => lossScale * (stated[i] > 1 ? stated[i] : 1));
    expect(ofWanted(five)).toEqual(scales);

    wanted.forEach((i, k) => ([one[k], two[k]] = list[i].usd));
    events.addProducts(some, one.byteOffset, five.byteOffset, two.byteOffset);
    expect(ofWanted(two)).toEqual(wanted.map((i, k) => list[i].usd[1] + list[i].usd[0] * scales[k]));
    list.forEach(({ shares }, i) => (six[i] = shares[2]));
    events.multiplyAt(some, third.byteOffset, one.byteOffset, six.byteOffset, two.byteOffset);
    expect(ofWanted(two)).toEqual(wanted.map((i) => list[i].usd[0] * list[i].shares[2]));
  });
});

test('what is left of losses comes to whole cents, and to none where the event is stopped', () => {
  check((list) => {
    const count = list.length;
    const primaryLeft = list[0].shares[2];
    list.forEach(({ usd: its, keeps }, i) => {
      [one[i], two[i], three[i]] = [its[0], 7, its[1]];
      bytes[i] = Number(keeps);
    });
    const cents = list.map(({ usd: its }) => wholeCents(its[0] * primaryLeft));
    const values = (column: Float64Array) => [...column.subarray(0, count)];
    const hasZero = events.toCents(count, one.byteOffset, primaryLeft, four.byteOffset, two.byteOffset, 0);
    expect([values(four), values(two)]).toEqual([cents, cents]);
    expect(hasZero).toBe(Number(cents.includes(0)));
    const hasZeroSum = events.toCents(count, three.byteOffset, 1, five.byteOffset, two.byteOffset, 1);
    const others = list.map(({ usd: its }) => wholeCents(its[1]));
    const sums = cents.map((its, i) => its + others[i]);
    expect([values(five), values(two)]).toEqual([others, sums]);
    expect(hasZeroSum).toBe(Number(sums.includes(0)));

    froms.set([four.byteOffset - 8, two.byteOffset - 8]);
    intos.set([six.byteOffset - 8, two.byteOffset - 8]);
    events.keepCents(count, bytes.byteOffset, 2, froms.byteOffset, intos.byteOffset, 8);
    const kept = (column: readonly number[]) => column.map((its, i) => (list[i].keeps ? its : 0));
    expect([values(six), values(two)]).toEqual([kept(cents), kept(sums)]);
    events.multiplyInto(count, one.byteOffset, three.byteOffset, six.byteOffset);
    expect(values(six)).toEqual(list.map(({ usd: its }) => its[0] * its[1]));
    events.fill(count, 2, six.byteOffset);
    events.addScaled(count, one.byteOffset, 0.3, six.byteOffset);
    expect(values(six)).toEqual(list.map(({ usd: its }) => 2 + its[0] * 0.3));
  });
});

test.each([true, false])(
  'secondary losses come on top where their chance is left (a total apart: %s)',
  (isApart) => {
    check((list) => {
      const count = list.length;
      const [chanceLeft, left, secondaryLeft] = [0.6, list[0].shares[0], list[0].shares[1]];
      const wanted = list.flatMap(({ keeps }, i) => (keeps ? [i] : []));
      list.forEach(({ usd: its }, i) => {
        one[i] = its[0] / 1e3;
        two[i] = wholeCents(one[i] * left);
        three[i] = two[i] + i;
      });
      wanted.forEach((i, k) => {
        words[k] = i;
        [four[k], five[k]] = list[i].shares;
        six[k] = list[i].usd[1] / 1e6;
      });
      events.addSecondary(
        wanted.length,
        words.byteOffset,
        four.byteOffset,
        five.byteOffset,
        chanceLeft,
        one.byteOffset,
        left,
        six.byteOffset,
        secondaryLeft,
        two.byteOffset,
        (isApart ? three : two).byteOffset,
      );
      const cents = list.map(({ usd: its, shares, keeps }) => {
        const isBelow = keeps && shares[0] < shares[1] * chanceLeft;
        return wholeCents((its[0] / 1e3) * left + (isBelow ? (its[1] / 1e6) * secondaryLeft : 0));
      });
      expect([...two.subarray(0, count)]).toEqual(cents);
      if (isApart) expect([...three.subarray(0, count)]).toEqual(cents.map((its, i) => its + i));
    });
  },
);

test('columns are filled as far as asked for', () => {
  one.fill(7);
  bytes.fill(7);
  events.fill(3, -0.5, one.byteOffset);
  events.fillBytes(3, 1, bytes.byteOffset);
  expect([...one.subarray(0, 4)]).toEqual([-0.5, -0.5, -0.5, 7]);
  expect([...bytes.subarray(0, 4)]).toEqual([1, 1, 1, 7]);
  words.fill(7);
  events.countUp(3, words.byteOffset);
  expect([...words.subarray(0, 4)]).toEqual([0, 1, 2, 7]);
});
