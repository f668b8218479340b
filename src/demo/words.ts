import type { Range, Value } from './answers.ts';

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

/** A share as a percentage. */
export function percent(share: number): string {
  const size = Math.abs(share) * 100;
  if (size > 99.95 && size < 100) return 'over 99.9%';
  const digits = size < 0.95 ? 2 : size < 9.95 || (size > 99 && size < 100) ? 1 : 0;
  return `${(share * 100).toFixed(digits)}%`;
}

/** A change of a probability in percentage points, with its sign. */
export const points = (change: number): string =>
  `${change > 0 ? '+' : ''}${(change * 100).toFixed(2)} points`;

/** Half the width of a 95% sampling interval. */
export const plusMinus = ({ low, high }: Value, write: (x: number) => string): string =>
  `± ${write((high - low) / 2)}`;

export const between = ({ p5, p95 }: Range): string => `${dollars(p5)} to ${dollars(p95)}`;

/** Whether an interval leaves out 0: else its sign is not known. */
export const isConclusive = ({ low, high }: Value): boolean => low > 0 || high < 0;

const threeDigits = (x: number): string =>
  x < 9.995 ? x.toFixed(2) : x < 99.95 ? x.toFixed(1) : x.toFixed(0);
