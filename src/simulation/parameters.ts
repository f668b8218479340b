import type { Distribution } from '../math/distribution.ts';
import { createArena } from '../math/arena.ts';
import { distribution, type Domain, type Estimate } from '../math/estimate.ts';
import type { Sampler } from '../math/quantile-table.ts';
import { sampleColumns, type FillColumn } from '../math/sample-columns.ts';
import { seedWords, threefry, type Threefry } from '../math/threefry.ts';
import { STRIDE } from './block.ts';
import type { KernelColumns } from './kernel-columns.ts';
import { lazySampler } from './lazy-sampler.ts';
import { fieldStream, type Field } from './streams.ts';

/** One quantity that is drawn once per trial, because we do not know it. */
export interface Parameter {
  readonly entity: number;
  readonly stream: number;
  /** What its stream stands for: a field of the entity, and a place where that is in a list. */
  readonly field: Field;
  readonly place: number;
  readonly mean: number;
  readonly estimate: Estimate;
  readonly domain: Domain;
  /** Absent where the quantity is known (a constant). */
  readonly sampler?: Sampler;
}

/** The list of a plan's parameters while it is compiled; `index` is a parameter's place in the values of a trial. */
export interface ParameterTable {
  readonly list: readonly Parameter[];
  index(estimate: Estimate, domain: Domain, entity: number, field: Field, place?: number): number;
}

/** Makes the sampler of a law; laws of one key are the same. */
export type SamplerOf = (law: Distribution, key: string) => Sampler;

/** Estimates of the same field of the same entity share their uniform, whatever numbers a portfolio gives them. */
export function parameterTable(samplerOf: SamplerOf = (law) => lazySampler(() => law)): ParameterTable {
  const list: Parameter[] = [];
  const known = new Map<string, number>();
  return {
    list,
    index(estimate, domain, entity, field, place = 0) {
      const stream = fieldStream(field, place);
      const key = `${entity} ${stream} ${domain} ${JSON.stringify(estimate)}`;
      const existing = known.get(key);
      if (existing !== undefined) return existing;
      const law = distribution(estimate, domain);
      const parameter = { entity, stream, field, place, mean: law.constant ?? law.mean, estimate, domain };
      list.push(law.constant === undefined ? { ...parameter, sampler: samplerOf(law, key) } : parameter);
      known.set(key, list.length - 1);
      return list.length - 1;
    },
  };
}

/** Values of all parameters with the constants filled in; what is uncertain stands at its mean until it is drawn. */
export const parameterMeans = (list: readonly Parameter[]): Float64Array =>
  Float64Array.from(list, ({ mean }) => mean);

/** The places of the parameters that are uncertain. */
export const uncertainParameters = (list: readonly Parameter[]): number[] =>
  list.flatMap(({ sampler }, index) => (sampler ? [index] : []));

/** The parameters of the trials of one block, each a column of its own: what a scenario needs of one trial after the other stands together. */
export interface ParameterColumns {
  /** [parameter * STRIDE + trial within the block]; constants stand there from the start. */
  readonly columns: Float64Array;
  /** Draws those of `count` trials from `first` on. */
  draw(first: number, count: number): void;
  /** Draws those of one trial, for all of the block. */
  hold(trial: number): void;
  /** Writes those of one trial of the block into a list of its own. */
  row(trial: number, into: Float64Array): void;
}

/**
 * @param wanted the places of those to be drawn; the others stand at their means
 * @param random with its lanes in the same arena
 * @param read the places of those that are read though they are not drawn: memory that nobody reads is not touched; absent: all
 */
export function parameterColumns(
  list: readonly Parameter[],
  random: Threefry,
  wanted: readonly number[],
  { arena, samples }: Pick<KernelColumns, 'arena' | 'samples'>,
  read: readonly number[] = list.map((_, place) => place),
): ParameterColumns {
  const columns = arena.doubles(list.length * STRIDE);
  const fillings = new Map<number, FillColumn>();

  /** How a parameter is sampled; found when it is first drawn, since that may build its table. */
  function fillingOf(place: number): FillColumn {
    const its = fillings.get(place) ?? samples.filling(list[place].sampler!);
    fillings.set(place, its);
    return its;
  }

  const drawn = new Set(wanted);
  for (const place of read)
    if (!drawn.has(place)) columns.fill(list[place].mean, place * STRIDE, (place + 1) * STRIDE);

  function draw(first: number, count: number): void {
    for (const place of wanted)
      drawParameter(list[place], fillingOf(place), random, first, count, columns, place * STRIDE);
  }

  return {
    columns,
    draw,
    hold(trial) {
      draw(trial - (trial % 2), 2);
      for (const place of wanted) {
        const at = place * STRIDE;
        columns.fill(columns[at + (trial % 2)], at, at + STRIDE);
      }
    },
    row(trial, into) {
      for (const place of wanted) into[place] = columns[place * STRIDE + trial];
    },
  };
}

/**
 * Draws one parameter for `count` trials from `first` on, an even number, into a column from a place on; one more may be drawn along. Two trials
 * share a block of random words.
 *
 * @param fill how the parameter is sampled
 */
export function drawParameter(
  { stream, entity }: Parameter,
  fill: FillColumn,
  random: Threefry,
  first: number,
  count: number,
  into: Float64Array,
  at: number,
): void {
  const { lanes } = random;
  const pairs = (count + 1) >> 1;
  random.blocksFrom(first >> 1, pairs, 0, stream, entity);
  fill(lanes.first, lanes.second, pairs, into, at, 2);
  fill(lanes.third, lanes.fourth, pairs, into, at + 1, 2);
}

/** As many as a piece of work asks for at least (see knowledge.ts). */
const DRAWN_TOGETHER = 128;

/**
 * Draws the uncertain parameters of one trial after another into `values`; those of the block around it are drawn along.
 *
 * @returns a function of the trial
 */
export function parameterDraws(list: readonly Parameter[], seed: string, values: Float64Array) {
  const { low, high } = seedWords(seed);
  const arena = createArena();
  const block = parameterColumns(
    list,
    threefry(low, high, arena),
    uncertainParameters(list),
    { arena, samples: sampleColumns(arena) },
    [],
  );
  let first = NaN;
  return (trial: number): void => {
    const start = trial - (trial % DRAWN_TOGETHER);
    if (start !== first) block.draw(start, DRAWN_TOGETHER);
    first = start;
    block.row(trial - start, values);
  };
}
