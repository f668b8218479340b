import type { Requirement } from './requirements.ts';
import { statusOf, type DecidedUntil, type HipaaStatus, type NamingControl } from './status.ts';

/** A requirement with how far it is met, and by what. */
export interface SpecificationCoverage<C, D> extends Requirement {
  readonly status: HipaaStatus;
  /** The latest, current or not. */
  readonly decision: D | null;
  /** Of those that count, the ones that name it. */
  readonly controls: readonly C[];
}

/** How far a set of controls meets the rule. */
export interface Coverage<C, D> {
  readonly met: number;
  readonly partlyMet: number;
  readonly missing: number;
  readonly notApplicable: number;
  /** In the order of the rule. */
  readonly specifications: readonly SpecificationCoverage<C, D>[];
}

/**
 * How far controls and decisions meet the requirements.
 *
 * @param controls all of these count
 * @param decisions the latest for each id
 * @example coverageOf(requirementsOf('CURRENT'), [], new Map(), now).missing // 53
 */
export function coverageOf<C extends NamingControl, D extends DecidedUntil>(
  requirements: readonly Requirement[],
  controls: readonly C[],
  decisions: ReadonlyMap<string, D>,
  now: Date,
): Coverage<C, D> {
  const specifications = requirements.map((requirement): SpecificationCoverage<C, D> => {
    const naming = controls.filter((it) => it.hipaaSpecifications.includes(requirement.id));
    const decision = decisions.get(requirement.id);
    const status = statusOf(requirement, naming, decision, now);
    return { ...requirement, status, decision: decision ?? null, controls: naming };
  });
  const count = (status: HipaaStatus) => specifications.filter((it) => it.status === status).length;
  return {
    met: count('MET'),
    partlyMet: count('PARTLY_MET'),
    missing: count('MISSING'),
    notApplicable: count('NOT_APPLICABLE'),
    specifications,
  };
}
