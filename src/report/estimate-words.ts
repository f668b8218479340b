import type { Domain, Estimate } from '../math/estimate.ts';
import { ESTIMATE_DOMAINS, type EstimateName } from '../model/estimates.ts';
import { grouped, sixDigits } from '../words.ts';

/** An estimate as a row of a table: numbers in the columns low, likely and high, or all in words where it has no such numbers. */
export interface EstimateCells {
  readonly low?: string;
  readonly likely?: string;
  readonly high?: string;
  /** Instead of the three. */
  readonly words?: string;
  /** Its shape, with what else it states. */
  readonly law: string;
}

/** What `low` and `high` mean depends on the shape: for whoever reads a table of them. */
export const SHAPE_NOTES =
  'Low and high are the ends of what is possible for PERT, triangular and uniform estimates; for normal and lognormal ones 5% of values lie below low and 5% above high. A constant is taken as certain.';

/**
 * @example estimateCells({ shape: 'PERT', low: 1, likely: 4, high: 12, basis: 'EXPERT' }, 'lossEventFrequency')
 * // { low: '1', likely: '4', high: '12', law: 'PERT' }
 */
export function estimateCells(estimate: Estimate, name: EstimateName): EstimateCells {
  const { shape, low, likely, high, concentration, threshold, tailShape, tailScale } = estimate;
  const say = (x: number | undefined) => stated(x!, ESTIMATE_DOMAINS[name]);
  switch (shape) {
    case 'CONSTANT':
      return { likely: say(estimate.value), law: 'constant' };
    case 'PERT':
    case 'TRIANGULAR': {
      const peaked = concentration === undefined ? '' : `, concentration ${number(concentration)}`;
      const law = shape === 'PERT' ? `PERT${peaked}` : 'triangular';
      return { low: say(low), likely: say(likely), high: say(high), law };
    }
    case 'UNIFORM':
    case 'NORMAL':
    case 'LOGNORMAL':
      return { low: say(low), high: say(high), law: shape.toLowerCase() };
    case 'LOGNORMAL_GPD':
      return {
        low: say(low),
        high: say(high),
        law: `lognormal; above ${say(threshold)} generalised Pareto, shape ${number(tailShape!)}, scale ${say(tailScale)}`,
      };
    case 'BETA':
      return { words: `alpha ${number(estimate.alpha!)}, beta ${number(estimate.beta!)}`, law: 'beta' };
    case 'GAMMA':
      return {
        words: `shape ${number(estimate.shapeParameter!)}, scale ${say(estimate.scale)}`,
        law: 'gamma',
      };
    case 'EMPIRICAL':
      return { words: observed(estimate, say), law: 'empirical' };
  }
}

/**
 * The range of an estimate in a few words.
 *
 * @example rangeWords({ shape: 'PERT', low: 0.1, likely: 0.2, high: 0.5, basis: 'EXPERT' }, 'susceptibility') // '10% to 50%, likely 20%'
 */
export function rangeWords(estimate: Estimate, name: EstimateName): string {
  const { low, likely, high, words } = estimateCells(estimate, name);
  if (words !== undefined) return words;
  if (low === undefined || high === undefined) return likely ?? '';
  return `${low} to ${high}${likely === undefined ? '' : `, likely ${likely}`}`;
}

function observed({ values = [], weights }: Estimate, say: (x: number) => string): string {
  const ends = `${say(Math.min(...values))} to ${say(Math.max(...values))}`;
  return `${values.length} values from ${ends}${weights ? ', weighted' : ''}`;
}

/** A number as it was stated, with its unit where that is not in the name of the quantity. */
function stated(value: number, domain: Domain): string {
  if (domain === 'MONEY') return `${value < 0 ? '-' : ''}$${number(Math.abs(value))}`;
  if (domain === 'SHARE' || domain === 'GROWTH') return `${number(value * 100)}%`;
  return number(value);
}

const number = (value: number): string => grouped(sixDigits(value));
