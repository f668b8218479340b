/**
 * What each random draw is keyed by: the third and fourth word of its counter. The first two are the trial and the event within it.
 * Nothing here depends on the portfolio, so controls never change what is drawn, only what is kept.
 */

/** What a block of random words is for. */
export const PURPOSE = {
  PARAMETER: 1,
  CLIMATE: 2,
  ATTEMPT_COUNT: 3,
  ATTEMPT: 4,
  ATTEMPT_MORE: 5,
  CONTEST: 6,
  EVASION: 7,
  MECHANISM: 8,
  LOSS: 9,
  PROPAGATION: 10,
  EXPOSURE: 11,
  EPISODES_OPEN: 12,
  EPISODE_OPEN: 13,
  EPISODES_NEW: 14,
  EPISODE_NEW: 15,
  FOUND: 16,
  TEST_PHASE: 17,
  RENEWAL_PHASE: 18,
  LUCK: 19,
} as const;

const SUB_BITS = 26;

/** The stream word of a purpose and what it is about within it, `about` below 2^26. */
export const stream = (purpose: number, about = 0): number => (purpose << SUB_BITS) | about;

/** The entity word: its kind and its own number, below 2^28. */
export const ENTITY = { ORGANIZATION: 1, ASSET: 2, THREAT: 3, SCENARIO: 4, CONTROL: 5, CATEGORY: 6 } as const;
export const entity = (kind: number, number: number): number => (kind << 28) | number;
/** @example kindAndNumber(entity(ENTITY.ASSET, 7)) // kind ENTITY.ASSET, number 7 */
export const kindAndNumber = (word: number): { readonly kind: number; readonly number: number } => ({
  kind: word >>> 28,
  number: word & ((1 << 28) - 1),
});

export const YEAR_BITS = 25;

/** The event word of the `index`-th attempt or episode of a year (1 to 10): index below 2^25. */
export const eventOfYear = (year: number, index: number): number => (year << YEAR_BITS) | index;

/** Fields that are drawn once per trial, for the entity that holds them; lists add their place times `LIST_STEP`. */
export const FIELD = {
  rate: 1,
  contactFrequency: 2,
  probabilityOfAction: 3,
  susceptibility: 4,
  secondaryProbability: 5,
  growthPerYear: 6,
  costPerRecord: 7,
  recordsExponent: 8,
  outageCostPerHour: 9,
  weaknessesPerYear: 10,
  weaknessDiscoveryDays: 11,
  weaknessRepairDays: 12,
  exploitability: 13,
  propagationProbability: 14,
  exposureProbability: 15,
  coverage: 16,
  failuresPerYear: 17,
  poisoningsPerYear: 18,
  discoveryDays: 19,
  repairDays: 20,
  leadTimeDays: 21,
  evasionProbability: 22,
  efficacy: 23,
  findProbability: 24,
  fixProbability: 25,
  reachShare: 26,
  upfrontCost: 27,
  annualCost: 28,
  discountRate: 29,
  costPerFte: 30,
} as const;
export type Field = keyof typeof FIELD;

const LIST_STEP = 64;

/** The stream word of one field of an entity; `place` is its place in a list of the entity's (effects, dependencies). */
export const fieldStream = (field: Field, place = 0): number =>
  stream(PURPOSE.PARAMETER, FIELD[field] + LIST_STEP * place);
