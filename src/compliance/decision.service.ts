import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import { HipaaDecision } from './hipaa-decision.entity.ts';
import { findRequirement } from './requirements.ts';
import { isCurrent } from './status.ts';

type Tenant = Pick<Viewer, 'organizationId'>;

/** The decisions that count or did last, by the id of what they are about. */
export async function latestDecisions(
  db: EntityManager,
  { organizationId }: Tenant,
): Promise<Map<string, HipaaDecision>> {
  const rows = await db
    .createQueryBuilder(HipaaDecision, 'it')
    .distinctOn(['it.specificationId'])
    .where({ organizationId })
    .orderBy('it.specificationId')
    .addOrderBy('it.number', 'DESC')
    .getMany();
  return new Map(rows.map((row) => [row.specificationId, row]));
}

/** All that was ever decided, the latest first. */
export const listDecisions = (db: EntityManager, { organizationId }: Tenant): Promise<HipaaDecision[]> =>
  db.find(HipaaDecision, { where: { organizationId }, order: { number: 'DESC' } });

/** What of the law is met by an equivalent measure: ids in an order of their own. */
export async function currentAlternatives(db: EntityManager, viewer: Tenant, now: Date): Promise<string[]> {
  const latest = [...(await latestDecisions(db, viewer)).values()];
  return latest
    .filter((it) => it.decision === 'ALTERNATIVE' && isCurrent(it, now))
    .map(({ specificationId }) => specificationId)
    .filter((id) => findRequirement(id)?.required === false);
}
