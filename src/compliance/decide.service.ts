import type { EntityManager } from 'typeorm';
import { record } from '../audit/audit.service.ts';
import type { Viewer } from '../access/viewer.ts';
import { hipaaCoverageOf, type HipaaSpecificationData } from './coverage.service.ts';
import { parseDecision } from './decision.ts';
import { HipaaDecision } from './hipaa-decision.entity.ts';
import { requirementsOf } from './requirements.ts';

/**
 * Keeps what a caller decides about a requirement, with its entry in the audit trail: both or neither.
 *
 * @returns the requirement as it stands then: under the law or, where only the proposal has it, under that
 * @throws {InvalidInput} names the field
 */
export async function decideSpecification(
  db: EntityManager,
  viewer: Viewer,
  input: unknown,
  now: Date,
): Promise<HipaaSpecificationData> {
  const fields = parseDecision(input, 'input', now);
  const { specificationId, decision, reviewBy } = fields;
  return db.transaction(async (tx) => {
    await tx.insert(HipaaDecision, {
      ...fields,
      organizationId: viewer.organizationId,
      decidedBy: viewer.name,
      decidedByKeyId: viewer.keyId,
      decidedAt: now,
    });
    await record(tx, viewer, 'specification.decided', specificationId, { decision, reviewBy });
    const profile = requirementsOf('CURRENT').some(({ id }) => id === specificationId)
      ? 'CURRENT'
      : 'NPRM_2025';
    const { specifications } = await hipaaCoverageOf(tx, viewer, { profile, now });
    return specifications.find(({ id }) => id === specificationId)!;
  });
}
