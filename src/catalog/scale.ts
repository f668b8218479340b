import type { Figure, Grows } from './parts.ts';

/** How large an organisation is. */
export interface Size {
  /** US dollars of revenue a year. */
  readonly annualRevenue: number;
  /** People who work there, however employed. */
  readonly workforce: number;
}

/** The organisation that the catalogue's figures are stated for: a regional health system of about 500 beds. */
export const REFERENCE_SIZE: Size = { annualRevenue: 1_000_000_000, workforce: 5_000 };

/**
 * How what an organisation suffers and pays grows with its size: as (its size / the reference organisation's) to this power.
 *
 * - `loss`, by revenue: half a power, an assumption: losses grow with revenue, but less than in proportion (Cyentia, IRIS 20/20).
 * - `attack`, by revenue: from firms of USD 100 million to 1 billion (9.0% of them a year had an incident that became public) to those
 *   of 10 to 100 billion (12.8%) is ln(12.8/9.0) / ln(100) (Cyentia, IRIS 2025, read off its figures by others).
 * - `mistake`, by workforce: each person makes as many, an assumption.
 * - `cost`, by workforce: the six-tenths rule by which engineers scale what a plant costs (Williams, Chemical Engineering 1947).
 */
export const EXPONENTS = { loss: 0.5, attack: 0.08, mistake: 1, cost: 0.6 } as const;

export interface Factors {
  /** Of the rate of threats that grow by organisation, and by workforce. */
  readonly rate: Readonly<Record<Grows, number>>;
  readonly loss: number;
  /** Of costs and of people needed. */
  readonly cost: number;
}

/**
 * What to multiply the catalogue's figures by for an organisation of a given size. A size that is not known counts as the reference
 * organisation's; where only one of the two is known, the other is taken to be in proportion to it.
 *
 * @example scaleFor({ annualRevenue: 250e6, workforce: 1_250 }).loss // 0.5
 */
export function scaleFor(size: { readonly [K in keyof Size]: Size[K] | null }): Factors {
  const revenue = size.annualRevenue === null ? undefined : size.annualRevenue / REFERENCE_SIZE.annualRevenue;
  const workforce = size.workforce === null ? undefined : size.workforce / REFERENCE_SIZE.workforce;
  const byRevenue = revenue ?? workforce ?? 1;
  const byWorkforce = workforce ?? revenue ?? 1;
  return {
    rate: {
      BY_ORGANISATION: byRevenue ** EXPONENTS.attack,
      BY_WORKFORCE: byWorkforce ** EXPONENTS.mistake,
    },
    loss: byRevenue ** EXPONENTS.loss,
    cost: byWorkforce ** EXPONENTS.cost,
  };
}

/**
 * A figure times a factor, in three significant digits; as it is when the factor is 1.
 *
 * @example scaled(assumed(10_000, 20_000, 40_000), 0.5).likely // 10000
 */
export function scaled(figure: Figure, factor: number): Figure {
  if (factor === 1) return figure;
  const of = (value: number | undefined) =>
    value === undefined ? undefined : Number((value * factor).toPrecision(3));
  const { low, likely, high } = figure;
  const note = `${figure.note ? `${figure.note} ` : ''}Times ${Number(factor.toPrecision(3))} for the size of your organisation.`;
  return {
    ...figure,
    ...(low !== undefined && { low: of(low) }),
    ...(likely !== undefined && { likely: of(likely) }),
    ...(high !== undefined && { high: of(high) }),
    note,
  };
}
