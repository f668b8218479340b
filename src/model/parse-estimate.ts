import { InvalidInput } from '../errors.ts';
import { BETA_PARAMETERS } from '../math/beta.ts';
import { DOMAINS, isInside, isUnbounded, type Domain } from '../math/domain.ts';
import { BASES, distribution, normalWithin, SHAPES, type Estimate, type Shape } from '../math/estimate.ts';
import { GAMMA_SHAPES } from '../math/gamma.ts';
import { at, defaulted, omissible, readFields, needed, type Read, type Rules } from './fields.ts';
import { shown } from './shown.ts';
import { listOf, numberFrom, oneOf, phrase, prose } from './values.ts';

type NumberName = keyof Omit<Estimate, 'shape' | 'basis' | 'source' | 'note'>;

/** The numbers that an estimate of each shape states, and those that it may leave out; it states no others. */
const NUMBERS: Readonly<
  Record<Shape, { readonly needed: readonly NumberName[]; readonly also?: NumberName }>
> = {
  CONSTANT: { needed: ['value'] },
  UNIFORM: { needed: ['low', 'high'] },
  TRIANGULAR: { needed: ['low', 'likely', 'high'] },
  PERT: { needed: ['low', 'likely', 'high'], also: 'concentration' },
  NORMAL: { needed: ['low', 'high'] },
  LOGNORMAL: { needed: ['low', 'high'] },
  BETA: { needed: ['alpha', 'beta'] },
  GAMMA: { needed: ['shapeParameter', 'scale'] },
  EMPIRICAL: { needed: ['values'], also: 'weights' },
  LOGNORMAL_GPD: { needed: ['low', 'high', 'threshold', 'tailShape', 'tailScale'] },
};
const NUMERIC: ReadonlySet<string> = new Set(
  Object.values(NUMBERS).flatMap(({ needed: its, also }) => (also ? [...its, also] : its)),
);

/** Shapes that may reach above any number. */
const UNBOUNDED: readonly Shape[] = ['LOGNORMAL', 'GAMMA', 'LOGNORMAL_GPD'];
/** Shapes whose every value lies between what they state. */
const BOUNDED: readonly Shape[] = ['CONSTANT', 'UNIFORM', 'TRIANGULAR', 'PERT', 'EMPIRICAL'];
/** An unbounded law may leave its domain's upper end to one draw in a thousand. */
const RARELY = 0.001;
/** A normal of which no more than this lies in its domain was not meant. */
const LEAST_KEPT = 1e-6;

const finite: Read<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new InvalidInput(`needs a finite number, got ${shown(value)}`, path);
  return value + 0; // -0 becomes 0: JSON cannot keep it
};
/** Values of an EMPIRICAL may come more than once. */
const numbers: Read<readonly number[]> = (value, path) =>
  listOf(finite, () => Symbol('each its own'))(value, path);

const said: Rules<Estimate> = {
  shape: needed(oneOf(SHAPES), 'Its shape.'),
  value: omissible(finite, ''),
  low: omissible(finite, ''),
  likely: omissible(finite, ''),
  high: omissible(finite, ''),
  concentration: omissible(numberFrom(0, 1e5), ''),
  alpha: omissible(numberFrom(BETA_PARAMETERS.least, BETA_PARAMETERS.most), ''),
  beta: omissible(numberFrom(BETA_PARAMETERS.least, BETA_PARAMETERS.most), ''),
  shapeParameter: omissible(numberFrom(GAMMA_SHAPES.least, GAMMA_SHAPES.most), ''),
  scale: omissible(finite, ''),
  values: omissible(numbers, ''),
  weights: omissible(numbers, ''),
  threshold: omissible(finite, ''),
  tailShape: omissible(finite, ''),
  tailScale: omissible(finite, ''),
  basis: defaulted(oneOf(BASES), 'ASSUMED', 'Where it comes from. Absent: ASSUMED.'),
  source: omissible(phrase, ''),
  note: omissible(prose, ''),
};

/**
 * An estimate as a caller states it, checked: the numbers of its shape and no others, in their order, and inside what the quantity may be.
 *
 * @throws {InvalidInput} names the field, says what is needed and what came
 * @example parseEstimate({ shape: 'UNIFORM', low: 0.1, high: 0.4 }, 'SHARE', 'input.coverage').basis // 'ASSUMED'
 */
export function parseEstimate(value: unknown, domain: Domain, path: string): Estimate {
  const estimate = readFields(said, value, path);
  checkNumbers(estimate, path);
  checkOrder(estimate, path);
  checkDomain(estimate, domain, path);
  return estimate;
}

function checkNumbers(estimate: Estimate, path: string): void {
  const { shape } = estimate;
  const { needed: its, also } = NUMBERS[shape];
  for (const name of its)
    if (estimate[name] === undefined)
      throw new InvalidInput(`must be stated for the shape ${shape}`, at(path, name));
  for (const name in estimate)
    if (NUMERIC.has(name) && name !== also && !(its as readonly string[]).includes(name))
      throw new InvalidInput(`has no meaning for the shape ${shape}`, at(path, name));
}

function checkOrder(
  { shape, low, likely, high, values, weights, scale, threshold, tailShape, tailScale }: Estimate,
  path: string,
) {
  const fail = (needs: string, name: string): never => {
    throw new InvalidInput(needs, at(path, name));
  };
  if (low !== undefined && high !== undefined && !(low <= high))
    fail(`needs high to be no less than low, got low ${low} and high ${high}`, 'high');
  if (likely !== undefined && !(low! <= likely && likely <= high!))
    fail(`needs likely to lie from low to high, got low ${low}, likely ${likely} and high ${high}`, 'likely');
  if (shape === 'LOGNORMAL' || shape === 'LOGNORMAL_GPD') {
    if (!(low! > 0)) fail(`needs a number above 0 for the shape ${shape}, got ${low}`, 'low');
  }
  if (shape === 'LOGNORMAL_GPD') {
    if (low === high) fail(`needs high to be above low for the shape ${shape}, got ${high} for both`, 'high');
    if (!(threshold! > 0)) fail(`needs a number above 0, got ${threshold}`, 'threshold');
    if (!(tailScale! > 0)) fail(`needs a number above 0, got ${tailScale}`, 'tailScale');
    if (!(tailShape! >= -1 && tailShape! < 1))
      fail(
        `needs a number from -1 to below 1 (from 1 on the mean is infinite), got ${tailShape}`,
        'tailShape',
      );
  }
  if (shape === 'GAMMA' && !(scale! > 0)) fail(`needs a number above 0, got ${scale}`, 'scale');
  if (values && values.length === 0) fail('needs at least one value, got an empty list', 'values');
  if (weights) {
    if (weights.length !== values!.length)
      fail(`needs as many weights as values, ${values!.length}, got ${weights.length}`, 'weights');
    const below = weights.findIndex((weight) => weight < 0);
    if (below >= 0) fail(`needs a number from 0, got ${weights[below]}`, `weights.${below}`);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (!(sum > 0 && sum < Infinity))
      fail(`needs weights whose sum is above 0 and finite, got ${sum}`, 'weights');
  }
}

const ENDS = ['value', 'low', 'likely', 'high'] as const;

function checkDomain(estimate: Estimate, domain: Domain, path: string): void {
  const { shape } = estimate;
  const { says, high: end, low: start } = DOMAINS[domain];
  const outside = (name: string, came: number): never => {
    throw new InvalidInput(`needs ${says}, got ${came}`, at(path, name));
  };
  const isPoint = estimate.low !== undefined && estimate.low === estimate.high;
  if (BOUNDED.includes(shape) || isPoint) {
    for (const name of ENDS) {
      const stated = estimate[name];
      if (stated !== undefined && !isInside(domain, stated)) outside(name, stated);
    }
    estimate.values?.forEach((stated, place) => {
      if (!isInside(domain, stated)) outside(`values.${place}`, stated);
    });
    return;
  }
  if (shape === 'BETA') return; // all of 0 to 1 lies in every domain, but for ends that it never reaches
  if (shape === 'NORMAL') {
    if (!(keptOf(estimate, domain) >= LEAST_KEPT))
      throw new InvalidInput(
        `needs ${says}: next to nothing of a NORMAL from ${estimate.low} to ${estimate.high} lies there`,
        path,
      );
  } else if (UNBOUNDED.includes(shape) && !isUnbounded(domain))
    throw new InvalidInput(`needs ${says}: the shape ${shape} reaches above any number`, at(path, 'shape'));
  const law = distribution(estimate, domain);
  const most = law.upperQuantile(RARELY);
  if (!(law.mean <= end && most <= end && law.mean >= start))
    throw new InvalidInput(
      `needs ${says}; its mean is ${short(law.mean)}, and one in a thousand lies above ${short(most)}`,
      path,
    );
}

function keptOf({ low, high }: Estimate, domain: Domain): number {
  try {
    return 1 - normalWithin(low!, high!, domain).cutShare;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

/**
 * What to bear in mind of an estimate that is allowed all the same; nothing where there is no such thing.
 *
 * @example warningOf({ shape: 'NORMAL', low: -5, high: 40, basis: 'EXPERT' }, 'MONEY') // '10.0% of the NORMAL from -5 to 40 lies outside ...'
 */
export function warningOf(estimate: Estimate, domain: Domain): string | undefined {
  const { shape, low, high, tailShape } = estimate;
  if (shape === 'NORMAL' && low !== high) {
    const { cutShare } = normalWithin(low!, high!, domain);
    if (cutShare > 0.01)
      return `${(cutShare * 100).toFixed(1)}% of the NORMAL from ${low} to ${high} lies outside what the quantity can be and is cut away`;
  }
  if (shape === 'LOGNORMAL_GPD' && tailShape! >= 0.5)
    return `its tail has an infinite variance (tailShape ${tailShape}): the interval of the mean means little`;
  return undefined;
}
