import type { Domain, Estimate } from '../math/estimate.ts';
import { parseEstimate } from './parse-estimate.ts';
import type { Read } from './fields.ts';

/** What each estimate may be, by its field's name: a name means the same quantity wherever it stands. */
export const ESTIMATE_DOMAINS = {
  annualCost: 'MONEY',
  contactFrequency: 'RATE',
  costPerFte: 'MONEY',
  costPerRecord: 'MONEY',
  coverage: 'SHARE',
  discountRate: 'GROWTH',
  discoveryDays: 'DISCOVERY_DAYS',
  efficacy: 'SHARE',
  evasionProbability: 'SHARE',
  exploitability: 'SHARE',
  exposureProbability: 'SHARE',
  failuresPerYear: 'RATE',
  findProbability: 'SHARE',
  fixProbability: 'SHARE',
  growthPerYear: 'GROWTH',
  leadTimeDays: 'DAYS',
  lossEventFrequency: 'RATE',
  magnitude: 'MONEY',
  outageCostPerHour: 'MONEY',
  outageHours: 'QUANTITY',
  poisoningsPerYear: 'RATE',
  probabilityOfAction: 'SHARE',
  propagationProbability: 'SHARE',
  reachShare: 'SHARE',
  records: 'QUANTITY',
  recordsExponent: 'RECORDS_EXPONENT',
  repairDays: 'DAYS',
  resistanceStrength: 'PERCENTILE',
  secondaryProbability: 'SHARE',
  susceptibility: 'SHARE',
  threatCapability: 'PERCENTILE',
  threatEventFrequency: 'RATE',
  upfrontCost: 'MONEY',
  weaknessDiscoveryDays: 'DISCOVERY_DAYS',
  weaknessRepairDays: 'DAYS',
  weaknessesPerYear: 'RATE',
} as const satisfies Record<string, Domain>;

export type EstimateName = keyof typeof ESTIMATE_DOMAINS;

/** Reads the estimate that stands in the field of this name. */
export const estimateOf =
  (name: EstimateName): Read<Estimate> =>
  (value, path) =>
    parseEstimate(value, ESTIMATE_DOMAINS[name], path);
