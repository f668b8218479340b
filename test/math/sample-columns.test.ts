import { expect, test } from 'vitest';
import { compiled, createArena, functionsOn } from '../../src/math/arena.ts';
import { distribution, type Estimate } from '../../src/math/estimate.ts';
import { quantileColumns } from '../../src/math/quantile-columns.ts';
import { sampler } from '../../src/math/quantile-table.ts';
import { recorder, replayOf, wordOf, type Replay } from '../../src/math/recorded-calls.ts';
import { sampleColumns } from '../../src/math/sample-columns.ts';
import { SAMPLE_ROUTINES, type SampleFunctions } from '../../src/math/sample-routines.ts';
import { LANES } from '../../src/math/threefry-simd.ts';
import { threefry, uniform32 } from '../../src/math/threefry.ts';

const arena = createArena();
const samples = sampleColumns(arena);
const { record, run } = recorder<SampleFunctions>(
  arena,
  SAMPLE_ROUTINES,
  functionsOn<Replay>(compiled([...SAMPLE_ROUTINES, replayOf(SAMPLE_ROUTINES)]), arena),
);
const count = arena.words(1).fill(LANES);
const first = arena.words(LANES);
const second = arena.words(LANES);
const into = arena.doubles(LANES);

/** Random words, and the outermost ones: what lies deeper than any table. */
function drawWords(seed: number): void {
  const random = threefry(seed, 0);
  for (let i = 0; i < LANES; i++) {
    random.block(i, 0, 0, 0);
    first[i] = random.words[0];
    second[i] = random.words[1];
  }
  first.set([0, 0, -0x80000000, -0x80000000, 1, 0x1ff, 0x200, -1, 0x7fffffff]);
  second.set([0, 1, 0, 1, -1, -1, 0, -1, -1]);
}

const estimates: readonly Omit<Estimate, 'basis'>[] = [
  { shape: 'PERT', low: 10_000, likely: 50_000, high: 500_000 },
  { shape: 'PERT', low: 0, likely: 0, high: 1 },
  { shape: 'NORMAL', low: -3, high: 9 },
  { shape: 'GAMMA', shapeParameter: 0.4, scale: 3e5 },
  { shape: 'LOGNORMAL', low: 50_000, high: 5_000_000 },
  { shape: 'LOGNORMAL', low: 1e-300, high: 1e300 }, // both ends of e^x
  { shape: 'LOGNORMAL_GPD', low: 1e4, high: 1e6, threshold: 8e5, tailShape: 0.3, tailScale: 4e5 },
  { shape: 'UNIFORM', low: 2, high: 7 },
  { shape: 'EMPIRICAL', values: [1, 2, 40] },
];

test.each(estimates)(
  'a column of draws is to the last bit what one after the other gives: %o',
  (estimate) => {
    const its = sampler(distribution({ ...estimate, basis: 'ASSUMED' }, 'MONEY'));
    const plain = new Float64Array(LANES);
    const recorded = record((calls) =>
      samples.recordFilling(calls, its, [first, second], wordOf(count, 0), () => LANES, into),
    );
    for (let seed = 0; seed < 20; seed++) {
      drawWords(seed);
      its.fill(first, second, LANES, plain, 0, 1);
      samples.filling(its)(first, second, LANES, into, 0, 1);
      expect(into).toEqual(plain);
      into.fill(NaN);
      run(recorded);
      expect(into).toEqual(plain);
    }
  },
);

/** Numbers of (0, 1), and the outermost ones. */
const us = arena.doubles(LANES);
us.forEach((_, i) => (us[i] = (i + 0.5) / LANES));
us.set([0.5, 2 ** -22, 2 ** -23, 1e-12, 1 - 2 ** -22, 1 - 2 ** -23, 1 - 1e-12, 0.25, 0.75]);

test.each(estimates)('so is a column of quantiles, in order or not, of any number: %o', (estimate) => {
  const its = sampler(distribution({ ...estimate, basis: 'ASSUMED' }, 'MONEY'));
  const fillQuantiles = quantileColumns(arena);
  const plain = Float64Array.from(us, (u) => (u > 0.5 ? its.sample(1 - u, true) : its.sample(u, false)));
  for (const some of [LANES, 9, 1]) {
    into.fill(NaN);
    fillQuantiles(its, us, some, into);
    expect(into.subarray(0, some)).toEqual(plain.subarray(0, some));
    expect(into.subarray(some).every(Number.isNaN)).toBe(true);
  }
});

test('a column of words gives the uniforms of each', () => {
  drawWords(1);
  run(record((calls) => calls.add('uniforms', [first.byteOffset, LANES, into.byteOffset])));
  expect(into).toEqual(Float64Array.from(first, uniform32));
});
