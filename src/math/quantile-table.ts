import type { Distribution } from './distribution.ts';
import { highWord } from './elementary.ts';
import { isUpper, tailDistance } from './threefry.ts';

/** Draws from a law, given where in (0, 1) to look: no draw depends on how many came before it. */
export interface Sampler {
  /**
   * The quantile at a distance `v` in (0, 0.5] from the nearer end of (0, 1); `upper` says which end. Never outside the law's ends, and
   * non-decreasing from the lower end to the upper (but for the last digit).
   */
  sample(v: number, upper: boolean): number;
  /**
   * Samples for `count` pairs of random words, as \`sample\` would of each: `into[start + i * stride]` is that of `first[i]` and `second[i]`.
   */
  fill(
    first: Int32Array,
    second: Int32Array,
    count: number,
    into: Float64Array,
    start: number,
    stride: number,
  ): void;
  /** What it samples from, where that is a table: for those who sample in another way (see sample-columns.ts). */
  readonly table?: QuantileTable;
  /** Set where it samples e to a normal quantity, whose mean and standard deviation these are. */
  readonly exponent?: Distribution['exponent'];
}

/** Quantiles of a law as cubics, by their distance from the nearer end of (0, 1). */
export interface QuantileTable {
  /** Of each segment, from the lower end to the middle and from the upper end to the middle, where it begins and four coefficients. */
  readonly numbers: Float64Array;
  /** Where the upper half begins. */
  readonly upperFrom: number;
  /** A distance's segment is its upper word, shifted by this, less `first`; below 0 the exact quantile answers. */
  readonly shift: number;
  readonly first: number;
  /** What the cubics are in units of. */
  readonly unit: number;
  /** The ends of the law. */
  readonly low: number;
  readonly high: number;
}

/** Below 2^-22 from an end the exact quantile answers: once in two million draws, which costs less than making the table longer. */
const OCTAVES = 21;
const DEEPEST = 2 ** -22;
const DEEPEST_EXPONENT = 1023 - 22;
const MANTISSA_BITS = 20; // of the upper word
export const NUMBERS = 5; // of a segment: where it begins and four coefficients
const TOLERANCE = 5e-7;
const MEAN_TOLERANCE = 1e-5;

/**
 * A quick sampler of a law: its own where it has one, else a table, else (where a table would miss by more than 1e-6) the exact
 * quantile.
 *
 * @example sampler(uniform(2, 6)).sample(0.25, true) // 5
 */
export function sampler(law: Distribution): Sampler {
  const { sample, exponent } = law;
  if (sample) return { sample, fill: filling(sample), ...(exponent && { exponent }) };
  return quantileTable(law, 4) ?? quantileTable(law, 6) ?? exactSampler(law);
}

/** The exact quantile, some hundred times slower than a table. */
export function exactSampler(law: Distribution): Sampler {
  const sample = (v: number, upper: boolean) => (upper ? law.upperQuantile(v) : law.quantile(v));
  return { sample, fill: filling(sample) };
}

const filling =
  (sample: Sampler['sample']): Sampler['fill'] =>
  (first, second, count, into, start, stride) => {
    for (let i = 0; i < count; i++)
      into[start + i * stride] = sample(tailDistance(first[i], second[i]), isUpper(first[i]));
  };

/**
 * A table of a law with a density: each halving of the distance from an end is cut into 2^`bits` segments, each a cubic that meets the
 * quantile and its slope at both ends, the slopes held to what keeps it monotone. About 10 ns a draw; 1,000 segments with 4 bits.
 *
 * Checked while it is built: a segment whose middle misses by more than 5e-7 of the value (or, where values of both signs occur, of a
 * tenth of the standard deviation), or a mean that misses by more than 1e-5, and there is no table.
 *
 * Sources: Hörmann & Leydold, "Continuous random variate generation by fast numerical inversion", ACM TOMACS 13 (2003); Fritsch &
 * Carlson, "Monotone piecewise cubic interpolation", SIAM J. Numer. Anal. 17 (1980).
 *
 * @returns nothing where the law cannot be tabulated so closely
 */
export function quantileTable(law: Distribution, bits: number): Sampler | undefined {
  const table = law.tableOf ? law.tableOf(bits) : tableOf(law, bits);
  return table && tableSampler(law, table);
}

/** The table of a law by itself: what `quantileTable` samples from, where the law does not share another's. */
export function tableOf(law: Distribution, bits: number): QuantileTable | undefined {
  if (!law.density) return undefined;
  const segments = OCTAVES << bits;
  const numbers = new Float64Array(2 * (segments + 1) * NUMBERS);
  const unit = powerOfTwoNear(
    Math.max(Math.abs(law.quantile(DEEPEST)), Math.abs(law.upperQuantile(DEEPEST))),
  );
  const upperFrom = (segments + 1) * NUMBERS;
  const lower = fillHalf(law, false, bits, unit, numbers.subarray(0, upperFrom));
  if (lower !== lower) return undefined;
  const mean = (lower + fillHalf(law, true, bits, unit, numbers.subarray(upperFrom))) * unit;
  if (!(Math.abs(mean - law.mean) <= MEAN_TOLERANCE * sizeOf(law, law.mean))) return undefined;

  return {
    numbers,
    upperFrom,
    shift: MANTISSA_BITS - bits,
    first: DEEPEST_EXPONENT << bits,
    unit,
    low: law.low,
    high: law.high,
  };
}

function tableSampler(law: Distribution, table: QuantileTable): Sampler {
  const { numbers, upperFrom, shift, first, unit, low, high } = table;
  const deepestLow = numbers[1] * unit;
  const deepestHigh = numbers[upperFrom + 1] * unit;
  function sample(v: number, upper: boolean): number {
    const segment = (highWord(v) >> shift) - first;
    if (segment < 0)
      return upper ? Math.max(deepestHigh, law.upperQuantile(v)) : Math.min(deepestLow, law.quantile(v));
    const at = (upper ? upperFrom : 0) + segment * NUMBERS;
    const d = v - numbers[at];
    const value =
      unit * (numbers[at + 1] + d * (numbers[at + 2] + d * (numbers[at + 3] + d * numbers[at + 4])));
    return value < low ? low : value > high ? high : value;
  }
  return {
    sample,
    fill(ones, others, count, into, start, stride) {
      for (let i = 0; i < count; i++)
        into[start + i * stride] = sample(tailDistance(ones[i], others[i]), isUpper(ones[i]));
    },
    table,
  };
}

/**
 * Fills the segments of one half, from the end to the middle.
 *
 * @returns its part of the mean, in units, what lies beyond its deepest segment counted as lying at its end; NaN where a segment is not close
 * enough
 */
function fillHalf(law: Distribution, upper: boolean, bits: number, unit: number, into: Float64Array): number {
  const segments = OCTAVES << bits;
  const sign = upper ? -1 : 1;
  const quantile = (v: number, near: number) =>
    (law.nearQuantile
      ? law.nearQuantile(v, upper, near * unit)
      : upper
        ? law.upperQuantile(v)
        : law.quantile(v)) / unit;
  const slope = (x: number) => sign / (law.density!(x * unit) * unit);
  const perOctave = 1 << bits;
  let start = DEEPEST;
  let width = DEEPEST / perOctave;
  let value = (upper ? law.upperQuantile(start) : law.quantile(start)) / unit;
  const byLaw = law.fillHalf?.(
    {
      upper,
      deepest: DEEPEST,
      value,
      segments,
      segmentsAnOctave: perOctave,
      unit,
      tolerance: TOLERANCE,
      leastSize: sizeOf(law, 0),
    },
    into,
  );
  if (byLaw !== undefined) return byLaw;
  let valueSlope = slope(value);
  let bend = 0;
  let bendSlope = 0;
  let mean = start * value;
  for (let segment = 0; segment < segments; segment++) {
    if (segment > 0 && segment % perOctave === 0) width *= 2;
    const end = start + width;
    const next = quantile(end, value + width * (valueSlope + width * (bend + width * bendSlope)));
    const nextSlope = slope(next);
    const secant = (next - value) / width;
    const a = held(valueSlope, secant);
    const b = held(nextSlope, secant);
    const at = segment * NUMBERS;
    into[at] = start;
    into[at + 1] = value;
    into[at + 2] = a;
    into[at + 3] = (3 * secant - 2 * a - b) / width;
    into[at + 4] = (a + b - 2 * secant) / width / width;
    const tabled = value + (width / 2) * (a + (width / 2) * (into[at + 3] + (width / 2) * into[at + 4]));
    const exact = quantile(start + width / 2, tabled);
    if (!(Math.abs(tabled - exact) * unit <= TOLERANCE * sizeOf(law, exact * unit))) return NaN;
    mean += width * (value + width * (a / 2 + width * (into[at + 3] / 3 + (width * into[at + 4]) / 4)));
    // where this cubic leads to is near the next
    bend = into[at + 3] + 3 * width * into[at + 4];
    bendSlope = into[at + 4];
    start = end;
    value = next;
    valueSlope = nextSlope;
  }
  into[segments * NUMBERS] = start;
  into[segments * NUMBERS + 1] = value;
  return mean;
}

/** A slope that keeps the cubic monotone: between 0 and three times the secant's. */
function held(slope: number, secant: number): number {
  const share = slope / secant;
  if (share >= 0 && share <= 3) return slope;
  return share > 3 ? 3 * secant : secant === 0 ? 0 : secant;
}

/** What errors are measured against: the value, but not less than the law's spread asks for. */
const sizeOf = ({ low, high, standardDeviation }: Distribution, value: number): number =>
  Math.max(Math.abs(value), (low < 0 && high > 0 ? 0.1 : 1e-6) * standardDeviation);

/** The power of two just above a size, exactly. */
function powerOfTwoNear(size: number): number {
  let power = 1;
  while (power < size && power < 1e300) power *= 2;
  while (power > 2 * size && power > 1e-300) power /= 2;
  return power;
}
