import { distribution, type Estimate } from '../math/estimate.ts';
import type { Requirement } from './requirements.ts';

export const HIPAA_STATUSES = ['MET', 'PARTLY_MET', 'MISSING', 'NOT_APPLICABLE'] as const;
export type HipaaStatus = (typeof HIPAA_STATUSES)[number];

export const SPECIFICATION_DECISIONS = [
  'IMPLEMENTED',
  'ALTERNATIVE',
  'NOT_REASONABLE',
  'NOT_APPLICABLE',
] as const;
export type SpecificationDecision = (typeof SPECIFICATION_DECISIONS)[number];

/** What the status of a requirement asks of a control. */
export interface NamingControl {
  readonly hipaaSpecifications: readonly string[];
  /** Absent or null: 1. */
  readonly coverage?: Estimate | null;
}

/** What it asks of the latest decision. */
export interface DecidedUntil {
  readonly decision: SpecificationDecision;
  readonly reviewBy: Date;
}

/** A control that reaches this share of what it should meets what it names; below, in part. */
export const FULL_COVERAGE = 0.95;
/** A mean that is computed, such as that of 0.9, 0.95 and 1, may miss its own last digit. */
const ROUNDING = 1e-9;

/**
 * How far a requirement is met. What is done in full is MET whatever was decided; a decision that it does not apply stands above what
 * is done in part; IMPLEMENTED and NOT_REASONABLE change nothing, since only a control or an equivalent measure protects anyone.
 *
 * Source: 45 CFR 164.306(d): an addressable specification may be met by an equivalent alternative measure, a required one not.
 *
 * @param controls those that count, whatever they name
 * @param decision the latest on it, if any: from the moment after its `reviewBy` it no longer counts
 * @example statusOf({ id: '312.d', required: true }, [{ hipaaSpecifications: ['312.d'] }], undefined, now) // 'MET'
 */
export function statusOf(
  { id, required }: Pick<Requirement, 'id' | 'required'>,
  controls: readonly NamingControl[],
  decision: DecidedUntil | undefined,
  now: Date,
): HipaaStatus {
  const naming = controls.filter(({ hipaaSpecifications }) => hipaaSpecifications.includes(id));
  const decided = decision && isCurrent(decision, now) ? decision.decision : undefined;
  if (naming.some(isInFull) || (decided === 'ALTERNATIVE' && !required)) return 'MET';
  if (decided === 'NOT_APPLICABLE') return 'NOT_APPLICABLE';
  return naming.length > 0 ? 'PARTLY_MET' : 'MISSING';
}

/** A decision counts until its review is due, that moment included. */
export const isCurrent = ({ reviewBy }: Pick<DecidedUntil, 'reviewBy'>, now: Date): boolean =>
  now.getTime() <= reviewBy.getTime();

/** Whether what a control names it meets in full. */
export const isInFull = ({ coverage }: Pick<NamingControl, 'coverage'>): boolean =>
  !coverage || meanShare(coverage) >= FULL_COVERAGE - ROUNDING;

function meanShare(coverage: Estimate): number {
  const law = distribution(coverage, 'SHARE');
  return law.constant ?? law.mean;
}
