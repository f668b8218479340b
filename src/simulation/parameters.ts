import { distribution, type Domain, type Estimate } from '../math/estimate.ts';
import type { Sampler } from '../math/quantile-table.ts';
import { isUpper, tailDistance, type Threefry } from '../math/threefry.ts';
import { lazySampler } from './lazy-sampler.ts';
import { fieldStream, type Field } from './streams.ts';

/** One quantity that is drawn once per trial, because we do not know it. */
export interface Parameter {
  readonly entity: number;
  readonly stream: number;
  readonly mean: number;
  /** Absent where the quantity is known (a constant). */
  readonly sampler?: Sampler;
}

/** The list of a plan's parameters while it is compiled; `index` is a parameter's place in the values of a trial. */
export interface ParameterTable {
  readonly list: readonly Parameter[];
  index(estimate: Estimate, domain: Domain, entity: number, field: Field, place?: number): number;
}

/** Estimates of the same field of the same entity share their uniform, whatever numbers a portfolio gives them. */
export function parameterTable(): ParameterTable {
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
      const parameter = { entity, stream, mean: law.constant ?? law.mean };
      list.push(law.constant === undefined ? { ...parameter, sampler: lazySampler(law) } : parameter);
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

/** Trials whose parameters are drawn together: one parameter's table stays in the processor's nearest cache for all of them. */
const TOGETHER = 128;

/**
 * Draws the uncertain parameters of a trial into `values`; those of the trials next to it are drawn along.
 *
 * @returns a function of the trial
 */
export function parameterDraws(list: readonly Parameter[], random: Threefry, values: Float64Array) {
  const uncertain = Int32Array.from(uncertainParameters(list));
  const width = uncertain.length;
  const drawn = new Float64Array(TOGETHER * width);
  let first = NaN;

  function drawFrom(trial: number): void {
    first = trial;
    for (let at = 0; at < width; at++) {
      const { stream, entity, sampler } = list[uncertain[at]];
      for (let i = 0; i < TOGETHER; i++) {
        random.block(trial + i, 0, stream, entity);
        const word = random.words[0];
        drawn[i * width + at] = sampler!.sample(tailDistance(word, random.words[1]), isUpper(word));
      }
    }
  }

  return (trial: number): void => {
    const start = Math.floor(trial / TOGETHER) * TOGETHER;
    if (start !== first) drawFrom(start);
    const row = (trial - start) * width;
    for (let at = 0; at < width; at++) values[uncertain[at]] = drawn[row + at];
  };
}
