/** What a quantity may be, whatever its shape; an open end is not itself allowed. */
export interface Bounds {
  readonly low: number;
  readonly isLowOpen: boolean;
  readonly high: number;
  /** In words, for whoever stated something else. */
  readonly says: string;
}

const from = (low: number, high: number, says: string): Bounds => ({ low, isLowOpen: false, high, says });
const above = (low: number, high: number, says: string): Bounds => ({ low, isLowOpen: true, high, says });

/**
 * The domains of the model's quantities (model.md, section 1). Beyond a hundred million events a year or ten trillion dollars
 * nothing here is a count or a sum of money any more: those ends keep sums inside what a double can hold.
 */
export const DOMAINS = {
  /** Per year. */
  RATE: from(0, 1e8, '0 or more a year, at most 1e8'),
  /** US dollars. */
  MONEY: from(0, 1e13, '0 or more US dollars, at most 1e13'),
  /** Records, hours. */
  QUANTITY: from(0, 1e12, '0 or more, at most 1e12'),
  SHARE: from(0, 1, 'a share from 0 to 1'),
  /** Of the attacker population. */
  PERCENTILE: from(0, 100, 'a percentile from 0 to 100'),
  /** A change per year, or a discount rate. */
  GROWTH: above(-1, 1000, 'above -1, at most 1000'),
  DISCOVERY_DAYS: above(0, 36_500, 'above 0 days, at most 36,500'),
  DAYS: from(0, 36_500, '0 or more days, at most 36,500'),
  RECORDS_EXPONENT: above(0, 2, 'above 0, at most 2'),
} as const satisfies Record<string, Bounds>;

export type Domain = keyof typeof DOMAINS;

/** @example isInside('SHARE', 1.2) // false */
export function isInside(domain: Domain, value: number): boolean {
  const { low, isLowOpen, high } = DOMAINS[domain];
  return (isLowOpen ? value > low : value >= low) && value <= high;
}

/** Whether a law without an upper end fits: it may then reach beyond what a caller can state, which the engine bears. */
export const isUnbounded = (domain: Domain): boolean =>
  !['SHARE', 'PERCENTILE', 'RECORDS_EXPONENT'].includes(domain);
