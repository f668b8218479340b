/** How figures are said to people: on a terminal, in a report. One place, so that one figure reads alike everywhere. */

interface Sampled {
  readonly low: number;
  readonly high: number;
}

interface Range {
  readonly p5: number;
  readonly p95: number;
}

/**
 * Dollars as a person says them: three digits, and never a digit that the figure does not have.
 *
 * @example dollars(1_234_567) // '$1.23M'
 */
export function dollars(usd: number): string {
  const size = Math.abs(usd);
  const sign = usd < 0 ? '-' : '';
  if (size >= 999_500_000) return `${sign}$${threeDigits(size / 1e9)}B`;
  if (size >= 999_500) return `${sign}$${threeDigits(size / 1e6)}M`;
  if (size >= 999.5) return `${sign}$${threeDigits(size / 1e3)}k`;
  return `${sign}$${Math.round(size)}`;
}

/**
 * A share as a percentage; what is not 0 never reads as 0, nor what is not all as all.
 *
 * @example percent(0.017) // '1.7%'
 */
export function percent(share: number): string {
  const size = Math.abs(share) * 100;
  if (size > 0 && size < 0.005) return 'under 0.01%';
  if (size > 99.95 && size < 100) return 'over 99.9%';
  const digits = size < 0.95 ? 2 : size < 9.95 || (size > 99 && size < 100) ? 1 : 0;
  return `${(share * 100).toFixed(digits)}%`;
}

/** A change of a probability in percentage points, with its sign. */
export const points = (change: number): string =>
  `${change > 0 ? '+' : ''}${(change * 100).toFixed(2)} points`;

/** Half the width of a 95% sampling interval. */
export const plusMinus = ({ low, high }: Sampled, write: (x: number) => string): string =>
  `± ${write((high - low) / 2)}`;

export const between = ({ p5, p95 }: Range): string => `${dollars(p5)} to ${dollars(p95)}`;

/** Whether an interval leaves out 0: else its sign is not known. */
export const isConclusive = ({ low, high }: Sampled): boolean => low > 0 || high < 0;

/**
 * A count of something in three digits, with separators: records, people.
 *
 * @example amount(1_234_567) // '1,230,000'
 */
export function amount(count: number): string {
  if (count === 0) return '0';
  return Math.abs(count) < 1 ? String(Number(count.toPrecision(2))) : grouped(Number(count.toPrecision(3)));
}

/** Hours to one digit after the point. */
export const hours = (x: number): string => (x > 0 && x < 0.05 ? 'under 0.1' : apart(x.toFixed(1)));

/**
 * A number with its thousands apart, and all its digits.
 *
 * @example grouped(422_496.5) // '422,496.5'
 */
export const grouped = (value: number): string => apart(String(value));

function apart(digits: string): string {
  if (digits.includes('e')) return digits;
  const [whole, rest] = digits.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? thousands : `${thousands}.${rest}`;
}

/** A number as somebody stated it: six digits are enough to tell such numbers apart. */
export const numberWords = (value: number): string => String(sixDigits(value));

export const sixDigits = (value: number): number => Number(value.toPrecision(6));

/**
 * A name of a list of names, in words.
 *
 * @example plain('FINES_AND_JUDGMENTS') // 'fines and judgments'
 */
export const plain = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

/** @example counted(1, 'control') // '1 control' */
export const counted = (count: number, what: string, many = `${what}s`): string =>
  `${grouped(count)} ${count === 1 ? what : many}`;

/**
 * A moment in words, to the minute.
 *
 * @example moment(new Date('2026-11-25T08:05:30Z')) // 'November 25, 2026, 08:05 UTC'
 */
export const moment = (at: Date): string => `${day(at)}, ${at.toISOString().slice(11, 16)} UTC`;

/** @example day(new Date('2026-11-25T08:05:30Z')) // 'November 25, 2026' */
export const day = (at: Date): string =>
  `${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()}`;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const threeDigits = (x: number): string =>
  x < 9.995 ? x.toFixed(2) : x < 99.95 ? x.toFixed(1) : x.toFixed(0);
