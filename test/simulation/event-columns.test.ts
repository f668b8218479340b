import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXP_TABLE } from '../../src/math/elementary-routines.ts';
import { exp } from '../../src/math/elementary.ts';
import { mixedPoisson } from '../../src/math/mixed-poisson.ts';
import { FEW, poissonQuantile } from '../../src/math/poisson.ts';
import { uniform32, uniform53 } from '../../src/math/threefry.ts';
import { kernelColumns } from '../../src/simulation/kernel-columns.ts';
import { eventOfYear } from '../../src/simulation/streams.ts';
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

test('attempts are counted year by year as quantiles of a Poisson are, and listed in order', () => {
  const years = 3;
  const stride = MOST + 8;
  const [uniforms, shocks] = [arena.doubles(years * stride), arena.doubles(years * stride)];
  const [rates, growth, means] = [arena.doubles(MOST), arena.doubles(MOST), arena.doubles(MOST * years)];
  const [counts, cells] = [arena.words(MOST * years), arena.words(MOST * years + 1)];
  const roots = arena.doubles(EXP_TABLE.length);
  roots.set(EXP_TABLE);
  const lists = [listed0, listed1, listed2].map(({ byteOffset }) => byteOffset) as [number, number, number];
  const volatility = 0.7;
  check((list) => {
    const trials = list.length;
    list.forEach(({ words: its, shares }, trial) => {
      [first[trial], second[trial]] = its;
      rates[trial] = shares[0] < 0.1 ? 40 * shares[1] : 3 * shares[1];
      growth[trial] = shares[2] - 0.5;
    });
    for (let year = 0; year < years; year++) {
      const intoAt = uniforms.byteOffset + year * stride * uniforms.BYTES_PER_ELEMENT;
      events.uniforms53(trials, first.byteOffset, second.byteOffset, intoAt);
      list.forEach(({ shares }, trial) => (shocks[year * stride + trial] = 4 * shares[year] - 2));
    }
    for (const [shocksAt, growthAt] of [
      [shocks.byteOffset, growth.byteOffset],
      [0, 0],
    ]) {
      const left = events.countByYear(
        trials,
        years,
        uniforms.byteOffset,
        shocksAt,
        stride,
        volatility,
        rates.byteOffset,
        growthAt,
        roots.byteOffset,
        means.byteOffset,
        counts.byteOffset,
        cells.byteOffset,
      );
      const many: number[] = [];
      list.forEach((_, trial) => {
        let rate = rates[trial];
        for (let year = 0; year < years; year++) {
          const at = year * stride + trial;
          const mean = shocksAt ? rate * exp(volatility * shocks[at] - (volatility * volatility) / 2) : rate;
          const u = uniform53(first[trial], second[trial]);
          expect(uniforms[at]).toBe(u);
          expect(means[trial * years + year]).toBe(mean);
          const count = poissonQuantile(u, mean);
          const isMany = mean > FEW;
          expect(counts[trial * years + year]).toBe(isMany ? -1 : count);
          if (isMany) counts[trial * years + year] = count;
          if (isMany) many.push(trial * years + year);
          if (growthAt) rate *= 1 + growth[trial];
        }
      });
      expect([...cells.subarray(0, left)]).toEqual(many);
    }

    const every = list.flatMap((_, trial) =>
      Array.from({ length: years }, (_, year) =>
        Array.from({ length: counts[trial * years + year] }, (_, event) => [
          trial,
          1000 * (year + 1) + event,
        ]),
      ).flat(),
    );
    for (let skip = 0; skip < every.length; skip += MOST) {
      const listed = events.listAttempts(
        trials,
        years,
        counts.byteOffset,
        skip,
        MOST,
        500,
        1000,
        1000,
        ...lists,
      );
      const wanted = every.slice(skip, skip + MOST);
      expect(listed).toBe(wanted.length);
      expect(wanted.map((_, i) => [listed0[i], listed1[i] - 500, listed2[i]])).toEqual(
        wanted.map(([trial, event]) => [trial, trial, event]),
      );
    }
  });
});

test('what no Poisson count has for a mean is left to be refused', () => {
  const roots = arena.doubles(EXP_TABLE.length);
  roots.set(EXP_TABLE);
  for (const mean of [NaN, -1]) {
    [one[0], two[0]] = [0.999, mean];
    const [uniform, rate] = [one.byteOffset, two.byteOffset];
    const countsAt = words.byteOffset;
    expect(
      events.countByYear(
        1,
        1,
        uniform,
        0,
        1,
        0,
        rate,
        0,
        roots.byteOffset,
        three.byteOffset,
        countsAt,
        fourth.byteOffset,
      ),
    ).toBe(1);
    expect(words[0]).toBe(-1);
  }
});

test('attempts fall into the years of their events, or by the years’ shares', () => {
  const ends = [0.2, 0.7, 1];
  const years = ends.length;
  five.set(ends);
  check((list) => {
    const count = list.length;
    list.forEach(({ words: its, passed }, i) => {
      [first[i], second[i], third[i]] = [its[0], passed, eventOfYear(1 + (passed % years), i)];
    });
    const to = [fourth.byteOffset, one.byteOffset] as const;
    const [wordsAt, trialAt, eventAt] = [first, second, third].map(({ byteOffset }) => byteOffset);
    events.placeInYears(count, trialAt, eventAt, wordsAt, years, ...to);
    list.forEach(({ words: its, passed }, i) => {
      expect(fourth[i]).toBe(passed * years + (passed % years));
      expect(one[i]).toBe(((passed % years) + uniform32(its[0])) * 365);
    });
    events.placeInHorizon(count, trialAt, wordsAt, years, five.byteOffset, ...to);
    list.forEach(({ words: its, passed }, i) => {
      const u = uniform32(its[0]);
      const year = ends.findIndex((end) => u < end);
      const start = year === 0 ? 0 : ends[year - 1];
      expect(fourth[i]).toBe(passed * years + year);
      expect(one[i]).toBe((year + (u - start) / (ends[year] - start)) * 365);
    });
  });
});

test('attempts win by a share of their trial, or by a contest', () => {
  check((list) => {
    const count = list.length;
    list.forEach(({ words: its, shares, passed, usd: amounts }, i) => {
      [first[i], words[i]] = [its[0], passed];
      [one[i], two[i], three[i]] = [shares[0], ...amounts];
    });
    events.winShares(count, first.byteOffset, words.byteOffset, one.byteOffset, bytes.byteOffset);
    events.winContests(count, two.byteOffset, three.byteOffset, otherBytes.byteOffset);
    list.forEach(({ words: its, passed, usd: [strength, resistance] }, i) => {
      expect(bytes[i]).toBe(Number(uniform32(its[0]) < one[passed]));
      expect(otherBytes[i]).toBe(Number(strength > resistance));
    });
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
