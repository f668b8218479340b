import { SHAPES } from '../math/estimate.ts';
import { numberWords } from '../words.ts';
import { isEstimate } from './differences.ts';

const LONGEST = 200;
/** The numbers of an estimate, in the order in which they are said. */
const NUMBERS = [
  'value',
  'low',
  'likely',
  'high',
  'concentration',
  'alpha',
  'beta',
  'shapeParameter',
  'scale',
  'threshold',
  'tailShape',
  'tailScale',
] as const;

/**
 * A value of a plan in a few words.
 *
 * @param nameOf the name of an entity by its id
 * @example wordsOf({ shape: 'PERT', low: 1, likely: 4, high: 12, basis: 'EXPERT' }, () => undefined) // 'PERT 1, 4, 12'
 */
export function wordsOf(value: unknown, nameOf: (id: string) => string | undefined): string {
  const text = said(value, nameOf);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function said(value: unknown, nameOf: (id: string) => string | undefined): string {
  if (isEstimate(value)) return estimateWords(value);
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((it) => said(it, nameOf)).join('; ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, its]) => `${name} ${said(its, nameOf)}`)
      .join(', ');
  if (typeof value === 'number') return numberWords(value);
  return typeof value === 'string' ? (nameOf(value) ?? value) : String(value);
}

function estimateWords(estimate: Readonly<Record<string, unknown>>): string {
  const numbers = NUMBERS.flatMap((name) => {
    const number = estimate[name];
    return typeof number === 'number' ? [numberWords(number)] : [];
  });
  if (estimate['shape'] === SHAPES[0]) return numbers.join();
  const values = estimate['values'] as readonly number[] | undefined;
  if (values) {
    const ends = [Math.min(...values), Math.max(...values)].map(numberWords);
    return `EMPIRICAL ${values.length} values, ${ends.join(' to ')}`;
  }
  return `${String(estimate['shape'])} ${numbers.join(', ')}`;
}
