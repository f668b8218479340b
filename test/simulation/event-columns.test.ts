import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createArena } from '../../src/math/arena.ts';
import { mixedPoisson } from '../../src/math/mixed-poisson.ts';
import { uniform32, uniform53 } from '../../src/math/threefry.ts';
import { eventColumns } from '../../src/simulation/event-columns.ts';
import { wholeCents } from '../../src/simulation/whole-cents.ts';

const MOST = 200;
const arena = createArena();
const events = eventColumns(arena);
const [first, second, third, fourth, words, other] = Array.from({ length: 6 }, () => arena.words(MOST));
const [one, two, three, four, five] = Array.from({ length: 5 }, () => arena.doubles(MOST));
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
    const addresses = [first, second, third, fourth, ends, guide, words].map(({ byteOffset }) => byteOffset);
    const total = events.countAttempts(list.length, ...(addresses as [0, 0, 0, 0, 0, 0, 0]));
    expect([...words.subarray(0, list.length)]).toEqual(counts);
    expect(total).toBe(counts.reduce((sum, count) => sum + count, 0));

    const every = counts.flatMap((count, trial) =>
      Array.from({ length: count }, (_, event) => [trial, event]),
    );
    for (let skip = 0; skip < total; skip += MOST) {
      const listed = events.listAttempts(
        list.length,
        words.byteOffset,
        skip,
        MOST,
        1000,
        first.byteOffset,
        second.byteOffset,
      );
      expect(Array.from({ length: listed }, (_, i) => [first[i], second[i] - 1000])).toEqual(
        every.slice(skip, skip + MOST),
      );
    }
  });
});

test('words are moved, added to and picked, and uniforms stop a share', () => {
  check((list) => {
    const count = list.length;
    list.forEach(({ words: its, passed, keeps, shares }, i) => {
      [first[i], words[i], bytes[i], one[i]] = [its[0], passed, Number(keeps), shares[0]];
    });
    events.addWord(count, first.byteOffset, 77, second.byteOffset);
    events.pickWords(count, words.byteOffset, first.byteOffset, third.byteOffset);
    events.pickBytes(count, words.byteOffset, bytes.byteOffset, otherBytes.byteOffset);
    list.forEach(({ words: its, passed }, i) =>
      expect([second[i], third[i], otherBytes[i]]).toEqual([
        (its[0] + 77) | 0,
        list[passed].words[0],
        Number(list[passed].keeps),
      ]),
    );
    events.stopShare(count, first.byteOffset, list[0].shares[0], bytes.byteOffset);
    expect([...bytes.subarray(0, count)]).toEqual(
      list.map(({ keeps, words: its }) => Number(keeps && uniform32(its[0]) >= list[0].shares[0])),
    );
  });
});

test('secondary losses are drawn for those alone that may have one', () => {
  check((list) => {
    const count = list.length;
    const [chanceScale, lossScale] = [1.5, 0.7];
    list.forEach(({ words: its, passed, shares, usd: [its0, its1] }, i) => {
      [first[i], second[i], words[i], other[i]] = [its[0], its[1], passed, i % 50];
      [one[i], two[i], three[i], four[i], five[i]] = [shares[0], shares[1], 0, 0, its0 + its1];
    });
    events.secondaryChances(
      count,
      words.byteOffset,
      other.byteOffset,
      one.byteOffset,
      chanceScale,
      lossScale,
      three.byteOffset,
      four.byteOffset,
    );
    const stated = list.map(({ passed }) => list[passed % 50].shares[0] * chanceScale);
    const chances = stated.map((its) => (its < 1 ? its : 1));
    const scales = stated.map((its) => lossScale * (its > 1 ? its : 1));
    expect([...three.subarray(0, count)]).toEqual(chances);
    expect([...four.subarray(0, count)]).toEqual(scales);

    const wanted = list.flatMap(({ passed }, i) => (list[passed].shares[1] < chances[i] ? [i] : []));
    const some = events.pickBelow(
      count,
      words.byteOffset,
      two.byteOffset,
      three.byteOffset,
      first.byteOffset,
      second.byteOffset,
      third.byteOffset,
    );
    expect([...third.subarray(0, some)]).toEqual(wanted);
    expect([...first.subarray(0, some)]).toEqual(wanted.map((i) => list[i].words[0]));
    expect([...second.subarray(0, some)]).toEqual(wanted.map((i) => list[i].words[1]));

    wanted.forEach((i, at) => (one[at] = list[i].usd[0]));
    events.addScaledAt(some, third.byteOffset, one.byteOffset, four.byteOffset, five.byteOffset);
    const sums = list.map(
      ({ usd: its }, i) => its[0] + its[1] + (wanted.includes(i) ? its[0] * scales[i] : 0),
    );
    expect([...five.subarray(0, count)]).toEqual(sums);

    list.forEach(({ shares }, i) => (one[i] = shares[2]));
    events.keepBelow(
      count,
      words.byteOffset,
      two.byteOffset,
      three.byteOffset,
      one.byteOffset,
      five.byteOffset,
    );
    expect([...five.subarray(0, count)]).toEqual(
      list.map(({ passed, shares }, i) => (list[passed].shares[1] < chances[i] * shares[2] ? sums[i] : 0)),
    );
  });
});

test('what is left of two losses comes to whole cents, and to none where the event is stopped', () => {
  check((list) => {
    const count = list.length;
    list.forEach(({ usd: its, shares, keeps }, i) => {
      [one[i], two[i], three[i], four[i]] = [its[0], shares[0], its[1] / 1e6, shares[1]];
      bytes[i] = Number(keeps);
    });
    events.toCents(count, one.byteOffset, two.byteOffset, three.byteOffset, four.byteOffset, five.byteOffset);
    const cents = list.map(({ usd: its, shares }) =>
      wholeCents(its[0] * shares[0] + (its[1] / 1e6) * shares[1]),
    );
    expect([...five.subarray(0, count)]).toEqual(cents);
    events.keepCents(count, bytes.byteOffset, five.byteOffset);
    expect([...five.subarray(0, count)]).toEqual(cents.map((its, i) => (list[i].keeps ? its : 0)));
    events.addScaled(count, one.byteOffset, 0.3, five.byteOffset);
    expect([...five.subarray(0, count)]).toEqual(
      list.map(({ usd: its, keeps }, i) => (keeps ? cents[i] : 0) + its[0] * 0.3),
    );
  });
});

test('columns are filled as far as asked for', () => {
  one.fill(7);
  bytes.fill(7);
  events.fill(3, -0.5, one.byteOffset);
  events.fillBytes(3, 1, bytes.byteOffset);
  expect([...one.subarray(0, 4)]).toEqual([-0.5, -0.5, -0.5, 7]);
  expect([...bytes.subarray(0, 4)]).toEqual([1, 1, 1, 7]);
  words.fill(7);
  events.countUp(3, 40, words.byteOffset);
  expect([...words.subarray(0, 4)]).toEqual([40, 41, 42, 7]);
});
