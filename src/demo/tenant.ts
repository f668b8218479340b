import type { EntityManager } from 'typeorm';
import { addKey } from '../access/api-key.service.ts';
import { Organization } from '../access/organization.entity.ts';
import { addOrganization } from '../access/organization.service.ts';
import { EXAMPLE_ORGANIZATION, loadExampleHospital } from '../database/examples.ts';

/** How long the key of one demonstration works. */
const KEY_HOURS = 24;

/** A key to the example hospital, which is made where a database has none. */
export const exampleKey = (db: EntityManager): Promise<string> =>
  db.transaction(async (tx) => {
    const known = await tx.findOneBy(Organization, { name: EXAMPLE_ORGANIZATION });
    const organization = known ?? (await newExample(tx));
    return addKey(tx, organization, {
      name: 'demonstration',
      role: 'RISK_MANAGER',
      expiresAt: new Date(Date.now() + KEY_HOURS * 3_600_000),
    });
  });

async function newExample(tx: EntityManager): Promise<Organization> {
  const { viewer } = await addOrganization(tx, EXAMPLE_ORGANIZATION);
  await loadExampleHospital(tx, viewer);
  return tx.findOneByOrFail(Organization, { id: viewer.organizationId });
}
